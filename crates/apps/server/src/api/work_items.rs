//! Work that events raised for clerks.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use business_kit::Services;
use chrono::NaiveDate;
use exchange::{ItemEnd, close_work_item, open_work_items};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Caller, Failure};

/// A work item.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WorkItemView {
    /// Number of the item.
    #[schema(extensions(("x-label" = json!("番号"))))]
    item_number: String,
    /// Code of the business.
    #[schema(extensions(("x-label" = json!("業務"))))]
    business: String,
    /// About whom (宛名番号).
    #[schema(extensions(("x-label" = json!("宛名番号"))))]
    addressee_number: String,
    /// What to do.
    #[schema(extensions(("x-label" = json!("内容"))))]
    title: String,
    /// Last day to do it.
    #[schema(extensions(("x-label" = json!("期限"))))]
    due_on: Option<NaiveDate>,
}

/// 要処理の一覧 — open work items, the nearest deadline first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WorkItemList {
    /// The items.
    #[schema(inline, extensions(("x-label" = json!("要処理"))))]
    items: Vec<WorkItemView>,
}

/// 処理の終わり — how an item ends.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Closing {
    /// True where there was nothing to do.
    #[serde(default)]
    #[schema(extensions(("x-label" = json!("対応不要"))))]
    is_dismissed: bool,
}

/// Open work items, the nearest deadline first.
#[utoipa::path(tag = "exchange", responses((status = OK, body = WorkItemList)),
    extensions(("x-permission" = json!("exchange.work_item.read")), ("x-label" = json!("要処理")),
        ("x-screen" = json!("list"))))]
#[get("/api/v1/work_items")]
pub(crate) async fn list(caller: Caller, services: Data<Services>) -> Result<Json<WorkItemList>, Failure> {
    const ITEMS_MAX: i64 = 200;
    let items = web::blocking(move || {
        Ok(services.database.read(&caller.operation, |tx| open_work_items(tx, None, ITEMS_MAX))?)
    })
    .await?;
    let items = items
        .into_iter()
        .map(|item| WorkItemView {
            item_number: item.item_number.to_string(),
            business: item.business,
            addressee_number: item.addressee.to_string(),
            title: item.title_ja,
            due_on: item.due_on,
        })
        .collect();
    Ok(Json(WorkItemList { items }))
}

/// Ends a work item.
#[utoipa::path(tag = "exchange", request_body = Closing, responses((status = NO_CONTENT)),
    params(("item_number" = i64, Path, description = "number of the item")),
    extensions(("x-permission" = json!("exchange.work_item.close")), ("x-label" = json!("要処理を終える")),
        ("x-verb" = json!("処理を終える")), ("x-screen" = json!("form"))))]
#[post("/api/v1/work_items/{item_number}/close")]
pub(crate) async fn close(
    caller: Caller,
    item_number: Path<i64>,
    closing: Json<Closing>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let end = if closing.is_dismissed { ItemEnd::Dismissed } else { ItemEnd::Done };
    web::blocking(move || {
        Ok(services.database.write(&caller.operation, |tx| {
            tx.did("exchange.work_item.close");
            close_work_item(tx, *item_number, end)
        })?)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

//! The menu: what the account may use.

use actix_web::get;
use actix_web::web::Json;
use serde::Serialize;
use utoipa::ToSchema;
use web::Caller;

/// A business in the menu.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BusinessView {
    /// Code of the business.
    #[schema(extensions(("x-label" = json!("業務コード"))))]
    code: String,
    /// Name.
    #[schema(extensions(("x-label" = json!("業務"))))]
    name: String,
    /// Group in the overview of a person.
    #[schema(extensions(("x-label" = json!("分野"))))]
    group: String,
}

/// メニュー — rails and businesses that the account may use.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MenuView {
    /// Rails of the frame: `today`, `search`, `filing`, `certificate`, `business`, `run`, `migration`, `administration`.
    #[schema(extensions(("x-label" = json!("画面"))))]
    rails: Vec<String>,
    /// Businesses.
    #[schema(inline, extensions(("x-label" = json!("業務"))))]
    businesses: Vec<BusinessView>,
}

/// Rails and the permissions of which any one draws them.
const RAILS: [(&str, &[&str]); 7] = [
    ("today", &["exchange.work_item.read", "batch.run.read"]),
    ("search", &["resident_register.person.read"]),
    ("filing", &["resident_register.act.record"]),
    ("certificate", &["resident_register.certificate.issue"]),
    ("business", &["child_allowance.person.read"]),
    ("run", &["batch.run.read"]),
    ("migration", &["migration.load.read"]),
];

/// Rails and businesses that the account may use.
#[utoipa::path(tag = "access", responses((status = OK, body = MenuView)),
    extensions(("x-permission" = json!("signed_in")), ("x-label" = json!("メニュー")), ("x-screen" = json!("list"))))]
#[get("/api/v1/menu")]
pub(crate) async fn menu(caller: Caller) -> Json<MenuView> {
    let may_any = |codes: &[&str]| codes.iter().any(|code| caller.operation.may(code));
    let rails = RAILS.iter().filter(|(_, codes)| may_any(codes)).map(|(rail, _)| (*rail).to_owned()).collect();
    let businesses = crate::businesses()
        .iter()
        .filter(|business| business.permissions.iter().any(|permission| caller.operation.may(permission.code)))
        .map(|business| BusinessView {
            code: business.code.to_owned(),
            name: business.name.ja.to_owned(),
            group: business.group.to_owned(),
        })
        .collect();
    Json(MenuView { rails, businesses })
}

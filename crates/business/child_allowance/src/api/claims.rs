//! Claims: what they would decide, and deciding them.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use business_kit::Services;
use chrono::NaiveDate;
use database::Tx;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use values::{AddresseeNumber, YearMonth};
use web::{Caller, Failure};

use super::show::{ChildView, StepView, children, steps};
use crate::ChildAllowanceError;
use crate::certification::{CertifiedChild, ChildKind};
use crate::decisions::{ClaimFiling, decide_claim};
use crate::model::{OlderSiblingSupport, Placement, Residence};
use crate::rules::payee::Home;
use crate::rules::period::{Claim, ClaimKind, Delay, StartRule};
use crate::store;

/// 請求 as it is entered.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ChildAllowanceClaim)]
pub(crate) struct ClaimForm {
    /// 請求者の宛名番号.
    #[schema(extensions(("x-label" = json!("請求者")), ("x-widget" = json!("person")), ("x-order" = json!(10))))]
    recipient_addressee_number: String,
    /// 請求の種類.
    #[schema(extensions(("x-label" = json!("請求の種類")), ("x-order" = json!(20))))]
    claim_kind: FormKind,
    /// 請求日.
    #[schema(extensions(("x-label" = json!("請求日")), ("x-widget" = json!("wareki-date")), ("x-order" = json!(30))))]
    claimed_on: NaiveDate,
    /// 15日特例の事由.
    #[schema(extensions(("x-label" = json!("15日特例の事由")), ("x-order" = json!(40)),
        ("x-cite" = json!("児童手当法第8条第3項"))))]
    delay: FormDelay,
    /// 事由の日: 転出予定日 or 出生日.
    #[schema(extensions(("x-label" = json!("事由の日")), ("x-widget" = json!("wareki-date")), ("x-order" = json!(50))))]
    delay_on: Option<NaiveDate>,
    /// 児童; for an increase the new ones only.
    #[schema(extensions(("x-label" = json!("児童")), ("x-order" = json!(60))))]
    children: Vec<FormChild>,
}

/// 請求の種類.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChildAllowanceClaimKind)]
pub(crate) enum FormKind {
    /// 認定請求.
    Certification,
    /// 額改定請求.
    Increase,
}

/// 15日特例の事由.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ChildAllowanceClaimDelay)]
pub(crate) enum FormDelay {
    /// なし.
    None,
    /// 転入.
    Moved,
    /// 出生.
    Born,
}

/// 請求の児童.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ChildAllowanceClaimChild)]
pub(crate) struct FormChild {
    /// 宛名番号.
    #[schema(extensions(("x-label" = json!("児童")), ("x-widget" = json!("person"))))]
    addressee_number: String,
    /// 18歳年度末を過ぎた兄姉等.
    #[schema(extensions(("x-label" = json!("18歳年度末を過ぎた兄姉等"))))]
    is_older_sibling: bool,
    /// 監護相当・生計費の負担.
    #[schema(extensions(("x-label" = json!("生計費の負担（確認書）"))))]
    economically_supported: bool,
    /// 同居.
    #[schema(extensions(("x-label" = json!("同居"))))]
    lives_together: bool,
}

/// 請求の結果.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowanceClaimOutcome)]
pub(crate) struct OutcomeView {
    /// 認定番号.
    #[schema(extensions(("x-label" = json!("認定番号"))))]
    certification_number: String,
    /// 決定番号.
    #[schema(extensions(("x-label" = json!("決定番号"))))]
    decision_number: i64,
    /// 支給開始月.
    #[schema(value_type = String, extensions(("x-label" = json!("支給開始月"))))]
    start_month: YearMonth,
    /// Whether the fifteen-day rule gave the month.
    #[schema(extensions(("x-label" = json!("15日特例"))))]
    is_by_fifteen_days: bool,
    /// 月額.
    #[schema(extensions(("x-label" = json!("月額")), ("x-unit" = json!("円"))))]
    monthly_total_yen: i64,
    /// 児童.
    #[schema(extensions(("x-label" = json!("児童"))))]
    children: Vec<ChildView>,
    /// 月ごとの差額.
    #[schema(extensions(("x-label" = json!("月ごとの差額"))))]
    differences: Vec<DifferenceView>,
    /// 説明.
    #[schema(extensions(("x-label" = json!("説明"))))]
    steps: Vec<StepView>,
}

/// 月ごとの差額.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowanceDifference)]
pub(crate) struct DifferenceView {
    /// 対象月.
    #[schema(value_type = String, extensions(("x-label" = json!("対象月"))))]
    month: YearMonth,
    /// 支払済みの額.
    #[schema(extensions(("x-label" = json!("支払済みの額")), ("x-unit" = json!("円"))))]
    before_yen: i64,
    /// 正しい額.
    #[schema(extensions(("x-label" = json!("正しい額")), ("x-unit" = json!("円"))))]
    after_yen: i64,
    /// 差額.
    #[schema(extensions(("x-label" = json!("差額")), ("x-unit" = json!("円"))))]
    difference_yen: i64,
}

/// Shows what a claim would decide, and changes nothing.
#[utoipa::path(tag = "child_allowance", operation_id = "child_allowance_preview_claim", request_body = ClaimForm,
    responses((status = OK, body = OutcomeView)),
    extensions(("x-permission" = json!("child_allowance.claim.decide")), ("x-label" = json!("請求の影響確認")),
        ("x-verb" = json!("影響確認")), ("x-screen" = json!("form")), ("x-reads" = json!(true))))]
#[post("/api/v1/child_allowance/claims/preview")]
pub(crate) async fn preview_claim(
    caller: Caller,
    form: Json<ClaimForm>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let filing = filing_of(form.into_inner())?;
    let view =
        web::blocking(move || Ok(services.database.dry_run(&caller.operation, |tx| outcome(tx, &filing))?)).await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Decides a claim; `If-Match` carries the version that was read (0 for somebody without a certification).
#[utoipa::path(tag = "child_allowance", operation_id = "child_allowance_file_claim", request_body = ClaimForm,
    responses((status = CREATED, body = OutcomeView)),
    extensions(("x-permission" = json!("child_allowance.claim.decide")), ("x-label" = json!("認定・額改定の請求")),
        ("x-verb" = json!("決定する")), ("x-screen" = json!("form"))))]
#[post("/api/v1/child_allowance/claims")]
pub(crate) async fn file_claim(
    caller: Caller,
    request: HttpRequest,
    form: Json<ClaimForm>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let seen = web::expected_version(&request)?;
    let filing = filing_of(form.into_inner())?;
    let (view, version) = web::blocking(move || {
        Ok(services.database.write(&caller.operation, |tx| {
            if store::version(tx, filing.recipient)? != seen {
                return Err(ChildAllowanceError::Changed);
            }
            let view = outcome(tx, &filing)?;
            Ok((view, store::version(tx, filing.recipient)?))
        })?)
    })
    .await?;
    Ok(web::with_version(&mut HttpResponse::Created(), version).json(view))
}

fn outcome(tx: &mut Tx<'_>, filing: &ClaimFiling) -> Result<OutcomeView, ChildAllowanceError> {
    let today = tx.operation().today();
    let (start, decided) = decide_claim(tx, filing)?;
    let amount = decided.amount.as_ref();
    Ok(OutcomeView {
        certification_number: decided.certification.certification_number.clone(),
        decision_number: decided.decision_number,
        start_month: start.month,
        is_by_fifteen_days: start.by == StartRule::FifteenDays,
        monthly_total_yen: amount.map_or(0, |amount| amount.total.get()),
        children: amount.map(|amount| children(&decided.facts, amount, today)).unwrap_or_default(),
        differences: decided
            .difference
            .months
            .iter()
            .map(|month| DifferenceView {
                month: month.month,
                before_yen: month.before.get(),
                after_yen: month.after.get(),
                difference_yen: month.difference.get(),
            })
            .collect(),
        steps: steps(&decided.explanation, None),
    })
}

fn number_at(text: &str, pointer: String) -> Result<AddresseeNumber, ChildAllowanceError> {
    text.parse().map_err(|_| ChildAllowanceError::Field {
        pointer,
        code: "child_allowance.addressee_number",
        ja: "宛名番号が正しくありません。番号を確かめてください。".to_owned(),
        en: "This is no addressee number: check it.".to_owned(),
    })
}

fn filing_of(form: ClaimForm) -> Result<ClaimFiling, ChildAllowanceError> {
    let filing = json!(form);
    let recipient = number_at(&form.recipient_addressee_number, "/recipient_addressee_number".to_owned())?;
    let delay = match (form.delay, form.delay_on) {
        (FormDelay::None, _) => Delay::None,
        (FormDelay::Moved, Some(planned_move_out_on)) => Delay::Moved { planned_move_out_on },
        (FormDelay::Born, Some(on)) => Delay::Born { on },
        (FormDelay::Moved | FormDelay::Born, None) => {
            return Err(ChildAllowanceError::Field {
                pointer: "/delay_on".to_owned(),
                code: "child_allowance.delay_day_needed",
                ja: "転出予定日又は出生日を入れてください。".to_owned(),
                en: "Enter the planned day of moving out or the day of birth.".to_owned(),
            });
        }
    };
    let kind = match form.claim_kind {
        FormKind::Certification => ClaimKind::Certification,
        FormKind::Increase => ClaimKind::Increase,
    };
    let from = YearMonth::of(form.claimed_on.min(form.delay_on.unwrap_or(form.claimed_on))).next();
    let children = form
        .children
        .iter()
        .enumerate()
        .map(|(place, child)| {
            Ok(CertifiedChild {
                child: number_at(&child.addressee_number, format!("/children/{place}/addressee_number"))?,
                kind: if child.is_older_sibling { ChildKind::OlderSibling } else { ChildKind::Eligible },
                from,
                through: None,
                support: if child.economically_supported {
                    OlderSiblingSupport::Borne
                } else {
                    OlderSiblingSupport::NotBorne
                },
                home: if child.lives_together { Home::WithChild } else { Home::Apart },
                residence: Residence::Japan,
                placement: Placement::Family,
            })
        })
        .collect::<Result<_, ChildAllowanceError>>()?;
    let claim = Claim { kind, claimed_on: form.claimed_on, delay };
    Ok(ClaimFiling { recipient, claim, children, filing })
}

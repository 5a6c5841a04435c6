//! Acts at the window: each kind has a dry run (F8) and the act itself (F9), one function behind both.
//!
//! `If-Match` carries the version of the household or person on the screen; without it an act is refused (428) and a dry
//! run goes by what is there now. Somebody else's change since then is 412, a change in the same moment 409.

mod desk;
mod entries;
mod filings;
mod moves;
mod others;

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use business_kit::Services;
use utoipa_actix_web::service_config::ServiceConfig;
use web::{Caller, Failure};

use self::desk::{ActAnswer, Desk, Step};
use self::filings::{
    BirthFiling, CancellationFiling, CorrectionFiling, DeathFiling, HeadChangeFiling, MoveInFiling, MoveOutOrder,
    MoveWithinFiling,
};

/// The addresses of acts.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(preview_move_in)
        .service(move_in)
        .service(preview_move_within)
        .service(move_within)
        .service(preview_move_out)
        .service(move_out)
        .service(preview_birth)
        .service(birth)
        .service(preview_death)
        .service(death)
        .service(preview_head_change)
        .service(head_change)
        .service(preview_correction)
        .service(correction)
        .service(preview_cancellation)
        .service(cancellation);
}

/// 転入 (法22条): what it would do.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_preview_move_in", request_body = MoveInFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("転入の影響確認")),
        ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/acts/move_in/preview")]
pub(crate) async fn preview_move_in(
    caller: Caller,
    request: HttpRequest,
    filing: Json<MoveInFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Preview, caller, services, &request).take(filing.into_inner(), moves::move_in).await
}

/// 転入 (法22条).
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_move_in", request_body = MoveInFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("転入")), ("x-verb" = json!("届出を受け付ける")),
        ("x-screen" = json!("wizard")), ("x-effects" = json!("resident_register_preview_move_in")),
        ("x-confirm" = json!("preview")), ("x-menu" = json!({"rail": "filing", "order": 20}))))]
#[post("/api/v1/resident_register/acts/move_in")]
pub(crate) async fn move_in(
    caller: Caller,
    request: HttpRequest,
    filing: Json<MoveInFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Record, caller, services, &request).take(filing.into_inner(), moves::move_in).await
}

/// 転居 (法23条): what it would do.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_preview_move_within", request_body = MoveWithinFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("転居の影響確認")),
        ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/acts/move_within/preview")]
pub(crate) async fn preview_move_within(
    caller: Caller,
    request: HttpRequest,
    filing: Json<MoveWithinFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Preview, caller, services, &request).take(filing.into_inner(), moves::move_within).await
}

/// 転居 (法23条).
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_move_within", request_body = MoveWithinFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("転居")), ("x-verb" = json!("届出を受け付ける")),
        ("x-screen" = json!("wizard")), ("x-effects" = json!("resident_register_preview_move_within")),
        ("x-confirm" = json!("preview")), ("x-menu" = json!({"rail": "filing", "order": 21}))))]
#[post("/api/v1/resident_register/acts/move_within")]
pub(crate) async fn move_within(
    caller: Caller,
    request: HttpRequest,
    filing: Json<MoveWithinFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Record, caller, services, &request).take(filing.into_inner(), moves::move_within).await
}

/// 転出 (法24条): what it would do.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_preview_move_out", request_body = MoveOutOrder,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("転出の影響確認")),
        ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/acts/move_out/preview")]
pub(crate) async fn preview_move_out(
    caller: Caller,
    request: HttpRequest,
    filing: Json<MoveOutOrder>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Preview, caller, services, &request).take(filing.into_inner(), moves::move_out).await
}

/// 転出 (法24条).
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_move_out", request_body = MoveOutOrder,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("転出")), ("x-verb" = json!("届出を受け付ける")),
        ("x-screen" = json!("wizard")), ("x-effects" = json!("resident_register_preview_move_out")),
        ("x-confirm" = json!("preview")), ("x-menu" = json!({"rail": "filing", "order": 22}))))]
#[post("/api/v1/resident_register/acts/move_out")]
pub(crate) async fn move_out(
    caller: Caller,
    request: HttpRequest,
    filing: Json<MoveOutOrder>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Record, caller, services, &request).take(filing.into_inner(), moves::move_out).await
}

/// 出生 (法8条): what it would do.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_preview_birth", request_body = BirthFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("出生の影響確認")),
        ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/acts/birth/preview")]
pub(crate) async fn preview_birth(
    caller: Caller,
    request: HttpRequest,
    filing: Json<BirthFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Preview, caller, services, &request).take(filing.into_inner(), others::birth).await
}

/// 出生 (法8条).
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_birth", request_body = BirthFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("出生")), ("x-verb" = json!("出生を記載する")),
        ("x-screen" = json!("form")), ("x-effects" = json!("resident_register_preview_birth")),
        ("x-confirm" = json!("preview")), ("x-menu" = json!({"rail": "filing", "order": 40}))))]
#[post("/api/v1/resident_register/acts/birth")]
pub(crate) async fn birth(
    caller: Caller,
    request: HttpRequest,
    filing: Json<BirthFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Record, caller, services, &request).take(filing.into_inner(), others::birth).await
}

/// 死亡 (法8条): what it would do.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_preview_death", request_body = DeathFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("死亡の影響確認")),
        ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/acts/death/preview")]
pub(crate) async fn preview_death(
    caller: Caller,
    request: HttpRequest,
    filing: Json<DeathFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Preview, caller, services, &request).take(filing.into_inner(), others::death).await
}

/// 死亡 (法8条).
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_death", request_body = DeathFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("死亡")), ("x-verb" = json!("死亡により消除する")),
        ("x-screen" = json!("form")), ("x-effects" = json!("resident_register_preview_death")),
        ("x-confirm" = json!("preview")), ("x-menu" = json!({"rail": "filing", "order": 41}))))]
#[post("/api/v1/resident_register/acts/death")]
pub(crate) async fn death(
    caller: Caller,
    request: HttpRequest,
    filing: Json<DeathFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Record, caller, services, &request).take(filing.into_inner(), others::death).await
}

/// 世帯主変更 (法25条): what it would do.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_preview_head_change", request_body = HeadChangeFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("世帯主変更の影響確認")),
        ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/acts/head_change/preview")]
pub(crate) async fn preview_head_change(
    caller: Caller,
    request: HttpRequest,
    filing: Json<HeadChangeFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Preview, caller, services, &request).take(filing.into_inner(), others::head_change).await
}

/// 世帯主変更 (法25条).
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_head_change", request_body = HeadChangeFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.record")), ("x-label" = json!("世帯主変更")), ("x-verb" = json!("届出を受け付ける")),
        ("x-screen" = json!("form")), ("x-effects" = json!("resident_register_preview_head_change")),
        ("x-confirm" = json!("preview")), ("x-menu" = json!({"rail": "filing", "order": 42}))))]
#[post("/api/v1/resident_register/acts/head_change")]
pub(crate) async fn head_change(
    caller: Caller,
    request: HttpRequest,
    filing: Json<HeadChangeFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Record, caller, services, &request).take(filing.into_inner(), others::head_change).await
}

/// 職権修正 (令12条): what it would do.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_preview_correction", request_body = CorrectionFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.correct")), ("x-label" = json!("職権修正の影響確認")),
        ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/acts/correction/preview")]
pub(crate) async fn preview_correction(
    caller: Caller,
    request: HttpRequest,
    filing: Json<CorrectionFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Preview, caller, services, &request).take(filing.into_inner(), others::correction).await
}

/// 職権修正 (令12条).
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_correction", request_body = CorrectionFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.correct")), ("x-label" = json!("職権修正")), ("x-verb" = json!("修正する")),
        ("x-screen" = json!("form")), ("x-effects" = json!("resident_register_preview_correction")),
        ("x-confirm" = json!("preview")), ("x-menu" = json!({"rail": "filing", "order": 43}))))]
#[post("/api/v1/resident_register/acts/correction")]
pub(crate) async fn correction(
    caller: Caller,
    request: HttpRequest,
    filing: Json<CorrectionFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Record, caller, services, &request).take(filing.into_inner(), others::correction).await
}

/// 異動の取消し (標準 4.6): what it would do.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_preview_cancellation", request_body = CancellationFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.correct")), ("x-label" = json!("異動の取消しの影響確認")),
        ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/acts/cancellation/preview")]
pub(crate) async fn preview_cancellation(
    caller: Caller,
    request: HttpRequest,
    filing: Json<CancellationFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Preview, caller, services, &request).take(filing.into_inner(), others::cancellation).await
}

/// 異動の取消し (標準 4.6).
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_cancellation", request_body = CancellationFiling,
    responses((status = OK, body = ActAnswer)),
    extensions(("x-permission" = json!("resident_register.act.correct")), ("x-label" = json!("異動の取消し")), ("x-verb" = json!("異動を取り消す")),
        ("x-screen" = json!("form")), ("x-effects" = json!("resident_register_preview_cancellation")),
        ("x-confirm" = json!("preview")), ("x-menu" = json!({"rail": "filing", "order": 44}))))]
#[post("/api/v1/resident_register/acts/cancellation")]
pub(crate) async fn cancellation(
    caller: Caller,
    request: HttpRequest,
    filing: Json<CancellationFiling>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    Desk::at(Step::Record, caller, services, &request).take(filing.into_inner(), others::cancellation).await
}

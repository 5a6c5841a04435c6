//! Signing in and out.

use access::Account;
use actix_web::web::{Data, Json};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, delete, get, post};
use business_kit::Services;
use database::Operation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Caller, Clock, Failure, JsonProblem, SESSION_COOKIE, Trace, session_cookie};

/// サインイン — name and password.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SignIn {
    /// Sign-in name.
    #[schema(extensions(("x-label" = json!("名前")), ("x-order" = json!(10))))]
    login_name: String,
    /// Password.
    #[schema(format = Password, extensions(("x-label" = json!("パスワード")), ("x-order" = json!(20))))]
    password: String,
}

/// Whose session it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// Sign-in name.
    #[schema(extensions(("x-label" = json!("名前"))))]
    login_name: String,
    /// Name as colleagues see it.
    #[schema(extensions(("x-label" = json!("氏名"))))]
    display_name: String,
    /// Name of the office.
    #[schema(extensions(("x-label" = json!("所属"))))]
    office_name: String,
    /// Code of the office.
    #[schema(extensions(("x-label" = json!("所属コード"))))]
    office_code: String,
    /// Role.
    #[schema(extensions(("x-label" = json!("役割"))))]
    role: String,
    /// What it may do.
    #[schema(extensions(("x-label" = json!("権限"))))]
    permissions: Vec<String>,
}

/// セッション — the session and where it runs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionView {
    /// Whose session it is.
    #[schema(inline, extensions(("x-label" = json!("利用者"))))]
    account: AccountView,
    /// `production`, `training` or `rehearsal`.
    #[schema(extensions(("x-label" = json!("環境"))))]
    environment: String,
    /// Name of the municipality.
    #[schema(extensions(("x-label" = json!("団体名"))))]
    municipality_name: String,
}

impl SessionView {
    fn of(account: Account, services: &Services) -> Self {
        Self {
            account: AccountView {
                login_name: account.login_name,
                display_name: account.display_name,
                office_name: account.office_name,
                office_code: account.office_code,
                role: account.role.0,
                permissions: account.permissions,
            },
            environment: services.environment.code().to_owned(),
            municipality_name: services.municipality.name.clone(),
        }
    }
}

/// Begins a session; its secret travels in a cookie that no script can read.
#[utoipa::path(tag = "access", request_body = SignIn, responses((status = OK, body = SessionView)),
    extensions(("x-permission" = json!("public")), ("x-label" = json!("サインイン")),
        ("x-verb" = json!("サインインする")), ("x-screen" = json!("form"))))]
#[post("/api/v1/access/session")]
pub(crate) async fn begin(
    request: HttpRequest,
    body: Json<SignIn>,
    services: Data<Services>,
    clock: Data<Clock>,
) -> Result<HttpResponse, Failure> {
    let trace_id = request.extensions().get::<Trace>().map(|trace| trace.0.clone()).unwrap_or_default();
    let mut operation = Operation::system("サインイン", (clock.0)(), &trace_id);
    operation.terminal = terminal_of(&request);
    let database = services.database.clone();
    let SignIn { login_name, password } = body.into_inner();
    operation.actor.login_name.clone_from(&login_name);
    let session = web::blocking(move || Ok(access::sign_in(&database, &operation, &login_name, &password)?)).await?;
    Ok(HttpResponse::Ok().cookie(session_cookie(&session.token)).json(SessionView::of(session.account, &services)))
}

/// Whose session this is.
#[utoipa::path(tag = "access", responses((status = OK, body = SessionView)),
    extensions(("x-permission" = json!("signed_in")), ("x-label" = json!("利用者")), ("x-screen" = json!("detail"))))]
#[get("/api/v1/access/session")]
pub(crate) async fn current(caller: Caller, services: Data<Services>) -> Json<SessionView> {
    Json(SessionView::of(caller.account, &services))
}

/// Ends the session.
#[utoipa::path(tag = "access", responses((status = NO_CONTENT)),
    extensions(("x-permission" = json!("signed_in")), ("x-label" = json!("サインアウト")),
        ("x-verb" = json!("サインアウトする")), ("x-screen" = json!("form"))))]
#[delete("/api/v1/access/session")]
pub(crate) async fn end(
    request: HttpRequest,
    caller: Caller,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let token = request.cookie(SESSION_COOKIE).ok_or(JsonProblem::NoSession)?.value().to_owned();
    let database = services.database.clone();
    web::blocking(move || Ok(access::sign_out(&database, &caller.operation, &token)?)).await?;
    Ok(HttpResponse::NoContent().cookie(session_cookie("")).finish())
}

fn terminal_of(request: &HttpRequest) -> String {
    request.peer_addr().map_or_else(|| "窓口".to_owned(), |address| address.ip().to_string())
}

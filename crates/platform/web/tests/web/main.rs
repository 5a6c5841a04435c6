//! The gate, problems, versions and requests that act once, on a real PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use access::{NewAccount, Role, Session, add_account, grant_role, sign_in};
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::web::{Data, Json};
use actix_web::{App, Error, HttpRequest, HttpResponse, get, post, test};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use testing::TestDatabase;
use utoipa::ToSchema;
use utoipa_actix_web::AppExt;
use validator::Validate;
use web::{Caller, Clock, Failure, SESSION_COOKIE};

#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
struct Note {
    #[validate(length(max = 5, message = "5文字までで入れてください。"))]
    text: String,
}

static WRITTEN: AtomicU32 = AtomicU32::new(0);

#[utoipa::path(responses((status = OK, body = Note)), extensions(("x-permission" = json!("notes.read"))))]
#[get("/api/v1/notes/{number}")]
async fn read(caller: Caller) -> Json<Note> {
    Json(Note { text: caller.account.display_name })
}

#[utoipa::path(responses((status = OK, body = Note)), extensions(("x-permission" = json!("notes.write"))))]
#[post("/api/v1/notes")]
async fn write(request: HttpRequest, note: Json<Note>) -> Result<HttpResponse, Failure> {
    let note = web::validated(note.into_inner())?;
    let version = if note.text == "v" { web::expected_version(&request)? } else { 1 };
    let number = WRITTEN.fetch_add(1, Ordering::SeqCst);
    Ok(web::with_version(&mut HttpResponse::Ok(), version + 1).json(Note { text: number.to_string() }))
}

#[utoipa::path(responses((status = OK, body = Note)))]
#[get("/api/v1/forgotten")]
async fn forgotten() -> HttpResponse {
    HttpResponse::Ok().finish()
}

struct Desk {
    test: TestDatabase,
    session: Session,
}

fn desk() -> Desk {
    let test = TestDatabase::new();
    let operation = test.operation("2026-11-22");
    test.database
        .write(&operation, |tx| {
            grant_role(tx, &Role("clerk".to_owned()), &["notes.read", "notes.write"])?;
            grant_role(tx, &Role("visitor".to_owned()), &["notes.other"])?;
            for role in ["clerk", "visitor"] {
                let account = NewAccount {
                    login_name: role.to_owned(),
                    display_name: "見本 花子".to_owned(),
                    password: "pw".to_owned(),
                    office_code: "271276".to_owned(),
                    office_name: "北区役所".to_owned(),
                    role: Role(role.to_owned()),
                    reachable_office_codes: vec![],
                    mail_address: None,
                };
                add_account(tx, &account)?;
            }
            Ok::<_, access::AccessError>(())
        })
        .unwrap();
    let session = sign_in(&test.database, &operation, "clerk", "pw").unwrap();
    Desk { test, session }
}

async fn app(
    desk: &Desk,
) -> impl Service<actix_http::Request, Response = ServiceResponse<impl actix_web::body::MessageBody>, Error = Error> {
    let now = desk.test.operation("2026-11-22").now;
    let (app, document) = App::new()
        .into_utoipa_app()
        .app_data(Data::new(desk.test.database.clone()))
        .app_data(Data::new(Clock(Arc::new(move || now))))
        .app_data(web::json_settings())
        .service(read)
        .service(write)
        .split_for_parts();
    let table = web::permission_table(&document).unwrap();
    test::init_service(
        app.app_data(Data::new(table)).wrap(from_fn(web::act_once)).wrap(from_fn(web::gate)).wrap(from_fn(web::trace)),
    )
    .await
}

fn post_note(desk: &Desk, key: &str, text: &str) -> test::TestRequest {
    test::TestRequest::post()
        .uri("/api/v1/notes")
        .cookie(actix_web::cookie::Cookie::new(SESSION_COOKIE, desk.session.token.clone()))
        .insert_header(("X-Requested-With", "yakuba"))
        .insert_header(("Idempotency-Key", key))
        .set_json(json!({ "text": text }))
}

async fn body(response: ServiceResponse<impl actix_web::body::MessageBody>) -> (StatusCode, Value) {
    let status = response.status();
    (status, test::read_body_json(response).await)
}

#[actix_web::test]
async fn nobody_passes_without_a_session_or_a_permission() {
    let desk = desk();
    let app = app(&desk).await;
    let (status, problem) =
        body(test::call_service(&app, test::TestRequest::get().uri("/api/v1/notes/1").to_request()).await).await;
    assert_eq!((status.as_u16(), problem["type"].as_str().unwrap()), (401, "/problems/access.no_session"));

    let visitor = sign_in(&desk.test.database, &desk.test.operation("2026-11-22"), "visitor", "pw").unwrap();
    let request = test::TestRequest::get()
        .uri("/api/v1/notes/1")
        .cookie(actix_web::cookie::Cookie::new(SESSION_COOKIE, visitor.token))
        .to_request();
    let response = test::call_service(&app, request).await;
    assert_eq!(response.headers().get("content-type").unwrap(), "application/problem+json; charset=utf-8");
    let trace_id = response.headers().get("x-trace-id").unwrap().to_str().unwrap().to_owned();
    let (status, problem) = body(response).await;
    assert_eq!((status.as_u16(), problem["type"].as_str().unwrap()), (403, "/problems/access.forbidden"));
    assert_eq!(problem["instance"], trace_id.as_str());
    assert_eq!(problem["title"], "この操作をする権限がありません。");
    assert_eq!(problem["en"]["title"], "You lack the permission for this.");
}

#[actix_web::test]
async fn a_caller_with_the_permission_is_known() {
    let desk = desk();
    let app = app(&desk).await;
    let request = test::TestRequest::get()
        .uri("/api/v1/notes/1")
        .cookie(actix_web::cookie::Cookie::new(SESSION_COOKIE, desk.session.token.clone()))
        .to_request();
    let response = test::call_service(&app, request).await;
    assert!(
        response.headers().get("content-security-policy").unwrap().to_str().unwrap().contains("default-src 'self'")
    );
    assert_eq!(body(response).await, (StatusCode::OK, json!({ "text": "見本 花子" })));
}

#[actix_web::test]
async fn an_address_outside_the_contract_is_closed() {
    let desk = desk();
    let app = app(&desk).await;
    let elsewhere = test::TestRequest::get().uri("/api/v1/elsewhere").to_request();
    assert_eq!(test::call_service(&app, elsewhere).await.status().as_u16(), 404);
    let wrong = test::TestRequest::delete().uri("/api/v1/notes").to_request();
    assert_eq!(test::call_service(&app, wrong).await.status().as_u16(), 405);
    let (_, document) = App::new().into_utoipa_app().service(forgotten).split_for_parts();
    assert_eq!(web::permission_table(&document), Err(vec!["GET /api/v1/forgotten".to_owned()]));
}

#[actix_web::test]
async fn a_request_sent_twice_acts_once() {
    let desk = desk();
    let app = app(&desk).await;
    let first = test::call_service(&app, post_note(&desk, "key-0001", "一").to_request()).await;
    let etag = first.headers().get("etag").cloned();
    let (status, answer) = body(first).await;
    assert_eq!(status, StatusCode::OK);
    let again = test::call_service(&app, post_note(&desk, "key-0001", "一").to_request()).await;
    assert_eq!(again.headers().get("idempotent-replayed").unwrap(), "true");
    assert_eq!(again.headers().get("etag").cloned(), etag);
    assert_eq!(body(again).await, (StatusCode::OK, answer));

    let (status, problem) = body(test::call_service(&app, post_note(&desk, "key-0001", "二").to_request()).await).await;
    assert_eq!((status.as_u16(), problem["type"].as_str().unwrap()), (422, "/problems/request.idempotency_key_reused"));
}

#[actix_web::test]
async fn a_refused_request_gives_its_key_back() {
    let desk = desk();
    let app = app(&desk).await;
    let (status, problem) =
        body(test::call_service(&app, post_note(&desk, "key-0002", "六文字以上だ").to_request()).await).await;
    assert_eq!(status.as_u16(), 422);
    assert_eq!(problem["errors"][0]["pointer"], "/text");
    assert_eq!(problem["errors"][0]["detail"], "5文字までで入れてください。");
    let mended = test::call_service(&app, post_note(&desk, "key-0002", "五文字").to_request()).await;
    assert_eq!(mended.status(), StatusCode::OK);
}

#[actix_web::test]
async fn missing_headers_are_named() {
    let desk = desk();
    let app = app(&desk).await;
    let cookie = || actix_web::cookie::Cookie::new(SESSION_COOKIE, desk.session.token.clone());
    let kind = async |request: test::TestRequest| {
        body(test::call_service(&app, request.to_request()).await).await.1["type"].as_str().unwrap().to_owned()
    };
    let plain = || test::TestRequest::post().uri("/api/v1/notes").cookie(cookie()).set_json(json!({ "text": "" }));
    assert_eq!(kind(plain()).await, "/problems/request.foreign_page");
    let ours = plain().insert_header(("X-Requested-With", "yakuba"));
    assert_eq!(kind(ours).await, "/problems/request.idempotency_key_missing");
    assert_eq!(kind(post_note(&desk, "key-0003", "v")).await, "/problems/request.version_missing");
    let unreadable = post_note(&desk, "key-0004", "").set_payload("{");
    assert_eq!(kind(unreadable).await, "/problems/request.body_unreadable");
    let versioned = post_note(&desk, "key-0005", "v").insert_header(("If-Match", "\"41\""));
    assert_eq!(test::call_service(&app, versioned.to_request()).await.headers().get("etag").unwrap(), "\"42\"");
}

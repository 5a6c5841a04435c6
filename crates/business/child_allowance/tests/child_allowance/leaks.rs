//! Protected persons: what no outlet of this business may show.

use access::{NewAccount, Role, add_account, grant_role, sign_in};
use actix_web::App;
use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::test;
use actix_web::web::Data;
use database::{Grant, Operation};
use serde_json::{Value, json};
use std::sync::Arc;
use testing::{TestDatabase, clerk};
use utoipa_actix_web::AppExt;
use web::{Clock, SESSION_COOKIE};

use crate::city::{LOT, Shield, migrated, number};
use crate::office::{papers, pay, services};

const DAY: &str = "2026-11-22";

/// A clerk of the allowance who may not see what is withheld.
fn ordinary() -> Operation {
    let mut operation = clerk("手当係", DAY);
    operation.grants = ["child_allowance.person.read"].into_iter().map(|it| Grant(it.to_owned())).collect();
    operation
}

/// Answers a request of a clerk who lacks the permission to disclose.
async fn answer(database: &TestDatabase, method: &str, path: &str, body: Option<Value>) -> (StatusCode, String) {
    let operation = database.operation(DAY);
    database
        .database
        .write(&operation, |tx| {
            let permissions: Vec<&str> = child_allowance::business().permissions.iter().map(|it| it.code).collect();
            grant_role(tx, &Role("clerk".to_owned()), &permissions)?;
            add_account(
                tx,
                &NewAccount {
                    login_name: "clerk".to_owned(),
                    display_name: "見本 花子".to_owned(),
                    password: "pw".to_owned(),
                    office_code: "271276".to_owned(),
                    office_name: "北区役所".to_owned(),
                    role: Role("clerk".to_owned()),
                    reachable_office_codes: vec![],
                    mail_address: None,
                },
            )?;
            Ok::<_, access::AccessError>(())
        })
        .unwrap();
    let session = sign_in(&database.database, &operation, "clerk", "pw").unwrap();
    let now = operation.now;
    let (app, document) = App::new()
        .into_utoipa_app()
        .app_data(Data::new(database.database.clone()))
        .app_data(Data::new(Clock(Arc::new(move || now))))
        .app_data(Data::new(services(database)))
        .app_data(web::json_settings())
        .configure(|configuration| (child_allowance::business().routes)(configuration))
        .split_for_parts();
    let table = web::permission_table(&document).unwrap();
    let app = test::init_service(
        app.app_data(Data::new(table)).wrap(from_fn(web::act_once)).wrap(from_fn(web::gate)).wrap(from_fn(web::trace)),
    )
    .await;
    let request = if method == "GET" { test::TestRequest::get() } else { test::TestRequest::post() };
    let mut request = request
        .uri(path)
        .cookie(actix_web::cookie::Cookie::new(SESSION_COOKIE, session.token))
        .insert_header(("X-Requested-With", "yakuba"))
        .insert_header(("Idempotency-Key", "leak-test-0001"))
        .insert_header(("If-Match", "\"1\""));
    if let Some(body) = body {
        request = request.set_json(body);
    }
    let response = test::call_service(&app, request.to_request()).await;
    let status = response.status();
    (status, String::from_utf8_lossy(&test::read_body(response).await).into_owned())
}

fn holds_no_place(text: &str) {
    assert!(!text.contains(LOT) && !text.contains("試験町") && !text.contains("5300005"), "{text}");
}

#[actix_web::test]
async fn a_person_is_shown_without_address_and_account() {
    let database = TestDatabase::new();
    let protected = migrated(&database, 1, &["2015-06-01", "2024-05-01"], Shield::Protected);
    let path = format!("/api/v1/child_allowance/persons/{protected}");
    let (status, body) = answer(&database, "GET", &path, None).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    holds_no_place(&body);
    assert!(!body.contains("****"), "the account goes with the address: {body}");
}

#[actix_web::test]
async fn the_screen_of_a_recipient() {
    let database = TestDatabase::new();
    let recipient = migrated(&database, 1, &["2015-06-01", "2024-05-01"], Shield::Open);
    let path = format!("/api/v1/child_allowance/persons/{recipient}");
    let (status, body) = answer(&database, "GET", &path, None).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    insta::assert_json_snapshot!("screen_of_a_recipient", serde_json::from_str::<Value>(&body).unwrap());
}

#[actix_web::test]
async fn nobody_without_a_certification() {
    let database = TestDatabase::new();
    let path = format!("/api/v1/child_allowance/persons/{}", number(5, 0));
    let (status, body) = answer(&database, "GET", &path, None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body.contains("/problems/child_allowance.not_certified"), "{body}");
}

#[actix_web::test]
async fn an_explanation_tells_the_law_and_no_place() {
    let database = TestDatabase::new();
    let protected = migrated(&database, 1, &["2015-06-01", "2024-05-01"], Shield::Protected);
    pay(&database, DAY, "2026-12");
    let child = number(1, 2);
    let path = format!("/api/v1/child_allowance/persons/{protected}/explanation?child={child}&month=2026-11");
    let (status, body) = answer(&database, "GET", &path, None).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    holds_no_place(&body);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["answer"], "15,000円（3歳未満）");
    assert_eq!(body["replay_agrees"], true);
    assert!(body["calculation_number"].is_i64());
    assert!(body["steps"].as_array().unwrap().len() >= 3);
}

#[actix_web::test]
async fn a_preview_tells_the_effect_and_no_place() {
    let database = TestDatabase::new();
    let protected = migrated(&database, 1, &["2015-06-01"], Shield::Protected);
    crate::city::settle(&database, 2, &["2026-11-10"], Shield::Protected);
    let form = json!({
        "recipient_addressee_number": protected.to_string(), "claim_kind": "increase", "claimed_on": "2026-11-20",
        "delay": "born", "delay_on": "2026-11-10",
        "children": [{ "addressee_number": number(2, 1).to_string(), "is_older_sibling": false,
            "economically_supported": true, "lives_together": true }],
    });
    let (status, body) = answer(&database, "POST", "/api/v1/child_allowance/claims/preview", Some(form.clone())).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    holds_no_place(&body);
    let view: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&view["monthly_total_yen"], &view["start_month"]), (&json!(25_000), &json!("2026-12")));
    assert_eq!(database.owner_value("select count(*) from child_allowance.decisions").unwrap(), "(0)");
}

#[actix_web::test]
async fn a_claim_is_decided_once_and_by_the_version_that_was_seen() {
    let database = TestDatabase::new();
    let recipient = migrated(&database, 1, &["2015-06-01"], Shield::Open);
    crate::city::settle(&database, 2, &["2026-11-10"], Shield::Open);
    let form = json!({
        "recipient_addressee_number": recipient.to_string(), "claim_kind": "increase", "claimed_on": "2026-11-20",
        "delay": "born", "delay_on": "2026-11-10",
        "children": [{ "addressee_number": number(2, 1).to_string(), "is_older_sibling": false,
            "economically_supported": true, "lives_together": true }],
    });
    let (status, body) = answer(&database, "POST", "/api/v1/child_allowance/claims", Some(form)).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    assert_eq!(database.owner_value("select monthly_yen from child_allowance.decisions").unwrap(), "(25000)");
}

#[actix_web::test]
async fn a_notice_of_certification_holds_no_address_of_a_protected_person() {
    let database = TestDatabase::new();
    let protected = migrated(&database, 1, &["2015-06-01"], Shield::Protected);
    let path = format!("/api/v1/child_allowance/persons/{protected}/certification_notice");
    let (status, body) = answer(&database, "POST", &path, None).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    holds_no_place(&body);
    assert!(body.contains("試験　親1"));
}

#[actix_web::test]
async fn transfer_file_bundles_and_findings_hold_no_place() {
    let database = TestDatabase::new();
    migrated(&database, 1, &["2015-06-01"], Shield::Protected);
    migrated(&database, 2, &["2015-06-01"], Shield::Open);
    database.owner_run("delete from disbursement.bank_accounts where addressee_number = 0");
    let run = pay(&database, DAY, "2026-12");
    // Even an officer who may see everything gets no paper with the address.
    for operation in [clerk("承認者", DAY), ordinary()] {
        let files = papers(&database, &operation, run);
        let names: Vec<&str> = files.iter().map(|(file, _)| file.name.as_str()).skip(1).collect();
        assert_eq!(names, ["payment_notices_bulk_001.pdf", "payment_notices_manual_001.pdf"]);
        for (file, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            let is_bulk = file.name.contains("bulk");
            assert_eq!(text.contains(LOT), is_bulk, "{}: {text}", file.name);
            assert!(!is_bulk || !text.contains("試験　親1"), "a protected person stands in no bulk bundle");
        }
    }
    let findings = "select count(*) from batch.run_findings where text_ja like '%試験%'";
    assert_eq!(database.owner_value(findings).unwrap(), "(0)");
}

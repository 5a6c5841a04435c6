//! Search, person, household.

use serde_json::json;

use crate::support::{Window, get, post, send};

#[actix_web::test]
async fn a_person_is_found_by_reading_and_birth() {
    let window = Window::open();
    window.family();
    let app = window.app().await;
    let found = send(&window, &app, post("clerk", "search", json!({ "query": "みほん たろう S55.4.15" }))).await;
    assert_eq!(found.status, 200, "{}", found.text());
    insta::assert_json_snapshot!(found.json());
}

#[actix_web::test]
async fn a_person_is_shown_with_history_and_version() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let shown = send(&window, &app, get("clerk", format!("persons/{}", home.people[0]))).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    assert_eq!(shown.etag.clone().unwrap(), format!("\"{}\"", shown.json()["version"]));
    insta::assert_json_snapshot!(shown.json());

    let before = send(&window, &app, get("clerk", format!("persons/{}?valid_at=2020-06-30", home.people[0]))).await;
    assert_eq!(before.problem(), (404, "/problems/resident_register.not_found".to_owned()));
    let unknown = send(&window, &app, get("clerk", "persons/000000000")).await;
    assert_eq!(unknown.problem(), (404, "/problems/resident_register.not_found".to_owned()));
    let unreadable = send(&window, &app, get("clerk", format!("persons/{}?valid_at=x", home.people[0]))).await;
    assert_eq!(unreadable.problem().0, 400);
}

#[actix_web::test]
async fn a_household_is_shown_in_order() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let shown = send(&window, &app, get("clerk", format!("households/{}", home.household))).await;
    assert_eq!(shown.etag.clone().unwrap(), format!("\"{}\"", shown.json()["version"]));
    insta::assert_json_snapshot!(shown.json());
}

#[actix_web::test]
async fn an_individual_number_needs_permission_and_purpose_and_leaves_a_trace() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let path = format!("persons/{}/personal_number", home.people[0]);
    let refused = send(&window, &app, post("clerk", &path, json!({ "purpose": "本人の申出" }))).await;
    assert_eq!(refused.problem(), (403, "/problems/access.forbidden".to_owned()));
    assert!(!refused.text().contains("123456789018"));
    let idle = send(&window, &app, post("officer", &path, json!({ "purpose": " " }))).await;
    assert_eq!(idle.json()["errors"][0]["pointer"], "/purpose");
    let shown = send(&window, &app, post("officer", &path, json!({ "purpose": "本人の申出" }))).await;
    assert_eq!(shown.json(), json!({ "personal_number": "123456789018" }));
    let traced = window
        .test
        .owner_value("select purpose from access.audit_entries where 'register.personal_number.read' = any(actions)");
    assert_eq!(traced.unwrap(), "(本人の申出)");
}

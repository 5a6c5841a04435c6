//! Protected persons (支援措置): at no outlet does anything leave that tells where they live.

use serde_json::{Value, json};

use crate::support::{Answer, Home, SECRETS, TODAY, Window, get, post, send};

fn keeps_secrets(outlet: &str, home: &Home, answer: &Answer) {
    let text = answer.text();
    for secret in SECRETS.iter().map(|secret| (*secret).to_owned()).chain([home.household.to_string()]) {
        assert!(!text.contains(&secret), "{outlet} tells {secret}: {text}");
    }
}

/// An officer sees what the clerk must not, so the secrets are there to be told.
#[actix_web::test]
async fn the_secrets_are_on_the_record() {
    let window = Window::open();
    let home = window.protected();
    let app = window.app().await;
    let shown = send(&window, &app, get("officer", format!("persons/{}", home.people[0]))).await;
    let text = shown.text();
    assert!(SECRETS.iter().all(|secret| text.contains(secret)), "{text}");
    assert_eq!(shown.json()["protective_measure"], json!({ "state": "支援措置", "through": "2027-06-30" }));
}

#[actix_web::test]
async fn search_finds_by_name_and_never_by_address() {
    let window = Window::open();
    let home = window.protected();
    let app = window.app().await;
    let found = send(&window, &app, post("clerk", "search", json!({ "query": "ホゴ" }))).await;
    assert_eq!(found.json()["total"], 2);
    assert_eq!(found.json()["items"][0]["is_protected"], true);
    keeps_secrets("search by name", &home, &found);
    for query in ["秘密町三丁目9番99号".to_owned(), home.household.to_string()] {
        let found = send(&window, &app, post("clerk", "search", json!({ "query": query }))).await;
        assert!(!found.text().contains("保護"), "{query}: {}", found.text());
        let officer = send(&window, &app, post("officer", "search", json!({ "query": query }))).await;
        assert!(officer.text().contains("保護"), "{query}: {}", officer.text());
    }
}

#[actix_web::test]
async fn persons_are_masked_at_every_time() {
    let window = Window::open();
    let home = window.protected();
    let app = window.app().await;
    for person in &home.people {
        for query in ["", "?valid_at=2022-01-01", "?valid_at=2022-01-01&known_at=2022-01-01T00:00:00Z"] {
            let shown = send(&window, &app, get("clerk", format!("persons/{person}{query}"))).await;
            keeps_secrets(query, &home, &shown);
            let shown = shown.json();
            assert_eq!((&shown["address_is_hidden"], &shown["relationship"]), (&json!(true), &Value::Null));
        }
    }
}

#[actix_web::test]
async fn the_household_is_not_there() {
    let window = Window::open();
    let home = window.protected();
    let app = window.app().await;
    let hidden = send(&window, &app, get("clerk", format!("households/{}", home.household))).await;
    let unknown = send(&window, &app, get("clerk", "households/000099990")).await;
    assert_eq!(hidden.problem(), unknown.problem());
    keeps_secrets("household", &home, &hidden);
    assert_eq!(send(&window, &app, get("officer", format!("households/{}", home.household))).await.status, 200);
}

/// Acts on them, each with a guess at the address: the answer is the same whether the guess is right or wrong.
fn acts(home: &Home, town: &str, lot: &str) -> Vec<(&'static str, Value)> {
    let person = home.people[0].to_string();
    let notifier = json!({ "name": "加害　者", "relation": "agent", "identity_document": "passport" });
    let new_address = json!({ "town": town, "lot": lot });
    vec![
        (
            "move_in",
            json!({ "notified_on": TODAY, "notifier": notifier, "happened_on": TODAY, "previous_address": "不明",
                "new_address": new_address,
                "household": { "mode": "join", "household_number": home.household.to_string() },
                "members": [{ "name": "加害　者", "kana": "カガイ　シャ", "born_on": "1985-01-01", "sex": "male",
                    "relationship": "夫", "domicile": "不明", "register_first_person": "不明" }] }),
        ),
        (
            "move_within",
            json!({ "notified_on": TODAY, "notifier": notifier, "addressee_numbers": [person], "happened_on": TODAY,
                "new_address": new_address, "household": { "mode": "new" } }),
        ),
        (
            "move_out",
            json!({ "notified_on": TODAY, "notifier": notifier, "addressee_numbers": [person], "happened_on": TODAY,
                "destination": "京都府京都市中京区試験町1番地" }),
        ),
        (
            "birth",
            json!({ "notified_on": TODAY, "parent": person, "name": "保護　楓", "kana": "ホゴ　カエデ",
                "happened_on": TODAY, "sex": "female", "relationship": "子", "domicile": "不明",
                "register_first_person": "不明" }),
        ),
        ("death", json!({ "notified_on": TODAY, "addressee_number": person, "happened_on": TODAY })),
        (
            "head_change",
            json!({ "notified_on": TODAY, "notifier": notifier, "happened_on": TODAY,
                "new_head": home.people[1].to_string() }),
        ),
        (
            "correction",
            json!({ "addressee_number": person, "reason": "minor", "happened_on": TODAY, "evidence": "",
                "remarks": "x" }),
        ),
        (
            "cancellation",
            json!({ "addressee_number": person, "act_number": "2", "notified_on": TODAY, "evidence": "" }),
        ),
    ]
}

#[actix_web::test]
async fn acts_on_them_are_refused_and_answer_no_guess() {
    let window = Window::open();
    let home = window.protected();
    let app = window.app().await;
    let right = acts(&home, "秘密町三丁目", "9番99号");
    let wrong = acts(&home, "見本町一丁目", "1番1号");
    for ((kind, right), (_, wrong)) in right.into_iter().zip(wrong) {
        for path in [format!("acts/{kind}/preview"), format!("acts/{kind}")] {
            let hit = send(&window, &app, post("clerk", &path, right.clone())).await;
            let miss = send(&window, &app, post("clerk", &path, wrong.clone())).await;
            keeps_secrets(&path, &home, &hit);
            let refusal = if kind == "move_in" { "not_found" } else { "act_blocked" };
            assert_eq!(hit.problem().1, format!("/problems/resident_register.{refusal}"), "{path}: {}", hit.text());
            assert_eq!(hit.problem(), miss.problem(), "{path}");
            let (mut left, mut other) = (hit.json(), miss.json());
            left["instance"] = Value::Null;
            other["instance"] = Value::Null;
            assert_eq!(left, other, "{path}");
        }
    }
    assert_eq!(window.test.owner_value("select count(*) from register.acts").unwrap(), "(3)");
}

#[actix_web::test]
async fn certificates_are_blocked_without_a_word_about_the_reason() {
    let window = Window::open();
    let home = window.protected();
    let app = window.app().await;
    for (person, kind) in [(0, "household"), (0, "individual"), (1, "individual")] {
        let order = json!({
            "addressee_numbers": [home.people[person].to_string()], "kind": kind,
            "include": ["head_and_relationship", "domicile"], "purpose": "本人の請求", "copies": 1
        });
        let path = "certificates/resident_record_copy";
        let blocked = send(&window, &app, post("clerk", path, order.clone())).await;
        assert_eq!(blocked.problem(), (403, "/problems/resident_register.certificate_blocked".to_owned()));
        keeps_secrets("certificate", &home, &blocked);
        let issued = send(&window, &app, post("officer", path, order)).await;
        assert!(issued.text().contains("秘密町三丁目"), "{}", issued.text());
        let number = issued.document_number.unwrap();
        let again = send(&window, &app, post("clerk", format!("certificates/{number}/reissue"), json!({}))).await;
        assert_eq!(again.problem(), (403, "/problems/resident_register.certificate_blocked".to_owned()));
        keeps_secrets("reissue", &home, &again);
    }
}

#[actix_web::test]
async fn errors_and_the_audit_trail_hold_no_address() {
    let window = Window::open();
    let home = window.protected();
    let app = window.app().await;
    let path = format!("persons/{}/personal_number", home.people[0]);
    keeps_secrets("forbidden", &home, &send(&window, &app, post("clerk", &path, json!({ "purpose": "x" }))).await);
    send(&window, &app, get("officer", format!("persons/{}", home.people[0]))).await;
    let trail = window.test.owner_value("select string_agg(t::text, '') from access.audit_entries t").unwrap();
    assert!(SECRETS.iter().all(|secret| !trail.contains(secret)), "{trail}");
}

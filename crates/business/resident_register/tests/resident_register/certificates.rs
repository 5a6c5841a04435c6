//! 住民票の写し: omission, numbering, the log, and the same paper again.

use business_kit::Environment;
use resident_register::{Certifier, appoint_certifier};
use serde_json::{Value, json};
use values::DayRange;

use crate::support::{Home, TODAY, Window, day, get, post, send};

const ISSUE: &str = "certificates/resident_record_copy";

fn order(home: &Home, people: &[usize], kind: &str, include: &[&str]) -> Value {
    json!({
        "addressee_numbers": people.iter().map(|index| home.people[*index].to_string()).collect::<Vec<_>>(),
        "kind": kind,
        "include": include,
        "purpose": "運転免許の申請",
        "copies": 1
    })
}

/// What is shown only when asked for, with its text on the paper of the family.
const ON_REQUEST: [(&str, &str); 3] = [
    ("head_and_relationship", "世帯主"),
    ("domicile", "大阪府大阪市北区見本町1番地"),
    ("personal_number", "123456789018"),
];

#[actix_web::test]
async fn the_plain_copy_of_one_person() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let issued = send(&window, &app, post("clerk", ISSUE, order(&home, &[1], "individual", &[]))).await;
    assert_eq!(issued.status, 200, "{}", issued.text());
    assert_eq!(issued.document_number.clone().unwrap(), "20261120-271276-000001");
    insta::assert_json_snapshot!(issued.json());
}

#[actix_web::test]
async fn an_item_is_shown_only_when_it_is_asked_for() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    for (item, _) in ON_REQUEST {
        let issued = send(&window, &app, post("officer", ISSUE, order(&home, &[0, 1, 2], "household", &[item]))).await;
        assert_eq!(issued.status, 200, "{}", issued.text());
        let members = issued.json()[0]["data"]["members"].to_string();
        for (other, text) in ON_REQUEST {
            assert_eq!(members.contains(text), other == item, "{other} with {item}: {members}");
        }
    }
}

#[actix_web::test]
async fn the_individual_number_needs_its_permission_on_paper_too() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let refused =
        send(&window, &app, post("clerk", ISSUE, order(&home, &[0], "individual", &["personal_number"]))).await;
    assert_eq!(refused.problem(), (403, "/problems/register.forbidden".to_owned()));
    assert!(!refused.text().contains("123456789018"));
}

#[actix_web::test]
async fn a_part_of_a_household_says_so() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let issued = send(&window, &app, post("clerk", ISSUE, order(&home, &[2, 1], "individual", &[]))).await.json();
    let data = &issued[0]["data"];
    assert_eq!((&data["scope"], data["members"].as_array().unwrap().len()), (&json!("世帯の一部"), 2));
    assert_eq!(data["members"][0]["full_name"], "見本　花子");
    let whole = send(&window, &app, post("clerk", ISSUE, order(&home, &[1], "household", &[]))).await.json();
    assert_eq!(whole[0]["data"]["members"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn each_copy_has_a_number_and_the_paper_can_be_made_again() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let mut wanted = order(&home, &[0], "individual", &["head_and_relationship"]);
    wanted["copies"] = json!(2);
    let issued = send(&window, &app, post("clerk", ISSUE, wanted)).await;
    let number = issued.document_number.clone().unwrap();
    let papers = issued.json();
    assert_eq!(papers[0]["data"]["document_number"], format!("{number}-1"));
    assert_eq!(papers[1]["data"]["document_number"], format!("{number}-2"));

    window.on("2026-11-24");
    let again = send(&window, &app, post("clerk", format!("certificates/{number}/reissue"), json!({}))).await;
    assert_eq!((again.status, again.bytes), (200, issued.bytes));
    let unknown = send(&window, &app, post("clerk", "certificates/20261120-271276-999999/reissue", json!({}))).await;
    assert_eq!(unknown.problem(), (404, "/problems/resident_register.not_found".to_owned()));
    let logged = window.test.owner_value(
        "select login_name, purpose, included_items, copies, valid_at from resident_register.certificate_issues",
    );
    assert_eq!(logged.unwrap(), format!("(clerk,運転免許の申請,{{head_and_relationship}},2,{TODAY})"));
}

#[actix_web::test]
async fn a_paper_that_would_differ_is_not_made_again() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let issued = send(&window, &app, post("clerk", ISSUE, order(&home, &[0], "individual", &[]))).await;
    let number = issued.document_number.unwrap();
    window.test.owner_run("update resident_register.certificate_issues set sha256 = repeat('0', 64)");
    let again = send(&window, &app, post("clerk", format!("certificates/{number}/reissue"), json!({}))).await;
    assert_eq!(again.problem(), (409, "/problems/resident_register.not_reproducible".to_owned()));
}

#[actix_web::test]
async fn a_paper_that_cannot_be_set_is_not_logged() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let seen = send(&window, &app, get("clerk", format!("persons/{}", home.people[1]))).await.etag;
    let correction = json!({
        "addressee_number": home.people[1].to_string(), "reason": "minor", "happened_on": TODAY, "evidence": "",
        "remarks": "組版不能"
    });
    assert_eq!(send(&window, &app, post("clerk", "acts/correction", correction).seen(seen)).await.status, 200);
    let failed = send(&window, &app, post("clerk", ISSUE, order(&home, &[1], "individual", &[]))).await;
    assert_eq!(failed.problem(), (500, "/problems/resident_register.typesetting_failed".to_owned()));
    let logged = window.test.owner_value("select count(*) from resident_register.certificate_issues");
    assert_eq!(logged.unwrap(), "(0)");
}

/// Names of everything in a document, so that a form finds what it prints.
fn keys(value: &Value) -> Vec<String> {
    let mut keys: Vec<String> = value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect();
    keys.sort();
    keys
}

#[actix_web::test]
async fn the_data_has_the_shape_of_the_sample() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    for (people, kind, member) in [(vec![0], "individual", "/member"), (vec![0, 1, 2], "household", "/members/0")] {
        let issued = send(&window, &app, post("clerk", ISSUE, order(&home, &people, kind, &[]))).await.json();
        let business = resident_register::business();
        let form = business.forms.iter().find(|form| issued[0]["form"] == form.name).unwrap();
        let sample: Value = serde_json::from_str(form.sample).unwrap();
        assert_eq!(keys(&issued[0]["data"]), keys(&sample), "{kind}");
        assert_eq!(keys(issued[0]["data"].pointer(member).unwrap()), keys(sample.pointer(member).unwrap()), "{kind}");
    }
}

#[actix_web::test]
async fn another_day_than_today_needs_a_permission() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let mut past = order(&home, &[0], "individual", &[]);
    past["valid_at"] = json!("2024-04-01");
    let refused = send(&window, &app, post("clerk", ISSUE, past.clone())).await;
    assert_eq!(refused.problem(), (403, "/problems/resident_register.as_of_not_permitted".to_owned()));
    let issued = send(&window, &app, post("officer", ISSUE, past)).await;
    assert_eq!(issued.status, 200, "{}", issued.text());
    let mut earlier = order(&home, &[0], "individual", &[]);
    earlier["valid_at"] = json!("2020-01-01");
    let refused = send(&window, &app, post("officer", ISSUE, earlier)).await;
    assert_eq!(refused.problem(), (422, "/problems/resident_register.nothing_to_certify".to_owned()));
}

#[actix_web::test]
async fn production_papers_are_signed_by_an_appointed_certifier() {
    let window = Window::of(Environment::Production);
    let home = window.family();
    let app = window.app().await;
    let unsigned = send(&window, &app, post("clerk", ISSUE, order(&home, &[0], "individual", &[]))).await;
    assert_eq!(unsigned.problem(), (409, "/problems/resident_register.no_certifier".to_owned()));
    let certifier = Certifier {
        title: "大阪府大阪市北区長".to_owned(),
        full_name: "例示　次郎".to_owned(),
        seal_text: "大阪市北区長之印".to_owned(),
    };
    let term = DayRange::starting(day("2026-04-01"));
    window.test.database.write(&window.operation(), |tx| appoint_certifier(tx, "271276", term, &certifier)).unwrap();
    let signed = send(&window, &app, post("clerk", ISSUE, order(&home, &[0], "individual", &[]))).await.json();
    assert_eq!(signed[0]["data"]["attestation"]["name"], "例示　次郎");
    assert_eq!(signed[0]["data"]["is_sample"], false);
}

#[actix_web::test]
async fn orders_that_cannot_be_met_are_refused() {
    let window = Window::open();
    let home = window.family();
    let other = window.protected();
    let app = window.app().await;
    let mut many = order(&home, &[0], "individual", &[]);
    many["copies"] = json!(21);
    assert_eq!(send(&window, &app, post("clerk", ISSUE, many)).await.json()["errors"][0]["pointer"], "/copies");
    let mut idle = order(&home, &[0], "individual", &[]);
    idle["purpose"] = json!("");
    assert_eq!(send(&window, &app, post("clerk", ISSUE, idle)).await.json()["errors"][0]["pointer"], "/purpose");
    let mut mixed = order(&home, &[0], "individual", &[]);
    mixed["addressee_numbers"] = json!([home.people[0].to_string(), other.people[0].to_string()]);
    let refused = send(&window, &app, post("officer", ISSUE, mixed)).await;
    assert_eq!(refused.problem(), (422, "/problems/resident_register.several_households".to_owned()));
}

#[actix_web::test]
async fn an_issue_that_nobody_could_change_afterwards() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    send(&window, &app, post("clerk", ISSUE, order(&home, &[0], "individual", &[]))).await;
    for verb in ["update", "delete"] {
        let may = format!("select has_table_privilege('yakuba_app', 'resident_register.certificate_issues', '{verb}')");
        assert_eq!(window.test.owner_value(&may).unwrap(), "(f)");
    }
    let person = send(&window, &app, get("clerk", format!("persons/{}", home.people[0]))).await;
    assert_eq!(person.status, 200);
}

//! Acts through HTTP: the dry run changes nothing, the act what it said, and two clerks never lose a change.

use serde_json::{Value, json};

use crate::support::{TODAY, Window, get, post, send};

fn notifier() -> Value {
    json!({ "name": "見本　太郎", "relation": "self", "identity_document": "individual_number_card" })
}

fn moving_in() -> Value {
    json!({
        "notified_on": TODAY,
        "notifier": notifier(),
        "happened_on": "2026-11-15",
        "previous_address": "京都府京都市中京区試験町1番地",
        "new_address": { "postal_code": "530-0001", "town": "北区見本町二丁目", "lot": "4番5号", "building": "見本荘101" },
        "household": { "mode": "new" },
        "members": [
            { "name": "試験　健一", "kana": "シケン　ケンイチ", "born_on": "S60.2.3", "sex": "male",
              "relationship": "世帯主", "domicile": "京都府京都市中京区試験町1番地", "register_first_person": "試験　健一" },
            { "name": "試験　凛", "kana": "シケン　リン", "born_on": "2022-05-05", "sex": "female",
              "relationship": "子", "domicile": "京都府京都市中京区試験町1番地", "register_first_person": "試験　健一" }
        ]
    })
}

fn moving_within(window: &crate::support::Home, people: &[usize], mode: &str) -> Value {
    json!({
        "notified_on": TODAY,
        "notifier": notifier(),
        "addressee_numbers": people.iter().map(|index| window.people[*index].to_string()).collect::<Vec<_>>(),
        "from_household_number": window.household.to_string(),
        "happened_on": "2026-11-18",
        "new_address": { "town": "例示町三丁目", "lot": "8番1号" },
        "household": { "mode": mode }
    })
}

#[actix_web::test]
async fn moving_in_is_shown_first_and_then_recorded() {
    let window = Window::open();
    let app = window.app().await;
    let preview = send(&window, &app, post("clerk", "acts/move_in/preview", moving_in())).await;
    assert_eq!(preview.status, 200, "{}", preview.text());
    insta::assert_json_snapshot!(preview.json());
    assert_eq!(window.test.owner_value("select count(*) from register.acts").unwrap(), "(0)");

    let recorded = send(&window, &app, post("clerk", "acts/move_in", moving_in())).await;
    assert_eq!(recorded.status, 200, "{}", recorded.text());
    let answer = recorded.json();
    assert_eq!(answer["effects"], preview.json()["effects"]);
    assert_eq!(recorded.etag.unwrap(), format!("\"{}\"", answer["act_number"].as_str().unwrap()));
    let head = answer["addressee_numbers"][0].as_str().unwrap();
    let shown = send(&window, &app, get("clerk", format!("persons/{head}"))).await.json();
    assert_eq!(shown["address"]["one_line"], "大阪府大阪市北区見本町二丁目4番5号　見本荘101");
    assert_eq!(shown["born_on_text"], "昭和60年2月3日");
    assert_eq!(shown["acts"][0]["summary"], "京都府京都市中京区試験町1番地から（2人）");
}

#[actix_web::test]
async fn entries_that_cannot_be_read_are_named_all_at_once() {
    let window = Window::open();
    let app = window.app().await;
    let mut filing = moving_in();
    filing["happened_on"] = json!("R8.2.30");
    filing["notifier"]["name"] = json!("");
    filing["members"][0]["relationship"] = json!("孫");
    filing["members"][1]["kana"] = json!("ＡＢＣ");
    let refused = send(&window, &app, post("clerk", "acts/move_in", filing)).await;
    assert_eq!(refused.problem(), (422, "/problems/request.fields_invalid".to_owned()));
    let mut answer = refused.json();
    answer["instance"] = json!("trace");
    insta::assert_json_snapshot!(answer);
}

#[actix_web::test]
async fn findings_of_the_register_come_back_at_the_entries_of_the_form() {
    let window = Window::open();
    let app = window.app().await;
    let mut filing = moving_in();
    filing["happened_on"] = json!("2026-11-30");
    filing["members"][1]["domicile"] = json!("");
    let refused = send(&window, &app, post("clerk", "acts/move_in/preview", filing)).await;
    assert_eq!(refused.problem(), (422, "/problems/register.refused".to_owned()));
    let pointers: Vec<String> = refused.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(pointers, ["/happened_on", "/members/1/domicile", "/members/1/register_first_person"][..2]);
}

#[actix_web::test]
async fn a_household_moves_as_one() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let household = send(&window, &app, get("clerk", format!("households/{}", home.household))).await;
    let filing = moving_within(&home, &[0, 1, 2], "keep");
    let moved = send(&window, &app, post("clerk", "acts/move_within", filing).seen(household.etag)).await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    assert_eq!(moved.json()["summary"], "3人の住所を移します。");
    let shown = send(&window, &app, get("clerk", format!("persons/{}", home.people[2]))).await.json();
    assert_eq!(shown["address"]["one_line"], "大阪府大阪市北区例示町三丁目8番1号");
    assert_eq!(shown["relationship"], "子");
    let before =
        send(&window, &app, get("clerk", format!("persons/{}?valid_at=2026-11-17", home.people[2]))).await.json();
    assert_eq!(before["address"]["one_line"], "大阪府大阪市北区見本町一丁目2番3号　見本ハイツ405号");
}

#[actix_web::test]
async fn a_part_of_a_household_that_moves_out_of_it_gets_a_head() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let household = send(&window, &app, get("clerk", format!("households/{}", home.household))).await;
    let filing = moving_within(&home, &[1, 2], "new");
    let moved = send(&window, &app, post("clerk", "acts/move_within", filing).seen(household.etag)).await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    let mother = send(&window, &app, get("clerk", format!("persons/{}", home.people[1]))).await.json();
    let child = send(&window, &app, get("clerk", format!("persons/{}", home.people[2]))).await.json();
    assert_eq!((&mother["relationship"], &child["relationship"]), (&json!("世帯主"), &json!("子")));
    assert_eq!(mother["household_number"], child["household_number"]);
    assert_ne!(mother["household_number"], json!(home.household.to_string()));
}

#[actix_web::test]
async fn who_joins_a_household_says_as_what() {
    let window = Window::open();
    let home = window.family();
    let other = window.protected();
    let app = window.app().await;
    let mut filing = moving_within(&home, &[2], "join");
    filing["household"]["household_number"] = json!(other.household.to_string());
    let asked = send(&window, &app, post("officer", "acts/move_within/preview", filing)).await;
    assert_eq!(asked.problem(), (422, "/problems/resident_register.relationships_needed".to_owned()));
}

#[actix_web::test]
async fn moving_out_keeps_everybody_until_the_planned_day() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let household = send(&window, &app, get("clerk", format!("households/{}", home.household))).await;
    let filing = json!({
        "notified_on": TODAY,
        "notifier": notifier(),
        "addressee_numbers": home.people.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "from_household_number": home.household.to_string(),
        "happened_on": "2026-12-01",
        "destination": "京都府京都市中京区試験町1番地"
    });
    let planned = send(&window, &app, post("clerk", "acts/move_out", filing).seen(household.etag)).await;
    assert_eq!(planned.status, 200, "{}", planned.text());
    let state = async |day: &str| {
        let shown = send(&window, &app, get("clerk", format!("persons/{}?valid_at={day}", home.people[0]))).await;
        shown.json()["registration_state"].as_str().unwrap().to_owned()
    };
    assert_eq!((state("2026-11-30").await, state("2026-12-01").await), ("現存".to_owned(), "転出".to_owned()));
}

#[actix_web::test]
async fn a_child_is_born_into_the_household_of_a_parent() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let parent = send(&window, &app, get("clerk", format!("persons/{}", home.people[1]))).await;
    let filing = json!({
        "notified_on": TODAY, "parent": home.people[1].to_string(), "name": "見本　芽依", "kana": "ミホン　メイ",
        "happened_on": "2026-11-10", "sex": "female", "relationship": "子",
        "domicile": "大阪府大阪市北区見本町1番地", "register_first_person": "見本　太郎"
    });
    let born = send(&window, &app, post("clerk", "acts/birth", filing).seen(parent.etag)).await;
    assert_eq!(born.status, 200, "{}", born.text());
    insta::assert_json_snapshot!(born.json()["effects"]);
    let household = send(&window, &app, get("clerk", format!("households/{}", home.household))).await.json();
    assert_eq!(household["members"][3]["name"], "見本　芽依");
    assert_eq!(household["members"][3]["age"], 0);
}

#[actix_web::test]
async fn a_death_of_the_head_asks_for_another() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let head = send(&window, &app, get("clerk", format!("persons/{}", home.people[0]))).await;
    let filing =
        json!({ "notified_on": TODAY, "addressee_number": home.people[0].to_string(), "happened_on": "2026-11-12" });
    let died = send(&window, &app, post("clerk", "acts/death", filing).seen(head.etag)).await;
    assert_eq!(died.status, 200, "{}", died.text());
    let answer = died.json();
    let row = answer["effects"].as_array().unwrap().iter().find(|row| row["business_code"] == "resident_register");
    assert_eq!(row.unwrap()["deadline_on"], "2026-11-26");
    assert!(!answer["alerts"].as_array().unwrap().is_empty(), "{answer}");

    let widow = send(&window, &app, get("clerk", format!("persons/{}", home.people[1]))).await;
    let filing = json!({
        "notified_on": TODAY, "notifier": notifier(), "happened_on": "2026-11-12",
        "new_head": home.people[1].to_string(),
        "relationships": [
            { "addressee_number": home.people[1].to_string(), "relationship": "世帯主" },
            { "addressee_number": home.people[2].to_string(), "relationship": "子" }
        ]
    });
    let changed = send(&window, &app, post("clerk", "acts/head_change", filing).seen(widow.etag)).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert_eq!(changed.json()["summary"], "世帯主を変更します（見本　花子＝世帯主、見本　大地＝子）。");
}

#[actix_web::test]
async fn a_new_head_gets_proposals_for_everybody() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let filing = json!({
        "notified_on": TODAY, "notifier": notifier(), "happened_on": "2026-11-19", "new_head": home.people[1].to_string()
    });
    let preview = send(&window, &app, post("clerk", "acts/head_change/preview", filing)).await;
    assert_eq!(preview.json()["summary"], "世帯主を変更します（見本　太郎＝夫、見本　花子＝世帯主、見本　大地＝子）。");
}

#[actix_web::test]
async fn a_slip_is_put_right_and_an_act_taken_back() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let path = format!("persons/{}", home.people[2]);
    let child = send(&window, &app, get("clerk", &path)).await;
    let filing = json!({
        "addressee_number": home.people[2].to_string(), "reason": "clerical_error", "happened_on": TODAY,
        "evidence": "戸籍の写し", "kana": "ミホン　タイチ"
    });
    let corrected = send(&window, &app, post("clerk", "acts/correction", filing).seen(child.etag)).await;
    assert_eq!(corrected.status, 200, "{}", corrected.text());
    let child = send(&window, &app, get("clerk", &path)).await;
    assert_eq!(child.json()["kana"], "ミホン　タイチ");

    let filing = json!({
        "addressee_number": home.people[2].to_string(), "act_number": corrected.json()["act_number"],
        "notified_on": TODAY, "evidence": "戸籍の読み違い"
    });
    let canceled = send(&window, &app, post("clerk", "acts/cancellation", filing).seen(child.etag)).await;
    assert_eq!(canceled.status, 200, "{}", canceled.text());
    let child = send(&window, &app, get("clerk", &path)).await.json();
    assert_eq!((&child["kana"], &child["acts"][1]["is_canceled"]), (&json!("ミホン　ダイチ"), &json!(true)));
}

#[actix_web::test]
async fn two_clerks_on_one_household_never_lose_a_change() {
    let window = Window::open();
    let home = window.family();
    let app = window.app().await;
    let seen = send(&window, &app, get("clerk", format!("households/{}", home.household))).await.etag;
    let first = moving_within(&home, &[0, 1, 2], "keep");
    let unseen = send(&window, &app, post("clerk", "acts/move_within", first.clone())).await;
    assert_eq!(unseen.problem(), (428, "/problems/register.version_required".to_owned()));
    let moved = send(&window, &app, post("clerk", "acts/move_within", first).seen(seen.clone())).await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    let second = moving_within(&home, &[1, 2], "new");
    let late = send(&window, &app, post("clerk", "acts/move_within", second.clone()).seen(seen.clone())).await;
    let mut answer = late.json();
    answer["instance"] = json!("trace");
    insta::assert_json_snapshot!(answer);
    let preview = send(&window, &app, post("clerk", "acts/move_within/preview", second).seen(seen)).await;
    assert_eq!(preview.problem(), (412, "/problems/register.changed".to_owned()));
}

#[test]
fn of_two_clerks_in_the_same_moment_one_is_told() {
    let window = Window::open();
    let home = window.family();
    let runtime = || actix_web::rt::System::new();
    let seen = runtime().block_on(async {
        let app = window.app().await;
        send(&window, &app, get("clerk", format!("households/{}", home.household))).await.etag
    });
    let filings = [moving_within(&home, &[0, 1, 2], "keep"), moving_within(&home, &[1, 2], "new")];
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let clerks = filings.map(|filing| {
            let (window, seen) = (&window, seen.clone());
            scope.spawn(move || {
                runtime().block_on(async {
                    let app = window.app().await;
                    send(window, &app, post("clerk", "acts/move_within", filing).seen(seen)).await.status
                })
            })
        });
        clerks.into_iter().map(|clerk| clerk.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && [409, 412].contains(&statuses[1]), "{statuses:?}");
    assert_eq!(window.test.owner_value("select count(*) from register.acts").unwrap(), "(2)");
}

#[actix_web::test]
async fn an_act_sent_twice_is_recorded_once() {
    let window = Window::open();
    let app = window.app().await;
    let mut first = post("clerk", "acts/move_in", moving_in());
    first.key = "the-same-key".to_owned();
    let mut second = post("clerk", "acts/move_in", moving_in());
    second.key = "the-same-key".to_owned();
    let first = send(&window, &app, first).await;
    assert_eq!(first.bytes, send(&window, &app, second).await.bytes);
    assert_eq!(window.test.owner_value("select count(*) from register.acts").unwrap(), "(1)");
}

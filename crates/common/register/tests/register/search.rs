//! Search by one line of text.

use std::collections::BTreeSet;

use database::Operation;
use register::acts::{Amendment, Correction, ProtectionFiling, correction, protect};
use register::search::{Closeness, Hit, Interpretation, SearchQuery, by_personal_number, search};
use register::{ActGrounds, ActReason, AsOf, Ground, MeasureState};
use testing::TestDatabase;
use values::Sex;

use crate::builders::*;

fn find(test: &TestDatabase, operation: &Operation, text: &str) -> Vec<Hit> {
    let query =
        SearchQuery { text: text.to_owned(), office_codes: BTreeSet::new(), as_of: AsOf::now(operation), hits_max: 20 };
    read_as(test, operation, |tx| search(tx, &query)).hits
}

fn names(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.person.full_name.as_str()).collect()
}

fn town(test: &TestDatabase) -> Home {
    settle(test, "2026-04-01", "12番3号", family());
    let neighbours = vec![
        incoming("渡邉　廣", "ワタナベ　ヒロシ", "1950-12-31", Sex::Male, "世帯主"),
        incoming("渡邉　京子", "ワタナベ　キョウコ", "1955-06-01", Sex::Female, "妻"),
    ];
    settle(test, "2026-04-01", "45番6号", neighbours)
}

#[test]
fn a_line_is_read_by_its_shape() {
    let test = TestDatabase::new();
    let home = town(&test);
    let operation = test.operation("2026-05-01");
    for (text, expected) in [
        ("ワタナベ ヒロシ", vec!["渡邉　廣"]),
        ("はたなへひろし", vec!["渡邉　廣"]),
        ("ﾜﾀﾅﾍﾞ", vec!["渡邉　京子", "渡邉　廣"]),
        ("キヨウコ", vec!["渡邉　京子"]),
        ("渡辺", vec!["渡邉　京子", "渡邉　廣"]),
        ("渡辺広", vec!["渡邉　廣"]),
        ("S25.12.31", vec!["渡邉　廣"]),
        ("1950-12-31", vec!["渡邉　廣"]),
        ("昭和60年4月2日", vec!["試験　太郎"]),
        ("渡邊 S30.6.1", vec!["渡邉　京子"]),
        ("渡邊 S25.12.30", vec![]),
        ("中之島一丁目45番6号", vec!["渡邉　廣", "渡邉　京子"]),
        ("中之島一丁目４５－６ 京子", vec!["渡邉　京子"]),
    ] {
        let mut found = names(&find(&test, &operation, text)).into_iter().map(str::to_owned).collect::<Vec<_>>();
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{text}");
    }
    let by_number = find(&test, &operation, &home.people[1].to_string());
    assert_eq!(names(&by_number), ["渡邉　京子"]);
    assert_eq!(by_number[0].reasons[0].item, Interpretation::AddresseeNumber);
    let by_household = find(&test, &operation, &home.household.to_string());
    assert!(names(&by_household).contains(&"渡邉　廣"));
}

#[test]
fn the_closest_stands_first_and_past_names_are_found() {
    let test = TestDatabase::new();
    let home = town(&test);
    let operation = test.operation("2026-06-01");
    settle(&test, "2026-04-01", "7番7号", vec![incoming("渡辺", "ワタナベ", "1990-01-01", Sex::Female, "世帯主")]);
    let hits = find(&test, &operation, "渡辺");
    assert_eq!(hits[0].person.full_name.as_str(), "渡辺");
    assert_eq!(hits[0].reasons[0].closeness, Closeness::Exact);
    assert_eq!(hits[1].reasons[0].closeness, Closeness::Prefix);
    let filing = Correction {
        grounds: ActGrounds {
            filed_on: None,
            ground: Ground::ExOfficio,
            ..grounds("2026-05-01", vec![person_at(home.people[1], home.version)])
        },
        addressee_number: home.people[1],
        reason: ActReason::AmendedExOfficio,
        from: Some(day("2026-05-01")),
        until: None,
        amendment: Amendment { full_name: Some("鈴木　京子".parse().unwrap()), ..Amendment::default() },
    };
    write(&test, "2026-05-01", |tx| correction(tx, &filing)).unwrap();
    let hits = find(&test, &operation, "渡邉京子");
    assert_eq!(names(&hits), ["鈴木　京子"]);
    assert!(hits[0].reasons[0].is_past);
}

#[test]
fn nobody_protected_is_found_by_address_household_or_ward() {
    let test = TestDatabase::new();
    let home = town(&test);
    let filing = ProtectionFiling {
        grounds: ActGrounds {
            filed_on: None,
            noticed_on: Some(day("2026-05-01")),
            ground: Ground::Request,
            ..grounds("2026-05-01", Vec::new())
        },
        addressee_number: home.people[1],
        applicant: None,
        state: MeasureState::Provisional,
        starts_on: day("2026-05-01"),
        office_codes: Vec::new(),
        protected_addresses: vec!["現住所".to_owned()],
        contact: None,
    };
    write(&test, "2026-05-01", |tx| protect(tx, &filing)).unwrap();
    let mut clerk = test.operation("2026-05-02");
    clerk.grants.clear();
    assert!(find(&test, &clerk, "中之島一丁目45番6号").is_empty());
    assert!(find(&test, &clerk, "中之島一丁目45番6号 渡辺").is_empty());
    let by_household = find(&test, &clerk, &home.household.to_string());
    assert!(by_household.iter().all(|hit| !hit.person.is_protected));
    let by_name = find(&test, &clerk, "渡辺");
    assert_eq!(by_name.len(), 2, "by name they are found, marked and masked");
    assert!(by_name.iter().all(|hit| hit.person.is_protected && hit.person.whereabouts.address.is_none()));
    assert!(!serde_json::to_string(&by_name).unwrap().contains("45番6号"));
    let elsewhere = SearchQuery {
        text: "渡辺".to_owned(),
        office_codes: BTreeSet::from(["271284".parse().unwrap()]),
        as_of: AsOf::now(&clerk),
        hits_max: 20,
    };
    assert_eq!(read_as(&test, &clerk, |tx| search(tx, &elsewhere)).hits.len(), 2, "the choice of ward tells nothing");
    assert_eq!(find(&test, &test.operation("2026-05-02"), "中之島一丁目45番6号").len(), 2, "the officer finds them");
}

#[test]
fn an_individual_number_needs_its_own_permission() {
    let test = TestDatabase::new();
    let mut members = family();
    members[0].personal_number = Some("123456789018".parse().unwrap());
    settle(&test, "2026-04-01", "12番3号", members);
    let operation = test.operation("2026-05-01");
    let number = "123456789018".parse().unwrap();
    let found = read_as(&test, &operation, |tx| by_personal_number(tx, &number, &vault(), AsOf::now(&operation)));
    assert_eq!(found[0].full_name.as_str(), "試験　太郎");
    assert!(find(&test, &operation, "123456789018").is_empty(), "never by the open line");
    let mut clerk = test.operation("2026-05-01");
    clerk.grants.clear();
    let refused = test.database.read(&clerk, |tx| by_personal_number(tx, &number, &vault(), AsOf::now(&clerk)));
    assert_eq!(refused.unwrap_err().code(), "register.forbidden");
}

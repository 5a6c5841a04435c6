//! What is printed and shown of a load, and what is not.

use migration::{
    Dataset, Delivery, assign, html_report, json_report, loads, note, quarantine, quarantine_steps, reconcile,
};
use testing::TestDatabase;

use crate::support::{city, run};

/// The values of a column of a file of the city, without the empty ones.
fn column(file: &str, index: usize) -> Vec<String> {
    let bytes = std::fs::read(city().0.join(file)).unwrap();
    let (text, _, _) = encoding_rs::SHIFT_JIS.decode(&bytes);
    let rows = text.lines().skip(1).filter_map(|line| line.split(',').nth(index).map(str::to_owned));
    rows.filter(|value| !value.is_empty()).collect()
}

#[test]
fn reports_and_lists_tell_no_name_address_or_number() {
    let test = TestDatabase::new();
    let load = run(&test, &Delivery::open(&city().0).unwrap()).load_number;
    let operation = test.operation("2026-11-23");
    let proof = reconcile(&test.database, &operation, load).unwrap();
    assert!(!proof.quarantine.is_empty() && !column("SHIEN.csv", 0).is_empty(), "there is something to leak");
    let html = html_report(&proof);
    let kept = test.owner_value("select string_agg(t::text, ' ') from migration.quarantined_records t").unwrap();
    let told = [html, json_report(&proof).unwrap(), kept].concat();
    // Names, individual numbers, resident record codes, towns, lots, buildings, domiciles; the opponents of the protected.
    let secrets = [10, 21, 22, 25, 27, 29].into_iter().flat_map(|index| column("JUMIN.csv", index));
    for secret in secrets.chain(column("SHIEN.csv", 7)).chain(column("SHIEN.csv", 8)) {
        assert!(!told.contains(&secret), "{secret} is told");
    }
}

#[test]
fn the_page_opens_with_the_equation_and_stands_alone() {
    let test = TestDatabase::new();
    let load = run(&test, &Delivery::open(&city().0).unwrap()).load_number;
    let mut proof = reconcile(&test.database, &test.operation("2026-11-23"), load).unwrap();
    let page = html_report(&proof);
    assert!(page.contains("✓ 一致：") && !page.contains("✕ 不一致"));
    for outside in ["http:", "https:", "<script", "<link", "<img"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let order = ["旧システムの記録", "データごとの件数", "合計の検算", "理由ごとの件数", "保留・対象外の記録", "承認"];
    let places: Vec<usize> = order.iter().map(|text| page.find(text).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    // A sum that does not agree makes the report red.
    proof.datasets[0].checks[0].target -= 1;
    proof.datasets[0].checks[0].agrees = false;
    proof.datasets[0].is_green = false;
    proof.is_green = false;
    assert!(html_report(&proof).contains("1 種類のデータが一致しません"));
}

#[test]
fn a_held_record_has_an_owner_and_a_history() {
    let test = TestDatabase::new();
    let load = run(&test, &Delivery::open(&city().0).unwrap()).load_number;
    let operation = test.operation("2026-11-23");
    let page = quarantine(&test.database, &operation, load, (Some("two_heads"), 0, 1)).unwrap();
    assert!(page.total > 1 && page.records.len() == 1);
    let first = &page.records[0];
    let key = (load, Dataset::Residents, first.line);
    assign(&test.database, &operation, key, "kita-2").unwrap();
    note(&test.database, &operation, key, "届書を確認中").unwrap();
    let steps: Vec<_> =
        quarantine_steps(&test.database, &operation, key).unwrap().into_iter().map(|it| (it.step, it.text)).collect();
    assert_eq!(
        steps,
        [("assigned", "kita-2"), ("noted", "届書を確認中")].map(|(step, text)| (step.to_owned(), text.to_owned()))
    );
    let page = quarantine(&test.database, &operation, load, (Some("two_heads"), 0, 1)).unwrap();
    assert_eq!(page.records[0].owner.as_deref(), Some("kita-2"));
    assert!(assign(&test.database, &operation, (load, Dataset::Residents, 999_999), "kita-2").is_err());
    let list = loads(&test.database, &operation).unwrap();
    assert_eq!((list.len(), list[0].load_id, list[0].is_finished), (1, load, true));
}

//! What comes in, what is held, and that nothing changes at a second time.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use diesel::prelude::*;
use migration::{Delivery, LoadState, check, reconcile};
use testing::TestDatabase;

use crate::support::{city, fingerprint, planted, run, run_until};

#[derive(QueryableByName)]
struct Ended {
    #[diesel(sql_type = diesel::sql_types::Text)]
    file: String,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    line_number: i64,
    #[diesel(sql_type = diesel::sql_types::Text)]
    disposition: String,
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Text>)]
    reason_code: Option<String>,
}

fn endings(test: &TestDatabase) -> BTreeMap<(String, i64), (String, Option<String>)> {
    let mut owner = diesel::PgConnection::establish(&test.owner_url).unwrap();
    let rows: Vec<Ended> =
        diesel::sql_query("select file, line_number, disposition, reason_code from migration.source_records")
            .load(&mut owner)
            .unwrap();
    rows.into_iter().map(|row| ((row.file, row.line_number), (row.disposition, row.reason_code))).collect()
}

#[test]
fn every_planted_defect_is_found_and_no_good_record_is_held() {
    let (folder, _) = city();
    let test = TestDatabase::new();
    assert_eq!(run(&test, &Delivery::open(folder).unwrap()).state, LoadState::Loaded);
    let (planted, endings) = (planted(folder), endings(&test));
    let mut wrong = Vec::new();
    for (place, (disposition, reason)) in &planted {
        let found = endings.get(place);
        if found != Some(&(disposition.clone(), Some(reason.clone()))) {
            wrong.push(format!("{place:?}: planted {disposition} {reason}, found {found:?}"));
        }
    }
    for (place, (disposition, reason)) in &endings {
        let is_chance = reason.as_deref() == Some("same_name_and_birth");
        if !planted.contains_key(place) && (disposition != "loaded" || (reason.is_some() && !is_chance)) {
            wrong.push(format!("{place:?}: nothing planted, found {disposition} {reason:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_books_balance() {
    let (folder, truth) = city();
    let delivery = Delivery::open(folder).unwrap();
    let test = TestDatabase::new();
    let outcome = run(&test, &delivery);
    let proof = reconcile(&test.database, &test.operation("2026-11-23"), outcome.load_number).unwrap();
    for dataset in &proof.datasets {
        let planted = truth.files.get(dataset.file.as_str()).copied().unwrap_or_default();
        let found = [
            dataset.equation.source,
            dataset.equation.loaded,
            dataset.equation.merged,
            dataset.equation.quarantined,
            dataset.equation.rejected,
        ];
        let wanted = [planted.records, planted.loaded, planted.merged, planted.quarantined, planted.rejected];
        assert_eq!(found.map(|it| u64::try_from(it).unwrap()), wanted, "{}", dataset.file);
        assert!(dataset.is_green, "{dataset:#?}");
    }
    assert!(proof.is_green);
    let checks =
        |name: &str| proof.datasets.iter().flat_map(|it| &it.checks).find(|it| it.label.starts_with(name)).unwrap();
    assert_eq!(u64::try_from(checks("人数").target).unwrap(), truth.people.counts.loaded);
    assert_eq!(u64::try_from(checks("住登者").target).unwrap(), truth.people.loaded_resident);
    let checked = check(&delivery).unwrap();
    let loaded: u64 = checked.endings.values().filter_map(|it| it.get("loaded")).sum();
    assert_eq!(i64::try_from(loaded).unwrap(), proof.equation.loaded, "the check tells what the load does");
}

#[test]
fn a_second_load_changes_nothing() {
    let delivery = Delivery::open(&city().0).unwrap();
    let test = TestDatabase::new();
    let first = run(&test, &delivery);
    let before = fingerprint(&test);
    let again = run(&test, &delivery);
    assert_eq!((again.state, again.load_number, again.chunks_written), (LoadState::Unchanged, first.load_number, 0));
    assert_eq!(fingerprint(&test), before);
}

#[test]
fn a_stopped_load_goes_on_to_the_same_end() {
    let delivery = Delivery::open(&city().0).unwrap();
    let (whole, stopped) = (TestDatabase::new(), TestDatabase::new());
    run(&whole, &delivery);
    let mut stops = 0;
    while run_until(&stopped, &delivery, &mut |_| ControlFlow::Break(())).state == LoadState::Stopped {
        stops += 1;
        assert!(
            reconcile(&stopped.database, &stopped.operation("2026-11-23"), 1).is_err(),
            "half a load proves nothing"
        );
    }
    assert!(stops > 2, "stopped {stops} times");
    assert_eq!(fingerprint(&stopped), fingerprint(&whole));
}

//! The regular payment: to the yen, stopped and resumed, by two people, with its papers.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use batch::engine::{self, Work};
use batch::{BatchError, Phase, run_view};
use child_allowance::runs::REGULAR_PAYMENT;
use testing::{TestDatabase, clerk};

use crate::city::{Shield, migrated};
use crate::office::{NEVER, approve_and_post, draft, papers, pay, prepare};

const DAY: &str = "2026-11-22";

#[test]
fn a_run_pays_two_months_to_the_yen() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01", "2024-05-01"], Shield::Open);
    migrated(&test, 2, &["2006-05-01", "2015-06-01", "2018-06-01"], Shield::Open);
    let run = pay(&test, DAY, "2026-12");
    // 1: 10,000 + 15,000 a month. 2: the eldest counts, 10,000 + 30,000 a month.
    let lines = "select string_agg(addressee_number || ' ' || amount_yen, ', ' order by addressee_number) \
                 from disbursement.payments where payment_state = 'posted'";
    assert_eq!(test.owner_value(lines).unwrap(), "(\"10000106 50000, 10000203 80000\")");
    let view = test.database.read(&clerk("承認者", DAY), |tx| run_view(tx, run)).unwrap();
    assert_eq!(view.summary.totals["amount_yen"], 130_000);
    assert_eq!(view.summary.totals["recipients"], 2);
    assert!(view.findings.is_empty(), "{:?}", view.findings.len());
    let decided = "select count(*), sum(monthly_yen) from child_allowance.decisions where run_number is not null";
    assert_eq!(test.owner_value(decided).unwrap(), "(2,65000)");

    let next = pay(&test, "2027-01-20", "2027-02");
    let view = test.database.read(&clerk("承認者", DAY), |tx| run_view(tx, next)).unwrap();
    assert_eq!(view.summary.totals["decision_count"], 0, "an amount that stays is not decided anew");
    assert_eq!(view.comparisons[2].0.previous_value, Some(130_000));
    assert_eq!(view.comparisons[2].1, "within");
}

#[test]
fn no_month_is_paid_twice() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01"], Shield::Open);
    pay(&test, DAY, "2026-12");
    let again = draft(&test, DAY, "2026-12");
    prepare(&test, DAY, again);
    let view = test.database.read(&clerk("承認者", DAY), |tx| run_view(tx, again)).unwrap();
    assert_eq!(view.summary.totals["recipients"], 0);
}

#[test]
fn two_runs_prepared_at_once_cannot_both_be_posted() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01"], Shield::Open);
    let (one, two) = (draft(&test, DAY, "2026-12"), draft(&test, DAY, "2026-12"));
    prepare(&test, DAY, one);
    prepare(&test, DAY, two);
    approve_and_post(&test, DAY, one);
    let approver = clerk("承認者", DAY);
    test.database.write(&approver, |tx| engine::approve(tx, two, 1)).unwrap();
    let refused = engine::post(&test.database, &approver, &REGULAR_PAYMENT, two);
    assert!(matches!(refused, Err(BatchError::Database(_))), "the payment is there already");
    assert_eq!(test.owner_value("select count(*) from disbursement.payments").unwrap(), "(1)");
}

#[test]
fn a_stopped_run_goes_on_and_changes_no_total() {
    let test = TestDatabase::new();
    for serial in 1..=5 {
        migrated(&test, serial, &["2015-06-01"], Shield::Open);
    }
    let maker = clerk("作成者", DAY);
    let run = draft(&test, DAY, "2026-12");
    engine::freeze(&test.database, &maker, &REGULAR_PAYMENT, run).unwrap();
    // A chunk a recipient, so that there is something to stop between.
    test.owner_run(&format!(
        "delete from batch.run_chunks; insert into batch.run_chunks (run_number, chunk_number, key_from, key_through) \
         select {run}, row_number() over (order by addressee_number) - 1, addressee_number, addressee_number \
         from (select distinct addressee_number from child_allowance.run_facts) r"
    ));
    let (stop, seen) = (AtomicBool::new(false), AtomicI64::new(0));
    let report = |_| {
        if seen.fetch_add(1, Ordering::SeqCst) == 1 {
            stop.store(true, Ordering::SeqCst);
        }
    };
    let work = Work { workers: 1, stop: &stop, report: &report };
    assert_eq!(engine::compute(&test.database, &maker, &REGULAR_PAYMENT, run, &work).unwrap().done_chunks, 2);
    let view = test.database.read(&maker, |tx| run_view(tx, run)).unwrap();
    assert_eq!(view.summary.phase, Phase::Frozen);
    let work = Work { workers: 2, stop: &NEVER, report: &|_| {} };
    engine::compute(&test.database, &maker, &REGULAR_PAYMENT, run, &work).unwrap();
    let total = "select count(*), sum(amount_yen) from child_allowance.decision_plans";
    assert_eq!(test.owner_value(total).unwrap(), "(10,100000)");
}

#[test]
fn who_prepared_a_run_cannot_approve_it() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01"], Shield::Open);
    let run = draft(&test, DAY, "2026-12");
    prepare(&test, DAY, run);
    let refused = test.database.write(&clerk("作成者", DAY), |tx| engine::approve(tx, run, 1));
    assert!(matches!(refused, Err(BatchError::SamePerson)));
}

#[test]
fn the_checker_sees_what_the_rules_did_not() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01"], Shield::Open);
    let run = draft(&test, DAY, "2026-12");
    let maker = clerk("作成者", DAY);
    engine::freeze(&test.database, &maker, &REGULAR_PAYMENT, run).unwrap();
    let work = Work { workers: 1, stop: &NEVER, report: &|_| {} };
    engine::compute(&test.database, &maker, &REGULAR_PAYMENT, run, &work).unwrap();
    test.owner_run(
        "update child_allowance.decision_plans set amount_yen = 12345, child_yen = '{12345}'; \
         update child_allowance.run_facts set born_on = '2000-01-01'; delete from disbursement.bank_accounts",
    );
    engine::check_and_compare(&test.database, &maker, &REGULAR_PAYMENT, run).unwrap();
    let view = test.database.read(&maker, |tx| run_view(tx, run)).unwrap();
    let codes: Vec<&str> = view.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(
        codes,
        ["child_allowance.amount_unlawful", "child_allowance.child_too_old", "child_allowance.no_account"]
    );
}

#[test]
fn a_month_without_a_payment_is_refused() {
    let test = TestDatabase::new();
    let run = draft(&test, DAY, "2026-11");
    let refused = engine::freeze(&test.database, &clerk("作成者", DAY), &REGULAR_PAYMENT, run);
    assert!(matches!(refused, Err(BatchError::Business { code: "child_allowance.pay_month", .. })));
}

#[test]
fn papers_made_again_are_the_same() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01"], Shield::Open);
    let run = pay(&test, DAY, "2026-12");
    let operation = clerk("承認者", DAY);
    let first = papers(&test, &operation, run);
    assert_eq!(first.len(), 2);
    assert_eq!(first[0].0.total_yen, Some(20_000));
    assert_eq!(first, papers(&test, &operation, run));
}

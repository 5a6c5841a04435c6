//! Claims, changes, ends: what is decided, what it means for months that were paid, and the replay.

use child_allowance::ChildAllowanceError;
use child_allowance::decisions::{ClaimFiling, Decided, decide_claim};
use child_allowance::model::OlderSiblingSupport;
use child_allowance::reactions::REACTIONS;
use child_allowance::rules::period::{Claim, ClaimKind, Delay};
use exchange::{deliver, open_work_items};
use register::EventCode;
use serde_json::json;
use testing::{TestDatabase, day};
use values::{AddresseeNumber, Yen};

use crate::city::{Shield, certified_child, household, migrated, month, number, settle};
use crate::office::pay;

/// Decides a claim of the day `on`; one that was filed before the records were taken over is entered on 2026-10-05.
fn claim(
    test: &TestDatabase,
    on: &str,
    kind: ClaimKind,
    born: &str,
    child: AddresseeNumber,
) -> Result<Decided, ChildAllowanceError> {
    let from = values::YearMonth::of(day(born)).next();
    let filing = ClaimFiling {
        recipient: number(1, 0),
        claim: Claim { kind, claimed_on: day(on), delay: Delay::Born { on: day(born) } },
        children: vec![certified_child(child, from, OlderSiblingSupport::NotBorne)],
        filing: json!({}),
    };
    let entered_on = on.max("2026-10-05");
    test.database.write(&test.operation(entered_on), |tx| decide_claim(tx, &filing).map(|(_, decided)| decided))
}

#[test]
fn a_claim_becomes_a_decision_and_a_payment() {
    let test = TestDatabase::new();
    settle(&test, 1, &["2026-10-20"], Shield::Open);
    let decided = claim(&test, "2026-11-02", ClaimKind::Certification, "2026-10-20", number(1, 1)).unwrap();
    assert_eq!(decided.from, month("2026-11"), "within fifteen days of the birth");
    assert_eq!(decided.amount.unwrap().total, Yen::new(15_000));
    let again = claim(&test, "2026-11-03", ClaimKind::Certification, "2026-10-20", number(1, 1));
    assert!(matches!(again, Err(ChildAllowanceError::CertifiedAlready)));
    let account = crate::city::account(1);
    test.database
        .write(&test.operation("2026-11-04"), |tx| {
            disbursement::set_account(tx, "child_allowance", number(1, 0), day("2026-11-04"), &account)
        })
        .unwrap();
    pay(&test, "2026-11-22", "2026-12");
    assert_eq!(
        test.owner_value("select benefit_months, amount_yen from disbursement.payments").unwrap(),
        "({2026-11},15000)"
    );
}

#[test]
fn a_late_birth_is_paid_with_its_difference() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01", "2018-06-01"], Shield::Open);
    settle_child(&test, "2026-08-10");
    // Claimed on the last day of the fifteen: from September, which was paid already.
    let decided = claim(&test, "2026-08-25", ClaimKind::Increase, "2026-08-10", number(9, 0)).unwrap();
    let months: Vec<(String, i64)> =
        decided.difference.months.iter().map(|it| (it.month.to_string(), it.difference.get())).collect();
    assert_eq!(months, [("2026-09".to_owned(), 30_000)], "the third child, one month that was paid before");
    pay(&test, "2026-11-22", "2026-12");
    let paid = "select payment_kind, amount_yen from child_allowance.payments where run_number is not null \
                order by payment_kind desc";
    assert_eq!(test.owner_value(paid).unwrap(), "(regular,100000)");
    assert_eq!(test.owner_value("select amount_yen from disbursement.payments").unwrap(), "(130000)");
    assert_eq!(
        test.owner_value("select count(*) from child_allowance.differences where settled_run_number is null").unwrap(),
        "(0)"
    );
}

/// A child in a household of their own, as the register's door takes it.
fn settle_child(test: &TestDatabase, born: &str) {
    settle(test, 9, &[], Shield::Open);
    test.owner_run(&format!(
        "update register.persons set born_on = '{born}', born_on_code = '{born}', valid = daterange('{born}', null) \
         where addressee_number = {}",
        number(9, 0).to_i64()
    ));
}

fn event(test: &TestDatabase, code: EventCode, about: AddresseeNumber, on: &str, payload: &str) {
    test.owner_run(&format!(
        "insert into exchange.outbox_events (event_code, addressee_number, household_number, happened_on, act_number, \
         payload, recorded_at) values ('{}', {}, {}, '{on}', 1, '{payload}', now())",
        code.code(),
        about.to_i64(),
        household(1).to_i64()
    ));
}

fn answered(test: &TestDatabase, on: &str) -> Vec<(i64, String, Option<String>)> {
    let operation = test.operation(on);
    deliver(&test.database, &operation, "child_allowance", REACTIONS).unwrap();
    let items = test.database.read(&operation, |tx| open_work_items(tx, Some("child_allowance"), 50)).unwrap();
    items.into_iter().map(|it| (it.addressee.to_i64(), it.title_ja, it.due_on.map(|due| due.to_string()))).collect()
}

#[test]
fn moving_out_ends_with_the_month_of_the_planned_day() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01"], Shield::Open);
    event(&test, EventCode::MoveOut, number(1, 0), "2026-10-15", r#"{"planned_on": "2026-10-15"}"#);
    let items = answered(&test, "2026-10-16");
    assert_eq!(items.len(), 1);
    assert!(items[0].1.contains("消滅（自動）"), "{items:?}");
    let end = "select through_month, ended_on, end_cause from child_allowance.certifications where known_until is null";
    assert_eq!(test.owner_value(end).unwrap(), "(2026-10-01,2026-10-15,moved_out)");
    pay(&test, "2026-11-22", "2026-12");
    let paid = "select benefit_months, amount_yen from disbursement.payments";
    assert_eq!(test.owner_value(paid).unwrap(), "({2026-10},10000)");
    assert!(answered(&test, "2026-10-17").len() == 1, "an event is answered once");
}

#[test]
fn the_death_of_a_child_lowers_the_amount_and_shows_what_was_overpaid() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01", "2018-06-01"], Shield::Open);
    event(&test, EventCode::Death, number(1, 2), "2026-08-20", "{}");
    let items = answered(&test, "2026-10-05");
    assert!(items[0].1.contains("−10,000円"), "{items:?}");
    pay(&test, "2026-11-22", "2026-12");
    assert_eq!(test.owner_value("select amount_yen from disbursement.payments").unwrap(), "(10000)");
}

#[test]
fn a_birth_asks_the_recipient_for_a_claim_in_time() {
    let test = TestDatabase::new();
    let recipient = migrated(&test, 1, &["2015-06-01"], Shield::Open);
    let payload = format!(r#"{{"parent_addressee_number": "{recipient}"}}"#);
    event(&test, EventCode::Birth, number(7, 1), "2026-11-02", &payload);
    let items = answered(&test, "2026-11-05");
    assert_eq!(
        items,
        [(recipient.to_i64(), "出生: 額改定請求の案内（15日以内）".to_owned(), Some("2026-11-17".to_owned()))]
    );
}

#[test]
fn a_canceled_act_is_looked_at_again() {
    let test = TestDatabase::new();
    let recipient = migrated(&test, 1, &["2015-06-01"], Shield::Open);
    event(&test, EventCode::Canceled, number(1, 1), "2026-11-02", "{}");
    let items = answered(&test, "2026-11-05");
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].0, recipient.to_i64());
}

#[test]
fn every_reaction_stands_in_the_event_table() {
    let table = include_str!("../../../../../spec-mappings/event_triggers.toml");
    for reaction in REACTIONS {
        let code = reaction.event.code();
        let is_cancellation = code.ends_with("CANCEL");
        assert!(is_cancellation || code == "EX_FIX" || table.contains(code), "{code}");
    }
}

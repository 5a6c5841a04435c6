//! 8条2項・3項, 9条: the first and the last month, at the day.

use serde_json::{Value, json};

use crate::facts::eval;

fn start(facts: Value) -> (String, String) {
    let outcome = eval("start_month", facts).unwrap();
    (outcome["start_month"].as_str().unwrap().to_owned(), outcome["rule"].as_str().unwrap().to_owned())
}

fn month(text: &str, rule: &str) -> (String, String) {
    (text.to_owned(), rule.to_owned())
}

#[test]
fn payment_begins_the_month_after_the_claim() {
    assert_eq!(start(json!({ "claim_on": "2026-05-01" })), month("2026-06", "claim"));
    assert_eq!(start(json!({ "claim_on": "2026-05-31" })), month("2026-06", "claim"));
    assert_eq!(start(json!({ "claim_on": "2026-12-28" })), month("2027-01", "claim"));
}

#[test]
fn the_fifteen_days_run_from_the_day_after_the_planned_move() {
    // 2026-05-25 and fifteen days is Tuesday 9 June.
    for (claim_on, expected) in [
        ("2026-05-20", month("2026-06", "fifteen_days")),
        ("2026-06-08", month("2026-06", "fifteen_days")),
        ("2026-06-09", month("2026-06", "fifteen_days")),
        ("2026-06-10", month("2026-07", "claim")),
    ] {
        assert_eq!(start(json!({ "claim_on": claim_on, "moved_on": "2026-05-25" })), expected, "{claim_on}");
    }
}

#[test]
fn a_closed_last_day_moves_to_the_next_open_one() {
    // 2026-05-22 and fifteen days is Saturday 6 June; Monday 8 June is in time.
    assert_eq!(start(json!({ "claim_on": "2026-06-08", "born_on": "2026-05-22" })), month("2026-06", "fifteen_days"));
    assert_eq!(start(json!({ "claim_on": "2026-06-09", "born_on": "2026-05-22" })), month("2026-07", "claim"));
    let closed = json!({ "claim_on": "2026-06-09", "born_on": "2026-05-22", "closed_days": ["2026-06-08"] });
    assert_eq!(start(closed), month("2026-06", "fifteen_days"));
}

#[test]
fn after_a_disaster_the_days_run_from_its_end_and_the_month_from_its_beginning() {
    let facts = |claim_on| json!({ "claim_on": claim_on, "prevented_from": "2026-03-30", "prevention_ended_on": "2026-05-11", "kind": "increase" });
    assert_eq!(start(facts("2026-05-26")), month("2026-04", "fifteen_days"));
    assert_eq!(start(facts("2026-05-27")), month("2026-06", "claim"));
}

#[test]
fn payment_ends_with_the_month_in_which_the_ground_ceased() {
    for (cause, ended_on, last) in [
        ("moved_out", "2026-05-31", "2026-05"),
        ("moved_out", "2026-06-01", "2026-06"),
        ("recipient_died", "2026-06-30", "2026-06"),
        ("last_child_aged_out", "2026-03-31", "2026-03"),
        ("joined_public_service", "2026-03-31", "2026-03"),
        ("moved_abroad", "2026-04-01", "2026-04"),
        ("last_child_died", "2026-04-01", "2026-04"),
        ("care_ended", "2026-04-01", "2026-04"),
        ("child_placed", "2026-04-01", "2026-04"),
        ("other_recipient", "2026-04-01", "2026-04"),
        ("residence_ended", "2026-04-01", "2026-04"),
    ] {
        assert_eq!(eval("end_month", json!({ "cause": cause, "ended_on": ended_on })).unwrap()["end_month"], last);
    }
}

#[test]
fn a_lower_amount_begins_the_month_after_its_cause() {
    for (arose_on, first) in [("2026-05-31", "2026-06"), ("2026-06-01", "2026-07")] {
        assert_eq!(eval("decrease_month", json!({ "arose_on": arose_on })).unwrap()["decrease_month"], first);
    }
}

#[test]
fn days_that_cannot_be_are_refused_at_their_place() {
    for (facts, pointer) in [
        (json!({ "claim_on": "2026-05-01", "born_on": "2026-05-02" }), "/claim_on"),
        (json!({ "claim_on": "2026-05-01", "prevented_from": "2026-04-02" }), "/prevention_ended_on"),
        (json!({ "claim_on": "2026-05-01", "prevention_ended_on": "2026-04-02" }), "/prevented_from"),
        (
            json!({ "claim_on": "2026-05-01", "prevented_from": "2026-04-02", "prevention_ended_on": "2026-04-01" }),
            "/prevention_ended_on",
        ),
        (
            json!({ "claim_on": "2026-04-01", "prevented_from": "2026-04-02", "prevention_ended_on": "2026-04-03" }),
            "/claim_on",
        ),
        (json!({ "claim_on": "2026-05-01", "born_on": "2026-04-02", "moved_on": "2026-04-02" }), ""),
        (json!({ "claim_on": "2026-02-30" }), "/claim_on"),
        (json!({ "claim_on": "2021-01-01" }), "/claim_on"),
    ] {
        let problem = eval("start_month", facts.clone()).unwrap_err();
        assert_eq!(problem.pointer, pointer, "{facts}: {problem}");
        assert!(!problem.ja.is_empty() && !problem.en.is_empty());
    }
}

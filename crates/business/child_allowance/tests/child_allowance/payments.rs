//! 8条4項, 13条: what is paid when, and what a changed computation means. The assessed income of the old law.

use serde_json::{Value, json};

use crate::facts::eval;

fn months(from: &str, amounts: &[i64]) -> Vec<Value> {
    let first = crate::facts::month(from);
    let month = |(count, amount): (i32, &i64)| json!({ "benefit_month": first.plus_months(count).to_string(), "amount": amount });
    (0..).zip(amounts).map(month).collect()
}

/// Month, day, cycle, number of benefit months and amount of each payment.
fn payments(facts: Value) -> Vec<(String, Value, String, usize, i64)> {
    let outcome = eval("payment_schedule", facts).unwrap();
    let payment = |payment: &Value| {
        (
            payment["payment_month"].as_str().unwrap().to_owned(),
            payment["paid_out_on"].clone(),
            payment["cycle"].as_str().unwrap().to_owned(),
            payment["benefit_months"].as_array().unwrap().len(),
            payment["amount"].as_i64().unwrap(),
        )
    };
    outcome["payments"].as_array().unwrap().iter().map(payment).collect()
}

fn regular(month: &str, day: &str, count: usize, amount: i64) -> (String, Value, String, usize, i64) {
    (month.to_owned(), json!(day), "regular".to_owned(), count, amount)
}

fn off_cycle(month: &str, count: usize, amount: i64) -> (String, Value, String, usize, i64) {
    (month.to_owned(), Value::Null, "off_cycle".to_owned(), count, amount)
}

#[test]
fn even_months_pay_the_two_months_before_on_an_open_day() {
    // 10 October 2026 is a Saturday: paid on Friday the 9th.
    assert_eq!(
        payments(json!({ "months": months("2026-06", &[70_000; 6]) })),
        [
            regular("2026-08", "2026-08-10", 2, 140_000),
            regular("2026-10", "2026-10-09", 2, 140_000),
            regular("2026-12", "2026-12-10", 2, 140_000),
        ]
    );
}

#[test]
fn the_old_months_of_payment_end_with_september_2024() {
    assert_eq!(
        payments(json!({ "months": months("2024-02", &[10_000; 10]) })),
        [
            regular("2024-06", "2024-06-10", 4, 40_000),
            regular("2024-10", "2024-10-10", 4, 40_000),
            regular("2024-12", "2024-12-10", 2, 20_000),
        ]
    );
}

#[test]
fn a_late_decision_pays_the_earlier_months_at_once() {
    assert_eq!(
        payments(json!({ "months": months("2026-02", &[10_000; 6]), "decided_on": "2026-07-15" })),
        [off_cycle("2026-07", 4, 40_000), regular("2026-08", "2026-08-10", 2, 20_000)]
    );
}

#[test]
fn the_rest_after_the_end_need_not_wait() {
    assert_eq!(
        payments(json!({ "months": months("2026-04", &[10_000; 3]), "end_month": "2026-06" })),
        [regular("2026-06", "2026-06-10", 2, 20_000), off_cycle("2026-07", 1, 10_000)]
    );
}

#[test]
fn months_without_an_amount_are_not_paid() {
    assert_eq!(
        payments(json!({ "months": months("2026-06", &[0, 15_000]) })),
        [regular("2026-08", "2026-08-10", 1, 15_000)]
    );
    assert_eq!(payments(json!({ "months": [] })), []);
}

#[test]
fn a_month_written_twice_or_after_the_end_is_refused() {
    let twice = json!({ "months": [months("2026-06", &[1])[0], months("2026-06", &[2])[0]] });
    assert_eq!(eval("payment_schedule", twice).unwrap_err().pointer, "/months/1");
    let after = json!({ "months": months("2026-06", &[1]), "end_month": "2026-05" });
    assert_eq!(eval("payment_schedule", after).unwrap_err().code, "child_allowance.month_after_end");
}

#[test]
fn a_changed_computation_shows_the_difference_by_month() {
    let facts = json!({
        "before": months("2026-04", &[70_000, 70_000, 70_000]),
        "after": months("2026-04", &[70_000, 60_000, 80_000, 80_000]),
    });
    let outcome = eval("retroactive_difference", facts).unwrap();
    assert_eq!(outcome["to_pay"], 90_000);
    assert_eq!(outcome["overpaid"], 10_000);
    assert_eq!(outcome["net"], 80_000);
    let differences: Vec<(&str, i64)> = outcome["months"]
        .as_array()
        .unwrap()
        .iter()
        .map(|month| (month["benefit_month"].as_str().unwrap(), month["difference"].as_i64().unwrap()))
        .collect();
    assert_eq!(differences, [("2026-05", -10_000), ("2026-06", 10_000), ("2026-07", 80_000)]);
}

#[test]
fn the_assessed_income_takes_off_each_deduction_and_stops_at_zero() {
    let assess = |facts: Value| {
        let mut all = json!({ "benefit_month": "2024-09", "income_amount": 7_000_000 });
        all.as_object_mut().unwrap().extend(facts.as_object().unwrap().clone());
        eval("assessed_income", all).map(|outcome| outcome["income"].as_i64().unwrap())
    };
    assert_eq!(assess(json!({})), Ok(6_920_000));
    assert_eq!(assess(json!({ "salary_income": 7_000_000 })), Ok(6_820_000));
    assert_eq!(assess(json!({ "salary_income": 99_999 })), Ok(6_820_001));
    assert_eq!(assess(json!({ "disabled_persons": 1, "severely_disabled_persons": 2 })), Ok(5_850_000));
    assert_eq!(assess(json!({ "is_widow": true, "is_working_student": true })), Ok(6_380_000));
    assert_eq!(assess(json!({ "is_single_parent": true, "tax_deductions": 1 })), Ok(6_569_999));
    assert_eq!(assess(json!({ "income_amount": 79_999 })), Ok(0));
    assert_eq!(assess(json!({ "is_single_parent": true, "is_widow": true })).unwrap_err().pointer, "/is_widow");
    assert_eq!(assess(json!({ "salary_income": 7_000_001 })).unwrap_err().pointer, "/salary_income");
    let now = assess(json!({ "benefit_month": "2024-10" })).unwrap_err();
    assert_eq!((now.code.as_str(), now.pointer.as_str()), ("law.not_in_force", "/benefit_month"));
}

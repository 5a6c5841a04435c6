//! Tests of `values`: the vectors of `fixtures/registry`, and laws that hold for every value.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test fails by panicking")]

mod ages;
mod dates;
mod deadlines;
mod households;
mod identifiers;
mod money;
mod names;
mod unknown_dates;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::Value;

/// A file of vectors, read whole.
fn vectors(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// The cases under `key`; an empty or missing list would make a test pass by testing nothing.
fn cases<'a>(vectors: &'a Value, key: &str) -> &'a [Value] {
    let cases = vectors[key].as_array().unwrap();
    assert!(!cases.is_empty(), "no cases under {key}");
    cases
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap()
}

fn date(case: &Value, key: &str) -> NaiveDate {
    text(case, key).parse().unwrap()
}

fn number(case: &Value, key: &str) -> u32 {
    u32::try_from(case[key].as_u64().unwrap()).unwrap()
}

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Any day from 1873-01-01, the first of the solar calendar, to 2099.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..=82_000_u64).prop_map(|days| ymd(1873, 1, 1) + chrono::Days::new(days))
}

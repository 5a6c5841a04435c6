//! What the rules say when they are asked why. Only an explaining caller reaches this; a run does not.

mod amounts;
mod income;
mod outlook;
mod people;
mod periods;

pub(super) use amounts::{amount, counted, no_income_test, order, total};
pub(super) use income::{assessed_income, income_tier};
pub(super) use outlook::changes;
pub(super) use people::{certified_before, eligibility, payee};
pub(super) use periods::{decrease, difference, end, payment, start, unpaid};

use statute::{Answer, Words};
use values::{YearMonth, Yen};

/// The name as people are called: the given name, after the first full-width space; all of it where there is none.
fn called(name: &str) -> &str {
    name.split_once('\u{3000}').map_or(name, |(_, given)| given)
}

/// A child's name, or its place in the list of facts.
fn child_name(name: Option<&str>, index: usize) -> Words {
    match name {
        Some(name) => Words::new(called(name), called(name)),
        None => Words::new(format!("{}人目の子", index + 1), format!("child {}", index + 1)),
    }
}

/// 大地さん; a child without a name keeps its place.
fn with_honorific(name: Option<&str>, index: usize) -> Words {
    let mut words = child_name(name, index);
    if name.is_some() {
        words.ja.push_str("さん");
    }
    words
}

/// 令和8年11月.
fn month_ja(month: YearMonth) -> String {
    Answer::month(month).ja
}

/// `10,000 yen`.
fn yen_en(amount: Yen) -> String {
    Answer::yen(amount).en
}

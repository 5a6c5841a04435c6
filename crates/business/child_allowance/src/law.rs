//! The embedded parameter files.

use chrono::NaiveDate;
use statute::{LawFile, Needed, Statutes};

use crate::rules::from_2024_10;

/// 児童手当の法令 — national law, and the ordinances that come with the program.
pub static STATUTES: Statutes = Statutes {
    business: "child_allowance",
    national: &[
        LawFile::embedded("law/ages.toml", include_str!("../law/ages.toml")),
        LawFile::embedded("law/amounts.toml", include_str!("../law/amounts.toml")),
        LawFile::embedded("law/income.toml", include_str!("../law/income.toml")),
        LawFile::embedded("law/payment.toml", include_str!("../law/payment.toml")),
    ],
    ordinances: &[("271004", &[LawFile::embedded("ordinance/271004.toml", include_str!("../ordinance/271004.toml"))])],
};

/// 令和4年6月1日 — the first day of the law that is kept: since then the upper income limit applied.
pub const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2022, 6, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What the rules read on the days from [`FIRST_DAY`] through `last_day`.
#[must_use]
pub fn needed(last_day: NaiveDate) -> Vec<Needed> {
    let old_last_day = from_2024_10::FIRST_DAY.pred_opt().unwrap_or(FIRST_DAY);
    let until = |through| move |&key: &&'static str| Needed { key, from: FIRST_DAY, through };
    ALWAYS.iter().map(until(last_day)).chain(UNTIL_2024_09.iter().map(until(old_last_day))).collect()
}

const ALWAYS: [&str; 9] = [
    "under_three_amount",
    "three_and_over_amount",
    "third_or_later_amount",
    "under_three_age",
    "paid_until_age",
    "counted_until_age",
    "fifteen_day_rule_days",
    "payment_months",
    "payment_day",
];

const UNTIL_2024_09: [&str; 14] = [
    "junior_high_amount",
    "special_benefit_amount",
    "elementary_until_age",
    "income_limit",
    "income_upper_limit",
    "limit_per_dependent",
    "limit_per_elderly_dependent",
    "flat_deduction",
    "salary_or_pension_deduction",
    "disability_deduction",
    "special_disability_deduction",
    "widow_deduction",
    "single_parent_deduction",
    "working_student_deduction",
];

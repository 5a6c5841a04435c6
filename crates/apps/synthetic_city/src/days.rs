//! Dates as the generator needs them: they saturate at the ends of the calendar, and they are written as the sample
//! vendor writes them. The era table is the generator's own, so that what it tests is not held against itself.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Years as days, near enough for drawing.
pub(crate) fn years(count: i64) -> i64 {
    count * 1461 / 4
}

pub(crate) fn plus_days(date: NaiveDate, days: i64) -> NaiveDate {
    let magnitude = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(magnitude) } else { date.checked_add_days(magnitude) };
    moved.unwrap_or(date)
}

pub(crate) fn minus_years(date: NaiveDate, count: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(count.saturating_mul(12))).unwrap_or(date)
}

pub(crate) fn plus_years(date: NaiveDate, count: u32) -> NaiveDate {
    date.checked_add_months(Months::new(count.saturating_mul(12))).unwrap_or(date)
}

/// Days from `from` to `to`.
pub(crate) fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The last weekday on or before a date.
pub(crate) fn weekday_until(date: NaiveDate) -> NaiveDate {
    match date.weekday() {
        Weekday::Sat => plus_days(date, -1),
        Weekday::Sun => plus_days(date, -2),
        _ => date,
    }
}

/// Era figure and year of the era: 1 明治, 2 大正, 3 昭和, 4 平成, 5 令和.
fn era(date: NaiveDate) -> (u32, i32) {
    let starts = [(5, day(2019, 5, 1)), (4, day(1989, 1, 8)), (3, day(1926, 12, 25)), (2, day(1912, 7, 30))];
    let (figure, first) = starts.into_iter().find(|(_, first)| date >= *first).unwrap_or((1, day(1868, 1, 25)));
    (figure, date.year() - first.year() + 1)
}

/// `GYYMMDD`.
pub(crate) fn era_date(date: NaiveDate) -> String {
    let (figure, year) = era(date);
    format!("{figure}{year:02}{:02}{:02}", date.month(), date.day())
}

/// `GYYMM`.
pub(crate) fn era_month(month: Month) -> String {
    let (figure, year) = era(month.first_day());
    format!("{figure}{year:02}{:02}", month.month)
}

/// The year in words: 昭和20年.
pub(crate) fn era_year_words(date: NaiveDate) -> String {
    let (figure, year) = era(date);
    let name = match figure {
        5 => "令和",
        4 => "平成",
        3 => "昭和",
        2 => "大正",
        _ => "明治",
    };
    if year == 1 { format!("{name}元年") } else { format!("{name}{year}年") }
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month {
    pub(crate) year: i32,
    pub(crate) month: u32,
}

impl Month {
    pub(crate) fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    pub(crate) fn first_day(self) -> NaiveDate {
        day(self.year, self.month, 1)
    }

    pub(crate) fn plus(self, months: i32) -> Self {
        let count = self.year * 12 + i32::try_from(self.month).unwrap_or(1) - 1 + months;
        let month = u32::try_from(count.rem_euclid(12)).unwrap_or(0) + 1;
        Self { year: count.div_euclid(12), month }
    }

    /// `2026-10`.
    pub(crate) fn text(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }
}

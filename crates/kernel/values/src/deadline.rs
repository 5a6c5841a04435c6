//! 期間 — periods and their last days (民法140条–143条).

use chrono::{Days, Months, NaiveDate};

use crate::holidays::Holidays;
use crate::year_month::YearMonth;

/// Last day of `n` days counted from the day after the event (初日不算入, 民法140条).
#[must_use]
pub fn days_after(event: NaiveDate, n: u32) -> NaiveDate {
    event + Days::new(u64::from(n))
}

/// Last day of `n` days that count the day of the event itself (戸籍法43条). No day at all is the day before.
#[must_use]
pub fn days_from(event: NaiveDate, n: u32) -> NaiveDate {
    event + Days::new(u64::from(n)) - Days::new(1)
}

/// Last day of `n` months counted from the day after `start` (民法140条, 143条): 30 April and three months is 31 July.
#[must_use]
pub fn months_after(start: NaiveDate, n: u32) -> NaiveDate {
    months_from(start + Days::new(1), n)
}

/// Last day of `n` months that begin with `first_day` (民法143条2項): the day before the day of the same number, or the
/// last day of the month where that number does not exist.
#[must_use]
pub fn months_from(first_day: NaiveDate, n: u32) -> NaiveDate {
    let same_day = first_day + Months::new(n);
    if chrono::Datelike::day(&same_day) == chrono::Datelike::day(&first_day) {
        same_day - Days::new(1)
    } else {
        YearMonth::of(same_day).last_day()
    }
}

/// Last day of `n` years that begin with `first_day` (民法143条2項).
#[must_use]
pub fn years_from(first_day: NaiveDate, n: u32) -> NaiveDate {
    months_from(first_day, n.saturating_mul(12))
}

/// The day `n` months before `date`, or the last day of that month where the number does not exist: from when an
/// extension may be asked for.
#[must_use]
pub fn months_before(date: NaiveDate, n: u32) -> NaiveDate {
    date - Months::new(n)
}

/// The date, or the next open day when it is closed (民法142条, 地方自治法4条の2④).
///
/// Not for periods of the election law, which never move (公職選挙法270条の3).
#[must_use]
pub fn roll_forward(date: NaiveDate, holidays: &Holidays) -> NaiveDate {
    let mut day = date;
    while holidays.is_closed_day(day) {
        day = day + Days::new(1);
    }
    day
}

/// The date, or the last open day before it when it is closed: days of payment.
#[must_use]
pub fn roll_back(date: NaiveDate, holidays: &Holidays) -> NaiveDate {
    let mut day = date;
    while holidays.is_closed_day(day) {
        day = day - Days::new(1);
    }
    day
}

//! Months of the calendar.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use thiserror::Error;

use crate::fiscal_year::FiscalYear;

/// A text is not a month.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a month: write YYYY-MM, such as 2026-04")]
pub struct YearMonthError(String);

/// 年月 — one month of the calendar, written `2026-04`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: i32,
    month: u32,
}

impl YearMonth {
    /// The month, if `month` is 1 to 12 and `year` 1 to 9999.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<YearMonth> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(YearMonth { year, month })
    }

    /// The month that `date` lies in.
    #[must_use]
    pub fn of(date: NaiveDate) -> YearMonth {
        YearMonth { year: date.year(), month: date.month() }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day() - Days::new(1)
    }

    /// The day of that number, if the month has it.
    #[must_use]
    pub fn day(self, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month, day)
    }

    /// Whether `date` lies in this month.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        YearMonth::of(date) == self
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> YearMonth {
        self.plus_months(1)
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> YearMonth {
        self.plus_months(-1)
    }

    /// The month so many months later, earlier for a negative count.
    #[must_use]
    pub fn plus_months(self, months: i32) -> YearMonth {
        let count = Months::new(months.unsigned_abs());
        YearMonth::of(if months < 0 { self.first_day() - count } else { self.first_day() + count })
    }

    /// How many months lie from this one to `later`; negative when `later` is earlier.
    #[must_use]
    pub fn months_until(self, later: YearMonth) -> i32 {
        let index = |month: YearMonth| month.year * 12 + i32::try_from(month.month).unwrap_or_default();
        index(later) - index(self)
    }

    /// The months from this one through `last`, both included; none when `last` is earlier.
    pub fn through(self, last: YearMonth) -> impl Iterator<Item = YearMonth> {
        std::iter::successors(Some(self), |month| Some(month.next())).take_while(move |month| *month <= last)
    }

    /// The fiscal year it lies in.
    #[must_use]
    pub fn fiscal_year(self) -> FiscalYear {
        FiscalYear::of(self.first_day())
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for YearMonth {
    type Err = YearMonthError;

    fn from_str(text: &str) -> Result<YearMonth, YearMonthError> {
        let digits = |part: &str, width| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        text.split_once('-')
            .filter(|(year, month)| digits(year, 4) && digits(month, 2))
            .and_then(|(year, month)| YearMonth::new(year.parse().ok()?, month.parse().ok()?))
            .ok_or_else(|| YearMonthError(text.to_owned()))
    }
}

crate::text::serde_as_text!(YearMonth);

//! Fiscal years.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::era::Wareki;

/// 年度 — the fiscal year that begins on 1 April (地方自治法208条), named by the year of its first day.
///
/// Years are those of our era, 1 to 9999. Stored and sent as the integer year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The fiscal year that begins on 1 April of `year`.
    #[must_use]
    pub const fn new(year: i32) -> FiscalYear {
        FiscalYear(year)
    }

    /// The fiscal year that `date` lies in.
    #[must_use]
    pub fn of(date: NaiveDate) -> FiscalYear {
        FiscalYear(if date.month() < 4 { date.year() - 1 } else { date.year() })
    }

    /// The year of its first day.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0
    }

    /// 1 April.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 4, 1).unwrap_or_default()
    }

    /// 31 March of the year after.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31).unwrap_or_default()
    }

    /// Whether `date` lies in this fiscal year.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        FiscalYear::of(date) == self
    }

    /// The fiscal year after this one.
    #[must_use]
    pub const fn next(self) -> FiscalYear {
        FiscalYear(self.0 + 1)
    }

    /// The fiscal year before this one.
    #[must_use]
    pub const fn previous(self) -> FiscalYear {
        FiscalYear(self.0 - 1)
    }

    /// The name in the era that the year ends in: 令和7年度; the year from April 2019 is 令和元年度.
    #[must_use]
    pub fn label(self) -> String {
        self.label_on(self.last_day())
    }

    /// The name as it was used on `date` of this fiscal year: 平成31年度 until 30 April 2019, 令和元年度 from the next day.
    #[must_use]
    pub fn label_on(self, date: NaiveDate) -> String {
        // January to March belong to the year that began before, so the era year is read off December at the latest.
        let december = NaiveDate::from_ymd_opt(self.0, 12, 31).unwrap_or(date);
        match Wareki::of(date.clamp(self.first_day(), december)) {
            Some(wareki) => format!("{}{}年度", wareki.era.name(), wareki.year_text()),
            None => format!("{}年度", self.0),
        }
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.label())
    }
}

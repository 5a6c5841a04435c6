//! Days on which a municipality is closed.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

const NATIONAL: &str = include_str!("../data/holidays.csv");

/// 休日 — the national holidays a calendar of closed days is built from.
///
/// Closed are Saturday, Sunday, the holidays and 29 December to 3 January (地方自治法4条の2 and the usual ordinance).
/// Outside the years the holidays were given for, only weekends and the turn of the year count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeSet<NaiveDate>,
}

impl Holidays {
    /// A calendar with these holidays.
    #[must_use]
    pub fn new(days: &[NaiveDate]) -> Holidays {
        days.iter().copied().collect()
    }

    /// 国民の祝日 of 2016 to 2030, substitutes included; the source stands beside the data file.
    #[must_use]
    pub fn national() -> Holidays {
        NATIONAL.lines().filter_map(|line| line.split(',').next()?.parse().ok()).collect()
    }

    /// Whether the day is a holiday of this calendar.
    #[must_use]
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.days.contains(&date)
    }

    /// The holidays in order.
    pub fn iter(&self) -> impl Iterator<Item = NaiveDate> {
        self.days.iter().copied()
    }

    /// Whether the municipality is closed on the day.
    #[must_use]
    pub fn is_closed_day(&self, date: NaiveDate) -> bool {
        matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
            || matches!((date.month(), date.day()), (12, 29..=31) | (1, 1..=3))
            || self.contains(date)
    }
}

impl FromIterator<NaiveDate> for Holidays {
    fn from_iter<I: IntoIterator<Item = NaiveDate>>(days: I) -> Holidays {
        Holidays { days: days.into_iter().collect() }
    }
}

impl Extend<NaiveDate> for Holidays {
    /// Adds the days a municipality closes by its own ordinance.
    fn extend<I: IntoIterator<Item = NaiveDate>>(&mut self, days: I) {
        self.days.extend(days);
    }
}

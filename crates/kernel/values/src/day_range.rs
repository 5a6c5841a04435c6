//! Ranges of days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A range that ends before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a range from {from} cannot end on {through}")]
pub struct DayRangeError {
    /// First day asked for.
    pub from: NaiveDate,
    /// Last day asked for.
    pub through: NaiveDate,
}

/// 期間 — days from the first through the last, both included; open where no last day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Edges", into = "Edges")]
pub struct DayRange {
    from: NaiveDate,
    through: Option<NaiveDate>,
}

/// The serde form, checked on the way in.
#[derive(Serialize, Deserialize)]
struct Edges {
    from: NaiveDate,
    through: Option<NaiveDate>,
}

impl DayRange {
    /// The days `from` through `through`.
    ///
    /// # Errors
    /// [`DayRangeError`] when it would end before it begins.
    pub fn new(from: NaiveDate, through: Option<NaiveDate>) -> Result<DayRange, DayRangeError> {
        match through {
            Some(through) if through < from => Err(DayRangeError { from, through }),
            _ => Ok(DayRange { from, through }),
        }
    }

    /// All days from `from` on.
    #[must_use]
    pub const fn starting(from: NaiveDate) -> DayRange {
        DayRange { from, through: None }
    }

    /// First day.
    #[must_use]
    pub const fn from(self) -> NaiveDate {
        self.from
    }

    /// Last day; nothing while the range is open.
    #[must_use]
    pub const fn through(self) -> Option<NaiveDate> {
        self.through
    }

    /// Whether the day lies in the range.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        self.from <= date && self.through.is_none_or(|through| date <= through)
    }

    /// Whether the two ranges share a day.
    #[must_use]
    pub fn overlaps(self, other: DayRange) -> bool {
        self.intersection(other).is_some()
    }

    /// The days both ranges have.
    #[must_use]
    pub fn intersection(self, other: DayRange) -> Option<DayRange> {
        let through = match (self.through, other.through) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        DayRange::new(self.from.max(other.from), through).ok()
    }
}

impl TryFrom<Edges> for DayRange {
    type Error = DayRangeError;

    fn try_from(edges: Edges) -> Result<DayRange, DayRangeError> {
        DayRange::new(edges.from, edges.through)
    }
}

impl From<DayRange> for Edges {
    fn from(range: DayRange) -> Edges {
        Edges { from: range.from, through: range.through }
    }
}

//! Months of every year.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use values::YearMonth;

/// A text is not a set of months.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a list of months: write numbers from 1 to 12 in order, such as 2,6,10")]
pub struct MonthSetError(String);

/// 月の集まり — months that come back every year, such as those in which a benefit is paid; written `2,6,10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthSet(u16);

impl MonthSet {
    /// Whether the month of the year (1 to 12) belongs to it.
    #[must_use]
    pub fn contains(self, month: u32) -> bool {
        (1..=12).contains(&month) && self.0 >> month & 1 == 1
    }

    /// The months in order, 1 to 12.
    pub fn iter(self) -> impl Iterator<Item = u32> {
        (1..=12).filter(move |&month| self.contains(month))
    }

    /// The first month of the set after `month`; `None` only for an empty set, which cannot be parsed.
    #[must_use]
    pub fn first_after(self, month: YearMonth) -> Option<YearMonth> {
        (1..=12).map(|count| month.plus_months(count)).find(|later| self.contains(later.month()))
    }
}

impl FromStr for MonthSet {
    type Err = MonthSetError;

    fn from_str(text: &str) -> Result<MonthSet, MonthSetError> {
        let mut bits = 0_u16;
        for part in text.split(',') {
            let month = part.trim().parse::<u32>().ok().filter(|month| (1..=12).contains(month));
            let bit = month.map(|month| 1_u16 << month).filter(|&bit| bit > bits);
            bits |= bit.ok_or_else(|| MonthSetError(text.to_owned()))?;
        }
        Ok(MonthSet(bits))
    }
}

impl fmt::Display for MonthSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let months: Vec<String> = self.iter().map(|month| month.to_string()).collect();
        f.write_str(&months.join(","))
    }
}

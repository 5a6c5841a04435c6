//! SQL of schema `child_allowance`.

mod certifications;
mod decisions;
pub(crate) mod load;
pub(crate) mod runs;

pub(crate) use certifications::*;
pub(crate) use decisions::*;

use chrono::NaiveDate;
use values::YearMonth;

/// A month as the tables keep it.
pub(crate) fn month_day(month: YearMonth) -> NaiveDate {
    month.first_day()
}

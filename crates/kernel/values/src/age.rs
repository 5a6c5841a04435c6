//! 年齢 — age by 年齢計算ニ関スル法律 and 民法143条: counted from the day of birth, an age is attained at the end of the
//! day before the birthday. Who is born on 29 February attains it on 28 February, in leap years too.

use chrono::{Datelike, Days, NaiveDate};

/// The birthday in the year of the `years`-th: for 29 February, 1 March in a common year.
#[must_use]
pub fn birthday(birth: NaiveDate, years: u32) -> NaiveDate {
    let year = birth.year().saturating_add_unsigned(years);
    NaiveDate::from_ymd_opt(year, birth.month(), birth.day())
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(NaiveDate::MAX)
}

/// 達した日 — the day on which the age is attained: the day before the birthday.
#[must_use]
pub fn attained_on(birth: NaiveDate, years: u32) -> NaiveDate {
    birthday(birth, years) - Days::new(1)
}

/// The age shown to people: it changes on the birthday. Zero before birth.
#[must_use]
pub fn age_on(birth: NaiveDate, on: NaiveDate) -> u32 {
    let years = u32::try_from(on.year() - birth.year()).unwrap_or_default();
    if birthday(birth, years) > on { years.saturating_sub(1) } else { years }
}

/// The age of the law: it changes on the day before the birthday, which counts already.
#[must_use]
pub fn legal_age_on(birth: NaiveDate, on: NaiveDate) -> u32 {
    age_on(birth, on.succ_opt().unwrap_or(on))
}

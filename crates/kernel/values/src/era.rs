//! Eras.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

/// 元号 — the eras since 明治, by their order in the national code list (1 to 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治, 1868-01-25 to 1912-07-30; dates of the solar calendar from 明治6年1月1日.
    Meiji,
    /// 大正, 1912-07-30 to 1926-12-25.
    Taisho,
    /// 昭和, 1926-12-25 to 1989-01-07.
    Showa,
    /// 平成, 1989-01-08 to 2019-04-30.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

/// Name, letter, first day and last day written in the era. 明治 and 大正 end on the very day their successor begins:
/// both ways of writing that day stand in registers.
type EraRow = (&'static str, char, (i32, u32, u32), (i32, u32, u32));

impl Era {
    /// All eras, oldest first.
    pub const ALL: [Era; 5] = [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei, Era::Reiwa];

    const fn row(self) -> EraRow {
        match self {
            Era::Meiji => ("明治", 'M', (1868, 1, 25), (1912, 7, 30)),
            Era::Taisho => ("大正", 'T', (1912, 7, 30), (1926, 12, 25)),
            Era::Showa => ("昭和", 'S', (1926, 12, 25), (1989, 1, 7)),
            Era::Heisei => ("平成", 'H', (1989, 1, 8), (2019, 4, 30)),
            Era::Reiwa => ("令和", 'R', (2019, 5, 1), (9999, 12, 31)),
        }
    }

    /// The name: 令和.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The letter: R.
    #[must_use]
    pub const fn letter(self) -> char {
        self.row().1
    }

    /// The code of the national lists: 明治 1 to 令和 5.
    #[must_use]
    pub const fn code(self) -> u32 {
        match self {
            Era::Meiji => 1,
            Era::Taisho => 2,
            Era::Showa => 3,
            Era::Heisei => 4,
            Era::Reiwa => 5,
        }
    }

    /// The era of that letter, upper or lower case.
    #[must_use]
    pub fn of_letter(letter: char) -> Option<Era> {
        Era::ALL.into_iter().find(|era| era.letter().eq_ignore_ascii_case(&letter))
    }

    /// The era of that code.
    #[must_use]
    pub fn of_code(code: u32) -> Option<Era> {
        Era::ALL.into_iter().find(|era| era.code() == code)
    }

    /// The era in force on the day; on a day two eras share, the later one. Nothing before 明治.
    #[must_use]
    pub fn of(date: NaiveDate) -> Option<Era> {
        Era::ALL.into_iter().rev().find(|era| era.first_day() <= date)
    }

    /// First day of the era.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let (year, month, day) = self.row().2;
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    /// Last day that may be written in the era.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let (year, month, day) = self.row().3;
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    /// The calendar year of a year of the era: 令和8年 is 2026.
    #[must_use]
    pub const fn calendar_year(self, year: u32) -> i32 {
        (self.row().2).0.saturating_add_unsigned(year).saturating_sub(1)
    }

    /// The year of the era for a calendar year: 2026 is 令和8年. Nothing outside the era.
    #[must_use]
    pub fn era_year(self, calendar_year: i32) -> Option<u32> {
        let year = u32::try_from(calendar_year - self.first_day().year() + 1).ok()?;
        (year >= 1 && calendar_year <= self.last_day().year()).then_some(year)
    }
}

impl fmt::Display for Era {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Why a date in an era cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EraError {
    /// The text has none of the accepted forms.
    #[error("`{0}` is not a date: write 令和8年4月1日, R8.4.1, 5080401, 20260401 or 2026-4-1")]
    NotADate(String),
    /// The calendar has no such day.
    #[error("the calendar has no day {0}")]
    NoSuchDay(String),
    /// The day lies outside its era; the right way to write it, where there is one.
    #[error("{written} lies outside its era{}", .instead.map(|it| format!(": it is {it}")).unwrap_or_default())]
    OutsideEra {
        /// What was written.
        written: String,
        /// The same day in its own era.
        instead: Option<Wareki>,
    },
    /// Until 明治5年12月2日 the lunar calendar was in force; such a day is kept as written, never converted.
    #[error("{0} is a date of the old calendar (before 明治6年1月1日) and cannot be converted")]
    OldCalendar(String),
}

impl EraError {
    /// The same for the person at the screen: what is wrong, and how to mend it.
    #[must_use]
    pub fn japanese(&self) -> String {
        match self {
            EraError::NotADate(text) => {
                format!("「{text}」は日付として読めません。令和8年4月1日、R8.4.1、20260401 のように入力してください。")
            }
            EraError::NoSuchDay(text) => format!("「{text}」は暦にない日です。日付を確かめてください。"),
            EraError::OutsideEra { written, instead: Some(instead) } => {
                format!("「{written}」はその元号の期間外です。「{instead}」ではありませんか。")
            }
            EraError::OutsideEra { written, instead: None } => {
                format!("「{written}」はその元号の期間外です。元号と年を確かめてください。")
            }
            EraError::OldCalendar(text) => {
                format!("「{text}」は旧暦の日付のため西暦に変換できません。記載どおりに登録してください。")
            }
        }
    }

    /// The date most likely meant, to be offered.
    #[must_use]
    pub fn suggestion(&self) -> Option<NaiveDate> {
        match self {
            EraError::OutsideEra { instead: Some(instead), .. } => instead.to_date().ok(),
            EraError::NotADate(_)
            | EraError::NoSuchDay(_)
            | EraError::OutsideEra { instead: None, .. }
            | EraError::OldCalendar(_) => None,
        }
    }
}

/// 和暦 — a date as written in an era. It may be the second name of a day (明治45年7月30日); whether the day exists is
/// asked by [`Wareki::to_date`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wareki {
    /// The era.
    pub era: Era,
    /// The year of the era, from 1.
    pub year: u32,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month.
    pub day: u32,
}

impl Wareki {
    /// The date in the era in force on it. Nothing before 1873-01-01, the first day of the solar calendar.
    #[must_use]
    pub fn of(date: NaiveDate) -> Option<Wareki> {
        if date.year() < 1873 {
            return None;
        }
        let era = Era::of(date)?;
        Some(Wareki { era, year: era.era_year(date.year())?, month: date.month(), day: date.day() })
    }

    /// The day it names.
    ///
    /// # Errors
    /// [`EraError::OldCalendar`] before 明治6年, [`EraError::NoSuchDay`], and [`EraError::OutsideEra`] with the right
    /// era where the day belongs to another.
    pub fn to_date(self) -> Result<NaiveDate, EraError> {
        if self.era == Era::Meiji && self.year < 6 {
            return Err(EraError::OldCalendar(self.to_string()));
        }
        let date = NaiveDate::from_ymd_opt(self.era.calendar_year(self.year), self.month, self.day)
            .filter(|_| self.year > 0)
            .ok_or_else(|| EraError::NoSuchDay(self.to_string()))?;
        if (self.era.first_day()..=self.era.last_day()).contains(&date) {
            return Ok(date);
        }
        Err(EraError::OutsideEra { written: self.to_string(), instead: Wareki::of(date) })
    }

    /// The year in the wording of forms: 元 for the first year, 8 else, without era and 年.
    #[must_use]
    pub fn year_text(self) -> String {
        match self.year {
            1 => "元".to_owned(),
            year => year.to_string(),
        }
    }

    /// The short form of tables: `R8.4.1`.
    #[must_use]
    pub fn short(self) -> String {
        format!("{}{}.{}.{}", self.era.letter(), self.year, self.month, self.day)
    }
}

impl fmt::Display for Wareki {
    /// 令和8年4月1日, 令和元年5月1日.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{}年{}月{}日", self.era, self.year_text(), self.month, self.day))
    }
}

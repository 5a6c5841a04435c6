//! Dates as registers hold them: known, partly unknown, or outside the calendar.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use crate::era::{Era, EraError, Wareki};
use crate::year_month::YearMonth;

/// How the year of a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WrittenYear {
    /// 和暦: the era and its year, from 1.
    Era(Era, u32),
    /// 西暦: birth dates of foreign residents.
    Western(i32),
}

impl WrittenYear {
    /// The calendar year; for 明治元年 to 明治5年 only a label, since those years followed the old calendar.
    #[must_use]
    pub const fn calendar_year(self) -> i32 {
        match self {
            WrittenYear::Era(era, year) => era.calendar_year(year),
            WrittenYear::Western(year) => year,
        }
    }

    const fn is_old_calendar(self) -> bool {
        matches!(self, WrittenYear::Era(Era::Meiji, 0..=5))
    }
}

impl fmt::Display for WrittenYear {
    /// 令和元年, 2001年.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WrittenYear::Era(era, 1) => write!(f, "{era}元年"),
            WrittenYear::Era(era, year) => write!(f, "{era}{year}年"),
            WrittenYear::Western(year) => write!(f, "{year}年"),
        }
    }
}

/// 季節.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// 春, taken as March to May.
    Spring,
    /// 夏, June to August.
    Summer,
    /// 秋, September to November.
    Autumn,
    /// 冬: January and February, or December of the same year.
    Winter,
}

/// 上旬, 中旬, 下旬.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThirdOfMonth {
    /// 上旬, the 1st to the 10th.
    Early,
    /// 中旬, the 11th to the 20th.
    Middle,
    /// 下旬, from the 21st.
    Late,
}

/// How a date is worded around its numbers (住民記録システム標準仕様書 1.1.8, 14 patterns; `D` the day, `E` another).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateForm {
    /// The date itself; or what of it is unknown is 不詳: 年月日不詳, 月日不詳, 日不詳 (patterns 9 to 11).
    Plain,
    /// 頃: a year, a month or a day (patterns 1 to 3).
    About,
    /// 推定: a day or a month (patterns 4 and 5).
    Estimated,
    /// A season of a year (pattern 6).
    Season(Season),
    /// A third of a month (pattern 7).
    Third(ThirdOfMonth),
    /// A third of a month, 頃 (pattern 8).
    AboutThird(ThirdOfMonth),
    /// D日からE日頃までの間 (pattern 12); the day E.
    UntilAbout(u32),
    /// 推定D日からE日までの間 (pattern 13); the day E.
    EstimatedUntil(u32),
    /// D日頃からE日頃までの間 (pattern 14); the day E.
    AboutUntilAbout(u32),
}

/// Why a date of a register cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LegalDateError {
    /// None of the wordings.
    #[error("`{0}` is neither a date nor one of the wordings for a partly unknown one")]
    NotADate(String),
    /// Not a stored code.
    #[error("`{0}` is not the stored code of a date")]
    NotACode(String),
    /// Numbers that make no date even by the wider rules of registers.
    #[error("month, day or wording do not fit together")]
    DoesNotFit,
    /// The era does not hold the date.
    #[error(transparent)]
    Era(#[from] EraError),
}

impl LegalDateError {
    /// The same for the person at the screen.
    #[must_use]
    pub fn japanese(&self) -> String {
        match self {
            LegalDateError::NotADate(text) | LegalDateError::NotACode(text) => {
                format!(
                    "「{text}」は日付又は不詳日の表記として読めません。令和8年4月1日、令和8年4月日不詳 のように入力してください。"
                )
            }
            LegalDateError::DoesNotFit => {
                "年月日の値又は不詳の表記に誤りがあります。日付を確かめてください。".to_owned()
            }
            LegalDateError::Era(error) => error.japanese(),
        }
    }
}

/// 年月日 — a date as a register holds it: a known day, one of the 14 wordings for a partly unknown one, or a day the
/// calendar does not have (平成15年2月29日).
///
/// It keeps the writing: 明治45年7月30日 and 大正元年7月30日 are the same day, printed as registered, and not equal;
/// compare days by [`LegalDate::as_known`]. No みなし生年月日 is made of it: [`LegalDate::computing_date`] serves order
/// and arithmetic inside, and is never printed. Stored and sent as the code of [`LegalDate::to_code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LegalDate {
    pub(crate) year: Option<WrittenYear>,
    pub(crate) month: Option<u32>,
    pub(crate) day: Option<u32>,
    pub(crate) form: DateForm,
}

impl LegalDate {
    /// A known day, written in the era in force on it.
    #[must_use]
    pub fn known(date: NaiveDate) -> LegalDate {
        let year = default_year(date.year(), Some(date.month()), Some(date.day()));
        LegalDate { year: Some(year), month: Some(date.month()), day: Some(date.day()), form: DateForm::Plain }
    }

    /// A known day written in 西暦, as birth dates of foreign residents are.
    #[must_use]
    pub fn western(date: NaiveDate) -> LegalDate {
        LegalDate { year: Some(WrittenYear::Western(date.year())), ..LegalDate::known(date) }
    }

    /// 日不詳 — the month is known.
    #[must_use]
    pub fn year_month(month: YearMonth) -> LegalDate {
        let year = default_year(month.year(), Some(month.month()), None);
        LegalDate { year: Some(year), month: Some(month.month()), day: None, form: DateForm::Plain }
    }

    /// 月日不詳 — the year is known; written in the era its last day lies in.
    #[must_use]
    pub fn year(year: i32) -> LegalDate {
        LegalDate { year: Some(default_year(year, None, None)), ..LegalDate::unknown() }
    }

    /// 年月日不詳 — nothing is known.
    #[must_use]
    pub const fn unknown() -> LegalDate {
        LegalDate { year: None, month: None, day: None, form: DateForm::Plain }
    }

    /// A date of its written parts; a part that is unknown, or that the wording lacks, is `None`.
    ///
    /// A day up to 31 is taken in every month: registers hold such days, and they must be kept as registered.
    ///
    /// # Errors
    /// [`LegalDateError`] when the parts do not fit the wording, or the era does not hold the date.
    pub fn written(
        year: Option<WrittenYear>,
        month: Option<u32>,
        day: Option<u32>,
        form: DateForm,
    ) -> Result<LegalDate, LegalDateError> {
        let fits = match form {
            DateForm::Plain => (year.is_some() || month.is_none()) && (month.is_some() || day.is_none()),
            DateForm::About => year.is_some() && (month.is_some() || day.is_none()),
            DateForm::Estimated => year.is_some() && month.is_some(),
            DateForm::Season(_) => year.is_some() && month.is_none() && day.is_none(),
            DateForm::Third(_) | DateForm::AboutThird(_) => year.is_some() && month.is_some() && day.is_none(),
            DateForm::UntilAbout(until) | DateForm::EstimatedUntil(until) | DateForm::AboutUntilAbout(until) => {
                year.is_some() && month.is_some() && day.is_some_and(|day| (day..=31).contains(&until))
            }
        };
        let numbers_fit = month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| (1..=31).contains(&day))
            && year.is_none_or(|year| (1..=9999).contains(&year.calendar_year()));
        if !(fits && numbers_fit) {
            return Err(LegalDateError::DoesNotFit);
        }
        let date = LegalDate { year, month, day, form };
        date.check_era()?;
        Ok(date)
    }

    /// At least one day the date may stand for must lie in its era.
    fn check_era(self) -> Result<(), LegalDateError> {
        let Some(WrittenYear::Era(era, year)) = self.year else { return Ok(()) };
        if year == 0 {
            return Err(LegalDateError::DoesNotFit);
        }
        let (Some(earliest), Some(latest)) = (self.earliest(), self.latest()) else { return Ok(()) };
        if earliest <= era.last_day() && era.first_day() <= latest {
            return Ok(());
        }
        let instead = Wareki::of(earliest).filter(|_| self.day.is_some());
        Err(EraError::OutsideEra { written: self.text(), instead }.into())
    }

    /// How the date is worded.
    #[must_use]
    pub const fn form(self) -> DateForm {
        self.form
    }

    /// The year as written; nothing for 年月日不詳.
    #[must_use]
    pub const fn written_year(self) -> Option<WrittenYear> {
        self.year
    }

    /// Whether this is one known day of the calendar.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.as_known().is_some()
    }

    /// The day, if it is one known day of the calendar.
    #[must_use]
    pub fn as_known(self) -> Option<NaiveDate> {
        match (self.form, self.year) {
            (DateForm::Plain, Some(year)) if !year.is_old_calendar() => {
                NaiveDate::from_ymd_opt(year.calendar_year(), self.month?, self.day?)
            }
            _ => None,
        }
    }

    /// The first day it may stand for. A day the calendar lacks counts as the last of its month; nothing for
    /// 年月日不詳 and dates of the old calendar.
    #[must_use]
    pub fn earliest(self) -> Option<NaiveDate> {
        Some(self.bounds()?.0)
    }

    /// The last day it may stand for, as [`LegalDate::earliest`].
    #[must_use]
    pub fn latest(self) -> Option<NaiveDate> {
        Some(self.bounds()?.1)
    }

    /// The day to sort and compute with inside the system: the first it may stand for. Never printed, never passed on.
    #[must_use]
    pub fn computing_date(self) -> Option<NaiveDate> {
        self.earliest()
    }

    fn bounds(self) -> Option<(NaiveDate, NaiveDate)> {
        let written = self.year.filter(|year| !year.is_old_calendar())?;
        let year = written.calendar_year();
        let months =
            |first, last| Some((YearMonth::new(year, first)?.first_day(), YearMonth::new(year, last)?.last_day()));
        let Some(month) = self.month else {
            return match self.form {
                DateForm::Season(Season::Spring) => months(3, 5),
                DateForm::Season(Season::Summer) => months(6, 8),
                DateForm::Season(Season::Autumn) => months(9, 11),
                _ => months(1, 12),
            };
        };
        let last = YearMonth::new(year, month)?.last_day().day();
        let (from, through) = match (self.form, self.day) {
            (DateForm::Third(third) | DateForm::AboutThird(third), _) => match third {
                ThirdOfMonth::Early => (1, 10),
                ThirdOfMonth::Middle => (11, 20),
                ThirdOfMonth::Late => (21, last),
            },
            (
                DateForm::UntilAbout(until) | DateForm::EstimatedUntil(until) | DateForm::AboutUntilAbout(until),
                Some(day),
            ) => (day, until),
            (_, Some(day)) => (day, day),
            (_, None) => (1, last),
        };
        let day = |day: u32| NaiveDate::from_ymd_opt(year, month, day.min(last));
        Some((day(from)?, day(through)?))
    }
}

impl From<NaiveDate> for LegalDate {
    fn from(date: NaiveDate) -> LegalDate {
        LegalDate::known(date)
    }
}

/// The year as it is written unless something else is said: in the era of the last day meant, 西暦 before 明治6年.
pub(crate) fn default_year(year: i32, month: Option<u32>, day: Option<u32>) -> WrittenYear {
    let last_meant = YearMonth::new(year, month.unwrap_or(12)).map(|it| {
        let last = it.last_day();
        day.and_then(|day| it.day(day)).unwrap_or(last)
    });
    let wareki = last_meant.and_then(Wareki::of);
    wareki.map_or(WrittenYear::Western(year), |wareki| WrittenYear::Era(wareki.era, wareki.year))
}

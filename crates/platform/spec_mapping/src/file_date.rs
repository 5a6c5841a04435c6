//! A date as a file writes it: era or not, some parts perhaps unknown.

use chrono::{Datelike, NaiveDate};
use values::Era;

use crate::finding::{Severity, Trouble};
use crate::layout::DateForm;

/// A date out of a file: parts that are unknown are 0. It need not be a day of the calendar (national specification
/// 1.1.8 keeps those).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileDate {
    pub(crate) era: Option<Era>,
    /// Calendar year, 0 if unknown.
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
}

impl FileDate {
    /// Reads the date; a form with an era gives the calendar year. Only digits and the form are looked at here.
    pub(crate) fn read(text: &str, form: DateForm) -> Option<Self> {
        match form {
            DateForm::Iso => {
                let (year, rest) = text.split_once('-')?;
                let (month, day) = rest.split_once('-')?;
                Self::of(number(year, 4)?, number(month, 2)?, number(day, 2)?)
            }
            DateForm::YearMonth => {
                let (year, month) = text.split_once('-')?;
                Self::of(number(year, 4)?, number(month, 2)?, 0)
            }
            DateForm::Yyyymmdd => {
                let digits = number(text, 8)?;
                Self::of(digits / 10_000, digits / 100 % 100, digits % 100)
            }
            DateForm::Gyymmdd => {
                let digits = number(text, 7)?;
                Self::in_era(digits / 1_000_000, digits / 10_000 % 100, digits / 100 % 100, digits % 100)
            }
            DateForm::Gyymm => {
                let digits = number(text, 5)?;
                Self::in_era(digits / 10_000, digits / 100 % 100, digits % 100, 0)
            }
            DateForm::GyymmddOrYyyymmdd if text.len() == 8 => Self::read(text, DateForm::Yyyymmdd),
            DateForm::GyymmddOrYyyymmdd => Self::read(text, DateForm::Gyymmdd),
        }
    }

    fn of(year: u32, month: u32, day: u32) -> Option<Self> {
        // A known part never stands behind an unknown one, and no part lies beyond any calendar.
        let in_order = (year != 0 || month == 0) && (month != 0 || day == 0);
        (in_order && month <= 12 && day <= 31).then_some(Self { era: None, year, month, day })
    }

    fn in_era(code: u32, year: u32, month: u32, day: u32) -> Option<Self> {
        if (code, year) == (0, 0) {
            return Self::of(0, month, day);
        }
        let era = Era::of_code(code).filter(|_| year != 0)?;
        let date = Self::of(u32::try_from(era.calendar_year(year)).ok()?, month, day)?;
        Some(Self { era: Some(era), ..date })
    }

    /// Appends the date in the form; `None` if the form cannot say it.
    pub(crate) fn write(self, form: DateForm, out: &mut String) -> Option<()> {
        match form {
            DateForm::Iso => {
                push(out, self.year, 4);
                out.push('-');
                push(out, self.month, 2);
                out.push('-');
                push(out, self.day, 2);
            }
            DateForm::YearMonth => {
                push(out, self.year, 4);
                out.push('-');
                push(out, self.month, 2);
            }
            DateForm::GyymmddOrYyyymmdd if self.era.is_some() || self.year == 0 => {
                return self.write(DateForm::Gyymmdd, out);
            }
            DateForm::Yyyymmdd | DateForm::GyymmddOrYyyymmdd => {
                push(out, self.year * 10_000 + self.month * 100 + self.day, 8);
            }
            DateForm::Gyymmdd => push(out, self.era_digits()? * 10_000 + self.month * 100 + self.day, 7),
            DateForm::Gyymm => push(out, self.era_digits()? * 100 + self.month, 5),
        }
        Some(())
    }

    /// Era and year of the era as three digits; 0 if the year is unknown.
    fn era_digits(self) -> Option<u32> {
        if self.year == 0 {
            return Some(0);
        }
        let era = self.era.or_else(|| self.era_in_force())?;
        let first = u32::try_from(era.first_day().year()).ok()?;
        let year = (self.year + 1).checked_sub(first).filter(|year| (1..=99).contains(year))?;
        Some(era.code() * 100 + year)
    }

    /// The era of the day; of an unknown day, of the last one it can be.
    pub(crate) fn era_in_force(self) -> Option<Era> {
        Era::of(self.latest()?)
    }

    pub(crate) fn is_partly_unknown(self) -> bool {
        self.year == 0 || self.month == 0 || self.day == 0
    }

    pub(crate) fn as_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(i32::try_from(self.year).ok()?, self.month, self.day)
    }

    fn earliest(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(i32::try_from(self.year).ok()?, self.month.max(1), self.day.max(1))
    }

    fn latest(self) -> Option<NaiveDate> {
        let year = i32::try_from(self.year).ok().filter(|year| *year != 0)?;
        let month = if self.month == 0 { 12 } else { self.month };
        if self.day != 0 {
            return NaiveDate::from_ymd_opt(year, month, self.day);
        }
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        NaiveDate::from_ymd_opt(next.0, next.1, 1).and_then(|day| day.pred_opt())
    }

    /// The date with the era in which it really lies, if it was written in one that had ended or not begun.
    pub(crate) fn in_own_era(self) -> Self {
        match self.era {
            Some(era) if self.lies_outside(era) => Self { era: self.era_in_force(), ..self },
            Some(_) | None => self,
        }
    }

    fn lies_outside(self, era: Era) -> bool {
        let after = self.earliest().is_some_and(|day| day > era.last_day());
        after || self.latest().is_some_and(|day| day < era.first_day())
    }

    /// What there is to say of the date as a value.
    pub(crate) fn trouble(self, text: &str, may_be_unknown: bool) -> Option<Trouble> {
        if self.is_partly_unknown() && !may_be_unknown {
            return Some(Trouble::error(
                "date_must_be_known",
                format!("「{text}」は不詳の部分を含みますが、この項目に不詳日は入力できません。日付を補ってください。"),
                format!("`{text}` has unknown parts, which this item must not have; supply the date"),
            ));
        }
        if self.year != 0 && self.month != 0 && self.day != 0 && self.as_day().is_none() {
            return Some(Trouble::error(
                "non_calendar_date",
                format!("「{text}」は暦にない日です。戸籍等で日付を確かめてください。"),
                format!("`{text}` is not a day of the calendar; look it up in the family register"),
            ));
        }
        let note = || {
            Trouble::new(
                Severity::Note,
                "date_partly_unknown",
                format!("「{text}」は日付の一部又は全部が不詳です。"),
                format!("`{text}` is partly or wholly unknown"),
            )
        };
        self.era_trouble(text).or_else(|| self.is_partly_unknown().then(note))
    }

    /// Whether the date lies in the era that it is written in.
    pub(crate) fn era_trouble(self, text: &str) -> Option<Trouble> {
        let era = self.era.filter(|era| self.lies_outside(*era))?;
        Some(self.outside_era(text, era))
    }

    fn outside_era(self, text: &str, era: Era) -> Trouble {
        let right = self.in_own_era();
        let year = right.era.and_then(|it| it.era_year(i32::try_from(self.year).ok()?)).unwrap_or_default();
        let name = right.era.map(Era::name).unwrap_or_default();
        let year = if year == 1 { "元".to_owned() } else { year.to_string() };
        let mut instead = format!("{name}{year}年");
        instead.extend((self.month != 0).then(|| format!("{}月", self.month)));
        instead.extend((self.day != 0).then(|| format!("{}日", self.day)));
        Trouble::new(
            Severity::Warning,
            "era_past_end",
            format!("「{text}」は{era}の期間外です。{instead}に読み替えます。"),
            format!("`{text}` lies outside {era}; it is read as {instead}"),
        )
    }
}

fn number(text: &str, width: usize) -> Option<u32> {
    let is_number = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Appends a number with zeros in front.
fn push(out: &mut String, number: u32, width: u32) {
    for place in (0..width).rev() {
        out.extend(char::from_digit(number / 10_u32.pow(place) % 10, 10));
    }
}

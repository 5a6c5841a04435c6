//! The wording of dates on forms and certificates, and reading it back.

use std::fmt;
use std::str::FromStr;

use crate::era_text::{plain_numbers, take_era};
use crate::legal_date::{DateForm, LegalDate, LegalDateError, Season, ThirdOfMonth, WrittenYear};
use crate::text::take_number;

const SEASONS: [(Season, &str); 4] =
    [(Season::Spring, "春"), (Season::Summer, "夏"), (Season::Autumn, "秋"), (Season::Winter, "冬")];

const THIRDS: [(ThirdOfMonth, &str); 3] =
    [(ThirdOfMonth::Early, "上旬"), (ThirdOfMonth::Middle, "中旬"), (ThirdOfMonth::Late, "下旬")];

impl LegalDate {
    /// The wording on forms, as registered: 令和8年4月1日, 平成15年2月日不詳, 昭和20年春.
    #[must_use]
    pub fn text(self) -> String {
        let Some(year) = self.year else { return "年月日不詳".to_owned() };
        let month = self.month.map(|month| format!("{month}月")).unwrap_or_default();
        let day = self.day.map(|day| format!("{day}日")).unwrap_or_default();
        match self.form {
            DateForm::Plain if self.month.is_none() => format!("{year}月日不詳"),
            DateForm::Plain if self.day.is_none() => format!("{year}{month}日不詳"),
            DateForm::Plain => format!("{year}{month}{day}"),
            DateForm::About => format!("{year}{month}{day}頃"),
            DateForm::Estimated => format!("推定{year}{month}{day}"),
            DateForm::Season(season) => format!("{year}{}", word(&SEASONS, season)),
            DateForm::Third(third) => format!("{year}{month}{}", word(&THIRDS, third)),
            DateForm::AboutThird(third) => format!("{year}{month}{}頃", word(&THIRDS, third)),
            DateForm::UntilAbout(until) => format!("{year}{month}{day}から{until}日頃までの間"),
            DateForm::EstimatedUntil(until) => format!("{year}{month}推定{day}から{until}日までの間"),
            DateForm::AboutUntilAbout(until) => format!("{year}{month}{day}頃から{until}日頃までの間"),
        }
    }

    /// Reads the wording of [`LegalDate::text`]; spaces, full-width digits and kanji numbers are read too.
    ///
    /// # Errors
    /// [`LegalDateError`], with the right era where the written one does not hold the day.
    pub fn parse(text: &str) -> Result<LegalDate, LegalDateError> {
        let plain: String = plain_numbers(text).chars().filter(|it| !it.is_whitespace()).collect();
        if plain == "年月日不詳" || plain == "不詳" {
            return Ok(LegalDate::unknown());
        }
        let (estimated, rest) = match plain.strip_prefix("推定") {
            Some(rest) => (true, rest),
            None => (false, plain.as_str()),
        };
        let (year, month, day, form) = read(rest).ok_or_else(|| LegalDateError::NotADate(text.to_owned()))?;
        let form = match (estimated, form) {
            (false, Some(form)) => form,
            (false, None) if day.is_some() => DateForm::Plain,
            (true, None) => DateForm::Estimated,
            (false, None) | (true, Some(_)) => return Err(LegalDateError::NotADate(text.to_owned())),
        };
        LegalDate::written(Some(year), month, day, form)
    }
}

fn word<T: PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(entry, _)| *entry == value).map_or("", |(_, word)| word)
}

fn of_word<T: Copy>(table: &[(T, &str)], text: &str) -> Option<T> {
    table.iter().find(|(_, word)| *word == text).map(|(value, _)| *value)
}

/// Year, month, day and what stands around them; no form where the numbers stand alone.
type Read = (WrittenYear, Option<u32>, Option<u32>, Option<DateForm>);

fn read(text: &str) -> Option<Read> {
    let (year, rest) = match take_era(text) {
        Some((era, rest)) => take_number(rest).map(|(year, rest)| (WrittenYear::Era(era, year), rest))?,
        None => {
            let (year, rest) = take_number(text)?;
            (WrittenYear::Western(i32::try_from(year).ok().filter(|year| *year >= 1000)?), rest)
        }
    };
    let rest = rest.strip_prefix('年')?;
    let Some((month, rest)) = take_number(rest) else {
        let form = match rest {
            "頃" => DateForm::About,
            "月日不詳" => DateForm::Plain,
            _ => DateForm::Season(of_word(&SEASONS, rest)?),
        };
        return Some((year, None, None, Some(form)));
    };
    let rest = rest.strip_prefix('月')?;
    if let Some(days) = rest.strip_prefix("推定") {
        let (day, until) = read_days(days, "日から", "日までの間")?;
        return Some((year, Some(month), Some(day), Some(DateForm::EstimatedUntil(until))));
    }
    if let Some((day, until)) = read_days(rest, "日から", "日頃までの間") {
        return Some((year, Some(month), Some(day), Some(DateForm::UntilAbout(until))));
    }
    if let Some((day, until)) = read_days(rest, "日頃から", "日頃までの間") {
        return Some((year, Some(month), Some(day), Some(DateForm::AboutUntilAbout(until))));
    }
    if let Some((day, rest)) = take_number(rest) {
        let form = match rest {
            "日" => None,
            "日頃" => Some(DateForm::About),
            _ => return None,
        };
        return Some((year, Some(month), Some(day), form));
    }
    Some((year, Some(month), None, read_month_form(rest)?))
}

/// What follows a month without a day: nothing (推定 stands before it then), 頃, 日不詳, or a third of the month.
fn read_month_form(rest: &str) -> Option<Option<DateForm>> {
    match rest {
        "" => Some(None),
        "頃" => Some(Some(DateForm::About)),
        "日不詳" => Some(Some(DateForm::Plain)),
        _ => match rest.strip_suffix('頃') {
            Some(third) => Some(Some(DateForm::AboutThird(of_word(&THIRDS, third)?))),
            None => Some(Some(DateForm::Third(of_word(&THIRDS, rest)?))),
        },
    }
}

/// Two days with these words behind them.
fn read_days(text: &str, behind_first: &str, behind_second: &str) -> Option<(u32, u32)> {
    let (day, rest) = take_number(text)?;
    let (until, rest) = take_number(rest.strip_prefix(behind_first)?)?;
    (rest == behind_second).then_some((day, until))
}

impl fmt::Display for LegalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl FromStr for LegalDate {
    type Err = LegalDateError;

    fn from_str(text: &str) -> Result<LegalDate, LegalDateError> {
        LegalDate::parse(text)
    }
}

//! Reading dates as people write them.

use chrono::{Datelike, Days, NaiveDate};

use crate::era::{Era, EraError, Wareki};
use crate::text::{ascii_width, take_number, to_ascii_width};

/// Reads a date in full wareki wording: 昭和64年1月7日, 令和元年5月1日. Full-width digits and kanji numbers are read too.
///
/// # Errors
/// [`EraError`], with the right era where the written one does not hold the day.
pub fn parse_wareki(text: &str) -> Result<Wareki, EraError> {
    let plain = plain_numbers(text);
    let wareki = read_wareki(&plain).ok_or_else(|| EraError::NotADate(text.to_owned()))?;
    wareki.to_date().map(|_| wareki)
}

/// Reads a date in any of the forms a clerk types: `R8.4.1`, `r8/4/1`, `S550415`, `5080401` (era code 1 to 5 first),
/// `20260401`, `2026-4-1`, 令和8年4月1日, 2026年4月1日, in half or full width.
///
/// # Errors
/// [`EraError`], with a suggestion where the era does not hold the day.
pub fn parse_flexible(text: &str) -> Result<NaiveDate, EraError> {
    let plain = plain_numbers(text.trim());
    if let Some(wareki) = read_wareki(&plain).or_else(|| read_short(&plain)) {
        return wareki.to_date();
    }
    let (year, month, day) = read_western(&plain).ok_or_else(|| EraError::NotADate(text.to_owned()))?;
    let year_number = i32::try_from(year).unwrap_or(i32::MAX);
    NaiveDate::from_ymd_opt(year_number, month, day)
        .filter(|_| (1868..=9999).contains(&year))
        .ok_or_else(|| EraError::NoSuchDay(text.to_owned()))
}

/// As [`parse_flexible`], and in forms that lean on today: `080401` (era of today), `4/1` (this year), `+3` and `-1`
/// (days from today). For dates of acts, never for birth dates.
///
/// # Errors
/// [`EraError`], as [`parse_flexible`].
pub fn parse_flexible_on(text: &str, today: NaiveDate) -> Result<NaiveDate, EraError> {
    let plain = to_ascii_width(text.trim());
    let no_such_day = || EraError::NoSuchDay(text.to_owned());
    if let Some(days) = plain.strip_prefix('+').and_then(|rest| rest.parse().ok()) {
        return today.checked_add_days(Days::new(days)).ok_or_else(no_such_day);
    }
    if let Some(days) = plain.strip_prefix('-').and_then(|rest| rest.parse().ok()) {
        return today.checked_sub_days(Days::new(days)).ok_or_else(no_such_day);
    }
    if let Some((month, day)) = read_month_and_day(&plain) {
        return NaiveDate::from_ymd_opt(today.year(), month, day).ok_or_else(no_such_day);
    }
    if let (Some((year, month, day)), Some(era)) = (read_digits(&plain, 2), Era::of(today)) {
        return Wareki { era, year, month, day }.to_date();
    }
    parse_flexible(text)
}

const KANJI_DIGITS: &str = "〇一二三四五六七八九";

/// Digits to ASCII: full width, 元 before 年, and kanji numbers (二十九, 六十四, 二〇二六).
pub(crate) fn plain_numbers(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut kanji = String::new();
    for character in text.chars() {
        if character == '十' || KANJI_DIGITS.contains(character) {
            kanji.push(character);
            continue;
        }
        plain.push_str(&kanji_number(&std::mem::take(&mut kanji)));
        plain.push(ascii_width(character));
    }
    plain.push_str(&kanji_number(&kanji));
    plain.replace("元年", "1年")
}

/// A number in kanji, by place (二〇) or by tens (二十); what is neither stays as it is and is refused later.
fn kanji_number(kanji: &str) -> String {
    let digit = |part: &str, empty: usize| match part {
        "" => Some(empty),
        _ => KANJI_DIGITS.chars().position(|it| part.chars().eq([it])),
    };
    let Some((tens, ones)) = kanji.split_once('十') else {
        let place = |character| KANJI_DIGITS.chars().position(|it| it == character);
        return kanji.chars().filter_map(place).map(|digit| digit.to_string()).collect();
    };
    match (digit(tens, 1), digit(ones, 0)) {
        (Some(tens), Some(ones)) => (tens * 10 + ones).to_string(),
        _ => kanji.to_owned(),
    }
}

/// An era name and the rest.
pub(crate) fn take_era(text: &str) -> Option<(Era, &str)> {
    Era::ALL.into_iter().find_map(|era| Some((era, text.strip_prefix(era.name())?)))
}

fn read_wareki(plain: &str) -> Option<Wareki> {
    let (era, rest) = take_era(plain)?;
    let (year, rest) = take_number(rest)?;
    let (month, rest) = take_number(rest.strip_prefix('年')?)?;
    let (day, rest) = take_number(rest.strip_prefix('月')?)?;
    (rest == "日").then_some(Wareki { era, year, month, day })
}

/// `R8.4.1`, `R080401`, `5080401`.
fn read_short(plain: &str) -> Option<Wareki> {
    let mut characters = plain.chars();
    let first = characters.next()?;
    let rest = characters.as_str();
    let (era, (year, month, day)) = match Era::of_letter(first) {
        Some(era) => (era, read_digits(rest, 2).or_else(|| read_separated(rest))?),
        None => (Era::of_code(first.to_digit(10)?)?, read_digits(rest, 2)?),
    };
    Some(Wareki { era, year, month, day })
}

/// `20260401`, `2026-4-1`, `2026/4/1`, `2026.4.1`, 2026年4月1日.
fn read_western(plain: &str) -> Option<(u32, u32, u32)> {
    let separated = plain.strip_suffix('日').map(|it| it.replace(['年', '月'], "-"));
    read_digits(plain, 4).or_else(|| {
        let (year, month, day) = read_separated(separated.as_deref().unwrap_or(plain))?;
        (year >= 1000).then_some((year, month, day))
    })
}

/// A year of `width` digits, then two digits each for month and day, and nothing else.
fn read_digits(text: &str, width: usize) -> Option<(u32, u32, u32)> {
    let exact = text.len() == width + 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, rest) = text.split_at_checked(width).filter(|_| exact)?;
    let (month, day) = rest.split_at_checked(2)?;
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

fn read_separated(text: &str) -> Option<(u32, u32, u32)> {
    let separator = text.chars().find(|it| matches!(it, '.' | '/' | '-'))?;
    let (year, rest) = take_number(text)?;
    let (month, rest) = take_number(rest.strip_prefix(separator)?)?;
    let (day, rest) = take_number(rest.strip_prefix(separator)?)?;
    rest.is_empty().then_some((year, month, day))
}

fn read_month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, rest) = take_number(text)?;
    let (day, rest) = take_number(rest.strip_prefix('/')?)?;
    rest.is_empty().then_some((month, day))
}

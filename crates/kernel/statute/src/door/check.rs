//! Facts held against their fields.

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value};
use values::YearMonth;

use super::problem::{RuleProblem, pointer};
use super::shape::{Field, LARGEST_YEN, LONGEST_LIST, LONGEST_TEXT, Presence, Shape, YEARS};
use crate::words::Words;

/// Holds facts against the fields of a rule: the first thing that is wrong, with its place.
///
/// # Errors
/// Missing or unknown fields, and values not of the form of their field.
pub fn check(fields: &[Field], facts: &Value) -> Result<(), RuleProblem> {
    object(fields, facts, "")
}

fn object(fields: &[Field], facts: &Value, at: &str) -> Result<(), RuleProblem> {
    let facts =
        facts.as_object().ok_or_else(|| wrong(at, "オブジェクト {…} を書いてください", "write an object {…}"))?;
    known(fields, facts, at)?;
    for field in fields {
        let here = pointer(at, field.name);
        match (facts.get(field.name), field.presence) {
            (None, Presence::Required) => {
                let words = Words::new(
                    format!("「{}」（{}）がありません。書き足してください", field.ja, field.name),
                    format!("{} is missing: {}", field.name, field.en),
                );
                return Err(RuleProblem::new("facts.missing", here, words));
            }
            (None | Some(Value::Null), Presence::Optional) => {}
            (Some(value), Presence::Required | Presence::Optional) => shape(field.shape, value, &here)?,
        }
    }
    Ok(())
}

fn known(fields: &[Field], facts: &Map<String, Value>, at: &str) -> Result<(), RuleProblem> {
    let Some(unknown) = facts.keys().find(|name| fields.iter().all(|field| field.name != name.as_str())) else {
        return Ok(());
    };
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let words = Words::new(
        format!("項目 {unknown} はありません。使えるのは {} です", names.join(", ")),
        format!("there is no field {unknown}: the fields are {}", names.join(", ")),
    );
    Err(RuleProblem::new("facts.unknown_field", pointer(at, unknown), words))
}

fn shape(shape: Shape, value: &Value, at: &str) -> Result<(), RuleProblem> {
    match shape {
        Shape::Day => day(value).ok_or_else(|| {
            wrong(at, "実在する日を 2026-04-01 の形で書いてください", "write a day that exists as 2026-04-01")
        }),
        Shape::Month => {
            month(value).ok_or_else(|| wrong(at, "年月を 2026-04 の形で書いてください", "write a month as 2026-04"))
        }
        Shape::Yen => integer(value, 0, LARGEST_YEN).ok_or_else(|| {
            wrong(
                at,
                "0円以上の整数で書いてください（小数や引用符は使えません）",
                "write whole yen from 0, without fraction or quotes",
            )
        }),
        Shape::SignedYen => integer(value, -LARGEST_YEN, LARGEST_YEN).ok_or_else(|| {
            wrong(
                at,
                "円の整数で書いてください（小数や引用符は使えません）",
                "write whole yen, without fraction or quotes",
            )
        }),
        Shape::Count(most) => integer(value, 0, i64::from(most)).ok_or_else(|| {
            wrong(
                at,
                format!("0から{most}までの整数で書いてください"),
                format!("write a whole number from 0 to {most}"),
            )
        }),
        Shape::Flag => value
            .as_bool()
            .map(|_| ())
            .ok_or_else(|| wrong(at, "true か false を書いてください", "write true or false")),
        Shape::Text => {
            value.as_str().filter(|text| text.chars().count() <= LONGEST_TEXT).map(|_| ()).ok_or_else(|| {
                wrong(
                    at,
                    format!("{LONGEST_TEXT}字までの文字列を書いてください"),
                    format!("write text of at most {LONGEST_TEXT} characters"),
                )
            })
        }
        Shape::OneOf(choices) => {
            let codes: Vec<&str> = choices.iter().map(|choice| choice.code).collect();
            match value.as_str() {
                Some(code) if codes.contains(&code) => Ok(()),
                _ => Err(wrong(
                    at,
                    format!("{} のどれかを書いてください", codes.join(", ")),
                    format!("write one of {}", codes.join(", ")),
                )),
            }
        }
        Shape::Object(fields) => object(fields, value, at),
        Shape::Objects(fields) => list(value, at, |item, at| object(fields, item, at)),
        Shape::YenList => list(value, at, |item, at| self::shape(Shape::Yen, item, at)),
        Shape::Days => list(value, at, |item, at| self::shape(Shape::Day, item, at)),
        Shape::MonthList => list(value, at, |item, at| self::shape(Shape::Month, item, at)),
    }
}

fn list(value: &Value, at: &str, item: impl Fn(&Value, &str) -> Result<(), RuleProblem>) -> Result<(), RuleProblem> {
    let items = value.as_array().filter(|items| items.len() <= LONGEST_LIST).ok_or_else(|| {
        wrong(
            at,
            format!("{LONGEST_LIST}件までの配列 […] を書いてください"),
            format!("write a list […] of at most {LONGEST_LIST}"),
        )
    })?;
    items.iter().enumerate().try_for_each(|(index, value)| item(value, &pointer(at, index)))
}

fn day(value: &Value) -> Option<()> {
    let text = value.as_str().filter(|text| text.len() == 10)?;
    let day: NaiveDate = text.parse().ok()?;
    (YEARS.contains(&day.year()) && day.to_string() == text).then_some(())
}

fn month(value: &Value) -> Option<()> {
    let month: YearMonth = value.as_str()?.parse().ok()?;
    YEARS.contains(&month.year()).then_some(())
}

fn integer(value: &Value, least: i64, most: i64) -> Option<()> {
    let number = value.as_i64()?;
    (least..=most).contains(&number).then_some(())
}

fn wrong(at: &str, ja: impl Into<String>, en: impl Into<String>) -> RuleProblem {
    RuleProblem::new("facts.wrong_value", at, Words::new(ja, en))
}

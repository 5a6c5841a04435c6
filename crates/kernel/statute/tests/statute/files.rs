//! Reading files: what is in force, and what a wrong file is told.

use serde_json::{Value, json};
use statute::{LawFile, MonthSet};
use values::{Rate, YearMonth, Yen};

use crate::sample::{NATIONAL, ORDINANCE, book, day, read};

#[test]
fn a_value_holds_from_its_first_day_to_the_day_before_the_next() {
    let book = book();
    let amount = |on| book.in_force::<Yen>("amount", day(on)).map(|amount| amount.value.get()).ok();
    for (on, expected) in [
        ("2020-03-31", None),
        ("2020-04-01", Some(1000)),
        ("2024-09-30", Some(1000)),
        ("2024-10-01", Some(1500)),
        ("2026-03-31", Some(1500)),
        ("2026-04-01", None),
    ] {
        assert_eq!(amount(on), expected, "{on}");
    }
}

#[test]
fn a_value_brings_its_article_its_act_and_its_first_day() {
    let amount = book().in_force::<Yen>("amount", day("2025-01-01")).unwrap();
    assert_eq!((amount.cite.as_str(), amount.by.as_str()), ("例示法第1条", "令和6年法律第1号"));
    assert_eq!((amount.from, amount.ja.as_str(), amount.en.as_str()), (day("2024-10-01"), "額", "amount"));
    let before = book().in_force::<Yen>("amount", day("2024-09-30")).unwrap();
    assert_eq!(before.cite, "例示法（旧）第1条", "an older value may stand on an older article");
}

#[test]
fn every_kind_is_read_as_itself_only() {
    let (book, on) = (book(), day("2025-01-01"));
    assert_eq!(book.in_force::<Rate>("rate", on).unwrap().value, "0.0264029".parse().unwrap());
    assert_eq!(book.in_force::<u32>("age", on).unwrap().value, 18);
    assert_eq!(book.in_force::<MonthSet>("months", on).unwrap().value.to_string(), "2,6,10");
    assert!(book.in_force::<Yen>("rate", on).unwrap_err().en.contains("kind"));
    assert!(book.in_force::<Yen>("amounts", on).is_err());
}

#[test]
fn months_of_payment_find_the_next_one() {
    let months: MonthSet = "2,6,10".parse().unwrap();
    let after = |month: &str| months.first_after(month.parse::<YearMonth>().unwrap()).unwrap().to_string();
    assert_eq!(
        ["2024-01", "2024-02", "2024-05", "2024-06", "2024-10", "2024-12"].map(after),
        ["2024-02", "2024-06", "2024-06", "2024-10", "2025-02", "2025-02"]
    );
    for wrong in ["", "0", "13", "2,2", "6,2", "2;6", "2,", "二"] {
        assert!(wrong.parse::<MonthSet>().is_err(), "{wrong}");
    }
}

/// Replaces one place of the good file and tells what its author is told.
fn told(place: &str, instead: &str) -> (String, String, String) {
    assert!(NATIONAL.contains(place), "{place}");
    let error = read(&NATIONAL.replacen(place, instead, 1)).unwrap_err();
    let problem = error.0.first().unwrap();
    assert_eq!(problem.file, "law/example.toml");
    (problem.key.clone(), problem.ja.clone(), problem.en.clone())
}

#[test]
fn a_wrong_file_is_told_where_what_and_how_to_mend_it() {
    for (place, instead, key, ja, en) in [
        ("\"1000\"", "\"1000円\"", "amount", "円の整数", "whole yen"),
        ("\"1000\"", "1000", "amount", "項目の形", "wrong shape"),
        ("\"0.0264029\"", "\"2.6%\"", "rate", "小数か分数", "decimal"),
        ("\"18\"", "\"-1\"", "age", "0以上の整数", "whole number"),
        ("\"2,6,10\"", "\"6,2\"", "months", "昇順", "in order"),
        ("from = 2024-10-01", "from = 2020-04-01", "amount", "古い順", "oldest first"),
        ("from = 2024-10-01", "from = 2020-03-31", "amount", "古い順", "oldest first"),
        ("from = 2024-10-01", "from = 2024-10-01T00:00:00", "amount", "日付", "must be a day"),
        ("from = 2024-10-01", "from = \"2024-10-01\"", "amount", "項目の形", "wrong shape"),
        ("cite = \"例示法第1条\"\n", "", "amount", "cite", "cite"),
        ("cite = \"例示法第1条\"\n", "cite = \" \"\n", "amount", "根拠の条文", "the article"),
        ("kind = \"yen\"", "kind = \"euro\"", "amount", "項目の形", "wrong shape"),
        ("unit = \"円\"", "units = \"円\"", "amount", "項目の形", "units"),
        ("mark = \"V1\"", "mark = \"V3\"", "amount", "mark V3", "mark V3"),
        ("repealed = true", "repealed = true, value = \"1\"", "amount", "どちらか一方", "either"),
        ("repealed = true", "repealed = false", "amount", "どちらか一方", "either"),
        ("delegated = true", "", "payment_day", "delegated", "delegated"),
        ("[rate]", "[amount]", "-", "TOML", "TOML"),
    ] {
        let (at, told_ja, told_en) = told(place, instead);
        assert_eq!(at, key, "{instead}: {told_en}");
        assert!(told_ja.contains(ja), "{instead}: {told_ja}");
        assert!(told_en.contains(en), "{instead}: {told_en}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let text = NATIONAL.replace("\"1000\"", "\"x\"").replace("\"18\"", "\"x\"");
    assert_eq!(read(&text).unwrap_err().0.len(), 2);
}

#[test]
fn a_key_in_two_files_is_refused() {
    let files = ["law/a.toml", "law/b.toml"].map(|path| LawFile::loaded(path, NATIONAL));
    let error = statute::LawBook::national("example", &files).unwrap_err();
    assert!(error.to_string().contains("law/b.toml: amount: also set in law/a.toml"), "{error}");
}

/// TOML as JSON, days as their text.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, as_json(value))).collect(),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Datetime(moment) => json!(moment.to_string()),
        toml::Value::String(text) => json!(text),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
    }
}

#[test]
fn the_schema_takes_what_the_reader_takes_and_refuses_wrong_shapes() {
    let schema = serde_json::from_str(include_str!("../../schema/parameters.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let is_valid = |text: &str| validator.is_valid(&as_json(toml::Value::Table(text.parse().unwrap())));
    assert!(is_valid(NATIONAL) && is_valid(ORDINANCE));
    for (place, instead) in [
        ("\"1000\"", "1000"),
        ("cite = \"例示法第1条\"\n", ""),
        ("kind = \"yen\"", "kind = \"euro\""),
        ("unit = \"円\"", "units = \"円\""),
        ("mark = \"V1\"", "mark = \"V3\""),
        ("repealed = true", "repealed = true, value = \"1\""),
        ("delegated = true", ""),
        ("[rate]", "[Rate]"),
    ] {
        assert!(NATIONAL.contains(place), "{place}");
        assert!(!is_valid(&NATIONAL.replacen(place, instead, 1)), "{instead}");
    }
}

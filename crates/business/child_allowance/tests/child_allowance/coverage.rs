//! The law over time: every month has exactly one regime, every parameter is there, is read, and matters.

use child_allowance::facts::RULES;
use child_allowance::law::{FIRST_DAY, STATUTES, needed};
use child_allowance::rules::{self, MonthLaw, Regime};
use serde_json::{Value, json};
use statute::door::Mode;
use statute::{LawBook, LawFile, Silent};
use values::YearMonth;

use crate::examples::examples;
use crate::facts::{born, day, month, osaka, rule, supported, with_income};

#[test]
fn each_month_from_2023_04_through_2028_03_has_one_regime() {
    let book = osaka();
    let births = || month("2000-01").through(month("2028-12")).map(|month| month.first_day().to_string());
    let family = with_income(births().map(|day| born(&day)).chain(births().map(|day| supported(&day))).collect(), 1, 0);
    for in_month in month("2023-04").through(month("2028-03")) {
        let law = MonthLaw::on(book, in_month).unwrap();
        let is_old = matches!(law.regime, Regime::Until202409(_));
        assert_eq!(is_old, in_month < month("2024-10"), "{in_month}");
        assert_eq!(rules::monthly_amount(&law, &family, &mut Silent).children.len(), family.children.len());
    }
}

#[test]
fn every_parameter_is_there_on_each_day_it_is_read_and_none_is_read_by_nobody() {
    osaka().check_coverage(&needed(day("2028-03-31"))).unwrap();
}

#[test]
fn a_month_before_the_kept_law_is_refused() {
    assert!(MonthLaw::on(osaka(), YearMonth::of(FIRST_DAY)).is_ok());
    let problem = MonthLaw::on(osaka(), YearMonth::of(FIRST_DAY).previous()).unwrap_err();
    assert!(problem.to_string().contains("2022-05-01"), "{problem}");
}

#[test]
fn every_file_has_the_shape_of_the_schema() {
    let schema = include_str!("../../../../kernel/statute/schema/parameters.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    for file in STATUTES.national.iter().chain(STATUTES.ordinances.iter().flat_map(|(_, files)| *files)) {
        let written = as_json(toml::Value::Table(file.text.parse().unwrap()));
        let errors: Vec<String> = validator.iter_errors(&written).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", file.path);
    }
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
        toml::Value::Float(number) => panic!("a float {number} in a parameter file"),
    }
}

#[test]
fn changing_any_value_of_the_law_changes_an_outcome() {
    let before = outcomes(&book(&files(None)));
    for (file, text) in files(None) {
        let table: toml::Table = text.parse().unwrap();
        for (key, parameter) in &table {
            let entries = parameter.get("values").and_then(toml::Value::as_array).map_or(0, Vec::len);
            for entry in 0..entries {
                let Some(value) = parameter["values"][entry].get("value") else { continue };
                let mutated = mutate(parameter["kind"].as_str().unwrap(), value.as_str().unwrap());
                let mut changed = table.clone();
                changed[key]["values"][entry]["value"] = toml::Value::String(mutated);
                let after = outcomes(&book(&files(Some((&file, &changed.to_string())))));
                assert_ne!(before, after, "{key} entry {entry}: no outcome depends on it");
            }
        }
    }
}

fn mutate(kind: &str, value: &str) -> String {
    match kind {
        "yen" | "count" => (value.parse::<i64>().unwrap() + 1).to_string(),
        "months" => "1,7".to_owned(),
        kind => panic!("no mutation for {kind}"),
    }
}

/// All files with their text, one of them replaced.
fn files(replaced: Option<(&str, &str)>) -> Vec<(String, String)> {
    let embedded = STATUTES.national.iter().chain(STATUTES.ordinances[0].1);
    let text = |file: &LawFile| match replaced {
        Some((path, text)) if path == file.path => text.to_owned(),
        Some(_) | None => file.text.to_string(),
    };
    embedded.map(|file| (file.path.to_string(), text(file))).collect()
}

fn book(files: &[(String, String)]) -> LawBook {
    let loaded = |prefix: &str| -> Vec<LawFile> {
        let chosen = files.iter().filter(|(path, _)| path.starts_with(prefix));
        chosen.map(|(path, text)| LawFile::loaded(path.clone(), text.clone())).collect()
    };
    LawBook::national("child_allowance", &loaded("law/"))
        .unwrap()
        .with_ordinance("271004", &loaded("ordinance/"))
        .unwrap()
}

/// What the rules answer to all examples and a few facts that touch what the examples do not.
fn outcomes(book: &LawBook) -> Vec<Value> {
    let mut questions: Vec<(&str, Value)> = Vec::new();
    for example in examples() {
        questions.push(("monthly_amount", example["facts"].clone()));
    }
    let children =
        |births: &[&str]| -> Vec<Value> { births.iter().map(|birth| json!({ "birth_date": birth })).collect() };
    // The old law's third child, and an oldest one in its last counted and first uncounted year.
    for oldest in ["2005-05-01", "2006-05-01"] {
        questions.push((
            "monthly_amount",
            json!({ "benefit_month": "2024-06", "children": children(&[oldest, "2012-05-01", "2014-05-01"]) }),
        ));
    }
    for birth in ["2009-05-01", "2008-05-01", "2012-05-01", "2011-05-01", "2021-05-15", "2020-05-15"] {
        questions.push(("monthly_amount", json!({ "benefit_month": "2024-06", "children": children(&[birth]) })));
    }
    let limits = [("income", 6_660_000 - 1), ("elderly_dependents", 1), ("dependents", 1)];
    let mut elderly = json!({ "benefit_month": "2024-06", "children": children(&["2014-05-01"]) });
    elderly.as_object_mut().unwrap().extend(limits.map(|(name, value)| (name.to_owned(), json!(value))));
    elderly["income"] = json!(6_660_000);
    questions.push(("monthly_amount", elderly));
    questions.push(("assessed_income", json!({ "benefit_month": "2024-06", "income_amount": 9_000_000, "salary_income": 9_000_000, "disabled_persons": 1, "severely_disabled_persons": 1, "is_widow": true, "is_working_student": true })));
    questions.push((
        "assessed_income",
        json!({ "benefit_month": "2024-06", "income_amount": 9_000_000, "is_single_parent": true }),
    ));
    questions.push(("start_month", json!({ "claim_on": "2026-06-10", "moved_on": "2026-05-25" })));
    for month in ["2024-03", "2026-03"] {
        questions.push(("payment_schedule", json!({ "months": [{ "benefit_month": month, "amount": 10_000 }] })));
    }
    questions.into_iter().map(|(name, facts)| (rule(name).eval)(book, facts, Mode::Silent).unwrap()).collect()
}

#[test]
fn every_rule_names_itself_and_its_articles_once() {
    let mut ids: Vec<String> = RULES.iter().map(statute::door::Rule::id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
    assert!(RULES.iter().all(|rule| rule.business == "child_allowance" && rule.article.contains('条')));
}

#[test]
fn the_version_of_the_law_changes_with_the_law_and_only_then() {
    let book = osaka();
    let version = |on| book.version_on(day(on));
    assert_eq!(version("2024-10-01").fingerprint, version("2026-11-22").fingerprint);
    assert_ne!(version("2024-09-30").fingerprint, version("2024-10-01").fingerprint);
    assert_eq!(version("2026-11-22").since, day("2024-10-01"));
    assert_ne!(
        STATUTES.book(None).unwrap().version_on(day("2026-11-22")).fingerprint,
        version("2026-11-22").fingerprint
    );
}

//! The door: one table of fields makes the schema and the check, and they agree.

use proptest::prelude::*;
use serde_json::{Value, json};
use statute::door::{self, Choice, Field, Mode, Rule, RuleProblem, Shape, eval_lines};
use statute::{Answer, Explain, LawBook, Step, Words};

use crate::sample::{book, day};

const INNER: &[Field] = &[Field::required("flag", "旗", "a flag", Shape::Flag)];
const COLOURS: &[Choice] =
    &[Choice { code: "red", ja: "赤", en: "red" }, Choice { code: "blue", ja: "青", en: "blue" }];
const FIELDS: &[Field] = &[
    Field::required("day", "日", "a day", Shape::Day),
    Field::optional("month", "月", "a month", Shape::Month),
    Field::optional("yen", "円", "yen", Shape::Yen),
    Field::optional("signed", "差額", "signed yen", Shape::SignedYen),
    Field::optional("count", "数", "a number", Shape::Count(5)),
    Field::optional("text", "文", "text", Shape::Text),
    Field::optional("colour", "色", "a colour", Shape::OneOf(COLOURS)),
    Field::optional("inner", "中", "an object", Shape::Object(INNER)),
    Field::optional("list", "列", "objects", Shape::Objects(INNER)),
    Field::optional("amounts", "額", "amounts", Shape::YenList),
    Field::optional("days", "日々", "days", Shape::Days),
    Field::optional("months", "月々", "months", Shape::MonthList),
];

const RULE: Rule = Rule {
    business: "example",
    name: "echo",
    title_ja: "こだま",
    title_en: "Echo",
    article: "例示法第1条",
    input_schema: || door::schema("事実", FIELDS),
    outcome_schema: || json!({}),
    eval: |book: &LawBook, facts: Value, mode: Mode| {
        door::check(FIELDS, &facts)?;
        door::explained(
            mode,
            || book.version_on(day("2025-01-01")),
            |explain| {
                explain.record(|| Step::new("例示法第1条", Words::new("問い", "Question"), Answer::yes_no(true)));
                Ok(json!({ "day": facts["day"] }))
            },
        )
    },
};

fn refused(facts: &Value) -> RuleProblem {
    door::check(FIELDS, facts).unwrap_err()
}

#[test]
fn what_is_wrong_is_told_at_its_place_in_both_languages() {
    for (facts, pointer, code) in [
        (json!(1), "", "facts.wrong_value"),
        (json!({}), "/day", "facts.missing"),
        (json!({ "day": null }), "/day", "facts.wrong_value"),
        (json!({ "day": "2026-02-29" }), "/day", "facts.wrong_value"),
        (json!({ "day": "2026-2-28" }), "/day", "facts.wrong_value"),
        (json!({ "day": "1867-12-31" }), "/day", "facts.wrong_value"),
        (json!({ "day": "+2026-01-1" }), "/day", "facts.wrong_value"),
        (json!({ "day": "2026-01-01", "Day": 1 }), "/Day", "facts.unknown_field"),
        (json!({ "day": "2026-01-01", "a/b~c": 1 }), "/a~1b~0c", "facts.unknown_field"),
        (json!({ "day": "2026-01-01", "month": "2026-13" }), "/month", "facts.wrong_value"),
        (json!({ "day": "2026-01-01", "yen": -1 }), "/yen", "facts.wrong_value"),
        (json!({ "day": "2026-01-01", "yen": 0.5 }), "/yen", "facts.wrong_value"),
        (json!({ "day": "2026-01-01", "yen": 1_000_000_000_000_i64 }), "/yen", "facts.wrong_value"),
        (json!({ "day": "2026-01-01", "count": 6 }), "/count", "facts.wrong_value"),
        (json!({ "day": "2026-01-01", "text": "字".repeat(201) }), "/text", "facts.wrong_value"),
        (json!({ "day": "2026-01-01", "colour": "green" }), "/colour", "facts.wrong_value"),
        (json!({ "day": "2026-01-01", "inner": {} }), "/inner/flag", "facts.missing"),
        (
            json!({ "day": "2026-01-01", "list": [{ "flag": true }, { "flag": 1 }] }),
            "/list/1/flag",
            "facts.wrong_value",
        ),
        (json!({ "day": "2026-01-01", "amounts": vec![0; 201] }), "/amounts", "facts.wrong_value"),
    ] {
        let problem = refused(&facts);
        assert_eq!((problem.pointer.as_str(), problem.code.as_str()), (pointer, code), "{facts}");
        assert!(!problem.ja.is_empty() && !problem.en.is_empty());
    }
}

#[test]
fn optional_fields_may_be_null_or_left_out() {
    for facts in
        [json!({ "day": "2026-01-01" }), json!({ "day": "2026-01-01", "colour": null, "inner": null, "yen": null })]
    {
        assert_eq!(door::check(FIELDS, &facts), Ok(()));
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-9..9_i64).prop_map(Value::from),
        Just(json!(1.5)),
        Just(json!("red")),
        Just(json!("green")),
        "[0-9]{4}-[0-9]{2}(-[0-9]{2})?".prop_map(Value::from),
        "(19|20)[0-9]{2}-0[1-9]-[01][0-9]".prop_map(Value::from),
        "(19|20)[0-9]{2}-0[1-9]".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            inner.prop_map(|flag| json!({ "flag": flag })),
        ]
    })
}

fn any_facts() -> impl Strategy<Value = Value> {
    let names: Vec<&str> = FIELDS.iter().map(|field| field.name).chain(["unknown"]).collect();
    proptest::collection::btree_map(proptest::sample::select(names), any_value(), 0..4).prop_map(|members| {
        let mut facts = json!({ "day": "2026-01-01" });
        for (name, value) in members {
            facts[name] = value;
        }
        facts
    })
}

proptest! {
    #[test]
    fn the_schema_refuses_nothing_that_the_check_takes(facts in any_facts()) {
        let validator = jsonschema::validator_for(&door::schema("事実", FIELDS)).unwrap();
        match door::check(FIELDS, &facts) {
            Ok(()) => prop_assert!(validator.is_valid(&facts)),
            // Days that do not exist are the one thing that the schema cannot say.
            Err(problem) => prop_assert!(!validator.is_valid(&facts) || problem.en.contains("day that exists")),
        }
    }
}

#[test]
fn each_line_has_its_answer_and_a_bad_one_stops_nothing() {
    let book = book();
    let lines = [r#"{"day":"2026-01-01"}"#, "", "{", r#"{"day":1}"#, r#"{"day":"2026-01-02"}"#];
    let answers: Vec<Value> = eval_lines(&RULE, &book, lines.into_iter(), Mode::Silent)
        .map(|line| serde_json::from_str(&line).unwrap())
        .collect();
    assert_eq!(answers[0], json!({ "day": "2026-01-01" }));
    assert_eq!((&answers[1]["line"], &answers[1]["error"]["code"]), (&json!(3), &json!("facts.not_json")));
    assert_eq!((&answers[2]["line"], &answers[2]["error"]["pointer"]), (&json!(4), &json!("/day")));
    assert_eq!(answers[3], json!({ "day": "2026-01-02" }));
    assert_eq!(answers.len(), 4);
    assert_eq!(RULE.id(), "example.echo");
}

#[test]
fn an_explanation_comes_when_asked_for() {
    let facts = json!({ "day": "2026-01-01" });
    let silent = (RULE.eval)(&book(), facts.clone(), Mode::Silent).unwrap();
    assert_eq!(silent.get("explanation"), None);
    let explained = (RULE.eval)(&book(), facts, Mode::Explained).unwrap();
    assert_eq!(explained["explanation"]["steps"][0]["label_ja"], "問い");
    assert_eq!(explained["explanation"]["law"]["since"], "2024-10-01");
}

//! The door: schemas and checks agree, bad facts are refused at their place, lines go on after a bad one.

use child_allowance::facts::RULES;
use child_allowance::law::STATUTES;
use serde_json::{Value, json};
use statute::door::{Mode, eval_lines};

use crate::examples::examples;
use crate::facts::{eval, osaka, rule};

/// One good set of facts for each rule.
fn good_facts(name: &str) -> Value {
    match name {
        "monthly_amount" => json!({
            "benefit_month": "2024-06", "income": 1, "dependents": 2, "elderly_dependents": 1,
            "recipient": { "name": "見本　太郎", "ground": "parent", "has_custody": true },
            "children": [{ "birth_date": "2014-06-01", "name": "見本　陽斗", "residence": "japan", "placement": "family" }],
        }),
        "start_month" => {
            json!({ "claim_on": "2026-05-01", "kind": "increase", "moved_on": "2026-04-20", "closed_days": [] })
        }
        "decrease_month" => json!({ "arose_on": "2026-05-01" }),
        "end_month" => json!({ "cause": "moved_out", "ended_on": "2026-05-01" }),
        "payee" => json!({ "benefit_month": "2026-05", "candidates": [{ "income": 0, "name": "見本　花子" }] }),
        "assessed_income" => json!({ "benefit_month": "2024-06", "income_amount": 1, "is_widow": false }),
        "payment_schedule" => {
            json!({ "months": [{ "benefit_month": "2026-05", "amount": 1 }], "end_month": "2026-05" })
        }
        "retroactive_difference" => json!({ "before": [], "after": [{ "benefit_month": "2026-05", "amount": 1 }] }),
        name => panic!("no facts for {name}"),
    }
}

#[test]
fn every_rule_takes_good_facts_and_answers_by_its_schema() {
    let book = osaka();
    for rule in RULES {
        let input = jsonschema::validator_for(&(rule.input_schema)()).unwrap();
        let outcome_schema = jsonschema::validator_for(&(rule.outcome_schema)()).unwrap();
        let facts = good_facts(rule.name);
        assert!(input.is_valid(&facts), "{}", rule.id());
        let silent = (rule.eval)(book, facts.clone(), Mode::Silent).unwrap();
        let errors: Vec<String> = outcome_schema.iter_errors(&silent).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", rule.id());
        let mut explained = (rule.eval)(book, facts, Mode::Explained).unwrap();
        let explanation = explained.as_object_mut().unwrap().remove("explanation").unwrap();
        assert_eq!(silent, explained, "{}", rule.id());
        assert!(!explanation["steps"].as_array().unwrap().is_empty(), "{}", rule.id());
    }
}

#[test]
fn the_schema_takes_every_example() {
    let input = jsonschema::validator_for(&(rule("monthly_amount").input_schema)()).unwrap();
    assert!(examples().iter().all(|example| input.is_valid(&example["facts"])));
}

/// Every field of the facts replaced by things it cannot be: the schema and the rule refuse alike, at that place.
#[test]
fn the_schema_and_the_rule_refuse_the_same_facts() {
    let book = osaka();
    let wrong = [
        json!(-1),
        json!(1.5),
        json!(1_000_000_000_000_i64),
        json!("x"),
        json!({}),
        json!([1]),
        json!("２０２４-06-01"),
    ];
    for rule in RULES {
        let input = jsonschema::validator_for(&(rule.input_schema)()).unwrap();
        let good = good_facts(rule.name);
        for place in places(&good, "") {
            for value in &wrong {
                let mut facts = good.clone();
                *facts.pointer_mut(&place).unwrap() = value.clone();
                let answer = (rule.eval)(book, facts.clone(), Mode::Silent);
                if input.is_valid(&facts) {
                    continue;
                }
                let problem = answer.unwrap_err();
                assert!(problem.pointer.starts_with(&place), "{} {place} {value}: {problem}", rule.id());
                assert!(!problem.ja.is_empty() && !problem.en.is_empty());
            }
        }
        let mut unknown = good.clone();
        unknown["colour"] = json!(1);
        assert_eq!((rule.eval)(book, unknown, Mode::Silent).unwrap_err().pointer, "/colour");
        assert_eq!((rule.eval)(book, json!([]), Mode::Silent).unwrap_err().pointer, "");
    }
}

/// JSON pointers to everything inside.
fn places(value: &Value, at: &str) -> Vec<String> {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let within = |(name, value): (String, &Value)| {
        let here = format!("{at}/{name}");
        [vec![here.clone()], places(value, &here)].concat()
    };
    members.into_iter().flat_map(within).collect()
}

#[test]
fn impossible_facts_are_refused_with_their_place() {
    for (change, pointer, code) in [
        (json!({ "income": -1 }), "/income", "facts.wrong_value"),
        (json!({ "income": "6220000" }), "/income", "facts.wrong_value"),
        (json!({ "benefit_month": "2024-13" }), "/benefit_month", "facts.wrong_value"),
        (json!({ "benefit_month": "2022-05" }), "/benefit_month", "law.not_in_force"),
        (json!({ "children": [{ "birth_date": "2025-02-30" }] }), "/children/0/birth_date", "facts.wrong_value"),
        (json!({ "children": [{}] }), "/children/0/birth_date", "facts.missing"),
        (json!({ "children": [{ "birth_date": "2014-06-01", "born": 1 }] }), "/children/0/born", "facts.unknown_field"),
        (
            json!({ "dependents": 1, "elderly_dependents": 2 }),
            "/elderly_dependents",
            "child_allowance.elderly_beyond_dependents",
        ),
        (json!({ "recipient": { "ground": "uncle" } }), "/recipient/ground", "facts.wrong_value"),
    ] {
        let mut facts = json!({ "benefit_month": "2024-06", "children": [] });
        facts.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let problem = eval("monthly_amount", facts).unwrap_err();
        assert_eq!((problem.pointer.as_str(), problem.code.as_str()), (pointer, code), "{change}");
    }
}

#[test]
fn a_birth_after_the_month_is_allowed_and_says_so() {
    let facts = json!({ "benefit_month": "2026-05", "children": [{ "birth_date": "2026-06-01" }] });
    let outcome = (rule("monthly_amount").eval)(osaka(), facts, Mode::Explained).unwrap();
    assert_eq!(outcome["children"][0]["standing"], "not_yet");
    assert_eq!(outcome["total_monthly"], 0);
    let said = outcome["explanation"]["steps"][1]["text_ja"].as_str().unwrap();
    assert!(said.contains("生まれた月の翌月分から"), "{said}");
}

#[test]
fn lines_go_on_after_a_bad_one() {
    let good = json!({ "benefit_month": "2026-05", "children": [{ "birth_date": "2014-06-01" }] }).to_string();
    let lines: Vec<Vec<u8>> = vec![
        good.clone().into_bytes(),
        b"not json".to_vec(),
        b"  ".to_vec(),
        vec![b'"', 0xff, b'"'],
        json!({ "benefit_month": "2026-05", "children": [{ "birth_date": 7 }] }).to_string().into_bytes(),
        good.into_bytes(),
    ];
    let book = STATUTES.book(None).unwrap();
    let answers: Vec<Value> = eval_lines(rule("monthly_amount"), &book, lines.into_iter(), Mode::Silent)
        .map(|line| serde_json::from_str(&line).unwrap())
        .collect();
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["total_monthly"], 10_000);
    assert_eq!((&answers[1]["line"], &answers[1]["error"]["code"]), (&json!(2), &json!("facts.not_json")));
    assert_eq!((&answers[2]["line"], &answers[2]["error"]["code"]), (&json!(4), &json!("facts.not_json")));
    assert_eq!((&answers[3]["line"], &answers[3]["error"]["pointer"]), (&json!(5), &json!("/children/0/birth_date")));
    assert_eq!(answers[4], answers[0]);
}

#[test]
fn national_law_alone_answers_all_but_the_day_of_payment() {
    let book = STATUTES.book(None).unwrap();
    let facts = json!({ "months": [{ "benefit_month": "2026-05", "amount": 1 }] });
    let outcome = (rule("payment_schedule").eval)(&book, facts, Mode::Silent).unwrap();
    assert_eq!(outcome["payments"][0]["paid_out_on"], Value::Null);
    assert_eq!(outcome["payments"][0]["payment_month"], "2026-06");
}

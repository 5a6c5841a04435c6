//! The published and derived examples of `fixtures/welfare/child_allowance.json`, each with its source.

use serde_json::Value;
use statute::door::Mode;

use crate::facts::{osaka, rule};

const EXAMPLES: &str = include_str!("../../../../../fixtures/welfare/child_allowance.json");

pub(crate) fn examples() -> Vec<Value> {
    let document: Value = serde_json::from_str(EXAMPLES).unwrap();
    document["examples"].as_array().unwrap().clone()
}

#[test]
fn every_example_holds_to_the_yen() {
    let (book, rule) = (osaka(), rule("monthly_amount"));
    let examples = examples();
    assert_eq!(examples.len(), 42);
    for example in examples {
        for mode in [Mode::Silent, Mode::Explained] {
            let outcome = (rule.eval)(book, example["facts"].clone(), mode).unwrap();
            for (name, expected) in example["expected"].as_object().unwrap() {
                assert_eq!(&outcome[name], expected, "{} {name} ({})", example["id"], example["source"]);
            }
        }
    }
}

#[test]
fn every_example_names_its_source_and_kind() {
    let kinds = ["third_party_published", "third_party_computed", "table_lookup", "derived"];
    for example in examples() {
        assert!(kinds.contains(&example["kind"].as_str().unwrap()), "{example}");
        assert!(!example["source"].as_str().unwrap().is_empty(), "{example}");
    }
}

#[test]
fn the_published_table_of_one_town_holds() {
    // 長南町: children of 20, 17, 13 and 10 years are paid 0, 10,000, 30,000 and 30,000 yen.
    let facts = serde_json::json!({ "benefit_month": "2024-11", "children": [
        { "birth_date": "2004-06-01", "economically_supported": true },
        { "birth_date": "2007-06-01" }, { "birth_date": "2011-06-01" }, { "birth_date": "2014-06-01" },
    ]});
    let outcome = (rule("monthly_amount").eval)(osaka(), facts, Mode::Silent).unwrap();
    assert_eq!(outcome["amounts_by_child"], serde_json::json!([0, 10_000, 30_000, 30_000]));
}

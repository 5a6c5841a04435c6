//! The glossary itself: one word a concept, over the whole house.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value as Json;
use toml::Value;

use super::Finding;
use crate::command::{Outcome, Stop};

const PATH: &str = "spec-mappings/glossary.toml";
const SCHEMA: &str = "spec-mappings/schemas/glossary.schema.json";

/// Owner of the word → identifier → term, with the schema that lists owners, kinds and cells.
pub(crate) struct Glossary {
    words: BTreeMap<String, BTreeMap<String, BTreeMap<String, Value>>>,
    schema: Json,
}

impl Glossary {
    /// Reads the glossary and its schema from the tree.
    pub(crate) fn read(root: &Path) -> Outcome<Self> {
        let file = |path: &str| {
            std::fs::read_to_string(root.join(path)).map_err(|error| Stop::new(format!("{path}: {error}")))
        };
        Self::parse(&file(PATH)?, &file(SCHEMA)?)
    }

    /// Reads both from text; TOML itself refuses an identifier that stands twice with one owner.
    pub(crate) fn parse(text: &str, schema: &str) -> Outcome<Self> {
        let words = toml::from_str(text).map_err(|error| Stop::new(format!("{PATH}: {error}")))?;
        Ok(Self { words, schema: serde_json::from_str(schema)? })
    }

    /// Whether `ja` is a term, with or without the bracket that only tells two senses apart.
    pub(crate) fn has_term(&self, ja: &str) -> bool {
        let terms = self.words.values().flat_map(BTreeMap::values).filter_map(|term| term.get("ja")?.as_str());
        terms.into_iter().any(|term| term == ja || unbracketed(term) == ja)
    }

    /// Finds unknown owners and kinds, empty cells, malformed or repeated identifiers, and repeated terms.
    pub(crate) fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut identifiers = BTreeSet::new();
        let term = self.schema.pointer("/$defs/term");
        let kinds = term.and_then(|term| term.pointer("/properties/kind/enum"));
        for (owner, words) in &self.words {
            let mut find = |message: String| findings.push(Finding::whole(PATH, message));
            if self.schema.pointer(&format!("/properties/{owner}")).is_none() {
                find(format!("[{owner}] is no crate that owns words: list it in {SCHEMA} or move its words"));
            }
            let mut terms = BTreeSet::new();
            for (identifier, cells) in words {
                let cell = |name: &str| cells.get(name).and_then(Value::as_str).unwrap_or_default();
                if !is_snake_case(identifier) {
                    find(format!("{owner}.{identifier} is not snake_case"));
                }
                if !identifiers.insert(identifier) {
                    find(format!("{identifier} names two concepts: an identifier is unique over the house"));
                }
                if !terms.insert(cell("ja")) {
                    find(format!(
                        "{owner}.{identifier}: {} stands twice: tell the senses apart with （…）",
                        cell("ja")
                    ));
                }
                if !contains(kinds, cell("kind")) {
                    find(format!("{owner}.{identifier}: the kind {:?} is not in {SCHEMA}", cell("kind")));
                }
                let required = term.and_then(|term| term.get("required")?.as_array()).into_iter().flatten();
                for name in required.filter_map(Json::as_str).filter(|name| cell(name).trim().is_empty()) {
                    find(format!("{owner}.{identifier}: {name} is empty"));
                }
            }
        }
        findings
    }
}

fn unbracketed(term: &str) -> String {
    let outside = |part: &str| part.split_once('）').map_or(part, |(_, after)| after).to_owned();
    let mut parts = term.split('（');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.map(outside).fold(first, |whole, part| whole + &part)
}

fn is_snake_case(identifier: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    identifier.split('_').all(is_part) && identifier.starts_with(|c: char| c.is_ascii_lowercase())
}

fn contains(list: Option<&Json>, word: &str) -> bool {
    list.and_then(Json::as_array).is_some_and(|list| list.iter().any(|entry| entry == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../../../spec-mappings/glossary.toml");
    const RULES: &str = include_str!("../../../../spec-mappings/schemas/glossary.schema.json");

    #[test]
    fn the_glossary_holds_to_its_schema() {
        let glossary: Json = toml::from_str(TEXT).unwrap();
        let schema = jsonschema::validator_for(&serde_json::from_str(RULES).unwrap()).unwrap();
        let errors: Vec<String> =
            schema.iter_errors(&glossary).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn terms_are_found_with_and_without_bracket() {
        let glossary = Glossary::parse("[a]\nb = { ja = \"返還（63条）\" }", "{}").unwrap();
        assert!(glossary.has_term("返還（63条）") && glossary.has_term("返還"));
        assert!(!glossary.has_term("63条"));
    }

    #[test]
    fn what_is_wrong_in_a_glossary_is_said() {
        let good =
            "{ ja = \"語\", reading = \"ご\", en = \"word\", kind = \"noun\", definition = \"It.\", source = \"own\" }";
        let cases = [
            (format!("[common]\nword = {good}"), 0, ""),
            (format!("[kitchen]\nword = {good}"), 1, "[kitchen]"),
            (format!("[common]\nWord = {good}"), 1, "snake_case"),
            (format!("[common]\nword = {good}\n[batch]\nword = {good}"), 1, "two concepts"),
            (format!("[common]\nword = {good}\nterm = {good}"), 1, "stands twice"),
            (format!("[common]\nword = {}", good.replace("noun", "thing")), 1, "kind"),
            (format!("[common]\nword = {}", good.replace("It.", " ")), 1, "definition is empty"),
        ];
        for (text, count, said) in cases {
            let found = Glossary::parse(&text, RULES).unwrap().check();
            assert_eq!(found.len(), count, "{text}: {found:?}");
            assert!(found.iter().all(|finding| finding.message.contains(said)), "{text}: {found:?}");
        }
    }
}

//! The JSON Schemas of spec-mappings/, compiled once.

use std::sync::LazyLock;

use serde_json::Value;

use crate::error::SpecProblem;

/// The kinds of declaration, each with a schema of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Layout,
    Codes,
    Mapping,
    EventTriggers,
}

type Compiled = Result<jsonschema::Validator, String>;

fn compile(text: &str) -> Compiled {
    let schema: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    jsonschema::validator_for(&schema).map_err(|error| error.to_string())
}

static LAYOUT: LazyLock<Compiled> =
    LazyLock::new(|| compile(include_str!("../../../../spec-mappings/schemas/layout.schema.json")));
static CODES: LazyLock<Compiled> =
    LazyLock::new(|| compile(include_str!("../../../../spec-mappings/schemas/codes.schema.json")));
static MAPPING: LazyLock<Compiled> =
    LazyLock::new(|| compile(include_str!("../../../../spec-mappings/schemas/mapping.schema.json")));
static EVENT_TRIGGERS: LazyLock<Compiled> =
    LazyLock::new(|| compile(include_str!("../../../../spec-mappings/schemas/event_triggers.schema.json")));

/// Holds a TOML file against its schema; every deviation is a problem of its own.
pub(crate) fn check(kind: Kind, text: &str, file: &str) -> Result<(), Vec<SpecProblem>> {
    let instance: Value = toml::from_str(text).map_err(|error| vec![SpecProblem::toml(file, &error)])?;
    let compiled = match kind {
        Kind::Layout => &LAYOUT,
        Kind::Codes => &CODES,
        Kind::Mapping => &MAPPING,
        Kind::EventTriggers => &EVENT_TRIGGERS,
    };
    let validator = compiled.as_ref().map_err(|error| {
        vec![SpecProblem::new(
            file,
            "",
            &format!("スキーマが壊れています: {error}"),
            &format!("broken schema: {error}"),
        )]
    })?;
    let problems: Vec<SpecProblem> = validator
        .iter_errors(&instance)
        .map(|error| {
            let text = error.to_string();
            SpecProblem::new(file, error.instance_path().as_str(), &format!("スキーマに合いません: {text}"), &text)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

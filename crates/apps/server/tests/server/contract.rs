//! The OpenAPI document: fresh, guarded, labelled.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use server::{contract, contract_text, permissions};

fn document() -> Value {
    serde_json::to_value(contract()).unwrap()
}

fn operations(document: &Value) -> Vec<(String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap();
            methods
                .iter()
                .map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation.clone()))
        })
        .collect()
}

#[test]
fn the_checked_in_contract_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../openapi/yakuba.json");
    let lying = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        lying == contract_text(),
        "openapi/yakuba.json is stale: `cargo run -p yakuba -- openapi > openapi/yakuba.json`"
    );
    assert_eq!(document()["openapi"], "3.1.0");
}

#[test]
fn every_operation_names_a_known_permission() {
    let known: BTreeSet<String> = permissions().iter().map(|permission| permission.code.to_owned()).collect();
    let table = web::permission_table(&contract()).unwrap();
    let public: Vec<&String> =
        table.iter().filter(|(_, door)| door.permission == "public").map(|(operation, _)| operation).collect();
    assert_eq!(public, ["POST /api/v1/access/session"], "only signing in needs no session");
    for (operation, door) in &table {
        let is_known = ["public", "signed_in"].contains(&door.permission.as_str()) || known.contains(&door.permission);
        assert!(is_known, "{operation} names `{}`, which no business lists", door.permission);
    }
}

#[test]
fn every_operation_has_a_label_and_a_screen() {
    for (name, operation) in operations(&document()) {
        assert!(operation["x-label"].is_string(), "{name} has no x-label");
        let screen = operation["x-screen"].as_str().unwrap_or_default();
        assert!(["list", "detail", "form", "wizard", "run"].contains(&screen), "{name} has no x-screen");
        if !name.starts_with("GET") && operation["x-reads"] != true {
            assert!(operation["x-verb"].is_string(), "{name} changes something and has no x-verb");
        }
    }
}

#[test]
fn every_property_has_a_label() {
    let document = document();
    for (schema, content) in document["components"]["schemas"].as_object().unwrap() {
        // Problems speak for themselves: their texts are what people read.
        if ["ProblemBody", "EnglishText", "FieldProblem"].contains(&schema.as_str()) {
            continue;
        }
        let mut missing = Vec::new();
        unlabelled(schema, content, &mut missing);
        assert!(missing.is_empty(), "without x-label: {missing:?}");
    }
}

/// Names properties without a label. A list of objects or an object is labelled by what it holds; JSON of any shape, such
/// as a rule's own schema, is no field of a form.
fn unlabelled(name: &str, content: &Value, missing: &mut Vec<String>) {
    for (property, shape) in content["properties"].as_object().into_iter().flatten() {
        let name = format!("{name}.{property}");
        let inner = if shape["items"].is_object() { &shape["items"] } else { shape };
        let parts: Vec<&Value> = match inner["allOf"].as_array() {
            Some(parts) => parts.iter().collect(),
            None => vec![inner],
        };
        if parts.iter().any(|part| part["properties"].is_object() || part["$ref"].is_string()) {
            parts.iter().for_each(|part| unlabelled(&name, part, missing));
        } else if inner["oneOf"].is_null() && !inner["type"].is_null() && !shape["x-label"].is_string() {
            missing.push(name);
        }
    }
}

#[test]
fn nothing_personal_stands_in_an_address() {
    for (name, _) in operations(&document()) {
        let parameters: Vec<&str> = name.split('{').skip(1).map(|part| part.split('}').next().unwrap()).collect();
        for parameter in parameters {
            let is_number =
                parameter.ends_with("_number") || ["id", "act", "name", "rule", "kind"].contains(&parameter);
            assert!(is_number, "{name}: `{parameter}` must be a number or a code");
            assert_ne!(parameter, "personal_number", "{name}");
        }
    }
}

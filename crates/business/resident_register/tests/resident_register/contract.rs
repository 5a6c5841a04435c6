//! What the OpenAPI document must carry for screens to be drawn from it.

use serde_json::Value;

use crate::support::Window;

fn operations(contract: &Value) -> Vec<(String, Value)> {
    let paths = contract["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().iter().map(move |(method, it)| (format!("{method} {path}"), it.clone()))
        })
        .collect()
}

#[test]
fn every_operation_names_permission_label_and_screen() {
    let contract = Window::contract();
    let business = resident_register::business();
    let known: Vec<&str> = business.permissions.iter().map(|permission| permission.code).collect();
    let operations = operations(&contract);
    assert_eq!(operations.len(), 22);
    for (name, operation) in operations {
        let text = |key: &str| operation[key].as_str().unwrap_or_default().to_owned();
        assert!(known.contains(&text("x-permission").as_str()), "{name}");
        assert!(!text("x-label").is_empty(), "{name}");
        assert!(["list", "detail", "form", "wizard"].contains(&text("x-screen").as_str()), "{name}");
    }
}

#[test]
fn every_dry_run_that_an_act_names_exists() {
    let contract = Window::contract();
    let operations = operations(&contract);
    let named: Vec<&Value> = operations.iter().map(|(_, it)| &it["x-effects"]).filter(|it| !it.is_null()).collect();
    assert_eq!(named.len(), 8);
    for name in named {
        assert!(operations.iter().any(|(_, it)| it["operationId"] == *name), "{name}");
    }
}

#[test]
fn every_property_has_a_label() {
    let contract = Window::contract();
    let mut without = Vec::new();
    for (name, schema) in contract["components"]["schemas"].as_object().unwrap() {
        unlabelled(name, schema, &mut without);
    }
    assert_eq!(without, Vec::<String>::new());
}

fn unlabelled(place: &str, schema: &Value, without: &mut Vec<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let place = format!("{place}/{name}");
        if property["x-label"].is_null() {
            without.push(place.clone());
        }
        unlabelled(&place, property, without);
        unlabelled(&place, &property["items"], without);
        for part in property["oneOf"].as_array().into_iter().flatten() {
            unlabelled(&place, part, without);
        }
    }
}

#[test]
fn a_form_can_be_drawn_of_a_birth() {
    let contract = Window::contract();
    // Extensions come in no order.
    insta::with_settings!({ sort_maps => true }, {
        insta::assert_json_snapshot!(contract["components"]["schemas"]["BirthFiling"]);
    });
}

//! What every business must have, whatever it is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use server::{businesses, permissions, replaceable_sql, rules, run_kinds};

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

#[test]
fn every_business_crate_is_in_the_list() {
    let listed: BTreeSet<String> = businesses().iter().map(|business| business.code.to_owned()).collect();
    let folders: BTreeSet<String> = entries(&crates().join("business"))
        .into_iter()
        .filter(|path| path.join("Cargo.toml").exists())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(listed, folders);
    let ids: BTreeSet<&str> = businesses().iter().map(|business| business.id).collect();
    assert_eq!(ids.len(), listed.len(), "each business has a national id of its own");
}

#[test]
fn every_replaceable_file_is_applied_by_the_program() {
    let applied: BTreeSet<String> = replaceable_sql().iter().map(|file| file.name.to_string()).collect();
    let lying: BTreeSet<String> = ["platform", "common", "business", "apps"]
        .iter()
        .flat_map(|floor| entries(&crates().join(floor)))
        .flat_map(|member| entries(&member.join("sql")))
        .map(|path| {
            let parts: Vec<_> =
                path.components().rev().take(3).map(|part| part.as_os_str().to_str().unwrap()).collect();
            format!("{}/{}/{}", parts[2], parts[1], parts[0])
        })
        .collect();
    assert_eq!(applied, lying, "tests apply what lies on disk, the program what is embedded: they must be the same");
}

#[test]
fn permissions_are_named_once_and_in_both_languages() {
    let all = permissions();
    let codes: BTreeSet<&str> = all.iter().map(|permission| permission.code).collect();
    assert_eq!(codes.len(), all.len(), "a permission is listed once");
    for permission in &all {
        assert!(permission.code.split('.').count() >= 3, "{} is business.noun.verb", permission.code);
        assert!(!permission.name.ja.is_empty() && permission.name.en.is_ascii(), "{}", permission.code);
    }
}

#[test]
fn runs_name_known_permissions_and_their_documents() {
    let codes: BTreeSet<&str> = permissions().iter().map(|permission| permission.code).collect();
    let kinds = run_kinds();
    assert!(!kinds.is_empty());
    for kind in &kinds {
        assert!(codes.contains(kind.prepare_permission), "{}", kind.code);
        assert!(codes.contains(kind.approve_permission), "{}", kind.code);
        assert_ne!(kind.prepare_permission, kind.approve_permission, "{}: two people, two permissions", kind.code);
    }
    let known: BTreeSet<&str> = kinds.iter().map(|kind| kind.code).collect();
    for made in businesses().iter().flat_map(|business| business.run_documents) {
        assert!(known.contains(made.run_kind), "{}", made.run_kind);
    }
}

#[test]
fn rules_have_valid_schemas_and_belong_to_their_business() {
    for business in businesses() {
        for rule in (business.rules)() {
            assert_eq!(rule.business, business.code, "{}", rule.id());
            jsonschema::meta::validate(&(rule.input_schema)()).unwrap();
            jsonschema::meta::validate(&(rule.outcome_schema)()).unwrap();
        }
    }
    let ids: Vec<String> = rules().iter().map(statute::door::Rule::id).collect();
    assert!(ids.contains(&"child_allowance.monthly_amount".to_owned()), "{ids:?}");
}

#[test]
fn every_form_renders_its_own_sample_data() {
    for form in businesses().iter().flat_map(|business| business.forms) {
        let document = form.sample_document().unwrap();
        assert!(document.head().unwrap().is_sample, "{}: the sample says that it is one", form.name);
    }
}

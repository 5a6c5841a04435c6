//! A crate's folder is its floor, and imports run downward only. Read from `cargo metadata`, so that nobody needs
//! to remember the rule.

use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

use super::Finding;
use crate::command::{Outcome, Stop, read};

/// The floors from below; a crate may import from any floor below its own.
const FLOORS: [&str; 5] = ["kernel", "platform", "common", "business", "apps"];

/// Arrows that stay on a floor: who may import whom, and with it whatever that one may import.
const SAME_FLOOR: [(&str, &str); 9] = [
    ("statute", "values"),
    ("access", "database"),
    ("web", "access"),
    ("batch", "database"),
    ("notification", "database"),
    ("exchange", "register"),
    ("ledger", "exchange"),
    ("disbursement", "ledger"),
    ("business_kit", "exchange"),
];

/// The apps that compose other apps.
const COMPOSERS: [&str; 2] = ["server", "yakuba"];

/// What the kernel may take from outside: it is pure, and the rest of the house waits for it to compile.
const KERNEL_LIBRARIES: [&str; 6] = ["chrono", "rust_decimal", "serde", "serde_json", "thiserror", "toml"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place<'a> {
    Floor(usize, &'a str),
    Testing,
    Xtask,
    Nowhere,
}

/// What cargo knows about the crates of the workspace, without their dependencies' own.
pub(super) fn metadata(root: &Path) -> Outcome<Json> {
    let metadata = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    Ok(serde_json::from_str(&read(Command::new("cargo").args(metadata).current_dir(root))?)?)
}

/// Finds arrows that run up or sideways, and libraries that the kernel may not have.
pub(super) fn check(metadata: &Json) -> Outcome<Vec<Finding>> {
    let unreadable = || Stop::new("cargo metadata has another shape than expected");
    let root = metadata.get("workspace_root").and_then(Json::as_str).ok_or_else(unreadable)?;
    let packages = metadata.get("packages").and_then(Json::as_array).ok_or_else(unreadable)?;
    let mut findings = Vec::new();
    for package in packages {
        let text = |name: &str| package.get(name).and_then(Json::as_str).ok_or_else(unreadable);
        let folder = below(root, text("manifest_path")?.trim_end_matches("/Cargo.toml"));
        let place = place(folder);
        if place == Place::Nowhere {
            findings.push(Finding::whole(folder, "stands on no floor: move it to crates/<floor>/<name>"));
        }
        for dependency in package.get("dependencies").and_then(Json::as_array).into_iter().flatten() {
            let message = judge(root, place, dependency);
            findings.extend(message.map(|message| Finding::whole(folder, message)));
        }
    }
    Ok(findings)
}

fn below<'a>(root: &str, path: &'a str) -> &'a str {
    path.strip_prefix(root).map_or(path, |rest| rest.trim_start_matches('/'))
}

fn place(folder: &str) -> Place<'_> {
    let parts: Vec<&str> = folder.split('/').collect();
    match parts.as_slice() {
        ["crates", "testing"] => Place::Testing,
        ["crates", "xtask"] => Place::Xtask,
        ["crates", floor, name] => {
            FLOORS.iter().position(|known| known == floor).map_or(Place::Nowhere, |floor| Place::Floor(floor, name))
        }
        _ => Place::Nowhere,
    }
}

fn judge(root: &str, from: Place<'_>, dependency: &Json) -> Option<String> {
    let name = dependency.get("name").and_then(Json::as_str).unwrap_or_default();
    let is_for_tests = dependency.get("kind").and_then(Json::as_str) == Some("dev");
    let Some(folder) = dependency.get("path").and_then(Json::as_str) else {
        let is_foreign = matches!(from, Place::Floor(0, _)) && !is_for_tests && !KERNEL_LIBRARIES.contains(&name);
        return is_foreign
            .then(|| format!("takes `{name}` into the kernel, which has {} only", KERNEL_LIBRARIES.join(", ")));
    };
    match (from, place(below(root, folder))) {
        (Place::Xtask, _) => {
            Some(format!("imports `{name}`: xtask builds before everything and imports none of our crates"))
        }
        (_, Place::Xtask) => Some(format!("imports `{name}`: nothing imports xtask")),
        (Place::Testing, Place::Floor(floor, _)) if floor >= floor_of("business") => {
            Some(format!("imports `{name}`: testing serves every business and knows none"))
        }
        (Place::Floor(..), Place::Testing) if !is_for_tests => {
            Some(format!("imports `{name}` outside its tests: make it a dev-dependency"))
        }
        (Place::Floor(upper, importer), Place::Floor(lower, imported)) => {
            arrow(upper, importer, lower, imported, is_for_tests)
        }
        _ => None,
    }
}

/// What is wrong with an arrow between two floors, with the sentence to act on.
fn arrow(upper: usize, importer: &str, lower: usize, imported: &str, is_for_tests: bool) -> Option<String> {
    let both_on = |floor| upper == floor_of(floor) && lower == floor_of(floor);
    if both_on("business") {
        return Some(format!("imports the business `{imported}`: publish a fact or an event in exchange instead"));
    }
    let may_stay_on_floor =
        is_for_tests || stands_above(importer, imported) || (both_on("apps") && COMPOSERS.contains(&importer));
    if lower < upper || (lower == upper && may_stay_on_floor) {
        return None;
    }
    Some(if lower > upper {
        format!(
            "imports `{imported}` from the floor above: move what both need down, or pass it in as data or a function"
        )
    } else {
        format!("imports its neighbour `{imported}`: only {} do so on a floor; move what both need down", allowed())
    })
}

fn stands_above(importer: &str, imported: &str) -> bool {
    let below = SAME_FLOOR.iter().filter(|(above, _)| *above == importer).map(|(_, below)| *below);
    below.into_iter().any(|below| below == imported || stands_above(below, imported))
}

fn allowed() -> String {
    let arrows: Vec<String> =
        SAME_FLOOR.iter().map(|(importer, imported)| format!("{importer} → {imported}")).collect();
    arrows.join(", ")
}

fn floor_of(name: &str) -> usize {
    FLOORS.iter().position(|floor| *floor == name).unwrap_or(FLOORS.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The findings about one crate at `folder` with these (name, folder or "" for a library, kind) dependencies.
    fn found(folder: &str, dependencies: &[(&str, &str, Option<&str>)]) -> Vec<String> {
        let dependencies: Vec<Json> = dependencies
            .iter()
            .map(|(name, folder, kind)| {
                let path = (!folder.is_empty()).then(|| format!("/house/{folder}"));
                json!({ "name": name, "kind": kind, "path": path })
            })
            .collect();
        let package = json!({ "manifest_path": format!("/house/{folder}/Cargo.toml"), "dependencies": dependencies });
        let metadata = json!({ "workspace_root": "/house", "packages": [package] });
        check(&metadata).unwrap().iter().map(ToString::to_string).collect()
    }

    fn imports(folder: &str, imported: &str) -> Vec<String> {
        found(folder, &[(imported.rsplit('/').next().unwrap(), imported, None)])
    }

    #[test]
    fn arrows_run_down() {
        for (folder, imported) in [
            ("crates/business/child_allowance", "crates/platform/web"),
            ("crates/business/child_allowance", "crates/kernel/values"),
            ("crates/platform/web", "crates/platform/access"),
            ("crates/platform/web", "crates/platform/database"),
            ("crates/common/disbursement", "crates/common/register"),
            ("crates/apps/yakuba", "crates/apps/server"),
            ("crates/apps/server", "crates/apps/typesetting"),
        ] {
            assert_eq!(imports(folder, imported), Vec::<String>::new());
        }
    }

    #[test]
    fn arrows_up_and_sideways_are_reported_with_what_to_do() {
        for (folder, imported, said) in [
            ("crates/kernel/values", "crates/platform/database", "from the floor above"),
            ("crates/common/register", "crates/business/child_allowance", "from the floor above"),
            ("crates/business/child_allowance", "crates/apps/typesetting", "from the floor above"),
            ("crates/business/child_allowance", "crates/business/resident_register", "fact or an event in exchange"),
            ("crates/platform/access", "crates/platform/web", "neighbour"),
            ("crates/common/register", "crates/common/exchange", "neighbour"),
            ("crates/common/business_kit", "crates/common/disbursement", "neighbour"),
            ("crates/apps/migration", "crates/apps/typesetting", "neighbour"),
            ("crates/xtask", "crates/kernel/values", "none of our crates"),
            ("crates/testing", "crates/business/child_allowance", "knows none"),
            ("crates/common/register", "crates/testing", "dev-dependency"),
        ] {
            let found = imports(folder, imported);
            assert!(found.len() == 1 && found[0].contains(said) && found[0].starts_with(folder), "{found:?}");
        }
    }

    #[test]
    fn tests_may_import_testing_but_never_another_business() {
        let business = "crates/business/child_allowance";
        assert_eq!(found(business, &[("testing", "crates/testing", Some("dev"))]).len(), 0);
        assert_eq!(
            found(business, &[("resident_register", "crates/business/resident_register", Some("dev"))]).len(),
            1
        );
    }

    #[test]
    fn the_kernel_is_pure() {
        let values = "crates/kernel/values";
        assert_eq!(found(values, &[("chrono", "", None), ("jsonschema", "", Some("dev"))]).len(), 0);
        assert_eq!(found(values, &[("diesel", "", None), ("jsonschema", "", None)]).len(), 2);
        assert_eq!(found("crates/platform/web", &[("actix-web", "", None)]).len(), 0);
    }

    #[test]
    fn every_crate_has_a_floor() {
        assert_eq!(found("crates/attic/old", &[]).len(), 1);
        assert_eq!(found("crates/apps/yakuba", &[]).len(), 0);
    }
}

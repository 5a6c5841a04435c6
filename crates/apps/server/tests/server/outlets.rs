//! Every outlet of the contract is held by a leak test: what a protected person's guard withholds must not leave there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use server::contract;

/// Operation, and the test that proves it (`-` with a reason for those that hold nothing of a person).
const OUTLETS: &str = include_str!("outlets.txt");

#[test]
fn every_operation_has_its_leak_test() {
    let table = web::permission_table(&contract()).unwrap();
    let named: BTreeMap<&str, &str> = OUTLETS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(" = ").unwrap_or_else(|| unreachable!("{line}: write `operation = test`")))
        .collect();
    for operation in table.keys() {
        assert!(named.contains_key(operation.as_str()), "{operation} has no line in outlets.txt: name its leak test");
    }
    let sources = sources();
    for (operation, test) in named {
        assert!(table.contains_key(operation), "{operation} is in outlets.txt and not in the contract");
        if let Some(reason) = test.strip_prefix("- ") {
            assert!(reason.len() > 10, "{operation}: say why it holds nothing of a person");
            continue;
        }
        assert!(sources.contains(&format!("fn {test}(")), "{operation} names `{test}`, which does not exist");
    }
}

/// The text of every test of the businesses and the apps.
fn sources() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let entries = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    ["business", "apps"]
        .into_iter()
        .flat_map(|floor| entries(crates.join(floor)))
        .flat_map(|member| entries(member.join("tests").join(member.file_name().unwrap_or_default())))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

//! Every crate stands under the same lints, takes versions from the root only, and keeps its tests in one binary.

use toml::{Table, Value};

use super::Finding;
use super::source::Source;

/// Finds crates whose manifest goes its own way.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    if !(source.is_below(&["crates"]) && source.path.ends_with("/Cargo.toml")) {
        return Vec::new();
    }
    let Ok(manifest) = source.text.parse::<Table>() else {
        return vec![Finding::whole(&source.path, "not TOML")];
    };
    let mut findings = Vec::new();
    let mut find = |message: String| findings.push(Finding::whole(&source.path, message));
    if !inherits(manifest.get("lints")) {
        find("stands outside the lints of the house: add `[lints] workspace = true`".to_owned());
    }
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let entries = manifest.get(kind).and_then(Value::as_table).into_iter().flatten();
        for (name, _) in entries.filter(|(_, entry)| !inherits(Some(entry))) {
            find(format!("`{name}` has a version of its own: write `{name}.workspace = true`"));
        }
    }
    if let Some(library) = manifest.get("lib")
        && library.get("test").and_then(Value::as_bool) != Some(false)
    {
        find("tests of a library stand in tests/<crate>/main.rs (one binary): write `[lib] test = false`".to_owned());
    }
    findings
}

fn inherits(entry: Option<&Value>) -> bool {
    entry.and_then(|entry| entry.get("workspace")).and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_inherit() {
        let count = |text: &str| check(&Source::new("crates/a/b/Cargo.toml", text)).len();
        assert_eq!(count("[lints]\nworkspace = true\n[lib]\ntest = false\n[dependencies]\nserde.workspace = true"), 0);
        assert_eq!(count("[dependencies]\nserde = \"1\"\ntoml = { version = \"1\" }"), 3);
        assert_eq!(count("[lints]\nworkspace = true\n[lib]\ndoctest = false"), 1);
        assert_eq!(count("[lints\n"), 1);
    }
}

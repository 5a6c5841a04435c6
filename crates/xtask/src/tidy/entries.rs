//! The top level stays as it was given: everything belongs in one of these.

use std::collections::BTreeSet;

use super::Finding;

const FOLDERS: [&str; 9] =
    [".cargo", ".ci", ".config", "crates", "fixtures", "infra", "migrations", "openapi", "spec-mappings"];
const FILES: [&str; 9] = [
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "clippy.toml",
    "rustfmt.toml",
];

/// Finds entries of the top level that are not on the list.
pub(super) fn check(paths: &[String]) -> Vec<Finding> {
    let strangers: BTreeSet<&str> = paths.iter().filter_map(|path| stranger(path)).collect();
    let message = "does not belong at the top level: move it to the crate or folder that it serves";
    strangers.into_iter().map(|entry| Finding::whole(entry, message)).collect()
}

fn stranger(path: &str) -> Option<&str> {
    match path.split_once('/') {
        Some((folder, _)) => (!FOLDERS.contains(&folder)).then_some(folder),
        None => (!FILES.contains(&path)).then_some(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_entries_stand_at_the_top() {
        let paths = ["README.md", "crates/xtask/Cargo.toml", "docs/a.md", "docs/b.md", "notes.txt", ".ci/run"];
        let found = check(&paths.map(str::to_owned));
        let places: Vec<&str> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["docs", "notes.txt"]);
    }
}

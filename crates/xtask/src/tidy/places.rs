//! The tree runs anywhere: no file names the machine or the folder in which it happened to be written.

use std::path::Path;

use super::Finding;
use super::source::Source;

// In pieces, so that this file does not find itself.
const PLACES: [&str; 3] = [concat!("/wo", "rk/"), concat!("../sha", "red"), concat!(".libr", "ary/")];
const TEMPORARY: &str = concat!("/tm", "p/");
const REGISTRY: &str = "https://registry.npmjs.org/";

/// Finds absolute paths of a machine, temporary folders in code, and download addresses in a lock file.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in source.lines() {
        if let Some(place) = PLACES.iter().find(|place| names(line, place)) {
            findings.push(Finding::at(
                &source.path,
                number,
                format!("names a place of one machine ({place}): say it relative to the tree"),
            ));
        }
        if source.path.ends_with("package-lock.json")
            && line.contains("\"resolved\": \"http")
            && !line.contains(REGISTRY)
        {
            findings.push(Finding::at(
                &source.path,
                number,
                "names a download address: make the lock with npm's omit-lockfile-registry-resolved",
            ));
        }
    }
    for (number, _) in source.literals_outside_tests().filter(|(_, line)| line.contains(TEMPORARY)) {
        findings.push(Finding::at(
            &source.path,
            number,
            "a fixed temporary folder: take std::env::temp_dir() or a setting",
        ));
    }
    findings
}

/// Finds the very folder of this checkout, wherever it stands.
pub(super) fn own_place(root: &Path, sources: &[Source]) -> Vec<Finding> {
    let Some(own) = root.canonicalize().ok().map(|root| root.to_string_lossy().into_owned()) else {
        return Vec::new();
    };
    // A checkout right below the root, say in a container's `/app`, is too short a name to tell anything.
    if own.matches('/').count() < 2 {
        return Vec::new();
    }
    let named = sources.iter().flat_map(|source| source.lines().map(move |(number, line)| (source, number, line)));
    named
        .filter(|(_, _, line)| names(line, &own))
        .map(|(source, number, _)| Finding::at(&source.path, number, "names the folder of this checkout"))
        .collect()
}

/// Whether `place` begins a path in `line`; `/api/…/place/` is no such path.
fn names(line: &str, place: &str) -> bool {
    let goes_on = |character: char| character.is_alphanumeric() || "_-./*}".contains(character);
    line.match_indices(place).any(|(start, _)| {
        let before = line.get(..start).and_then(|before| before.chars().next_back());
        !place.starts_with('/') || !before.is_some_and(goes_on)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn no_machine_is_named() {
        let absolute = format!("see {}main/README.md", PLACES[0]);
        let route = format!("\"/api/v1{}list\"", PLACES[0]);
        let neighbour = format!("include!(\"{}/a.csv\")", PLACES[1]);
        let temporary =
            format!("let a = \"{TEMPORARY}a\"; // why\n#[cfg(test)]\nmod tests {{ let b = \"{TEMPORARY}b\"; }}");
        holds(
            check,
            &[
                ("README.md", &absolute, &[1]),
                ("README.md", &route, &[]),
                ("crates/a/b/src/lib.rs", &neighbour, &[1]),
                ("crates/a/b/src/lib.rs", &temporary, &[1]),
                ("crates/a/b/tests/b/main.rs", &temporary, &[]),
                ("crates/a/web/package-lock.json", "\"resolved\": \"http://mirror.example/a.tgz\"", &[1]),
                ("crates/a/web/package-lock.json", "\"resolved\": \"https://registry.npmjs.org/a.tgz\"", &[]),
            ],
        );
    }

    #[test]
    fn the_checkout_itself_is_found() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let here = Source::new("a.md", &format!("built in {}", root.display()));
        assert_eq!(own_place(root, &[here, Source::new("b.md", "built anywhere")]).len(), 1);
    }
}

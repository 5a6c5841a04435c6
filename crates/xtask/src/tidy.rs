//! The rules of the house that neither rustc nor clippy knows, each a pure function from text to findings in a
//! file of its own with a table of cases. `cargo test -p xtask` and `cargo xtask tidy` hold the tree to them.

mod columns;
mod edges;
mod entries;
mod floors;
mod glossary;
mod invariants;
mod leftovers;
mod manifests;
mod money;
mod order;
mod orphans;
mod places;
mod practice;
mod sizes;
mod source;
mod stores;
mod vocabulary;

use std::fmt;
use std::path::Path;
use std::process::Command;

use crate::command::{Outcome, Stop, read};
use crate::progress::say;
use source::Source;

/// A rule broken at a place, with the sentence that says what to do instead.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    place: String,
    message: String,
}

impl Finding {
    /// A finding about a file (or a crate) as a whole.
    fn whole(place: &str, message: impl Into<String>) -> Self {
        Self { place: place.to_owned(), message: message.into() }
    }

    /// A finding at a line, counted from 1.
    fn at(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { place: format!("{path}:{line}"), message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.message)
    }
}

/// The rules that look at one file at a time.
const RULES: [fn(&Source) -> Vec<Finding>; 10] = [
    columns::check,
    edges::check,
    leftovers::check,
    manifests::check,
    money::check,
    order::check,
    places::check,
    practice::check,
    sizes::check,
    stores::check,
];

/// Prints every finding; any finding stops the chore.
pub(crate) fn report(root: &Path) -> Outcome {
    let findings = findings(root)?;
    if findings.is_empty() {
        say("    tidy");
        return Ok(());
    }
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    Err(Stop::new(format!("{}\n{} findings", lines.join("\n"), findings.len())))
}

fn findings(root: &Path) -> Outcome<Vec<Finding>> {
    let paths = tracked(root)?;
    let sources: Vec<Source> = paths.iter().filter_map(|path| Source::read(root, path)).collect();
    let glossary = glossary::Glossary::read(root)?;

    let mut findings = floors::check(&floors::metadata(root)?)?;
    findings.extend(entries::check(&paths));
    findings.extend(glossary.check());
    findings.extend(invariants::check(&sources));
    findings.extend(orphans::check(&sources));
    findings.extend(places::own_place(root, &sources));
    for source in &sources {
        findings.extend(RULES.iter().flat_map(|rule| rule(source)));
        findings.extend(vocabulary::check(source, &glossary));
    }
    Ok(findings)
}

/// The files of the tree as git sees them: tracked, or new and not ignored.
fn tracked(root: &Path) -> Outcome<Vec<String>> {
    let listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed = read(Command::new("git").args(listed).current_dir(root))?;
    Ok(listed.split_terminator('\0').map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let findings: Vec<String> = findings(root).unwrap().iter().map(ToString::to_string).collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    /// Holds a rule against its table of (path, text, places found).
    pub(super) fn holds(rule: impl Fn(&Source) -> Vec<Finding>, cases: &[(&str, &str, &[usize])]) {
        for (path, text, expected) in cases {
            let found = rule(&Source::new(path, text));
            let expected: Vec<String> = expected.iter().map(|line| format!("{path}:{line}")).collect();
            let places: Vec<&str> = found.iter().map(|finding| finding.place.as_str()).collect();
            assert_eq!(places, expected, "in {path}:\n{text}");
        }
    }
}

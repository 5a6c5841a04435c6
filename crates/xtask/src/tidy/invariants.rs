//! Each invariant of ARCHITECTURE.md names the test that holds it: a name that no test has is a promise without a proof.

use super::Finding;
use super::source::Source;

const MAP: &str = "ARCHITECTURE.md";

/// Finds names of tests, written `crate::file::test` in the map, that no test file has.
pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let Some(map) = sources.iter().find(|source| source.path == MAP) else { return Vec::new() };
    let mut findings = Vec::new();
    for (number, line) in map.lines() {
        for name in line.split('`').skip(1).step_by(2) {
            if let [member, file, test] = name.split("::").collect::<Vec<_>>()[..]
                && !sources.iter().any(|source| is_file(source, member, file) && has_test(source, test))
            {
                findings.push(Finding::at(MAP, number, format!("names the test `{name}`, which does not exist")));
            }
        }
    }
    findings
}

fn is_file(source: &Source, member: &str, file: &str) -> bool {
    let ending = match (member, file) {
        ("xtask", "tidy") => "crates/xtask/src/tidy.rs".to_owned(),
        ("xtask", _) => format!("crates/xtask/src/tidy/{file}.rs"),
        _ => format!("/{member}/tests/{member}/{file}.rs"),
    };
    source.path.ends_with(&ending)
}

fn has_test(source: &Source, test: &str) -> bool {
    let start = format!("fn {test}(");
    source.code().any(|(_, line)| line.contains(&start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_invariant_names_a_test_that_exists() {
        let sources = [
            Source::new(MAP, "see `a::b`\n`register::acts::a_test`, `xtask::money::b_test`\n`register::acts::gone`"),
            Source::new("crates/common/register/tests/register/acts.rs", "#[test]\nfn a_test() {}\n// fn gone() {}"),
            Source::new("crates/xtask/src/tidy/money.rs", "#[test]\nfn b_test() {}"),
        ];
        let found: Vec<String> = check(&sources).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["ARCHITECTURE.md:3: names the test `register::acts::gone`, which does not exist"]);
    }
}

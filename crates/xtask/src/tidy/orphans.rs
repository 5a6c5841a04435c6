//! No dead file: a module that nobody names is not compiled, and a test in it never runs.

use std::collections::BTreeSet;

use super::Finding;
use super::source::Source;

/// Finds Rust files that no `mod` of their crate names.
pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let named: BTreeSet<(&str, &str)> = sources
        .iter()
        .filter_map(|source| Some((crate_of(&source.path)?, source)))
        .flat_map(|(folder, source)| source.code().filter_map(|(_, line)| module(line)).map(move |name| (folder, name)))
        .collect();
    let is_orphan = |source: &&Source| match (crate_of(&source.path), stem(&source.path)) {
        (Some(folder), Some(name)) => !named.contains(&(folder, name)),
        _ => false,
    };
    let message = "no `mod` names this file, so it is not compiled: name it or delete it";
    sources.iter().filter(is_orphan).map(|source| Finding::whole(&source.path, message)).collect()
}

/// The folder of the crate whose modules stand below `src` or `tests`; what stands elsewhere cargo finds itself.
fn crate_of(path: &str) -> Option<&str> {
    let (folder, _) = path.split_once("/src/").or_else(|| path.split_once("/tests/"))?;
    (folder.starts_with("crates/") && !path.contains("/src/bin/")).then_some(folder)
}

fn stem(path: &str) -> Option<&str> {
    let stem = path.rsplit('/').next()?.strip_suffix(".rs")?;
    (!["lib", "main", "mod"].contains(&stem)).then_some(stem)
}

fn module(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().skip_while(|word| *word != "mod");
    words.nth(1).map(|name| name.trim_end_matches([';', '{']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nobody_names_is_found() {
        let sources = [
            ("crates/a/b/src/lib.rs", "mod named;\npub(crate) mod other;\n// mod only_said;"),
            ("crates/a/b/src/named.rs", ""),
            ("crates/a/b/src/other/mod.rs", ""),
            ("crates/a/b/src/only_said.rs", ""),
            ("crates/a/b/tests/b/main.rs", "mod cases {"),
            ("crates/a/b/tests/b/cases.rs", ""),
            ("crates/a/c/src/named.rs", ""),
            ("crates/a/c/benches/speed.rs", ""),
            ("crates/a/c/build.rs", ""),
        ]
        .map(|(path, text)| Source::new(path, text));
        let found = check(&sources);
        let places: Vec<&str> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["crates/a/b/src/only_said.rs", "crates/a/c/src/named.rs"]);
    }
}

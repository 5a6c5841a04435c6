//! A file is read in one sitting.

use super::Finding;
use super::source::Source;

const LONGEST: usize = 600;

/// Files that were longer when this rule came, with the length that they may not exceed: none.
const RATCHET: &[(&str, usize)] = &[];

/// Finds hand-written files of more lines than one reads in a sitting.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    longer(source, RATCHET)
}

fn longer(source: &Source, ratchet: &[(&str, usize)]) -> Vec<Finding> {
    let is_written = [".rs", ".ts", ".tsx"].iter().any(|end| source.path.ends_with(end));
    let is_generated = ["/schema.rs", ".d.ts", ".gen.ts", "/openapi.ts"].iter().any(|end| source.path.ends_with(end))
        || source.path.contains("/generated/");
    if !is_written || is_generated || source.is_test() {
        return Vec::new();
    }
    let lines = source.lines().count();
    let listed = ratchet.iter().find(|(path, _)| *path == source.path).map(|(_, length)| *length);
    let limit = listed.unwrap_or(LONGEST);
    if lines > limit {
        return vec![Finding::whole(
            &source.path,
            format!("{lines} lines, more than {limit}: split it by article or by topic"),
        )];
    }
    if listed.is_some_and(|length| lines < length) {
        return vec![Finding::whole(&source.path, format!("now {lines} lines: tighten its line of the ratchet"))];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_short_and_the_ratchet_only_tightens() {
        let count = |path: &str, lines: usize, ratchet: &[(&str, usize)]| {
            longer(&Source::new(path, &"let a = 1;\n".repeat(lines)), ratchet).len()
        };
        assert_eq!(count("crates/a/b/src/c.rs", 600, &[]), 0);
        assert_eq!(count("crates/a/b/src/c.rs", 601, &[]), 1);
        assert_eq!(count("crates/a/web/src/c.tsx", 601, &[]), 1);
        assert_eq!(count("crates/a/b/src/schema.rs", 601, &[]), 0);
        assert_eq!(count("crates/a/b/tests/b/main.rs", 601, &[]), 0);
        let ratchet = [("crates/a/b/src/c.rs", 700)];
        assert_eq!(count("crates/a/b/src/c.rs", 701, &ratchet), 1);
        assert_eq!(count("crates/a/b/src/c.rs", 700, &ratchet), 0);
        assert_eq!(count("crates/a/b/src/c.rs", 699, &ratchet), 1);
    }
}

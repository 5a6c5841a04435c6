//! What comes out must come out in the same order every time: no hashed collections where output is made.

use super::Finding;
use super::source::{Source, has_word};

const FOLDERS: [&str; 3] = ["crates/kernel", "crates/common", "crates/business"];

/// Finds collections whose order changes from run to run.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    if !source.is_below(&FOLDERS) {
        return Vec::new();
    }
    let is_hashed = |line: &str| has_word(line, "HashMap") || has_word(line, "HashSet");
    let lines = source.code_outside_tests().filter(|(_, line)| is_hashed(line));
    let message = "its order changes from run to run: use BTreeMap, BTreeSet or a sorted Vec";
    lines.map(|(number, _)| Finding::at(&source.path, number, message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn order_is_kept() {
        holds(
            check,
            &[
                ("crates/common/register/src/a.rs", "use std::collections::HashMap;\nlet a: HashSet<u8>;", &[1, 2]),
                ("crates/common/register/src/a.rs", "use std::collections::BTreeMap; // no HashMap", &[]),
                ("crates/apps/server/src/a.rs", "use std::collections::HashMap;", &[]),
            ],
        );
    }
}

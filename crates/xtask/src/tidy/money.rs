//! Floating point never comes near money, law or a run.

use super::Finding;
use super::source::{Source, has_word};

const FOLDERS: [&str; 4] = ["crates/kernel", "crates/common", "crates/business", "crates/platform/batch"];

/// Finds floating-point types where yen are computed.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    if !source.is_below(&FOLDERS) {
        return Vec::new();
    }
    let is_float = |line: &str| has_word(line, "f32") || has_word(line, "f64");
    let lines = source.code_outside_tests().filter(|(_, line)| is_float(line));
    lines
        .map(|(number, _)| Finding::at(&source.path, number, "a float near money: use Yen, Rate or an integer"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn no_float_near_money() {
        holds(
            check,
            &[
                ("crates/kernel/values/src/yen.rs", "fn a(b: f64) {}\nlet c = d as f32;", &[1, 2]),
                ("crates/kernel/values/src/yen.rs", "// not an f64\nlet a_f64 = \"f64\";", &[]),
                ("crates/platform/batch/src/lib.rs", "let a: f64 = b;", &[1]),
                ("crates/apps/synthetic_city/src/lib.rs", "let a: f64 = b;", &[]),
                ("crates/common/register/tests/register/main.rs", "let a: f64 = b;", &[]),
            ],
        );
    }
}

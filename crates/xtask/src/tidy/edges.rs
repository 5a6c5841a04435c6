//! The clock and the environment are read at the edge only (apps, testing, xtask), and rules of law are pure.

use super::Finding;
use super::source::{Source, has_word};

const CLOCKS: [&str; 3] = ["Utc::now", "Local::now", "SystemTime::now"];
const SETTINGS: [&str; 3] = ["env::var", "env::var_os", "env::vars"];
const IMPURE: [&str; 5] = ["actix_web", "tokio", "diesel", "std::fs", "std::env"];

/// Finds reads of the clock and of the environment below the edge, and anything but arithmetic in `rules`.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let is_edge = source.is_below(&["crates/apps", "crates/testing", "crates/xtask"]);
    if is_edge || !source.is_below(&["crates"]) {
        return Vec::new();
    }
    let is_rule = source.path.ends_with("/rules.rs") || source.path.contains("/rules/");
    let mut findings = Vec::new();
    for (number, line) in source.code_outside_tests() {
        let mut find = |message: String| findings.push(Finding::at(&source.path, number, message));
        let named = |names: &[&'static str]| names.iter().copied().find(|name| has_word(line, name));
        if let Some(clock) = named(&CLOCKS) {
            find(format!("`{clock}` below the edge: read Operation.now"));
        }
        if let Some(setting) = named(&SETTINGS) {
            find(format!("`{setting}` below the edge: read settings in apps and pass them down"));
        }
        if let Some(impure) = named(&IMPURE).filter(|_| is_rule) {
            find(format!("`{impure}` in a rule of law: rules are pure, let the caller bring the facts"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn clock_and_environment_are_read_at_the_edge() {
        holds(
            check,
            &[
                ("crates/common/register/src/act.rs", "let a = Utc::now();\nlet b = std::env::var(\"A\");", &[1, 2]),
                ("crates/common/register/src/act.rs", "// Utc::now\nlet a = \"Utc::now\";\nlet b = env!(\"A\");", &[]),
                ("crates/common/register/tests/register/main.rs", "let a = SystemTime::now();", &[]),
                ("crates/common/register/src/act.rs", "#[cfg(test)]\nmod tests { fn a() { Utc::now() } }", &[]),
                ("crates/apps/yakuba/src/main.rs", "let a = Utc::now();", &[]),
                ("crates/business/child_allowance/src/rules/payee.rs", "use diesel::prelude::*;", &[1]),
                ("crates/business/child_allowance/src/rules.rs", "use std::fs;\nuse values::Yen;", &[1]),
            ],
        );
    }
}

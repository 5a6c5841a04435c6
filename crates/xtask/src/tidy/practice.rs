//! A test runs, fails by asserting, and waits on a condition: it is never skipped, inverted or put to sleep.

use super::Finding;
use super::source::{Source, has_word};

const SKIPPED: [&str; 5] = [".skip(", ".only(", ".todo(", "xit(", "xdescribe("];

/// Finds tests that are switched off, that pass by panicking, or that wait for time to pass.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |number: usize, message: &str| findings.push(Finding::at(&source.path, number, message));
    for (number, line) in source.code() {
        if line.contains("#[ignore") {
            find(number, "a test that does not run: make it run or delete it");
        }
        if line.contains("#[should_panic") {
            find(number, "a test that passes by panicking: return the error and assert on it");
        }
        if has_word(line, "sleep") && source.is_test() && !source.is_below(&["crates/testing"]) {
            find(number, "a test that sleeps: wait on a condition (a helper of `testing`)");
        }
    }
    if source.is_test() && (source.path.ends_with(".ts") || source.path.ends_with(".tsx")) {
        for (number, _) in source.lines().filter(|(_, line)| SKIPPED.iter().any(|call| line.contains(call))) {
            find(number, "a test that is switched off, or switches the others off");
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn tests_run_and_can_fail() {
        let tests = "crates/a/b/tests/b/main.rs";
        holds(
            check,
            &[
                (tests, "#[test]\n#[ignore = \"slow\"]\nfn a() {}", &[2]),
                (tests, "#[test]\n#[should_panic]\nfn a() {}", &[2]),
                (tests, "std::thread::sleep(a);\nlet b = \"sleep\"; // sleep", &[1]),
                ("crates/testing/src/wait.rs", "std::thread::sleep(a);", &[]),
                ("crates/a/b/src/lib.rs", "std::thread::sleep(a);", &[]),
                ("crates/a/web/a.test.ts", "it.skip('a', b)\nit('b', c)", &[1]),
            ],
        );
    }
}

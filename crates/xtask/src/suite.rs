//! `cargo xtask test`: everything that CI asks, cheapest first, ending on the test runner's own summary.
//!
//! One profile (`ci`) serves clippy and the tests, so that build scripts and macros are compiled once.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::command::{Outcome, Stop, run, succeeds};
use crate::needs::{Purpose, ensure};
use crate::progress::{Steps, say};
use crate::tidy;
use crate::ui::Web;

/// Every check and every test.
pub(crate) fn everything(root: &Path) -> Outcome {
    let mut steps = Steps::new(10);
    let web = Web::of(root);
    steps.step("what the machine needs", || ensure(Purpose::Test))?;
    steps.step("format", || run(cargo(root).args(["fmt", "--all", "--check"])))?;
    steps.step("tidy", || tidy::report(root))?;
    steps.step("packages of the UI", || web.install())?;
    steps.step("types of the UI", || web.script("typecheck"))?;
    steps.step("tests of the UI", || web.script("test"))?;
    steps.step("build of the UI", || web.build())?;
    steps.step("tests of the UI in a browser", || web.script("test:browser"))?;
    steps.step("clippy", || {
        let clippy = ["clippy", "--workspace", "--all-targets", "--locked", "--profile", "ci", "--", "-D", "warnings"];
        run(cargo(root).args(clippy))
    })?;
    steps.last("tests", || tests(root, None))
}

/// Only the tests whose name contains `text`, after what they need.
pub(crate) fn filtered(root: &Path, text: &str) -> Outcome {
    let mut steps = Steps::new(4);
    let web = Web::of(root);
    steps.step("what the machine needs", || ensure(Purpose::Test))?;
    steps.step("packages of the UI", || web.install())?;
    steps.step("build of the UI", || web.build())?;
    steps.last("tests", || tests(root, Some(text)))
}

fn tests(root: &Path, filter: Option<&str>) -> Outcome {
    if succeeds("cargo", &["nextest", "--version"]) {
        let nextest = ["nextest", "run", "--workspace", "--locked", "--cargo-profile", "ci"];
        return run(cargo(root).args(nextest).args(filter));
    }
    let test = ["test", "--workspace", "--locked", "--profile", "ci", "--no-fail-fast"];
    counted(cargo(root).args(test).args(filter))
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root);
    command
}

/// Runs `cargo test`, which closes every binary with a line of its own, and adds those up into one last line.
fn counted(command: &mut Command) -> Outcome {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut tally = Tally::default();
    for line in child.stdout.take().into_iter().flat_map(|output| BufReader::new(output).lines()) {
        let line = line?;
        say(&line);
        tally.add(&line);
    }
    let status = child.wait()?;
    say(&format!("{} passed, {} failed, {} skipped", tally.passed, tally.failed, tally.skipped));
    if status.success() { Ok(()) } else { Err(Stop::new(format!("cargo test ended with {status}"))) }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl Tally {
    /// Adds a line of the shape `test result: ok. 3 passed; 0 failed; 1 ignored; …`; any other counts nothing.
    fn add(&mut self, line: &str) {
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
            return;
        };
        for count in counts.split("; ") {
            let Some((number, what)) = count.split_once(' ') else { continue };
            let number = number.parse::<u32>().unwrap_or(0);
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_cargo_test_are_added_up() {
        let mut tally = Tally::default();
        for line in [
            "running 4 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ] {
            tally.add(line);
        }
        assert_eq!(tally, Tally { passed: 5, failed: 1, skipped: 1 });
    }
}

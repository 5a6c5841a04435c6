//! Says what is being done and how long it took: plain lines, so that a log reads like a terminal.

use std::time::Instant;

use crate::command::Outcome;

/// One line to whoever started the chore, on standard error beside cargo's own progress.
#[expect(clippy::print_stderr, reason = "a chore speaks to the terminal that started it")]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

/// A numbered walk through the steps of a chore.
pub(crate) struct Steps {
    total: usize,
    done: usize,
    started: Instant,
}

impl Steps {
    /// Begins a walk of `total` steps.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, done: 0, started: Instant::now() }
    }

    /// Announces the step, does `work` and says how long it and the walk so far took.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        let began = Instant::now();
        self.last(name, work)?;
        say(&format!("    {name}: {:.1?} ({:.0?} in all)", began.elapsed(), self.started.elapsed()));
        Ok(())
    }

    /// As `step`, but silent afterwards: the last line is left to the program that ran.
    pub(crate) fn last(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        self.done += 1;
        say(&format!("==> [{}/{}] {name}", self.done, self.total));
        work().map_err(|stop| stop.during(name, self.started.elapsed()))
    }
}

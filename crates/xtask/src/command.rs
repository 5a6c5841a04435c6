//! Starting other programs, and the one error that ends a chore.

use std::fmt;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What a chore yields, or why it stopped.
pub(crate) type Outcome<T = ()> = Result<T, Stop>;

/// Why a chore stopped, as a sentence that says what to do.
#[derive(Debug)]
pub(crate) struct Stop(String);

impl Stop {
    /// Stops with this sentence.
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }

    /// Adds which step stopped, and when.
    pub(crate) fn during(self, step: &str, elapsed: Duration) -> Self {
        Self(format!("FAILED in step \"{step}\" after {elapsed:.0?}: {}", self.0))
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("not the JSON that was expected: {error}"))
    }
}

/// Runs a command with its output passed through; anything but success stops the chore.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.stdin(Stdio::null()).status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(Stop(format!("{} ended with {status}", named(command)))) }
}

/// Runs a command and yields what it printed on standard output.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(Stop(format!("{} ended with {}: {}", named(command), output.status, complaint.trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a quiet command can be started and succeeds.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    read(Command::new(program).args(arguments)).is_ok()
}

fn not_started(command: &Command, error: &std::io::Error) -> Stop {
    Stop(format!("{} could not be started: {error}", named(command)))
}

fn named(command: &Command) -> String {
    let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
    format!("`{} {}`", command.get_program().to_string_lossy(), arguments.join(" "))
}

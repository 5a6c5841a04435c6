//! `cargo xtask demo`: from a fresh clone to a served sample ward. Running it again skips what is up to date.

use std::path::Path;
use std::process::Command;

use crate::command::{Outcome, Stop, run};
use crate::needs::{Purpose, ensure};
use crate::progress::Steps;
use crate::ui::Web;

/// What is passed on to `yakuba demo`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options(Vec<String>);

impl Options {
    /// Reads the command line; an option that `yakuba demo` does not know is refused before anything is built.
    pub(crate) fn read(arguments: &[&str]) -> Outcome<Self> {
        match arguments {
            [] => Ok(Self(Vec::new())),
            ["--no-serve", rest @ ..] => Ok(Self::read(rest)?.after(&["--no-serve"])),
            ["--residents", number, rest @ ..] if number.parse::<u32>().is_ok() => {
                Ok(Self::read(rest)?.after(&["--residents", number]))
            }
            _ => Err(Stop::new(format!("not understood: {}\n\n{}", arguments.join(" "), crate::USAGE))),
        }
    }

    fn after(mut self, first: &[&str]) -> Self {
        self.0.splice(..0, first.iter().map(ToString::to_string));
        self
    }
}

/// Prepares the machine, builds the UI and the binary, and hands over to `yakuba demo`.
pub(crate) fn demo(root: &Path, options: &Options) -> Outcome {
    let mut steps = Steps::new(5);
    let web = Web::of(root);
    steps.step("what the machine needs", || ensure(Purpose::Demo))?;
    steps.step("packages of the UI", || web.install())?;
    steps.step("build of the UI", || web.build())?;
    steps.step("build of the program (some minutes the first time)", || {
        run(Command::new("cargo").args(["build", "--release", "--locked", "-p", "yakuba"]).current_dir(root))
    })?;
    steps.last("the demo", || {
        // `cargo run` finds the binary wherever the target directory is, and passes signals on.
        let cargo = ["run", "--quiet", "--release", "--locked", "-p", "yakuba", "--", "demo"];
        run(Command::new("cargo").args(cargo).args(&options.0).current_dir(root))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_passed_on_and_others_refused() {
        let read = |arguments: &[&str]| Options::read(arguments).map(|options| options.0);
        assert_eq!(read(&["--no-serve", "--residents", "500"]).unwrap(), ["--no-serve", "--residents", "500"]);
        assert_eq!(read(&["--residents", "500"]).unwrap(), ["--residents", "500"]);
        assert!(read(&["--residents", "many"]).is_err());
        assert!(read(&["--serve"]).unwrap_err().to_string().contains("--no-serve"));
    }
}

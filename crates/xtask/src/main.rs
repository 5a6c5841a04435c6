//! Chores of the house, in Rust so that a fresh machine needs nothing but cargo and git:
//! `cargo xtask test` (everything that CI asks), `cargo xtask demo` (a served sample ward) and
//! `cargo xtask tidy` (the rules of the house over the tracked files; also tests of this crate).

mod command;
mod demo;
mod needs;
mod progress;
mod suite;
mod tidy;
mod ui;

use std::path::Path;
use std::process::ExitCode;

use command::{Outcome, Stop};

const USAGE: &str = "\
cargo xtask test [--filter TEXT]                 format, tidy, UI, clippy and every test; with TEXT only the tests named so
cargo xtask demo [--no-serve] [--residents N]    a sample ward, migrated and served on http://127.0.0.1:8080
cargo xtask tidy                                 the rules of the house over the tracked files";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            progress::say(&format!("\n{stop}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Outcome {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).canonicalize()?;
    match arguments {
        ["test"] => suite::everything(&root),
        ["test", "--filter", text] => suite::filtered(&root, text),
        ["demo", options @ ..] => demo::demo(&root, &demo::Options::read(options)?),
        ["tidy"] => tidy::report(&root),
        _ => Err(Stop::new(USAGE)),
    }
}

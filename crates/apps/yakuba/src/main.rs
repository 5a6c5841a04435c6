//! Yakuba 役場: the one program — serve, demo, migrations of schema and of records, runs, rules, specifications, audit.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line program speaks by printing")]

mod commands;
mod failure;
mod house;
mod progress;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use commands::{audit, city, database, demo, migrate, openapi, rule, serve, spec};

#[derive(Parser)]
#[command(name = "yakuba", version, about = "役場 — core-business system for Japanese municipalities")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 画面と API を出す — serve the window and the API
    Serve(serve::Arguments),
    /// 見本の区を作って動かす — make, migrate and serve a sample ward
    Demo(demo::Arguments),
    /// データベースの形を整える — bring the schema up to date
    #[command(subcommand)]
    Database(database::Command),
    /// 見本の市の旧システムのファイルを作る — write the legacy files of a made-up city
    #[command(subcommand)]
    City(city::Command),
    /// 旧システムの記録を移す — move legacy records in
    #[command(subcommand)]
    Migrate(migrate::Command),
    /// 法の規則を名前で試す — the uniform door to law
    #[command(subcommand)]
    Rule(rule::Command),
    /// 標準仕様の対応づけを見る — look at layouts, codes and mappings
    #[command(subcommand)]
    Spec(spec::Command),
    /// 証跡を封印し確かめる — seal and verify the audit trail
    #[command(subcommand)]
    Audit(audit::Command),
    /// API の約束を書き出す — print the OpenAPI document
    Openapi,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Database(command) => database::run(&command),
        Command::City(command) => city::run(&command),
        Command::Migrate(command) => migrate::run(&command),
        Command::Rule(command) => rule::run(&command),
        Command::Spec(command) => spec::run(&command),
        Command::Audit(command) => audit::run(&command),
        Command::Openapi => openapi::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("yakuba: {failure}");
            let mut source = std::error::Error::source(&failure);
            while let Some(cause) = source {
                eprintln!("  … {cause}");
                source = cause.source();
            }
            ExitCode::FAILURE
        }
    }
}

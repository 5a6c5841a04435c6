//! `yakuba database`: the schema.

use clap::Subcommand;

use crate::failure::Failure;
use crate::house::Home;
use crate::progress::Step;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 移行を当てて、権限と公開ビューを整える — apply migrations, renew views and grants
    Migrate,
}

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Migrate = command;
    let step = Step::begin("データベースを整える");
    let applied = Home::open("yakuba")?.migrate()?;
    step.end(&format!("{applied}件の移行"));
    Ok(())
}

//! `yakuba migrate`: a legacy delivery into the register, with its reconciliation.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use business_kit::{Environment, Services};
use clap::Subcommand;
use migration::{Delivery, LoadOrder, LoadState, MigrationError, Reconciliation};

use crate::commands::serve::CONNECTIONS_MAX;
use crate::failure::Failure;
use crate::house::{Home, services, system_operation};
use crate::progress::Step;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 何も書かずに、どの記録がどうなるかを見る — tell how every record would end, and write nothing
    Check {
        /// 旧システムのファイルのフォルダー
        delivery: PathBuf,
    },
    /// 取り込み、照合する — load and reconcile; started again it goes on, and a second load changes nothing
    Load {
        /// 旧システムのファイルのフォルダー
        delivery: PathBuf,
        /// 照合の報告を置くフォルダー
        #[arg(long, default_value = "var/migration")]
        report: PathBuf,
    },
}

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Check { delivery } => {
            let report = migration::check(&open(delivery)?).map_err(|error| said(&error))?;
            for (dataset, endings) in &report.endings {
                println!("{dataset}: {endings:?}");
            }
            for (reason, count) in &report.reasons {
                println!("  {reason}: {count}");
            }
            Ok(())
        }
        Command::Load { delivery, report } => {
            let home = Home::open("yakuba")?;
            home.migrate()?;
            move_in(&services(home.database(CONNECTIONS_MAX)?, Environment::Rehearsal)?, delivery, report)
        }
    }
}

/// Loads a delivery to its end, reconciles it and writes the report; stops with an error unless everything agrees.
pub(crate) fn move_in(services: &Services, folder: &Path, report: &Path) -> Result<(), Failure> {
    let delivery = open(folder)?;
    let operation = system_operation("旧システムからの移行");
    let order = LoadOrder {
        title: format!("{} 移行", services.municipality.name),
        environment: services.environment.code().to_owned(),
    };
    let step = Step::begin("旧システムの記録を取り込む");
    let outcome =
        migration::load(&services.database, &operation, &services.vault, (&delivery, &order), &mut |progress| {
            step.at(progress.records_done, progress.records_total);
            ControlFlow::Continue(())
        });
    let outcome = outcome.map_err(|error| said(&error))?;
    step.end(match outcome.state {
        LoadState::Loaded => "すべての記録に行き先があります",
        LoadState::Unchanged => "取り込み済みです（何も変えていません）",
        LoadState::Stopped => "止まりました。もう一度始めると続きから進みます",
    });
    let step = Step::begin("照合する");
    let reconciliation = migration::reconcile(&services.database, &operation, outcome.load_number);
    let reconciliation = reconciliation.map_err(|error| said(&error))?;
    write_report(&reconciliation, report)?;
    step.end(&format!("報告は {}", report.join("reconciliation.html").display()));
    summarize(&reconciliation)
}

fn summarize(reconciliation: &Reconciliation) -> Result<(), Failure> {
    let equation = &reconciliation.equation;
    println!(
        "{} 旧 {} ＝ 取り込み {} ＋ 統合 {} ＋ 保留 {} ＋ 対象外 {} ＋ 説明なし {}",
        if reconciliation.is_green { "✓" } else { "×" },
        equation.source,
        equation.loaded,
        equation.merged,
        equation.quarantined,
        equation.rejected,
        equation.unexplained
    );
    if reconciliation.is_green {
        return Ok(());
    }
    let disagreeing = reconciliation.datasets.iter().filter(|dataset| !dataset.is_green);
    let names = disagreeing.map(|dataset| dataset.name.clone()).collect::<Vec<_>>().join("・");
    Err(Failure::Said(format!("照合が合いません（{names}）。報告を見てください。 the reconciliation is red: {names}")))
}

fn write_report(reconciliation: &Reconciliation, folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    for (name, text) in [
        ("reconciliation.json", migration::json_report(reconciliation).map_err(|error| said(&error))?),
        ("reconciliation.html", migration::html_report(reconciliation)),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(Failure::file(&path))?;
    }
    Ok(())
}

fn open(folder: &Path) -> Result<Delivery, Failure> {
    Delivery::open(folder).map_err(|error| said(&error))
}

/// A migration's error for the terminal: of a refused delivery every reason, in both languages.
fn said(error: &MigrationError) -> Failure {
    Failure::Said(match error {
        MigrationError::Refused(refusals) => refusals
            .iter()
            .map(|refusal| format!("{}: {} {}", refusal.file, refusal.ja, refusal.en))
            .collect::<Vec<_>>()
            .join("\n"),
        other => {
            let mut text = other.to_string();
            let mut cause = std::error::Error::source(other);
            while let Some(error) = cause {
                text = format!("{text}: {error}");
                cause = error.source();
            }
            text
        }
    })
}

//! `yakuba city`: a city of people who do not exist.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;
use synthetic_city::{CitySpec, Dirt, Summary, generate};

use crate::failure::Failure;
use crate::progress::Step;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 旧システムのファイルを書く — write the legacy files
    Generate {
        /// 種: the same seed gives the same city
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// 人数, 2,750,000 at most
        #[arg(long, default_value_t = 10_000)]
        residents: u64,
        /// 区 (6-digit codes); all 24 where none is given
        #[arg(long)]
        ward: Vec<String>,
        /// いつの市か
        #[arg(long, default_value = "2026-11-22")]
        as_of: NaiveDate,
        /// 書き出すフォルダー
        #[arg(long)]
        out: PathBuf,
    },
}

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Generate { seed, residents, ward, as_of, out } = command;
    let spec = CitySpec { seed: *seed, residents: *residents, wards: ward.clone(), as_of: *as_of, dirt: Dirt::SAMPLE };
    write(&spec, out)?;
    Ok(())
}

/// Writes the legacy files with progress.
pub(crate) fn write(spec: &CitySpec, out: &std::path::Path) -> Result<Summary, Failure> {
    let step = Step::begin("見本の市の旧システムのファイルを作る");
    let summary = generate(spec, out, &mut |progress| step.at(progress.residents, progress.residents_wanted))?;
    step.end(&format!("{}世帯・{}人、{}", summary.households, summary.residents, out.display()));
    Ok(summary)
}

//! `yakuba spec`: layouts, code lists and mappings of the specifications.

use std::path::PathBuf;

use clap::Subcommand;
use spec_mapping::Catalogue;

use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// すべての対応づけを検査する — validate every file
    Check {
        /// フォルダー; 省くと組み込みのもの — a folder; the embedded files where it is left out
        folder: Option<PathBuf>,
    },
    /// 一つを表で見る — print a layout or mapping as a table
    Show {
        /// id, such as `national_resident`
        id: String,
    },
}

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Check { folder } => {
            println!("{}", spec_mapping::summary(&catalogue(folder.as_ref())?));
            Ok(())
        }
        Command::Show { id } => {
            let table = spec_mapping::show(&catalogue(None)?, id);
            let table = table.ok_or_else(|| Failure::Said(format!("{id} はありません。 there is no {id}")))?;
            println!("{table}");
            Ok(())
        }
    }
}

fn catalogue(folder: Option<&PathBuf>) -> Result<Catalogue, Failure> {
    let loaded = folder.map_or_else(Catalogue::embedded, |folder| Catalogue::load(folder));
    loaded.map_err(|problems| Failure::Said(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

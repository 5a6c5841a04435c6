//! `yakuba audit`: the sealed trail.

use access::{SealOutcome, seal_audit, verify_audit};
use clap::Subcommand;

use crate::failure::Failure;
use crate::house::{Home, system_operation};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 新しい証跡を封印する — seal what was written since the last seal
    Seal,
    /// 封印をすべて計算し直す — recompute every seal
    Verify,
}

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    let home = Home::open("yakuba")?;
    let database = home.database(2)?;
    match command {
        Command::Seal => match seal_audit(&database, &system_operation("証跡の封印"))? {
            SealOutcome::Sealed { entry_count, .. } => println!("{entry_count}件を封印しました。 sealed"),
            SealOutcome::NothingNew => println!("新しい証跡はありません。 nothing new"),
        },
        Command::Verify => {
            let report = verify_audit(&database, &system_operation("証跡の確認"))?;
            println!("封印{}個・証跡{}件 seals and entries", report.seal_count, report.entry_count);
            if !report.broken.is_empty() {
                let broken = format!("{:?}", report.broken);
                return Err(Failure::Said(format!("封印が合いません（{broken}番）。 broken seals: {broken}")));
            }
        }
    }
    Ok(())
}

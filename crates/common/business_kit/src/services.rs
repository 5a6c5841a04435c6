//! What handlers of every business are given beside their caller.

use std::path::PathBuf;
use std::sync::Arc;

use database::Database;
use documents::Typesetter;
use register::PersonalNumberVault;

/// Where the program runs; everything but production says so on each screen and paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// 本番 — real records.
    Production,
    /// 研修 — made-up people, for learning and showing.
    Training,
    /// 予行 — a rehearsal of a migration.
    Rehearsal,
}

impl Environment {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Training => "training",
            Self::Rehearsal => "rehearsal",
        }
    }

    /// Word on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Production => "本番",
            Self::Training => "研修",
            Self::Rehearsal => "予行",
        }
    }

    /// Whether papers carry 見本 across the page.
    #[must_use]
    pub fn prints_sample(self) -> bool {
        self != Self::Production
    }
}

/// The municipality that this server works for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// 全国地方公共団体コード, six digits.
    pub code: String,
    /// Name with its prefecture, such as 大阪府大阪市.
    pub full_name: String,
    /// Name alone, such as 大阪市.
    pub name: String,
}

/// What handlers of every business are given beside their caller.
#[derive(Clone)]
pub struct Services {
    /// The doors to the municipality's database.
    pub database: Database,
    /// Documents to PDF; the app brings the engine.
    pub typesetter: Arc<dyn Typesetter>,
    /// The keys for 個人番号.
    pub vault: Arc<PersonalNumberVault>,
    /// Where the program runs.
    pub environment: Environment,
    /// For whom.
    pub municipality: Municipality,
    /// Where runs leave their papers and bank files.
    pub documents_directory: PathBuf,
}

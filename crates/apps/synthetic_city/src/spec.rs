//! What city is wanted, and what can go wrong.

use std::path::PathBuf;

use chrono::NaiveDate;
use thiserror::Error;

/// The city that is wanted. Two equal specifications give the same files, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitySpec {
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// How many people live in the city on the day (住登者); those who left or died come on top.
    pub residents: u64,
    /// Six-digit codes of the wards, of Osaka's 24; empty for the whole city.
    pub wards: Vec<String>,
    /// The day on which the old system was read.
    pub as_of: NaiveDate,
    /// How much dirt is planted.
    pub dirt: Dirt,
}

/// How much dirt is planted. Dirt comes in rounds: within a round of households every kind is planted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dirt {
    /// None: every record ends as loaded, without a note.
    None,
    /// One round in so many households (at least 64).
    OnceIn(u64),
}

impl Dirt {
    /// Every kind once in 1,300 households: about two records in a hundred people, more than a kept register has,
    /// so that a ward of 10,000 holds several of each.
    pub const SAMPLE: Self = Self::OnceIn(1_300);
}

/// Why a city cannot be made or written.
#[derive(Debug, Error)]
pub enum CityError {
    /// A ward code that is not one of the 24.
    #[error("{0} is not the code of a ward of Osaka (for instance 271276 北区)")]
    UnknownWard(String),
    /// A list that comes with the program cannot be read.
    #[error("the list {0} that comes with the program is broken")]
    Table(&'static str),
    /// The day lies outside the years that the lists cover.
    #[error("a city can be made for the days 2025-01-01 to 2035-12-31, not for {0}")]
    DayOutOfRange(NaiveDate),
    /// Text that CP932 does not know and the table of 外字 does not name: a fault of the program.
    #[error("{0:?} has no CP932 bytes")]
    NotEncodable(String),
    /// A value that does not fit its field: a fault of the program.
    #[error("{0:?} does not fit a field of {1} bytes")]
    TooLong(String, usize),
    /// A file cannot be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A JSON text cannot be made.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

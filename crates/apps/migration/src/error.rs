//! What stops a migration as a whole. What is wrong with single records is no error: it is their ending.

use std::path::PathBuf;

use database::DatabaseError;
use register::{RegisterError, VaultError};
use serde::Serialize;

/// Why a delivery is refused, for the person who has to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Stable code (`file_missing`, `file_changed`).
    pub code: &'static str,
    /// The file it is about.
    pub file: String,
    /// Japanese text: what, where, how to mend it.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

/// What stops a migration.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The delivery is not what its manifest says; nothing of it was read into the database.
    #[error("the delivery was refused: {}", .0.iter().map(|it| it.en.as_str()).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Refusal>),
    /// The program's own declarations of layouts are broken.
    #[error("the declarations of layouts are broken: {0}")]
    Declarations(String),
    /// A file could not be read or written.
    #[error("cannot read or write {path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no such load or record.
    #[error("there is no such record: {0}")]
    NotFound(String),
    /// The delivery has not been loaded to its end.
    #[error("load {0} has not come to its end: run it again to go on")]
    Unfinished(i64),
    /// The actor may not do this.
    #[error("the permission `{0}` is missing")]
    Forbidden(&'static str),
    /// A stored value cannot be read back.
    #[error("a stored value cannot be read: {0}")]
    Stored(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The register refused or failed.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// An individual number could not be sealed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The thread that reads the delivery ended before its time.
    #[error("the thread that reads the delivery stopped")]
    ReaderStopped,
}

impl From<serde_json::Error> for MigrationError {
    fn from(error: serde_json::Error) -> Self {
        Self::Stored(error.to_string())
    }
}

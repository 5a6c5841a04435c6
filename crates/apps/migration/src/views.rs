//! What screens show of loads, as plain data.

use chrono::{DateTime, NaiveDate, Utc};
use database::{Database, Operation};
use serde::Serialize;

use crate::store::{self, QuarantineFilter};
use crate::{Dataset, MigrationError};

/// A load in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoadSummary {
    /// Number of the load.
    pub load_id: i64,
    /// Its name.
    pub title: String,
    /// Where it was loaded.
    pub environment: String,
    /// The old system's vendor and the version of its layout.
    pub source_system: String,
    /// The day on which the old system was read.
    pub delivered_on: NaiveDate,
    /// Whether it has come to its end.
    pub is_finished: bool,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Who began it (sign-in name).
    pub started_by: String,
    /// Records that are held or rejected.
    pub quarantine_count: i64,
}

/// A record that is held or was rejected. It quotes no name, address or number of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuarantinedRecord {
    /// Code of the dataset.
    pub dataset: String,
    /// The file.
    pub file: String,
    /// Physical line, from 1.
    pub line: i64,
    /// Column of a CSV file or first byte of a fixed-length item, from 1; nothing for the record as a whole.
    pub column: Option<i32>,
    /// Identifier of the item; empty for the record as a whole.
    pub item: String,
    /// Reason code.
    pub reason: String,
    /// The value's beginning, where it is a code, a date or a label.
    pub excerpt: String,
    /// What is wrong and how to mend it, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// Who deals with it.
    pub owner: Option<String>,
}

/// A page of the mending list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuarantinePage {
    /// How many there are in all.
    pub total: i64,
    /// The records of the page.
    pub records: Vec<QuarantinedRecord>,
}

/// Something that was done about a quarantined record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuarantineStep {
    /// When.
    pub taken_at: DateTime<Utc>,
    /// By whom.
    pub login_name: String,
    /// `assigned` or `noted`.
    pub step: String,
    /// The owner, or the note.
    pub text: String,
}

/// All loads, the newest first.
///
/// # Errors
/// [`MigrationError`] when the database fails.
pub fn loads(database: &Database, operation: &Operation) -> Result<Vec<LoadSummary>, MigrationError> {
    database.read(operation, |tx| {
        let rows = store::all(tx)?;
        let mut summaries = Vec::with_capacity(rows.len());
        for row in rows {
            summaries.push(LoadSummary {
                load_id: row.load_number,
                is_finished: row.is_finished(),
                source_system: format!("{} {}", row.vendor, row.layout_version),
                quarantine_count: store::quarantined_count(tx, row.load_number, None)?,
                title: row.title,
                environment: row.environment,
                delivered_on: row.delivered_on,
                started_at: row.started_at,
                finished_at: row.finished_at,
                started_by: row.started_by,
            });
        }
        Ok(summaries)
    })
}

/// A page of the records of a load that are held or rejected, of one reason or of all; `offset` counts from 0.
///
/// # Errors
/// [`MigrationError`] when the database fails.
pub fn quarantine(
    database: &Database,
    operation: &Operation,
    load_number: i64,
    (reason_code, offset, limit): (Option<&str>, i64, i64),
) -> Result<QuarantinePage, MigrationError> {
    database.read(operation, |tx| {
        let filter = QuarantineFilter {
            reason_code: reason_code.map(str::to_owned),
            offset: offset.max(0),
            limit: limit.clamp(1, 1_000),
        };
        Ok(QuarantinePage {
            total: store::quarantined_count(tx, load_number, reason_code)?,
            records: store::quarantined(tx, load_number, &filter)?,
        })
    })
}

/// Names who is to deal with a quarantined record (load, dataset, line).
///
/// # Errors
/// [`MigrationError::NotFound`].
pub fn assign(
    database: &Database,
    operation: &Operation,
    key: (i64, Dataset, i64),
    owner: &str,
) -> Result<(), MigrationError> {
    database.write(operation, |tx| {
        tx.did("migration.quarantine_assigned");
        store::assign(tx, key, owner)
    })
}

/// Writes down what was found out of a quarantined record.
///
/// # Errors
/// [`MigrationError`] when there is no such record.
pub fn note(
    database: &Database,
    operation: &Operation,
    key: (i64, Dataset, i64),
    text: &str,
) -> Result<(), MigrationError> {
    database.write(operation, |tx| {
        tx.did("migration.quarantine_noted");
        store::note(tx, key, text)
    })
}

/// What was done about a quarantined record, oldest first.
///
/// # Errors
/// [`MigrationError`] when the database fails.
pub fn quarantine_steps(
    database: &Database,
    operation: &Operation,
    key: (i64, Dataset, i64),
) -> Result<Vec<QuarantineStep>, MigrationError> {
    database.read(operation, |tx| store::steps(tx, key))
}

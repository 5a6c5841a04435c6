//! SQL of schema `migration`, and the questions that the proof asks of schema `register`.

mod people;
mod proof;
mod records;
mod rows;

pub(crate) use people::{loaded_people, rows_of_people};
pub(crate) use proof::{dispositions, reasons, register_totals};
pub(crate) use records::{QuarantineFilter, assign, note, quarantined, quarantined_count, steps};
pub(crate) use rows::{HeldRow, SourceRow, of as row_of};

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use diesel::prelude::*;
use register::load::Load;
use serde_json::{Value, json};

use crate::MigrationError;
use crate::schema::{load_chunks, loads, quarantined_records, source_records};
use crate::totals::Totals;

impl From<diesel::result::Error> for MigrationError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

/// A row of `migration.loads`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = loads)]
pub(crate) struct LoadRow {
    pub(crate) load_number: i64,
    pub(crate) title: String,
    pub(crate) environment: String,
    pub(crate) manifest_sha256: String,
    pub(crate) vendor: String,
    pub(crate) layout_version: String,
    pub(crate) delivered_on: NaiveDate,
    pub(crate) state: String,
    pub(crate) act_number: i64,
    pub(crate) known_from: DateTime<Utc>,
    pub(crate) source_counts: Value,
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
    pub(crate) started_by: String,
}

impl LoadRow {
    /// The load as the register knows it.
    pub(crate) fn load(&self) -> Load {
        Load { act_number: self.act_number, moment: self.known_from }
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.state == "loaded"
    }
}

/// A row to be inserted into `migration.loads`.
#[derive(Insertable)]
#[diesel(table_name = loads)]
pub(crate) struct NewLoad<'a> {
    pub(crate) title: &'a str,
    pub(crate) environment: &'a str,
    pub(crate) folder: String,
    pub(crate) manifest_sha256: &'a str,
    pub(crate) vendor: &'a str,
    pub(crate) layout_version: &'a str,
    pub(crate) delivered_on: NaiveDate,
    pub(crate) state: &'static str,
    pub(crate) act_number: i64,
    pub(crate) known_from: DateTime<Utc>,
    pub(crate) source_counts: Value,
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) started_by: &'a str,
}

pub(crate) fn insert(tx: &mut Tx<'_>, load: NewLoad<'_>) -> Result<LoadRow, MigrationError> {
    Ok(diesel::insert_into(loads::table).values(load).returning(LoadRow::as_returning()).get_result(tx.connection())?)
}

/// The load of a delivery, locked against another process that would load it too.
pub(crate) fn of_manifest(tx: &mut Tx<'_>, sha256: &str) -> Result<Option<LoadRow>, MigrationError> {
    let row = loads::table.filter(loads::manifest_sha256.eq(sha256)).select(LoadRow::as_select()).for_update();
    Ok(row.first(tx.connection()).optional()?)
}

pub(crate) fn load(tx: &mut Tx<'_>, number: i64) -> Result<LoadRow, MigrationError> {
    let row = loads::table.find(number).select(LoadRow::as_select()).first(tx.connection()).optional()?;
    row.ok_or_else(|| MigrationError::NotFound(format!("load {number}")))
}

pub(crate) fn lock(tx: &mut Tx<'_>, number: i64) -> Result<LoadRow, MigrationError> {
    Ok(loads::table.find(number).select(LoadRow::as_select()).for_update().first(tx.connection())?)
}

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<LoadRow>, MigrationError> {
    Ok(loads::table.order(loads::load_number.desc()).select(LoadRow::as_select()).load(tx.connection())?)
}

pub(crate) fn finish(tx: &mut Tx<'_>, number: i64, at: DateTime<Utc>) -> Result<(), MigrationError> {
    diesel::update(loads::table.find(number))
        .set((loads::state.eq("loaded"), loads::finished_at.eq(at)))
        .execute(tx.connection())?;
    Ok(())
}

/// The last chunk that stands; 0 for none.
pub(crate) fn last_chunk(tx: &mut Tx<'_>, number: i64) -> Result<i32, MigrationError> {
    let last: Option<i32> = load_chunks::table
        .filter(load_chunks::load_number.eq(number))
        .select(diesel::dsl::max(load_chunks::chunk_number))
        .first(tx.connection())?;
    Ok(last.unwrap_or_default())
}

/// A checkpoint: which chunk, of which dataset, how many records, and their sums.
pub(crate) struct Checkpoint<'a> {
    pub(crate) load_number: i64,
    pub(crate) chunk_number: i32,
    pub(crate) dataset: &'static str,
    pub(crate) records: usize,
    pub(crate) totals: &'a Totals,
}

/// Notes a chunk as written; a chunk that stands already is refused by the key.
pub(crate) fn checkpoint(tx: &mut Tx<'_>, it: &Checkpoint<'_>) -> Result<(), MigrationError> {
    let at = tx.operation().now;
    let values = (
        load_chunks::load_number.eq(it.load_number),
        load_chunks::chunk_number.eq(it.chunk_number),
        load_chunks::dataset.eq(it.dataset),
        load_chunks::record_count.eq(i32::try_from(it.records).unwrap_or(i32::MAX)),
        load_chunks::totals.eq(serde_json::to_value(it.totals)?),
        load_chunks::written_at.eq(at),
    );
    diesel::insert_into(load_chunks::table).values(values).execute(tx.connection())?;
    Ok(())
}

/// Sums of the source over all chunks.
pub(crate) fn source_totals(tx: &mut Tx<'_>, number: i64) -> Result<Totals, MigrationError> {
    let rows: Vec<Value> = load_chunks::table
        .filter(load_chunks::load_number.eq(number))
        .order(load_chunks::chunk_number)
        .select(load_chunks::totals)
        .load(tx.connection())?;
    let mut sum = Totals::default();
    for row in rows {
        sum.add(&serde_json::from_value(row)?);
    }
    Ok(sum)
}

/// Copies endings and held records in.
pub(crate) fn copy_endings(tx: &mut Tx<'_>, rows: Vec<SourceRow>, held: Vec<HeldRow>) -> Result<(), MigrationError> {
    use diesel::ExecuteCopyFromDsl;
    database::copying(tx, |it| diesel::copy_from(source_records::table).from_insertable(rows).execute(it))?;
    if !held.is_empty() {
        database::copying(tx, |it| diesel::copy_from(quarantined_records::table).from_insertable(held).execute(it))?;
    }
    Ok(())
}

/// Which of these numbers the register has already.
pub(crate) fn present(tx: &mut Tx<'_>, numbers: &[i64]) -> Result<Vec<i64>, MigrationError> {
    #[derive(QueryableByName)]
    struct Present {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        addressee_number: i64,
    }
    let rows: Vec<Present> =
        diesel::sql_query("select addressee_number from register.addressees where addressee_number = any($1)")
            .bind::<diesel::sql_types::Array<diesel::sql_types::BigInt>, _>(numbers)
            .load(tx.connection())?;
    Ok(rows.into_iter().map(|row| row.addressee_number).collect())
}

pub(crate) fn counts_json(counts: &BTreeMap<crate::Dataset, u64>) -> Value {
    counts
        .iter()
        .map(|(dataset, count)| (dataset.code().to_owned(), json!(count)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

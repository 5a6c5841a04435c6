//! Quarantined records: lists, owners, steps.

use chrono::{DateTime, Utc};
use database::Tx;
use diesel::prelude::*;

use crate::schema::{quarantine_steps, quarantined_records as held};
use crate::{Dataset, MigrationError, QuarantineStep, QuarantinedRecord};

/// Which quarantined records of a load are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct QuarantineFilter {
    pub(crate) reason_code: Option<String>,
    pub(crate) offset: i64,
    pub(crate) limit: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = held)]
struct Row {
    dataset: String,
    line_number: i64,
    file: String,
    column_number: Option<i32>,
    item: String,
    reason_code: String,
    excerpt: String,
    text_ja: String,
    text_en: String,
    owner: Option<String>,
}

impl From<Row> for QuarantinedRecord {
    fn from(row: Row) -> Self {
        Self {
            dataset: row.dataset,
            file: row.file,
            line: row.line_number,
            column: row.column_number,
            item: row.item,
            reason: row.reason_code,
            excerpt: row.excerpt,
            ja: row.text_ja,
            en: row.text_en,
            owner: row.owner,
        }
    }
}

pub(crate) fn quarantined(
    tx: &mut Tx<'_>,
    load_number: i64,
    filter: &QuarantineFilter,
) -> Result<Vec<QuarantinedRecord>, MigrationError> {
    let mut query = held::table.filter(held::load_number.eq(load_number)).select(Row::as_select()).into_boxed();
    if let Some(code) = &filter.reason_code {
        query = query.filter(held::reason_code.eq(code));
    }
    let rows: Vec<Row> = query
        .order((held::dataset, held::line_number))
        .offset(filter.offset)
        .limit(filter.limit)
        .load(tx.connection())?;
    Ok(rows.into_iter().map(QuarantinedRecord::from).collect())
}

pub(crate) fn quarantined_count(
    tx: &mut Tx<'_>,
    load_number: i64,
    reason_code: Option<&str>,
) -> Result<i64, MigrationError> {
    let mut query = held::table.filter(held::load_number.eq(load_number)).into_boxed();
    if let Some(code) = reason_code {
        query = query.filter(held::reason_code.eq(code.to_owned()));
    }
    Ok(query.count().get_result(tx.connection())?)
}

/// Names who is to deal with a record.
pub(crate) fn assign(tx: &mut Tx<'_>, key: (i64, Dataset, i64), owner: &str) -> Result<(), MigrationError> {
    let (load_number, dataset, line) = key;
    let changed = diesel::update(held::table.find((load_number, dataset.code(), line)))
        .set(held::owner.eq(owner))
        .execute(tx.connection())?;
    if changed == 0 {
        return Err(MigrationError::NotFound(format!("quarantined record {} line {line}", dataset.file())));
    }
    step(tx, key, "assigned", owner)
}

/// Writes down what was found out of a record.
pub(crate) fn note(tx: &mut Tx<'_>, key: (i64, Dataset, i64), text: &str) -> Result<(), MigrationError> {
    step(tx, key, "noted", text)
}

fn step(tx: &mut Tx<'_>, key: (i64, Dataset, i64), step: &str, text: &str) -> Result<(), MigrationError> {
    let (load_number, dataset, line) = key;
    let (at, login_name) = (tx.operation().now, tx.operation().actor.login_name.clone());
    let last: Option<i32> = quarantine_steps::table
        .filter(quarantine_steps::load_number.eq(load_number))
        .filter(quarantine_steps::dataset.eq(dataset.code()))
        .filter(quarantine_steps::line_number.eq(line))
        .select(diesel::dsl::max(quarantine_steps::step_number))
        .first(tx.connection())?;
    let values = (
        quarantine_steps::load_number.eq(load_number),
        quarantine_steps::dataset.eq(dataset.code()),
        quarantine_steps::line_number.eq(line),
        quarantine_steps::step_number.eq(last.unwrap_or_default() + 1),
        quarantine_steps::taken_at.eq(at),
        quarantine_steps::login_name.eq(login_name),
        quarantine_steps::step.eq(step),
        quarantine_steps::text.eq(text),
    );
    diesel::insert_into(quarantine_steps::table).values(values).execute(tx.connection())?;
    Ok(())
}

pub(crate) fn steps(tx: &mut Tx<'_>, key: (i64, Dataset, i64)) -> Result<Vec<QuarantineStep>, MigrationError> {
    let (load_number, dataset, line) = key;
    let rows: Vec<(DateTime<Utc>, String, String, String)> = quarantine_steps::table
        .filter(quarantine_steps::load_number.eq(load_number))
        .filter(quarantine_steps::dataset.eq(dataset.code()))
        .filter(quarantine_steps::line_number.eq(line))
        .order(quarantine_steps::step_number)
        .select((
            quarantine_steps::taken_at,
            quarantine_steps::login_name,
            quarantine_steps::step,
            quarantine_steps::text,
        ))
        .load(tx.connection())?;
    let step = |(taken_at, login_name, step, text)| QuarantineStep { taken_at, login_name, step, text };
    Ok(rows.into_iter().map(step).collect())
}

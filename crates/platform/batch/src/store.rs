//! SQL of schema `batch`.

use chrono::{DateTime, NaiveDate, Utc};
use database::{DatabaseError, Tx};
use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::schema::{run_chunks, run_comparisons, run_findings, run_phases, runs};
use crate::{Chunk, Comparison, Finding, Frozen, Phase, Progress, RunContext, StepTaken};

#[derive(Queryable, Selectable, Debug, Clone)]
#[diesel(table_name = runs)]
pub(crate) struct RunRow {
    pub(crate) run_number: i64,
    pub(crate) run_kind: String,
    title: String,
    parameters: Value,
    pub(crate) phase: String,
    pub(crate) plan_version: i32,
    facts_valid_at: Option<NaiveDate>,
    facts_known_at: Option<DateTime<Utc>>,
    law_version: Option<String>,
    inputs: Value,
    totals: Value,
    pub(crate) prepared_by: String,
    prepared_at: DateTime<Utc>,
    approved_by: Option<String>,
}

impl RunRow {
    pub(crate) fn context(&self) -> RunContext {
        RunContext {
            run_number: self.run_number,
            parameters: self.parameters.clone(),
            facts_valid_at: self.facts_valid_at,
            facts_known_at: self.facts_known_at,
        }
    }
}

/// A run in a list.
#[derive(Debug, Clone)]
pub struct RunSummary {
    /// Number of the run.
    pub run_number: i64,
    /// Code of its kind.
    pub run_kind: String,
    /// Name on the screen.
    pub title: String,
    /// Where it is.
    pub phase: Phase,
    /// Who prepared it (sign-in name).
    pub prepared_by: String,
    /// When.
    pub prepared_at: DateTime<Utc>,
    /// Totals as the business gives them.
    pub totals: Value,
}

/// State of one chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChunkState {
    /// `waiting`, `done` or `failed`.
    pub state: String,
    /// Why it failed.
    pub failure: Option<String>,
}

/// A finding as it stands.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = run_findings)]
pub struct FindingRow {
    /// Number within the run.
    pub finding_number: i32,
    /// `fatal`, `confirm` or `information`.
    pub severity: String,
    /// Stable code.
    pub code: String,
    /// In Japanese.
    pub text_ja: String,
    /// In English.
    pub text_en: String,
    /// How many items.
    pub item_count: i64,
    /// The first of them.
    pub addressee_numbers: Vec<i64>,
    /// Reason that an officer gave.
    pub reason: Option<String>,
    /// Who gave it.
    pub reasoned_by: Option<String>,
}

/// A whole run as the console shows it.
#[derive(Debug, Clone)]
pub struct RunView {
    /// The run itself.
    pub summary: RunSummary,
    /// Version of what was computed; an approval names it.
    pub plan_version: i32,
    /// Day of the facts.
    pub facts_valid_at: Option<NaiveDate>,
    /// Moment of the knowledge.
    pub facts_known_at: Option<DateTime<Utc>>,
    /// Law in force.
    pub law_version: Option<String>,
    /// Names and contents of the frozen inputs.
    pub inputs: Value,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// Phases as they were reached.
    pub steps: Vec<StepTaken>,
    /// How far computing is.
    pub progress: Progress,
    /// Every chunk.
    pub chunks: Vec<ChunkState>,
    /// Comparison lines with their judgment codes.
    pub comparisons: Vec<(Comparison, String)>,
    /// Findings.
    pub findings: Vec<FindingRow>,
}

pub(crate) fn insert_run(tx: &mut Tx<'_>, kind: &str, title: &str, parameters: &Value) -> Result<i64, DatabaseError> {
    let operation = tx.operation();
    Ok(diesel::insert_into(runs::table)
        .values((
            runs::run_kind.eq(kind),
            runs::title.eq(title),
            runs::parameters.eq(parameters),
            runs::phase.eq(Phase::Draft.code()),
            runs::prepared_by.eq(&operation.actor.login_name),
            runs::prepared_at.eq(operation.now),
        ))
        .returning(runs::run_number)
        .get_result(tx.connection())?)
}

/// Reads the run and holds its row, so that two people cannot take a step at once.
pub(crate) fn locked_run(tx: &mut Tx<'_>, run_number: i64) -> Result<RunRow, DatabaseError> {
    Ok(runs::table.find(run_number).select(RunRow::as_select()).for_update().first(tx.connection())?)
}

pub(crate) fn run(tx: &mut Tx<'_>, run_number: i64) -> Result<RunRow, DatabaseError> {
    Ok(runs::table.find(run_number).select(RunRow::as_select()).first(tx.connection())?)
}

pub(crate) fn reach(tx: &mut Tx<'_>, run_number: i64, phase: Phase, note: Option<&str>) -> Result<(), DatabaseError> {
    let operation = tx.operation();
    let last: Option<i32> = run_phases::table
        .filter(run_phases::run_number.eq(run_number))
        .select(max(run_phases::step_number))
        .first(tx.connection())?;
    diesel::insert_into(run_phases::table)
        .values((
            run_phases::run_number.eq(run_number),
            run_phases::step_number.eq(last.unwrap_or(0) + 1),
            run_phases::phase.eq(phase.code()),
            run_phases::reached_at.eq(operation.now),
            run_phases::login_name.eq(&operation.actor.login_name),
            run_phases::display_name.eq(&operation.actor.display_name),
            run_phases::note.eq(note),
        ))
        .execute(tx.connection())?;
    diesel::update(runs::table.find(run_number)).set(runs::phase.eq(phase.code())).execute(tx.connection())?;
    Ok(())
}

pub(crate) fn freeze(tx: &mut Tx<'_>, run_number: i64, frozen: &Frozen) -> Result<(), DatabaseError> {
    let inputs: Vec<Value> =
        frozen.inputs.iter().map(|(name, content)| json!({ "name": name, "content": content })).collect();
    diesel::update(runs::table.find(run_number))
        .set((
            runs::facts_valid_at.eq(Some(frozen.facts_valid_at)),
            runs::facts_known_at.eq(Some(frozen.facts_known_at)),
            runs::law_version.eq(Some(&frozen.law_version)),
            runs::inputs.eq(Value::Array(inputs)),
            runs::plan_version.eq(runs::plan_version + 1),
        ))
        .execute(tx.connection())?;
    diesel::delete(run_chunks::table.filter(run_chunks::run_number.eq(run_number))).execute(tx.connection())?;
    let rows: Vec<_> = (0_i32..)
        .zip(&frozen.chunks)
        .map(|(number, (from, through))| {
            (
                run_chunks::run_number.eq(run_number),
                run_chunks::chunk_number.eq(number),
                run_chunks::key_from.eq(*from),
                run_chunks::key_through.eq(*through),
            )
        })
        .collect();
    for part in rows.chunks(1_000) {
        diesel::insert_into(run_chunks::table).values(part.to_vec()).execute(tx.connection())?;
    }
    Ok(())
}

/// Claims a chunk that nobody works on, by locking its row until this transaction ends.
pub(crate) fn claim_chunk(tx: &mut Tx<'_>, run_number: i64) -> Result<Option<Chunk>, DatabaseError> {
    let row: Option<(i32, i64, i64)> = run_chunks::table
        .filter(run_chunks::run_number.eq(run_number))
        .filter(run_chunks::state.eq("waiting"))
        .order(run_chunks::chunk_number)
        .limit(1)
        .select((run_chunks::chunk_number, run_chunks::key_from, run_chunks::key_through))
        .for_update()
        .skip_locked()
        .first(tx.connection())
        .optional()?;
    Ok(row.map(|(chunk_number, key_from, key_through)| Chunk { chunk_number, key_from, key_through }))
}

pub(crate) fn finish_chunk(tx: &mut Tx<'_>, run: i64, chunk: i32, items: i64) -> Result<(), DatabaseError> {
    diesel::update(run_chunks::table.find((run, chunk)))
        .set((
            run_chunks::state.eq("done"),
            run_chunks::item_count.eq(items),
            run_chunks::attempt_count.eq(run_chunks::attempt_count + 1),
            run_chunks::failure.eq(None::<String>),
        ))
        .execute(tx.connection())?;
    Ok(())
}

pub(crate) fn fail_chunk(tx: &mut Tx<'_>, run: i64, chunk: i32, failure: &str) -> Result<(), DatabaseError> {
    diesel::update(run_chunks::table.find((run, chunk)))
        .set((
            run_chunks::state.eq("failed"),
            run_chunks::attempt_count.eq(run_chunks::attempt_count + 1),
            run_chunks::failure.eq(Some(failure)),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Lets failed chunks be tried again.
pub(crate) fn retry_failed(tx: &mut Tx<'_>, run_number: i64) -> Result<(), DatabaseError> {
    diesel::update(run_chunks::table.filter(run_chunks::run_number.eq(run_number)))
        .filter(run_chunks::state.eq("failed"))
        .set(run_chunks::state.eq("waiting"))
        .execute(tx.connection())?;
    Ok(())
}

pub(crate) fn failures(tx: &mut Tx<'_>, run_number: i64) -> Result<Vec<String>, DatabaseError> {
    let rows: Vec<Option<String>> = run_chunks::table
        .filter(run_chunks::run_number.eq(run_number))
        .filter(run_chunks::state.eq("failed"))
        .order(run_chunks::chunk_number)
        .select(run_chunks::failure)
        .load(tx.connection())?;
    Ok(rows.into_iter().map(Option::unwrap_or_default).collect())
}

pub(crate) fn progress(tx: &mut Tx<'_>, run_number: i64) -> Result<Progress, DatabaseError> {
    let mine = run_chunks::table.filter(run_chunks::run_number.eq(run_number));
    let all_chunks = mine.select(count_star()).first(tx.connection())?;
    let done = mine.filter(run_chunks::state.eq("done"));
    let done_chunks = done.select(count_star()).first(tx.connection())?;
    let items = diesel::dsl::sql::<diesel::sql_types::BigInt>("coalesce(sum(item_count), 0)::bigint");
    let done_items = done.select(items).first(tx.connection())?;
    Ok(Progress { done_chunks, all_chunks, done_items })
}

pub(crate) fn replace_findings(tx: &mut Tx<'_>, run: i64, findings: &[Finding]) -> Result<(), DatabaseError> {
    diesel::delete(run_findings::table.filter(run_findings::run_number.eq(run))).execute(tx.connection())?;
    for (number, finding) in (1_i32..).zip(findings) {
        diesel::insert_into(run_findings::table)
            .values((
                run_findings::run_number.eq(run),
                run_findings::finding_number.eq(number),
                run_findings::severity.eq(finding.severity.code()),
                run_findings::code.eq(finding.code),
                run_findings::text_ja.eq(&finding.text_ja),
                run_findings::text_en.eq(&finding.text_en),
                run_findings::item_count.eq(finding.item_count),
                run_findings::addressee_numbers.eq(&finding.addressee_numbers),
            ))
            .execute(tx.connection())?;
    }
    Ok(())
}

pub(crate) fn give_reason(tx: &mut Tx<'_>, run: i64, finding: i32, reason: &str) -> Result<(), DatabaseError> {
    let who = tx.operation().actor.login_name.clone();
    let changed = diesel::update(run_findings::table.find((run, finding)))
        .set((run_findings::reason.eq(Some(reason)), run_findings::reasoned_by.eq(Some(who))))
        .execute(tx.connection())?;
    if changed == 1 { Ok(()) } else { Err(DatabaseError::NotFound) }
}

/// How many findings block approval: fatal ones, and ones to confirm without a reason.
pub(crate) fn blocking_findings(tx: &mut Tx<'_>, run: i64) -> Result<(i64, i64), DatabaseError> {
    let mine = run_findings::table.filter(run_findings::run_number.eq(run)).select(count_star());
    let fatal = mine.filter(run_findings::severity.eq("fatal")).first(tx.connection())?;
    let open = mine
        .filter(run_findings::severity.eq("confirm"))
        .filter(run_findings::reason.is_null())
        .first(tx.connection())?;
    Ok((fatal, open))
}

pub(crate) fn replace_comparisons(tx: &mut Tx<'_>, run: i64, lines: &[Comparison]) -> Result<(), DatabaseError> {
    diesel::delete(run_comparisons::table.filter(run_comparisons::run_number.eq(run))).execute(tx.connection())?;
    for (number, line) in (1_i32..).zip(lines) {
        diesel::insert_into(run_comparisons::table)
            .values((
                run_comparisons::run_number.eq(run),
                run_comparisons::line_number.eq(number),
                run_comparisons::label_ja.eq(&line.label_ja),
                run_comparisons::label_en.eq(&line.label_en),
                run_comparisons::previous_value.eq(line.previous_value),
                run_comparisons::current_value.eq(line.current_value),
                run_comparisons::tolerance_permille.eq(line.tolerance_permille),
                run_comparisons::judgment.eq(line.judgment().code()),
            ))
            .execute(tx.connection())?;
    }
    Ok(())
}

pub(crate) fn approve(tx: &mut Tx<'_>, run_number: i64, approved_by: Option<&str>) -> Result<(), DatabaseError> {
    diesel::update(runs::table.find(run_number)).set(runs::approved_by.eq(approved_by)).execute(tx.connection())?;
    Ok(())
}

/// Keeps the totals that the console shows.
///
/// # Errors
/// [`DatabaseError`].
pub fn set_totals(tx: &mut Tx<'_>, run_number: i64, totals: &Value) -> Result<(), DatabaseError> {
    diesel::update(runs::table.find(run_number)).set(runs::totals.eq(totals)).execute(tx.connection())?;
    Ok(())
}

/// The newest posted run of the kind before `before`.
///
/// # Errors
/// [`DatabaseError`].
pub fn last_posted_run(tx: &mut Tx<'_>, kind: &str, before: i64) -> Result<Option<i64>, DatabaseError> {
    Ok(runs::table
        .filter(runs::run_kind.eq(kind))
        .filter(runs::run_number.lt(before))
        .filter(runs::phase.eq_any([Phase::Posted.code(), Phase::Documents.code()]))
        .select(max(runs::run_number))
        .first(tx.connection())?)
}

/// Every run, newest first.
///
/// # Errors
/// [`DatabaseError`].
pub fn run_list(tx: &mut Tx<'_>) -> Result<Vec<RunSummary>, DatabaseError> {
    let rows: Vec<RunRow> =
        runs::table.order(runs::run_number.desc()).select(RunRow::as_select()).load(tx.connection())?;
    rows.iter().map(summary).collect()
}

fn summary(row: &RunRow) -> Result<RunSummary, DatabaseError> {
    Ok(RunSummary {
        run_number: row.run_number,
        run_kind: row.run_kind.clone(),
        title: row.title.clone(),
        phase: Phase::of(&row.phase).ok_or(DatabaseError::NotFound)?,
        prepared_by: row.prepared_by.clone(),
        prepared_at: row.prepared_at,
        totals: row.totals.clone(),
    })
}

/// A whole run as the console shows it.
///
/// # Errors
/// [`DatabaseError::NotFound`] where there is none.
pub fn run_view(tx: &mut Tx<'_>, run_number: i64) -> Result<RunView, DatabaseError> {
    let row = run(tx, run_number)?;
    let steps: Vec<(String, DateTime<Utc>, String, Option<String>)> = run_phases::table
        .filter(run_phases::run_number.eq(run_number))
        .order(run_phases::step_number)
        .select((run_phases::phase, run_phases::reached_at, run_phases::display_name, run_phases::note))
        .load(tx.connection())?;
    let chunks: Vec<(String, Option<String>)> = run_chunks::table
        .filter(run_chunks::run_number.eq(run_number))
        .order(run_chunks::chunk_number)
        .select((run_chunks::state, run_chunks::failure))
        .load(tx.connection())?;
    let findings = run_findings::table
        .filter(run_findings::run_number.eq(run_number))
        .order(run_findings::finding_number)
        .select(FindingRow::as_select())
        .load(tx.connection())?;
    Ok(RunView {
        summary: summary(&row)?,
        plan_version: row.plan_version,
        facts_valid_at: row.facts_valid_at,
        facts_known_at: row.facts_known_at,
        law_version: row.law_version.clone(),
        inputs: row.inputs.clone(),
        approved_by: row.approved_by.clone(),
        steps: steps
            .into_iter()
            .filter_map(|(phase, reached_at, display_name, note)| {
                Some(StepTaken { phase: Phase::of(&phase)?, reached_at, display_name, note })
            })
            .collect(),
        progress: progress(tx, run_number)?,
        chunks: chunks.into_iter().map(|(state, failure)| ChunkState { state, failure }).collect(),
        comparisons: comparisons(tx, run_number)?,
        findings,
    })
}

type ComparisonRow = (String, String, Option<i64>, i64, i64, String);

fn comparisons(tx: &mut Tx<'_>, run_number: i64) -> Result<Vec<(Comparison, String)>, DatabaseError> {
    use run_comparisons as t;
    let rows: Vec<ComparisonRow> = t::table
        .filter(t::run_number.eq(run_number))
        .order(t::line_number)
        .select((t::label_ja, t::label_en, t::previous_value, t::current_value, t::tolerance_permille, t::judgment))
        .load(tx.connection())?;
    Ok(rows
        .into_iter()
        .map(|(label_ja, label_en, previous_value, current_value, tolerance_permille, judgment)| {
            (Comparison { label_ja, label_en, previous_value, current_value, tolerance_permille }, judgment)
        })
        .collect())
}

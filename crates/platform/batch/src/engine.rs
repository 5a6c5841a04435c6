//! Carries a run through its phases; each step refuses a run that is not where the step begins.

use std::sync::atomic::{AtomicBool, Ordering};

use database::{Database, Operation, Tx};
use serde_json::Value;

use crate::store::{self, RunRow};
use crate::{BatchError, Phase, Posted, Progress, RunContext, RunKind};

/// Makes a draft.
///
/// # Errors
/// [`BatchError::Database`].
pub fn create(tx: &mut Tx<'_>, kind: &RunKind, title: &str, parameters: &Value) -> Result<i64, BatchError> {
    let run_number = store::insert_run(tx, kind.code, title, parameters)?;
    store::reach(tx, run_number, Phase::Draft, None)?;
    tx.did("batch.run.create");
    Ok(run_number)
}

/// Fixes the inputs and cuts them into chunks; a run that was computed but not approved may be frozen anew.
///
/// # Errors
/// [`BatchError::WrongPhase`] from approval on; what the business refuses.
pub fn freeze(database: &Database, operation: &Operation, kind: &RunKind, run_number: i64) -> Result<(), BatchError> {
    database.write(operation, |tx| {
        let run = run_before(tx, run_number, Phase::Approved)?;
        (kind.clear)(tx, &run.context())?;
        let frozen = (kind.freeze)(tx, &run.context())?;
        store::freeze(tx, run_number, &frozen)?;
        store::approve(tx, run_number, None)?;
        store::reach(tx, run_number, Phase::Frozen, None)?;
        tx.did("batch.run.freeze");
        Ok(())
    })
}

/// Computes every waiting chunk with `workers` threads; any number of processes may do so at once.
///
/// `report` is told of each finished chunk. When `stop` turns true, running chunks finish and the rest stay waiting.
///
/// # Errors
/// [`BatchError::ChunksFailed`] when chunks could not be computed (the others are kept); [`BatchError::WrongPhase`].
pub fn compute(
    database: &Database,
    operation: &Operation,
    kind: &RunKind,
    run_number: i64,
    work: &Work<'_>,
) -> Result<Progress, BatchError> {
    let context = database.write(operation, |tx| {
        let run = run_in(tx, run_number, Phase::Frozen)?;
        store::retry_failed(tx, run_number)?;
        Ok::<_, BatchError>(run.context())
    })?;
    let outcomes: Vec<Result<(), BatchError>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..work.workers.max(1))
            .map(|_| scope.spawn(|| work_through(database, operation, kind, &context, work)))
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    outcomes.into_iter().collect::<Result<(), BatchError>>()?;
    database.write(operation, |tx| {
        let failures = store::failures(tx, run_number)?;
        if let Some(first) = failures.first() {
            return Err(BatchError::ChunksFailed { count: failures.len(), first: first.clone() });
        }
        let progress = store::progress(tx, run_number)?;
        let run = store::locked_run(tx, run_number)?;
        if progress.done_chunks == progress.all_chunks && run.phase == Phase::Frozen.code() {
            store::reach(tx, run_number, Phase::Computed, None)?;
            tx.did("batch.run.compute");
        }
        Ok(progress)
    })
}

/// How computing is done.
pub struct Work<'a> {
    /// Threads; as many connections are taken from the pool.
    pub workers: usize,
    /// Turned true from outside to stop after the running chunks.
    pub stop: &'a AtomicBool,
    /// Told after each chunk.
    pub report: &'a (dyn Fn(Progress) + Sync),
}

fn work_through(
    database: &Database,
    operation: &Operation,
    kind: &RunKind,
    context: &RunContext,
    work: &Work<'_>,
) -> Result<(), BatchError> {
    while !work.stop.load(Ordering::Relaxed) {
        let mut claimed = None;
        let outcome = database.write(operation, |tx| {
            let Some(chunk) = store::claim_chunk(tx, context.run_number)? else { return Ok(None) };
            claimed = Some(chunk.chunk_number);
            let items = (kind.compute)(tx, context, chunk)?;
            store::finish_chunk(tx, context.run_number, chunk.chunk_number, items)?;
            Ok(Some(store::progress(tx, context.run_number)?))
        });
        match (outcome, claimed) {
            (Ok(Some(progress)), _) => (work.report)(progress),
            (Ok(None), _) => break,
            (Err(error), None) => return Err(error),
            (Err(error), Some(chunk)) => {
                tracing::error!(run_number = context.run_number, chunk, %error, "chunk failed");
                let (text, _) = error.text();
                let text = format!("{text} ({error})");
                database.write(operation, |tx| store::fail_chunk(tx, context.run_number, chunk, &text))?;
            }
        }
    }
    Ok(())
}

/// Checks the plan and sets it beside the last posted run.
///
/// # Errors
/// [`BatchError::WrongPhase`]; what the business refuses.
pub fn check_and_compare(
    database: &Database,
    operation: &Operation,
    kind: &RunKind,
    run_number: i64,
) -> Result<(), BatchError> {
    database.write(operation, |tx| {
        let run = run_in(tx, run_number, Phase::Computed)?;
        let checked = (kind.check)(tx, &run.context())?;
        store::replace_findings(tx, run_number, &checked.findings)?;
        store::set_totals(tx, run_number, &checked.totals)?;
        store::reach(tx, run_number, Phase::Checked, None)?;
        let previous = store::last_posted_run(tx, kind.code, run_number)?;
        let lines = (kind.compare)(tx, &run.context(), previous)?;
        store::replace_comparisons(tx, run_number, &lines)?;
        store::reach(tx, run_number, Phase::Compared, None)?;
        tx.did("batch.run.check");
        Ok(())
    })
}

/// Notes why a finding may stand.
///
/// # Errors
/// [`BatchError::Database`] where there is no such finding; [`BatchError::WrongPhase`] once approved.
pub fn give_reason(tx: &mut Tx<'_>, run_number: i64, finding: i32, reason: &str) -> Result<(), BatchError> {
    run_before(tx, run_number, Phase::Approved)?;
    store::give_reason(tx, run_number, finding, reason)?;
    tx.did("batch.run.reason");
    Ok(())
}

/// Approves the plan that the approver saw; never by the person who prepared it.
///
/// # Errors
/// [`BatchError::SamePerson`], [`BatchError::PlanChanged`], [`BatchError::Findings`], [`BatchError::WrongPhase`].
pub fn approve(tx: &mut Tx<'_>, run_number: i64, plan_version_seen: i32) -> Result<(), BatchError> {
    let run = run_in(tx, run_number, Phase::Compared)?;
    let approver = tx.operation().actor.login_name.clone();
    if run.prepared_by == approver {
        return Err(BatchError::SamePerson);
    }
    if run.plan_version != plan_version_seen {
        return Err(BatchError::PlanChanged { seen: plan_version_seen });
    }
    let (fatal, open) = store::blocking_findings(tx, run_number)?;
    if fatal > 0 || open > 0 {
        return Err(BatchError::Findings { fatal, open });
    }
    store::approve(tx, run_number, Some(&approver))?;
    store::reach(tx, run_number, Phase::Approved, None)?;
    tx.did("batch.run.approve");
    Ok(())
}

/// Sends the run back to its draft with a reason.
///
/// # Errors
/// [`BatchError::WrongPhase`] once posted.
pub fn send_back(tx: &mut Tx<'_>, run_number: i64, reason: &str) -> Result<(), BatchError> {
    run_before(tx, run_number, Phase::Posted)?;
    store::approve(tx, run_number, None)?;
    store::reach(tx, run_number, Phase::Draft, Some(reason))?;
    tx.did("batch.run.send_back");
    Ok(())
}

/// Makes an approved plan real in one transaction.
///
/// # Errors
/// [`BatchError::WrongPhase`]; what the business refuses, and then nothing is posted.
pub fn post(database: &Database, operation: &Operation, kind: &RunKind, run_number: i64) -> Result<Posted, BatchError> {
    database.write(operation, |tx| {
        let run = run_in(tx, run_number, Phase::Approved)?;
        let posted = (kind.post)(tx, &run.context())?;
        store::reach(tx, run_number, Phase::Posted, None)?;
        tx.did("batch.run.post");
        Ok(posted)
    })
}

/// Notes that the papers and bank files of a posted run are made.
///
/// # Errors
/// [`BatchError::WrongPhase`].
pub fn documents_made(tx: &mut Tx<'_>, run_number: i64, note: &str) -> Result<(), BatchError> {
    run_in(tx, run_number, Phase::Posted)?;
    store::reach(tx, run_number, Phase::Documents, Some(note))?;
    tx.did("batch.run.documents");
    Ok(())
}

fn run_in(tx: &mut Tx<'_>, run_number: i64, needed: Phase) -> Result<RunRow, BatchError> {
    let run = store::locked_run(tx, run_number)?;
    if run.phase == needed.code() {
        return Ok(run);
    }
    Err(wrong_phase(&run, needed))
}

fn run_before(tx: &mut Tx<'_>, run_number: i64, limit: Phase) -> Result<RunRow, BatchError> {
    let run = store::locked_run(tx, run_number)?;
    if Phase::of(&run.phase).is_some_and(|phase| phase < limit) {
        return Ok(run);
    }
    Err(wrong_phase(&run, limit))
}

fn wrong_phase(run: &RunRow, needed: Phase) -> BatchError {
    let found = Phase::of(&run.phase).map_or_else(|| run.phase.clone(), |phase| phase.label_ja().to_owned());
    BatchError::WrongPhase { found, needed: needed.label_ja().to_owned() }
}

//! Runs in the background: computing goes on when the window is closed, and again when the server comes back.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use batch::engine::{self, Work};
use batch::{BatchError, Phase, Progress, RunKind, run_list, run_view};
use business_kit::{RunFailure, Services, answered};
use database::{DatabaseError, Operation};
use notification::{Mail, Notice, NotificationError, RunName, queue};
use values::Yen;
use web::{Clock, Failure};

/// Computes runs in threads of its own.
#[derive(Clone)]
pub struct RunDesk {
    clock: Clock,
    workers: usize,
    running: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl RunDesk {
    /// A desk whose runs use so many threads each.
    #[must_use]
    pub fn new(clock: Clock, workers: usize) -> Self {
        Self { clock, workers, running: Arc::default() }
    }

    /// Freezes the run and computes, checks and compares it in the background.
    pub(crate) fn start(
        &self,
        services: &Services,
        operation: &Operation,
        kind: RunKind,
        run_number: i64,
    ) -> Result<(), Failure> {
        answered(engine::freeze(&services.database, operation, &kind, run_number))?;
        self.go_on(services, operation, kind, run_number);
        Ok(())
    }

    /// Computes a frozen run in the background.
    pub fn go_on(&self, services: &Services, operation: &Operation, kind: RunKind, run_number: i64) {
        let (desk, services, operation) = (self.clone(), services.clone(), operation.clone());
        let thread = std::thread::spawn(move || {
            let outcome = carry_to_comparison(&services, &desk.clock, &operation, &kind, (run_number, desk.workers));
            if let Err(error) = tell(&services, &desk.at_now(&operation), &kind, run_number, &outcome) {
                tracing::error!(run_number, %error, "the officer could not be told of the run");
            }
        });
        if let Ok(mut running) = self.running.lock() {
            running.retain(|thread| !thread.is_finished());
            running.push(thread);
        }
    }

    /// Makes the papers and bank files of a posted run.
    pub(crate) fn make_documents(
        &self,
        services: &Services,
        operation: &Operation,
        kind: RunKind,
        run_number: i64,
    ) -> Result<(), Failure> {
        make_documents(services, &self.at_now(operation), &kind, run_number).map_err(Failure::from)
    }

    fn at_now(&self, operation: &Operation) -> Operation {
        Operation { now: (self.clock.0)(), ..operation.clone() }
    }
}

/// Computes, checks and compares a frozen run with so many workers; `(run number, workers)`.
///
/// # Errors
/// What the engine or the business refuses.
pub fn carry_to_comparison(
    services: &Services,
    clock: &Clock,
    operation: &Operation,
    kind: &RunKind,
    (run_number, workers): (i64, usize),
) -> Result<Progress, BatchError> {
    let never = AtomicBool::new(false);
    let work = Work { workers, stop: &never, report: &|_| {} };
    let progress = engine::compute(&services.database, operation, kind, run_number, &work)?;
    let later = Operation { now: (clock.0)(), ..operation.clone() };
    engine::check_and_compare(&services.database, &later, kind, run_number)?;
    Ok(progress)
}

/// Makes the papers and bank files of a posted run and notes that they are made.
///
/// # Errors
/// What the business refuses; the run stays posted, and making them can be tried again.
pub fn make_documents(
    services: &Services,
    operation: &Operation,
    kind: &RunKind,
    run_number: i64,
) -> Result<(), RunFailure> {
    let businesses = crate::businesses();
    let makers =
        businesses.iter().flat_map(|business| business.run_documents).filter(|made| made.run_kind == kind.code);
    let folder = folder_of(services, run_number);
    let mut notes = Vec::new();
    for maker in makers {
        for file in (maker.make)(services, operation, run_number, &folder)? {
            notes.push(format!("{}（{}件）", file.title, file.item_count));
        }
    }
    services.database.write(operation, |tx| engine::documents_made(tx, run_number, &notes.join("・")))?;
    Ok(())
}

/// Lets frozen runs go on that a fallen server left behind; gives how many.
///
/// # Errors
/// [`DatabaseError`].
pub(crate) fn resume(services: &Services, desk: &RunDesk, operation: &Operation) -> Result<usize, DatabaseError> {
    let runs = services.database.read(operation, run_list)?;
    let frozen: Vec<_> = runs.into_iter().filter(|run| run.phase == Phase::Frozen).collect();
    for run in &frozen {
        if let Some(kind) = crate::run_kinds().into_iter().find(|kind| kind.code == run.run_kind) {
            desk.go_on(services, operation, kind, run.run_number);
        }
    }
    Ok(frozen.len())
}

/// A file that a posted run left; nothing for names that point elsewhere.
pub(crate) fn read_file(services: &Services, run_number: i64, name: &str) -> Option<Vec<u8>> {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) && !name.starts_with('.');
    is_plain.then(|| std::fs::read(folder_of(services, run_number).join(name)).ok()).flatten()
}

fn folder_of(services: &Services, run_number: i64) -> PathBuf {
    services.documents_directory.join(format!("run-{run_number}"))
}

/// Tells those who may approve that the run is ready, or that it failed; never anything about a person.
fn tell(
    services: &Services,
    operation: &Operation,
    kind: &RunKind,
    run_number: i64,
    outcome: &Result<Progress, BatchError>,
) -> Result<(), NotificationError> {
    services.database.write(operation, |tx| {
        let view = run_view(tx, run_number)?;
        let run = RunName { number: run_number, title_ja: kind.title_ja, title_en: kind.title_en };
        let notice = match outcome {
            Ok(progress) => Notice::RunFinished {
                run,
                item_count: progress.done_items,
                finding_count: i64::try_from(view.findings.len()).unwrap_or(i64::MAX),
                total: view.summary.totals.get("amount_yen").and_then(serde_json::Value::as_i64).map(Yen::new),
            },
            Err(error) => Notice::RunFailed {
                run,
                phase_ja: view.summary.phase.label_ja(),
                phase_code: view.summary.phase.code(),
                error_code: error.code(),
            },
        };
        for to in access::mail_addresses_of(tx, kind.approve_permission)? {
            queue(tx, &Mail { to, notice })?;
        }
        Ok(())
    })
}

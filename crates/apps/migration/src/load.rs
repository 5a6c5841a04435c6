//! 取込み — a delivery into the register, chunk by chunk.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};

use child_allowance::certification::{Certification, PastPayment};
use database::{Database, Operation, Tx};
use disbursement::BankAccount;
use register::PersonalNumberVault;
use register::load::PersonHistory;
use serde::Serialize;
use values::{AddresseeNumber, HouseholdNumber};

use crate::ending::Disposition;
use crate::produce::{Chunk, Ended, Parcel, Pass, produce};
use crate::reason::Reason;
use crate::source::Sources;
use crate::store::{self, LoadRow, NewLoad};
use crate::survey::Survey;
use crate::totals::Totals;
use crate::{Delivery, Ending, MigrationError};

/// What is to be loaded, in words for the list of loads.
#[derive(Debug, Clone)]
pub struct LoadOrder {
    /// Name of the load on screens (`北区 第1回 予行`).
    pub title: String,
    /// Where it is loaded: `rehearsal`, `production`, `demo`.
    pub environment: String,
}

/// How far a load is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadProgress {
    /// Records that have been read, of all files that are loaded.
    pub records_done: u64,
    /// Records that the manifest declares for them.
    pub records_total: u64,
    /// Chunks that stand.
    pub chunks_done: i32,
}

/// How a load stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadState {
    /// Every record of every file has its ending.
    Loaded,
    /// The delivery had been loaded before; nothing was changed.
    Unchanged,
    /// The caller stopped it; it goes on where it was when it is called again.
    Stopped,
}

/// What a call of [`load`] did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoadOutcome {
    /// Number of the load.
    pub load_number: i64,
    /// How it stands.
    pub state: LoadState,
    /// Chunks that this call wrote.
    pub chunks_written: i32,
}

/// How the records of a delivery would end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Records by dataset and disposition.
    pub endings: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    /// Records by reason code, notes included.
    pub reasons: BTreeMap<&'static str, u64>,
}

/// Reads a delivery and tells how each of its records would end; writes nothing.
///
/// # Errors
/// [`MigrationError`] when a file cannot be read.
pub fn check(delivery: &Delivery) -> Result<CheckReport, MigrationError> {
    let sources = Sources::open(delivery)?;
    let survey = Survey::of(delivery, &sources)?;
    let pass = Pass { sources: &sources, survey: &survey, vault: None, last_done: 0 };
    let mut report = CheckReport::default();
    produce(&pass, &mut |chunk| {
        let of_dataset = report.endings.entry(chunk.dataset.code()).or_default();
        for ended in chunk.parcels.iter().flat_map(|parcel| &parcel.endings) {
            *of_dataset.entry(ended.ending.disposition.code()).or_default() += 1;
            if let Some(reason) = &ended.ending.reason {
                *report.reasons.entry(reason.code).or_default() += 1;
            }
        }
        Ok(())
    })?;
    Ok(report)
}

/// Loads a delivery, or goes on with a load that was stopped, or finds that it has been loaded already. `progress` is
/// called after each chunk and may stop the load.
///
/// # Errors
/// [`MigrationError`]; what chunks had been written stays, and the next call goes on behind them.
pub fn load(
    database: &Database,
    operation: &Operation,
    vault: &PersonalNumberVault,
    (delivery, order): (&Delivery, &LoadOrder),
    progress: &mut dyn FnMut(LoadProgress) -> ControlFlow<()>,
) -> Result<LoadOutcome, MigrationError> {
    let row = database.write(operation, |tx| open(tx, delivery, order))?;
    let load_number = row.load_number;
    if row.is_finished() {
        return Ok(LoadOutcome { load_number, state: LoadState::Unchanged, chunks_written: 0 });
    }
    let last_done = database.read(operation, |tx| store::last_chunk(tx, load_number))?;
    let sources = Sources::open(delivery)?;
    let survey = Survey::of(delivery, &sources)?;
    let pass = Pass { sources: &sources, survey: &survey, vault: Some(vault), last_done };
    let mut writer = Writer { database, operation, load: &row, last_done, written: 0, records_done: 0 };
    let (sender, chunks) = sync_channel(2);
    let end = std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            // The writer that has stopped listens no more: the reader then ends as well.
            produce(&pass, &mut |chunk| sender.send(chunk).map_err(|_| MigrationError::ReaderStopped))
        });
        let end = writer.write_all(chunks, delivery, progress);
        match (reader.join(), end) {
            (_, Err(error)) => Err(error),
            (_, Ok(ControlFlow::Break(()))) => Ok(ControlFlow::Break(())),
            (Ok(Ok(())), Ok(end)) => Ok(end),
            (Ok(Err(error)), _) => Err(error),
            (Err(_), _) => Err(MigrationError::ReaderStopped),
        }
    })?;
    let chunks_written = writer.written;
    if end.is_break() {
        return Ok(LoadOutcome { load_number, state: LoadState::Stopped, chunks_written });
    }
    database.write(operation, |tx| {
        register::load::close(tx)?;
        child_allowance::load::close(tx)?;
        let now = tx.operation().now;
        tx.did("migration.load_finished");
        store::finish(tx, load_number, now)
    })?;
    Ok(LoadOutcome { load_number, state: LoadState::Loaded, chunks_written })
}

/// Finds the load of the delivery, or begins it.
fn open(tx: &mut Tx<'_>, delivery: &Delivery, order: &LoadOrder) -> Result<LoadRow, MigrationError> {
    if let Some(row) = store::of_manifest(tx, &delivery.manifest_sha256)? {
        return Ok(row);
    }
    let digest = delivery.manifest_sha256.get(..16).unwrap_or_default();
    let manifest = &delivery.manifest;
    let opened = register::load::open(tx, &format!("{} {} {digest}", manifest.vendor, manifest.layout))?;
    let operation = tx.operation();
    tx.did("migration.load_started");
    store::insert(
        tx,
        NewLoad {
            title: &order.title,
            environment: &order.environment,
            folder: delivery.folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            manifest_sha256: &delivery.manifest_sha256,
            vendor: &manifest.vendor,
            layout_version: &manifest.layout,
            delivered_on: manifest.as_of,
            state: "loading",
            act_number: opened.act_number,
            known_from: opened.moment,
            source_counts: store::counts_json(&delivery.source_counts()),
            started_at: operation.now,
            started_by: &operation.actor.login_name,
        },
    )
}

struct Writer<'a> {
    database: &'a Database,
    operation: &'a Operation,
    load: &'a LoadRow,
    last_done: i32,
    written: i32,
    records_done: u64,
}

impl Writer<'_> {
    fn write_all(
        &mut self,
        chunks: Receiver<Chunk>,
        delivery: &Delivery,
        progress: &mut dyn FnMut(LoadProgress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, MigrationError> {
        let records_total = delivery.source_counts().values().sum();
        for chunk in chunks {
            let records: usize = chunk.parcels.iter().map(|parcel| parcel.endings.len()).sum();
            let chunks_done = chunk.number;
            if chunk.number > self.last_done {
                self.database.write(self.operation, |tx| self.write(tx, chunk))?;
                self.written += 1;
            }
            self.records_done += u64::try_from(records).unwrap_or_default();
            let told = LoadProgress { records_done: self.records_done, records_total, chunks_done };
            if chunks_done > self.last_done && progress(told).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// A chunk, its endings and its checkpoint: all or nothing.
    fn write(&self, tx: &mut Tx<'_>, chunk: Chunk) -> Result<(), MigrationError> {
        let load_number = self.load.load_number;
        let Chunk { number, dataset, mut parcels } = chunk;
        store::lock(tx, load_number)?;
        hold_present(tx, &mut parcels)?;
        let mut totals = Totals::default();
        let (mut rows, mut held) = (Vec::new(), Vec::new());
        let mut good = Good::default();
        for parcel in parcels {
            totals.add(&parcel.totals);
            for ended in good.take(parcel) {
                let (row, kept_back) = store::row_of(load_number, dataset, ended);
                rows.push(row);
                held.extend(kept_back);
            }
        }
        let records = rows.len();
        good.write(tx, self.load)?;
        store::copy_endings(tx, rows, held)?;
        let dataset = dataset.code();
        let checkpoint = store::Checkpoint { load_number, chunk_number: number, dataset, records, totals: &totals };
        store::checkpoint(tx, &checkpoint)
    }
}

/// What a chunk brings into the register and the businesses.
#[derive(Default)]
struct Good {
    people: Vec<PersonHistory>,
    households: Vec<HouseholdNumber>,
    certifications: Vec<Certification>,
    accounts: Vec<(AddresseeNumber, BankAccount)>,
    payments: Vec<PastPayment>,
}

impl Good {
    /// Takes what is good of a parcel; gives its endings back.
    fn take(&mut self, parcel: Parcel) -> Vec<Ended> {
        self.people.extend(parcel.history.map(|history| *history));
        self.households.extend(parcel.household);
        self.payments.extend(parcel.payment);
        if let Some(taken) = parcel.certification {
            self.accounts.push((taken.certification.recipient, taken.account));
            self.certifications.push(taken.certification);
        }
        parcel.endings
    }

    fn write(self, tx: &mut Tx<'_>, load: &LoadRow) -> Result<(), MigrationError> {
        if !self.people.is_empty() {
            register::load::write(tx, load.load(), &self.people)?;
        }
        if !self.households.is_empty() {
            register::load::households(tx, load.load(), &self.households)?;
        }
        if !self.certifications.is_empty() {
            child_allowance::load::write_certifications(tx, &self.certifications)?;
            child_allowance::load::write_accounts(tx, load.delivered_on, &self.accounts)?;
        }
        if !self.payments.is_empty() {
            child_allowance::load::write_payments(tx, &self.payments)?;
        }
        Ok(())
    }
}

/// Holds people whom the register has already: they came with another delivery, or were entered by hand.
fn hold_present(tx: &mut Tx<'_>, parcels: &mut [Parcel]) -> Result<(), MigrationError> {
    let number = |parcel: &Parcel| parcel.history.as_ref().map(|history| history.addressee_number.to_i64());
    let numbers: Vec<i64> = parcels.iter().filter_map(number).collect();
    if numbers.is_empty() {
        return Ok(());
    }
    let present: BTreeSet<i64> = store::present(tx, &numbers)?.into_iter().collect();
    for parcel in parcels.iter_mut().filter(|parcel| number(parcel).is_some_and(|it| present.contains(&it))) {
        parcel.history = None;
        parcel.totals = Totals::default();
        for ended in &mut parcel.endings {
            ended.ending = Ending {
                disposition: Disposition::Quarantined,
                reason: Some(Reason::at("already_in_register", 1, "atena_no", "")),
            };
            ended.act = None;
        }
    }
    Ok(())
}

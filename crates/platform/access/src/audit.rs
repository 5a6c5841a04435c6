//! The audit trail as a hash chain.
//!
//! Rows are written inside the transactions they tell of, without a chain, so that no request waits for another's row.
//! Sealing runs beside: each seal hashes all rows since the last one together with the last seal's hash. A row changed,
//! removed or slipped in afterwards makes its seal, and only that and later ones, fail.

use database::{Database, Operation};
use sha2::{Digest, Sha256};

use crate::AccessError;
use crate::store::{self, EntryRow, SealRow};

/// What sealing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealOutcome {
    /// Transactions up to and with this number are sealed now.
    Sealed {
        /// Number of the last sealed transaction.
        through_transaction_number: i64,
        /// How many rows the new seal holds.
        entry_count: i64,
    },
    /// There was no new row.
    NothingNew,
}

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// How many seals there are.
    pub seal_count: usize,
    /// How many rows they hold.
    pub entry_count: i64,
    /// Seals, counted from 1, whose rows are not what was sealed; empty when all is well.
    pub broken: Vec<i64>,
}

/// Seals the rows that have been committed since the last seal.
///
/// # Errors
/// [`AccessError::Database`].
pub fn seal_audit(database: &Database, operation: &Operation) -> Result<SealOutcome, AccessError> {
    database.write(operation, |tx| {
        let newest = store::newest_settled_transaction(tx)?.unwrap_or_default();
        let last = store::seals(tx)?.pop();
        let after = last.as_ref().map_or(0, |seal| seal.through_transaction_number);
        if newest <= after {
            return Ok(SealOutcome::NothingNew);
        }
        let previous_hash = last.map(|seal| seal.seal_hash).unwrap_or_default();
        let entries = store::entries_between(tx, after, newest)?;
        let entry_count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        let seal_hash = chain(&previous_hash, &entries);
        store::add_seal(tx, &SealRow { through_transaction_number: newest, entry_count, previous_hash, seal_hash })?;
        Ok(SealOutcome::Sealed { through_transaction_number: newest, entry_count })
    })
}

/// Recomputes the whole chain.
///
/// # Errors
/// [`AccessError::Database`].
pub fn verify_audit(database: &Database, operation: &Operation) -> Result<AuditReport, AccessError> {
    database.read(operation, |tx| {
        let seals = store::seals(tx)?;
        let mut report = AuditReport { seal_count: seals.len(), entry_count: 0, broken: Vec::new() };
        let mut after = 0;
        let mut previous: Vec<u8> = Vec::new();
        for (number, seal) in (1..).zip(seals) {
            let entries = store::entries_between(tx, after, seal.through_transaction_number)?;
            let is_whole = i64::try_from(entries.len()).is_ok_and(|count| count == seal.entry_count)
                && seal.previous_hash == previous
                && chain(&previous, &entries) == seal.seal_hash;
            if !is_whole {
                report.broken.push(number);
            }
            report.entry_count += seal.entry_count;
            after = seal.through_transaction_number;
            previous = seal.seal_hash;
        }
        Ok(report)
    })
}

/// Hash of the seal before and of every field of every row, each with its length so that no two rows read alike.
fn chain(previous: &[u8], entries: &[EntryRow]) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(previous);
    let mut field = |text: &str| {
        digest.update(text.len().to_be_bytes());
        digest.update(text.as_bytes());
    };
    for entry in entries {
        field(&entry.entry_number.to_string());
        field(&entry.recorded_at.timestamp_micros().to_string());
        for text in [&entry.trace_id, &entry.login_name, &entry.office_code, &entry.terminal, &entry.purpose] {
            field(text);
        }
        field(if entry.is_write { "write" } else { "read" });
        field(&entry.actions.len().to_string());
        entry.actions.iter().for_each(|action| field(action));
        field(&entry.addressee_numbers.len().to_string());
        entry.addressee_numbers.iter().for_each(|number| field(&number.to_string()));
    }
    digest.finalize().to_vec()
}

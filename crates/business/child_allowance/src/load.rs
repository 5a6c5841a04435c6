//! 移行の取込み — the bulk door: certifications with their children, accounts and past payments by COPY.
//!
//! A migration calls, in this order and in transactions of its own making: [`write_certifications`] (ten to twenty
//! thousand a batch; the persons must be in the register before), [`write_accounts`], [`write_payments`], and at the end
//! [`close`]. Nothing is checked against law here; the tables refuse two certifications of a recipient at a time and a
//! payment that is there already.

use chrono::NaiveDate;
use database::{DatabaseError, Tx};
use disbursement::BankAccount;
use values::{AddresseeNumber, YearMonth};

use crate::certification::{Certification, End, PastPayment};
use crate::rules::period::EndCause;
use crate::store::load::{copy_certifications, copy_payments, raise_certification_numbers};

/// The business under which accounts and payments are kept.
pub const BUSINESS: &str = "child_allowance";

/// How many rows a batch wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LoadCounts {
    /// Certifications.
    pub certifications: usize,
    /// Children of them.
    pub children: usize,
}

/// The end of a certification that a former system ended on a day (消滅日): paid through that month (児童手当法8条2項).
#[must_use]
pub fn ended_on(ended_on: NaiveDate, cause: Option<EndCause>) -> End {
    End { ended_on, cause, paid_through: YearMonth::of(ended_on) }
}

/// Takes over certifications that are not here yet, with their children; they are known from the moment of the operation.
///
/// # Errors
/// [`DatabaseError::Constraint`] where a row is there already or a recipient has two certifications at a time.
pub fn write_certifications(tx: &mut Tx<'_>, batch: &[Certification]) -> Result<LoadCounts, DatabaseError> {
    let moment = tx.operation().now;
    let (certifications, children) = copy_certifications(tx, batch, moment)?;
    tx.did("child_allowance.load_certifications");
    Ok(LoadCounts { certifications, children })
}

/// Takes over the accounts that are paid to from the day on; who has one from that day keeps it. Gives how many are new.
///
/// # Errors
/// [`DatabaseError`].
pub fn write_accounts(
    tx: &mut Tx<'_>,
    from_on: NaiveDate,
    accounts: &[(AddresseeNumber, BankAccount)],
) -> Result<usize, DatabaseError> {
    disbursement::add_accounts(tx, BUSINESS, from_on, accounts)
}

/// Takes over payments that the former system made. A run pays no month that a payment of the regular cycle covers.
///
/// # Errors
/// [`DatabaseError::Constraint`] where a payment is there already.
pub fn write_payments(tx: &mut Tx<'_>, batch: &[PastPayment]) -> Result<usize, DatabaseError> {
    tx.did("child_allowance.load_payments");
    copy_payments(tx, batch)
}

/// Ends a load: certification numbers given out from now on lie above all that were taken over.
///
/// # Errors
/// [`DatabaseError`].
pub fn close(tx: &mut Tx<'_>) -> Result<(), DatabaseError> {
    raise_certification_numbers(tx)
}

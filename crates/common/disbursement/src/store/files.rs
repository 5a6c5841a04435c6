//! Transfer files and their results.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use database::{DatabaseError, Tx};
use diesel::prelude::*;
use sha2::{Digest, Sha256};
use values::{AddresseeNumber, Yen};

use super::accounts::accounts_to_transfer_to;
use crate::schema::{payments, transfer_files};
use crate::zengin::{self, ReturnReason, Transfer, TransferOrder, TransferResult};
use crate::{DisbursementError, FileRequest, Manifest, PaymentState, ResultSummary, TransferFile};

#[derive(Queryable, Selectable)]
#[diesel(table_name = transfer_files)]
struct FileRow {
    file_number: i64,
    file_name: String,
    sha256: String,
    transfer_on: NaiveDate,
    transfer_count: i64,
    total_yen: i64,
    made_at: DateTime<Utc>,
    made_by: String,
    result_recorded_at: Option<DateTime<Utc>>,
}

impl FileRow {
    fn manifest(self) -> Manifest {
        Manifest {
            file_number: self.file_number,
            file_name: self.file_name,
            sha256: self.sha256,
            transfer_on: self.transfer_on,
            count: self.transfer_count,
            total: Yen::new(self.total_yen),
            made_at: self.made_at,
            made_by: self.made_by,
            result_recorded_at: self.result_recorded_at,
        }
    }
}

/// Writes every posted payment of the run that stands in no file yet into one, and names those that cannot be.
///
/// # Errors
/// [`DisbursementError::NothingToTransfer`], [`DisbursementError::Zengin`], [`DisbursementError::Database`].
pub fn make_transfer_file(tx: &mut Tx<'_>, request: &FileRequest) -> Result<TransferFile, DisbursementError> {
    let waiting: Vec<(i64, i64, i64)> = payments::table
        .filter(payments::business.eq(&request.business).and(payments::run_number.eq(request.run_number)))
        .filter(payments::payment_state.eq(PaymentState::Posted.code()).and(payments::file_number.is_null()))
        .order(payments::payment_number)
        .select((payments::addressee_number, payments::payment_number, payments::amount_yen))
        .for_update()
        .load(tx.connection())
        .map_err(DatabaseError::from)?;
    let mut accounts = accounts_to_transfer_to(tx, &request.business, request.run_number, request.transfer_on)?;
    let (mut transfers, mut left_out) = (Vec::new(), Vec::new());
    for (addressee_number, payment_number, amount_yen) in waiting {
        match accounts.remove(&addressee_number) {
            Some(account) => transfers.push(Transfer { payment_number, account, amount: Yen::new(amount_yen) }),
            None => left_out.push(addressee_number),
        }
    }
    if transfers.is_empty() {
        return Err(DisbursementError::NothingToTransfer { left_out: left_out.len() });
    }
    let month_day = (request.transfer_on.month(), request.transfer_on.day());
    let order = TransferOrder { requester: request.requester.clone(), month_day, transfers };
    let content = zengin::write(&order, request.line_ending)?;
    let manifest = keep(tx, request, &order, &content)?;
    let written = diesel::update(
        payments::table
            .filter(payments::business.eq(&request.business).and(payments::run_number.eq(request.run_number)))
            .filter(payments::payment_state.eq(PaymentState::Posted.code()).and(payments::file_number.is_null()))
            .filter(payments::addressee_number.ne_all(&left_out)),
    )
    .set(payments::file_number.eq(Some(manifest.file_number)))
    .execute(tx.connection())
    .map_err(DatabaseError::from)?;
    // A payment posted between the two statements would be marked as sent without standing in the file.
    if written != order.transfers.len() {
        return Err(DisbursementError::Moved);
    }
    tx.did("disbursement.make_transfer_file");
    let left_out = left_out.into_iter().filter_map(|number| AddresseeNumber::try_from(number).ok()).collect();
    Ok(TransferFile { manifest, content, left_out })
}

fn keep(
    tx: &mut Tx<'_>,
    request: &FileRequest,
    order: &TransferOrder,
    content: &[u8],
) -> Result<Manifest, DatabaseError> {
    let operation = tx.operation();
    let earlier: i64 = transfer_files::table
        .filter(transfer_files::business.eq(&request.business).and(transfer_files::run_number.eq(request.run_number)))
        .count()
        .get_result(tx.connection())?;
    let day = request.transfer_on.format("%Y%m%d");
    let file_name = format!("{}-{}-{day}-{}.txt", request.business, request.run_number, earlier + 1);
    let total: Yen = order.transfers.iter().map(|transfer| transfer.amount).sum();
    let row: FileRow = diesel::insert_into(transfer_files::table)
        .values((
            transfer_files::business.eq(&request.business),
            transfer_files::run_number.eq(request.run_number),
            transfer_files::file_name.eq(file_name),
            transfer_files::sha256.eq(hex::encode(Sha256::digest(content))),
            transfer_files::transfer_on.eq(request.transfer_on),
            transfer_files::transfer_count.eq(i64::try_from(order.transfers.len()).unwrap_or(i64::MAX)),
            transfer_files::total_yen.eq(total.get()),
            transfer_files::content.eq(content),
            transfer_files::made_at.eq(operation.now),
            transfer_files::made_by.eq(&operation.actor.login_name),
        ))
        .returning(FileRow::as_select())
        .get_result(tx.connection())?;
    Ok(row.manifest())
}

/// The files of a run, oldest first.
///
/// # Errors
/// [`DatabaseError`].
pub fn manifests(tx: &mut Tx<'_>, business: &str, run_number: i64) -> Result<Vec<Manifest>, DatabaseError> {
    let rows: Vec<FileRow> = transfer_files::table
        .filter(transfer_files::business.eq(business).and(transfer_files::run_number.eq(run_number)))
        .order(transfer_files::file_number)
        .select(FileRow::as_select())
        .load(tx.connection())?;
    Ok(rows.into_iter().map(FileRow::manifest).collect())
}

/// A file once more, byte for byte as it was made.
///
/// # Errors
/// [`DatabaseError::NotFound`] and others.
pub fn file_content(tx: &mut Tx<'_>, file_number: i64) -> Result<(Manifest, Vec<u8>), DatabaseError> {
    let (row, content): (FileRow, Vec<u8>) = transfer_files::table
        .find(file_number)
        .select((FileRow::as_select(), transfer_files::content))
        .first(tx.connection())?;
    tx.did("disbursement.read_transfer_file");
    Ok((row.manifest(), content))
}

/// Takes the result of a file, wholly or not at all: it must name each transfer of the file once, with its account
/// number and amount.
///
/// # Errors
/// [`DisbursementError::Zengin`], [`DisbursementError::ForeignResult`], [`DisbursementError::ResultKnown`],
/// [`DisbursementError::Database`].
pub fn record_results(tx: &mut Tx<'_>, file_number: i64, bytes: &[u8]) -> Result<ResultSummary, DisbursementError> {
    let results = zengin::results(bytes)?;
    let (content, known): (Vec<u8>, Option<String>) = transfer_files::table
        .find(file_number)
        .select((transfer_files::content, transfer_files::result_sha256))
        .for_update()
        .first(tx.connection())
        .map_err(DatabaseError::from)?;
    if known.is_some() {
        return Err(DisbursementError::ResultKnown);
    }
    hold_against_file(&zengin::read(&content)?.order.transfers, &results)?;
    for reason in [ReturnReason::NoSuchAccount, ReturnReason::StoppedByRequester, ReturnReason::Other] {
        let numbers: Vec<i64> = results
            .iter()
            .filter(|(_, result)| *result == TransferResult::Returned(reason))
            .map(|(transfer, _)| transfer.payment_number)
            .collect();
        diesel::update(of_file(file_number).filter(payments::payment_number.eq_any(numbers)))
            .set((
                payments::payment_state.eq(PaymentState::Returned.code()),
                payments::return_code.eq(Some(reason.code())),
            ))
            .execute(tx.connection())
            .map_err(DatabaseError::from)?;
    }
    diesel::update(of_file(file_number))
        .set(payments::payment_state.eq(PaymentState::Transferred.code()))
        .execute(tx.connection())
        .map_err(DatabaseError::from)?;
    let now = tx.operation().now;
    diesel::update(transfer_files::table.find(file_number))
        .set((
            transfer_files::result_sha256.eq(Some(hex::encode(Sha256::digest(bytes)))),
            transfer_files::result_recorded_at.eq(Some(now)),
        ))
        .execute(tx.connection())
        .map_err(DatabaseError::from)?;
    tx.did("disbursement.record_results");
    Ok(summary(&results))
}

/// Payments of a file that have no result yet.
#[diesel::dsl::auto_type(no_type_alias)]
fn of_file(file_number: i64) -> _ {
    payments::table.filter(payments::file_number.eq(file_number)).filter(payments::payment_state.eq("posted"))
}

fn hold_against_file(sent: &[Transfer], results: &[(Transfer, TransferResult)]) -> Result<(), DisbursementError> {
    let mut open: BTreeMap<i64, &Transfer> = sent.iter().map(|transfer| (transfer.payment_number, transfer)).collect();
    for (transfer, _) in results {
        let payment_number = transfer.payment_number;
        let is_known = open
            .remove(&payment_number)
            .is_some_and(|sent| sent.amount == transfer.amount && sent.account.number == transfer.account.number);
        if !is_known {
            return Err(DisbursementError::ForeignResult { payment_number });
        }
    }
    match open.into_keys().next() {
        Some(payment_number) => Err(DisbursementError::ForeignResult { payment_number }),
        None => Ok(()),
    }
}

fn summary(results: &[(Transfer, TransferResult)]) -> ResultSummary {
    let mut summary =
        ResultSummary { transferred_count: 0, transferred: Yen::ZERO, returned_count: 0, returned: Yen::ZERO };
    for (transfer, result) in results {
        match result {
            TransferResult::Transferred => {
                summary.transferred_count += 1;
                summary.transferred += transfer.amount;
            }
            TransferResult::Returned(_) => {
                summary.returned_count += 1;
                summary.returned += transfer.amount;
            }
        }
    }
    summary
}

//! COPY of what a migration takes over.

use chrono::{DateTime, NaiveDate, Utc};
use database::{DatabaseError, Tx, copying};
use diesel::prelude::*;
use diesel::{ExecuteCopyFromDsl, sql_query};

use super::certifications::{CertificationRow, ChildRow};
use crate::certification::{Certification, PastPayment, cycle_code};
use crate::schema::{certifications, certified_children, payments};

/// A row of `child_allowance.payments`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = payments, treat_none_as_default_value = false)]
pub(crate) struct PaymentRow {
    pub(crate) addressee_number: i64,
    pub(crate) certification_number: String,
    pub(crate) paid_on: NaiveDate,
    pub(crate) payment_kind: String,
    pub(crate) from_month: NaiveDate,
    pub(crate) through_month: NaiveDate,
    pub(crate) amount_yen: i64,
    pub(crate) child_count: i32,
    pub(crate) run_number: Option<i64>,
}

impl PaymentRow {
    fn of(payment: &PastPayment) -> Self {
        Self {
            addressee_number: payment.recipient.to_i64(),
            certification_number: payment.certification_number.clone(),
            paid_on: payment.paid_on,
            payment_kind: cycle_code(payment.cycle).to_owned(),
            from_month: payment.from.first_day(),
            through_month: payment.through.first_day(),
            amount_yen: payment.amount.get(),
            child_count: payment.child_count,
            run_number: payment.run_number,
        }
    }
}

pub(crate) fn copy_certifications(
    tx: &mut Tx<'_>,
    batch: &[Certification],
    moment: DateTime<Utc>,
) -> Result<(usize, usize), DatabaseError> {
    let rows: Vec<_> = batch.iter().map(|it| CertificationRow::of(it, 1, moment, None)).collect();
    let children: Vec<_> =
        batch.iter().flat_map(|it| it.children.iter().map(move |child| ChildRow::of(it, child, 1, moment))).collect();
    let counts = (rows.len(), children.len());
    copying(tx, |it| diesel::copy_from(certifications::table).from_insertable(rows).execute(it))?;
    copying(tx, |it| diesel::copy_from(certified_children::table).from_insertable(children).execute(it))?;
    Ok(counts)
}

pub(crate) fn copy_payments(tx: &mut Tx<'_>, batch: &[PastPayment]) -> Result<usize, DatabaseError> {
    let rows: Vec<_> = batch.iter().map(PaymentRow::of).collect();
    let count = rows.len();
    copying(tx, |it| diesel::copy_from(payments::table).from_insertable(rows).execute(it))?;
    Ok(count)
}

/// Numbers given out from now on lie above all that were taken over.
pub(crate) fn raise_certification_numbers(tx: &mut Tx<'_>) -> Result<(), DatabaseError> {
    sql_query(
        "select setval('child_allowance.certification_numbers', greatest( \
         (select last_value from child_allowance.certification_numbers), \
         (select coalesce(max(certification_number::numeric), 0) from child_allowance.certifications \
          where length(certification_number) <= 12)::bigint))",
    )
    .execute(tx.connection())?;
    Ok(())
}

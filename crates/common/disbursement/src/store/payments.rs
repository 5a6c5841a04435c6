//! Payments of runs.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use database::{DatabaseError, Tx};
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use values::{AddresseeNumber, Yen};

use super::ROWS_AT_ONCE;
use crate::schema::payments;
use crate::{DisbursementError, NewPayment, PaymentState, PaymentView, StateTotal};

#[derive(Queryable, Selectable)]
#[diesel(table_name = payments)]
struct PaymentRow {
    payment_number: i64,
    business: String,
    run_number: i64,
    benefit_months: Vec<String>,
    amount_yen: i64,
    paid_out_on: NaiveDate,
    payment_state: String,
    file_number: Option<i64>,
    return_code: Option<String>,
}

impl PaymentRow {
    fn view(self) -> Option<PaymentView> {
        Some(PaymentView {
            payment_number: self.payment_number,
            business: self.business,
            run_number: self.run_number,
            benefit_months: self.benefit_months.iter().map(|month| month.parse().ok()).collect::<Option<_>>()?,
            amount: Yen::new(self.amount_yen),
            paid_out_on: self.paid_out_on,
            state: PaymentState::of(&self.payment_state)?,
            file_number: self.file_number,
            return_code: self.return_code,
        })
    }
}

/// Plans the payments of a run; planning the same again changes nothing. Gives how many are new.
///
/// # Errors
/// [`DisbursementError::PlannedOtherwise`] when the run has another payment for one of these people;
/// [`DisbursementError::Database`], with a constraint where an amount is not from 1 yen to ten digits.
pub fn plan_payments(
    tx: &mut Tx<'_>,
    business: &str,
    run_number: i64,
    planned: &[NewPayment],
) -> Result<usize, DisbursementError> {
    let mut new = 0;
    for part in planned.chunks(ROWS_AT_ONCE) {
        let rows: Vec<_> = part
            .iter()
            .map(|payment| {
                (
                    payments::addressee_number.eq(payment.addressee_number.to_i64()),
                    payments::business.eq(business),
                    payments::run_number.eq(run_number),
                    payments::benefit_months.eq(months(payment)),
                    payments::amount_yen.eq(payment.amount.get()),
                    payments::paid_out_on.eq(payment.paid_out_on),
                )
            })
            .collect();
        let inserted = diesel::insert_into(payments::table)
            .values(rows)
            .on_conflict((payments::addressee_number, payments::business, payments::run_number))
            .do_nothing()
            .execute(tx.connection())
            .map_err(DatabaseError::from)?;
        if inserted < part.len() {
            hold_against_known(tx, business, run_number, part)?;
        }
        new += inserted;
    }
    Ok(new)
}

/// Months, yen and day.
type Plan = (Vec<String>, i64, NaiveDate);

/// Refuses a second plan of a run that says something else than the first.
fn hold_against_known(
    tx: &mut Tx<'_>,
    business: &str,
    run_number: i64,
    part: &[NewPayment],
) -> Result<(), DisbursementError> {
    let numbers: Vec<i64> = part.iter().map(|payment| payment.addressee_number.to_i64()).collect();
    let known: Vec<(i64, Plan)> = payments::table
        .filter(payments::addressee_number.eq_any(numbers))
        .filter(payments::business.eq(business).and(payments::run_number.eq(run_number)))
        .select((payments::addressee_number, (payments::benefit_months, payments::amount_yen, payments::paid_out_on)))
        .load(tx.connection())
        .map_err(DatabaseError::from)?;
    let known: BTreeMap<_, _> = known.into_iter().collect();
    let differs = part.iter().find(|payment| {
        let wanted = (months(payment), payment.amount.get(), payment.paid_out_on);
        known.get(&payment.addressee_number.to_i64()) != Some(&wanted)
    });
    match differs {
        Some(payment) => Err(DisbursementError::PlannedOtherwise { addressee_number: payment.addressee_number }),
        None => Ok(()),
    }
}

fn months(payment: &NewPayment) -> Vec<String> {
    payment.benefit_months.iter().map(ToString::to_string).collect()
}

/// Posts every planned payment of a run, in the transaction in which the run itself is posted; gives how many.
///
/// # Errors
/// [`DatabaseError`].
pub fn post_payments(tx: &mut Tx<'_>, business: &str, run_number: i64) -> Result<usize, DatabaseError> {
    tx.did("disbursement.post_payments");
    let planned = payments::table
        .filter(payments::business.eq(business).and(payments::run_number.eq(run_number)))
        .filter(payments::payment_state.eq(PaymentState::Planned.code()));
    Ok(diesel::update(planned).set(payments::payment_state.eq(PaymentState::Posted.code())).execute(tx.connection())?)
}

/// Where the payments of a run stand, in the order of the states; states without a payment are left out.
///
/// # Errors
/// [`DatabaseError`].
pub fn state_totals(tx: &mut Tx<'_>, business: &str, run_number: i64) -> Result<Vec<StateTotal>, DatabaseError> {
    let rows: Vec<(String, i64, i64)> = payments::table
        .filter(payments::business.eq(business).and(payments::run_number.eq(run_number)))
        .group_by(payments::payment_state)
        .select((payments::payment_state, count_star(), sql::<BigInt>("sum(amount_yen)::bigint")))
        .load(tx.connection())?;
    let of = |state: PaymentState| {
        let row = rows.iter().find(|(code, ..)| code == state.code());
        row.map(|(_, count, total)| StateTotal { state, count: *count, total: Yen::new(*total) })
    };
    Ok(PaymentState::ALL.into_iter().filter_map(of).collect())
}

/// Every payment to a person, newest first.
///
/// # Errors
/// [`DisbursementError::Database`], [`DisbursementError::Unreadable`].
pub fn payments_of(tx: &mut Tx<'_>, addressee_number: AddresseeNumber) -> Result<Vec<PaymentView>, DisbursementError> {
    tx.touch(addressee_number.to_i64());
    let rows: Vec<PaymentRow> = payments::table
        .filter(payments::addressee_number.eq(addressee_number.to_i64()))
        .order(payments::payment_number.desc())
        .select(PaymentRow::as_select())
        .load(tx.connection())
        .map_err(DatabaseError::from)?;
    let unreadable = || DisbursementError::Unreadable { table: "disbursement.payments" };
    rows.into_iter().map(|row| row.view().ok_or_else(unreadable)).collect()
}

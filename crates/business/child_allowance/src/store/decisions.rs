//! Decisions, differences and payments.

use chrono::{DateTime, NaiveDate, Utc};
use database::{DatabaseError, Tx};
use diesel::dsl::max;
use diesel::prelude::*;
use serde_json::Value;
use values::{AddresseeNumber, YearMonth};

use super::load::PaymentRow;
use crate::rules::difference::MonthDifference;
use crate::schema::{decisions, differences, payments};

/// A decision as it was stored.
#[derive(Queryable, Selectable, Debug, Clone)]
#[diesel(table_name = decisions)]
pub(crate) struct Decision {
    pub(crate) decision_number: i64,
    pub(crate) certification_number: String,
    pub(crate) from_month: NaiveDate,
    pub(crate) monthly_yen: i64,
    pub(crate) inputs: Value,
    pub(crate) law_version: Value,
    pub(crate) facts_known_at: DateTime<Utc>,
}

/// A decision to be stored.
#[derive(Insertable, Debug, Clone)]
#[diesel(table_name = decisions)]
pub(crate) struct NewDecision {
    pub(crate) addressee_number: i64,
    pub(crate) certification_number: String,
    pub(crate) decision_kind: &'static str,
    pub(crate) from_month: NaiveDate,
    pub(crate) monthly_yen: i64,
    pub(crate) decided_at: DateTime<Utc>,
    pub(crate) decided_by: String,
    pub(crate) claim_number: Option<i64>,
    pub(crate) event_number: Option<i64>,
    pub(crate) facts_valid_at: NaiveDate,
    pub(crate) facts_known_at: DateTime<Utc>,
    pub(crate) law_version: Value,
    pub(crate) inputs: Value,
    pub(crate) explanation: Value,
}

/// A difference that waits for a run, or was settled by one.
#[derive(Queryable, Selectable, Debug, Clone)]
#[diesel(table_name = differences)]
pub(crate) struct DifferenceRow {
    pub(crate) addressee_number: i64,
    pub(crate) certification_number: String,
    pub(crate) benefit_month: NaiveDate,
    pub(crate) before_yen: i64,
    pub(crate) after_yen: i64,
}

/// Stores a decision; gives its number.
pub(crate) fn insert_decision(tx: &mut Tx<'_>, decision: &NewDecision) -> Result<i64, DatabaseError> {
    Ok(diesel::insert_into(decisions::table)
        .values(decision)
        .returning(decisions::decision_number)
        .get_result(tx.connection())?)
}

/// Stores what a decision means for months that were paid.
pub(crate) fn insert_differences(
    tx: &mut Tx<'_>,
    recipient: AddresseeNumber,
    certification_number: &str,
    decision_number: i64,
    months: &[MonthDifference],
) -> Result<(), DatabaseError> {
    let now = tx.operation().now;
    let rows: Vec<_> = months
        .iter()
        .map(|month| {
            (
                differences::addressee_number.eq(recipient.to_i64()),
                differences::decision_number.eq(decision_number),
                differences::certification_number.eq(certification_number),
                differences::benefit_month.eq(month.month.first_day()),
                differences::before_yen.eq(month.before.get()),
                differences::after_yen.eq(month.after.get()),
                differences::recorded_at.eq(now),
            )
        })
        .collect();
    diesel::insert_into(differences::table).values(rows).execute(tx.connection())?;
    Ok(())
}

/// Every decision on a recipient, oldest first.
pub(crate) fn decisions_of(tx: &mut Tx<'_>, recipient: AddresseeNumber) -> Result<Vec<Decision>, DatabaseError> {
    Ok(decisions::table
        .filter(decisions::addressee_number.eq(recipient.to_i64()))
        .order(decisions::decision_number)
        .select(Decision::as_select())
        .load(tx.connection())?)
}

/// The last month that a regular payment covered.
pub(crate) fn last_paid_month(
    tx: &mut Tx<'_>,
    recipient: AddresseeNumber,
    certification_number: &str,
) -> Result<Option<YearMonth>, DatabaseError> {
    let last: Option<NaiveDate> = payments::table
        .filter(payments::addressee_number.eq(recipient.to_i64()))
        .filter(payments::certification_number.eq(certification_number))
        .filter(payments::payment_kind.eq("regular"))
        .select(max(payments::through_month))
        .first(tx.connection())?;
    Ok(last.map(YearMonth::of))
}

/// Payments to a recipient, newest first.
pub(crate) fn payments_of(tx: &mut Tx<'_>, recipient: AddresseeNumber) -> Result<Vec<PaymentRow>, DatabaseError> {
    Ok(payments::table
        .filter(payments::addressee_number.eq(recipient.to_i64()))
        .order((payments::paid_on.desc(), payments::from_month.desc()))
        .select(PaymentRow::as_select())
        .load(tx.connection())?)
}

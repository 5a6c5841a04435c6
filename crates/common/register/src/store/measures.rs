//! Rows of `register.protective_measures`, and who is shielded because of them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use values::AddresseeNumber;

use super::anchors::addressee_number;
use super::persons::numbers;
use super::{Moments, known_from, known_never, read, upper_inf};
use crate::schema::{protective_measures as rows, shielded_addressees};
use crate::{Measure, MeasureState, RegisterError};

/// A row of `register.protective_measures`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = rows, treat_none_as_default_value = false)]
pub(crate) struct MeasureRow {
    addressee_number: i64,
    history_number: i32,
    known: Moments,
    made_by_act: i64,
    ended_by_act: Option<i64>,
    applicant_addressee_number: i64,
    measure_state: String,
    starts_on: NaiveDate,
    through_on: NaiveDate,
    office_codes: Vec<String>,
    protected_addresses: Vec<String>,
    contact: Option<String>,
}

impl MeasureRow {
    /// The row of a measure; `moment` is when it becomes known.
    pub(crate) fn fresh(measure: &Measure, history_number: i32, act: i64, moment: DateTime<Utc>) -> Self {
        Self {
            addressee_number: measure.addressee_number.to_i64(),
            history_number,
            known: known_from(moment),
            made_by_act: act,
            ended_by_act: None,
            applicant_addressee_number: measure.applicant.to_i64(),
            measure_state: measure.state.code().to_owned(),
            starts_on: measure.starts_on,
            through_on: measure.through_on,
            office_codes: measure.office_codes.clone(),
            protected_addresses: measure.protected_addresses.clone(),
            contact: measure.contact.clone(),
        }
    }

    /// The same, superseded by another measure in the moment it became known.
    pub(crate) fn superseded(self, moment: DateTime<Utc>, act: i64) -> Self {
        Self { known: known_never(moment), ended_by_act: Some(act), ..self }
    }
}

/// The measure of a person that counts now.
pub(crate) fn current(tx: &mut Tx<'_>, owner: AddresseeNumber) -> Result<Option<Measure>, RegisterError> {
    let row: Option<MeasureRow> = rows::table
        .filter(rows::addressee_number.eq(owner.to_i64()))
        .filter(upper_inf(rows::known))
        .select(MeasureRow::as_select())
        .first(tx.connection())
        .optional()?;
    row.map(|row| {
        Ok(Measure {
            addressee_number: addressee_number(row.addressee_number)?,
            applicant: addressee_number(row.applicant_addressee_number)?,
            state: read("measure_state", MeasureState::from_code(&row.measure_state))?,
            starts_on: row.starts_on,
            through_on: row.through_on,
            office_codes: row.office_codes,
            protected_addresses: row.protected_addresses,
            contact: row.contact,
        })
    })
    .transpose()
}

/// Puts a measure in the place of the one that counted.
pub(crate) fn replace(
    tx: &mut Tx<'_>,
    measure: &Measure,
    act: i64,
    moment: DateTime<Utc>,
) -> Result<(), RegisterError> {
    let owner = measure.addressee_number.to_i64();
    diesel::sql_query(
        "update register.protective_measures \
         set known = tstzrange(lower(known), greatest(lower(known), $1)), ended_by_act = $2 \
         where addressee_number = $3 and upper_inf(known)",
    )
    .bind::<Timestamptz, _>(moment)
    .bind::<BigInt, _>(act)
    .bind::<BigInt, _>(owner)
    .execute(tx.connection())?;
    let last: Option<i32> = rows::table
        .filter(rows::addressee_number.eq(owner))
        .select(diesel::dsl::max(rows::history_number))
        .first(tx.connection())?;
    diesel::insert_into(rows::table)
        .values(MeasureRow::fresh(measure, last.unwrap_or(0) + 1, act, moment))
        .execute(tx.connection())?;
    Ok(())
}

/// Which of these persons are shielded on the day of the operation: protected, or living with a protected person.
pub(crate) fn shielded(
    tx: &mut Tx<'_>,
    owners: &[AddresseeNumber],
) -> Result<BTreeSet<AddresseeNumber>, RegisterError> {
    let found: Vec<i64> = shielded_addressees::table
        .filter(shielded_addressees::addressee_number.eq_any(numbers(owners)))
        .select(shielded_addressees::addressee_number)
        .load(tx.connection())?;
    found.into_iter().map(addressee_number).collect()
}

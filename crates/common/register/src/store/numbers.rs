//! Rows of `register.personal_numbers`: ciphertext and blind index only.

use chrono::{DateTime, Utc};
use database::Tx;
use diesel::prelude::*;
use values::AddresseeNumber;

use super::anchors::addressee_number;
use super::{Moments, known_from, upper_inf};
use crate::schema::personal_numbers as rows;
use crate::{RegisterError, SealedNumber};

/// A row of `register.personal_numbers`.
#[derive(Insertable)]
#[diesel(table_name = rows, treat_none_as_default_value = false)]
pub(crate) struct NumberRow {
    addressee_number: i64,
    history_number: i32,
    known: Moments,
    made_by_act: i64,
    ended_by_act: Option<i64>,
    ciphertext: Vec<u8>,
    blind_index: Vec<u8>,
}

impl NumberRow {
    /// The row of a sealed number, by which act and from which moment it is known.
    pub(crate) fn fresh(
        owner: AddresseeNumber,
        history_number: i32,
        sealed: &SealedNumber,
        (act, moment): (i64, DateTime<Utc>),
    ) -> Self {
        Self {
            addressee_number: owner.to_i64(),
            history_number,
            known: known_from(moment),
            made_by_act: act,
            ended_by_act: None,
            ciphertext: sealed.ciphertext.clone(),
            blind_index: sealed.blind_index.clone(),
        }
    }
}

/// The sealed number of a person.
pub(crate) fn current(tx: &mut Tx<'_>, owner: AddresseeNumber) -> Result<Option<Vec<u8>>, RegisterError> {
    Ok(rows::table
        .filter(rows::addressee_number.eq(owner.to_i64()))
        .filter(upper_inf(rows::known))
        .select(rows::ciphertext)
        .first(tx.connection())
        .optional()?)
}

/// Who has the number with this blind index.
pub(crate) fn owners(tx: &mut Tx<'_>, blind_index: &[u8]) -> Result<Vec<AddresseeNumber>, RegisterError> {
    let found: Vec<i64> = rows::table
        .filter(rows::blind_index.eq(blind_index))
        .filter(upper_inf(rows::known))
        .select(rows::addressee_number)
        .load(tx.connection())?;
    found.into_iter().map(addressee_number).collect()
}

/// Records the first number of a person.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    owner: AddresseeNumber,
    sealed: &SealedNumber,
    act: i64,
    moment: DateTime<Utc>,
) -> Result<(), RegisterError> {
    let last: Option<i32> = rows::table
        .filter(rows::addressee_number.eq(owner.to_i64()))
        .select(diesel::dsl::max(rows::history_number))
        .first(tx.connection())?;
    diesel::insert_into(rows::table)
        .values(NumberRow::fresh(owner, last.unwrap_or(0) + 1, sealed, (act, moment)))
        .execute(tx.connection())?;
    Ok(())
}

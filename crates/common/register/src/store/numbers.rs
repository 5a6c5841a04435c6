//! Rows of `register.personal_numbers`: ciphertext and blind index only.

use chrono::{DateTime, Utc};
use database::Tx;
use diesel::prelude::*;
use values::AddresseeNumber;

use super::anchors::addressee_number;
use super::{known_from, upper_inf};
use crate::schema::personal_numbers as rows;
use crate::{RegisterError, SealedNumber};

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
        .values((
            rows::addressee_number.eq(owner.to_i64()),
            rows::history_number.eq(last.unwrap_or(0) + 1),
            rows::known.eq(known_from(moment)),
            rows::made_by_act.eq(act),
            rows::ciphertext.eq(&sealed.ciphertext),
            rows::blind_index.eq(&sealed.blind_index),
        ))
        .execute(tx.connection())?;
    Ok(())
}

//! COPY of a batch, one table after the other.

use database::{Tx, copying};
use diesel::ExecuteCopyFromDsl;

use super::anchors::AnchorRow;
use super::keys::KeyRow;
use super::measures::MeasureRow;
use super::memberships::MembershipRow;
use super::numbers::NumberRow;
use super::persons::PersonRow;
use crate::RegisterError;
use crate::schema::{addressees, household_memberships, personal_numbers, persons, protective_measures, search_keys};

/// The rows of a batch, by table.
pub(crate) struct BatchRows {
    pub(crate) anchors: Vec<AnchorRow>,
    pub(crate) records: Vec<PersonRow>,
    pub(crate) memberships: Vec<MembershipRow>,
    pub(crate) personal_numbers: Vec<NumberRow>,
    pub(crate) measures: Vec<MeasureRow>,
    pub(crate) search_keys: Vec<KeyRow>,
}

/// Copies the rows of a batch in.
pub(crate) fn copy_in(tx: &mut Tx<'_>, rows: BatchRows) -> Result<(), RegisterError> {
    copying(tx, |it| diesel::copy_from(addressees::table).from_insertable(rows.anchors).execute(it))?;
    copying(tx, |it| diesel::copy_from(persons::table).from_insertable(rows.records).execute(it))?;
    copying(tx, |it| diesel::copy_from(household_memberships::table).from_insertable(rows.memberships).execute(it))?;
    copying(tx, |it| diesel::copy_from(personal_numbers::table).from_insertable(rows.personal_numbers).execute(it))?;
    copying(tx, |it| diesel::copy_from(protective_measures::table).from_insertable(rows.measures).execute(it))?;
    copying(tx, |it| diesel::copy_from(search_keys::table).from_insertable(rows.search_keys).execute(it))?;
    Ok(())
}

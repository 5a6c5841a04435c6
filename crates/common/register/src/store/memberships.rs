//! Rows of `register.household_memberships`.

use chrono::{DateTime, Utc};
use database::Tx;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Timestamptz};
use values::{AddresseeNumber, HouseholdNumber};

use super::anchors::{addressee_number, household_number};
use super::persons::numbers;
use super::{Days, Moments, days, known_edges, known_from, read, stored, upper_inf};
use crate::bitemporal::{ActReferences, Fresh, Plan, Stored};
use crate::schema::household_memberships as rows;
use crate::{AsOf, Membership, RegisterError};

/// A row of `register.household_memberships`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = rows, treat_none_as_default_value = false)]
pub(crate) struct MembershipRow {
    addressee_number: i64,
    membership_number: i32,
    valid: Days,
    known: Moments,
    made_by_act: i64,
    ended_by_act: Option<i64>,
    redated_by_act: Option<i64>,
    household_number: i64,
    relationship: String,
    member_order: i16,
}

/// A membership with the moments between which it was known.
#[derive(Debug, Clone)]
pub(crate) struct KnownMembership {
    pub(crate) addressee_number: AddresseeNumber,
    pub(crate) known_from: Option<DateTime<Utc>>,
    pub(crate) known_until: Option<DateTime<Utc>>,
    pub(crate) row: Stored<Membership>,
}

impl MembershipRow {
    /// The row of a fresh piece; `moment` is when it becomes known.
    pub(crate) fn fresh(owner: AddresseeNumber, number: i32, moment: DateTime<Utc>, fresh: &Fresh<Membership>) -> Self {
        Self {
            addressee_number: owner.to_i64(),
            membership_number: number,
            valid: days(fresh.span),
            known: known_from(moment),
            made_by_act: fresh.made_by,
            ended_by_act: None,
            redated_by_act: fresh.redated_by,
            household_number: fresh.content.household_number.to_i64(),
            relationship: fresh.content.relationship.to_string(),
            member_order: fresh.content.member_order,
        }
    }

    fn into_known(self) -> Result<KnownMembership, RegisterError> {
        let (known_from, known_until) = known_edges(self.known);
        let owner = addressee_number(self.addressee_number)?;
        let acts =
            ActReferences { made_by: self.made_by_act, ended_by: self.ended_by_act, redated_by: self.redated_by_act };
        let content = Membership {
            household_number: household_number(self.household_number)?,
            relationship: read("relationship", self.relationship.parse().ok())?,
            member_order: self.member_order,
        };
        let row = stored(self.membership_number, self.valid, acts, content)?;
        Ok(KnownMembership { addressee_number: owner, known_from, known_until, row })
    }
}

/// Every membership of the persons, closed ones included.
pub(crate) fn history(tx: &mut Tx<'_>, owners: &[AddresseeNumber]) -> Result<Vec<KnownMembership>, RegisterError> {
    let found: Vec<MembershipRow> = rows::table
        .filter(rows::addressee_number.eq_any(numbers(owners)))
        .order((rows::addressee_number, rows::membership_number))
        .select(MembershipRow::as_select())
        .load(tx.connection())?;
    found.into_iter().map(MembershipRow::into_known).collect()
}

/// The memberships in a household that are known now, of any day.
pub(crate) fn of_household(tx: &mut Tx<'_>, household: HouseholdNumber) -> Result<Vec<KnownMembership>, RegisterError> {
    let found: Vec<MembershipRow> = rows::table
        .filter(rows::household_number.eq(household.to_i64()))
        .filter(upper_inf(rows::known))
        .order((rows::member_order, rows::addressee_number))
        .select(MembershipRow::as_select())
        .load(tx.connection())?;
    found.into_iter().map(MembershipRow::into_known).collect()
}

/// Every membership that a household ever had, whenever it was known.
pub(crate) fn household_history(
    tx: &mut Tx<'_>,
    household: HouseholdNumber,
) -> Result<Vec<KnownMembership>, RegisterError> {
    let found: Vec<MembershipRow> = rows::table
        .filter(rows::household_number.eq(household.to_i64()))
        .order((rows::addressee_number, rows::membership_number))
        .select(MembershipRow::as_select())
        .load(tx.connection())?;
    found.into_iter().map(MembershipRow::into_known).collect()
}

/// The members of a household as of a day and a moment, in order.
pub(crate) fn composition(
    tx: &mut Tx<'_>,
    household: HouseholdNumber,
    as_of: AsOf,
) -> Result<Vec<KnownMembership>, RegisterError> {
    let found: Vec<MembershipRow> = rows::table
        .filter(rows::household_number.eq(household.to_i64()))
        .filter(rows::valid.contains(as_of.valid_at))
        .filter(rows::known.contains(as_of.known_at))
        .order((rows::member_order, rows::addressee_number))
        .select(MembershipRow::as_select())
        .load(tx.connection())?;
    found.into_iter().map(MembershipRow::into_known).collect()
}

/// The memberships of persons as of a day and a moment.
pub(crate) fn as_of(
    tx: &mut Tx<'_>,
    owners: &[AddresseeNumber],
    as_of: AsOf,
) -> Result<Vec<KnownMembership>, RegisterError> {
    let found: Vec<MembershipRow> = rows::table
        .filter(rows::addressee_number.eq_any(numbers(owners)))
        .filter(rows::valid.contains(as_of.valid_at))
        .filter(rows::known.contains(as_of.known_at))
        .select(MembershipRow::as_select())
        .load(tx.connection())?;
    found.into_iter().map(MembershipRow::into_known).collect()
}

/// Closes the rows of a plan. All rows of an act are closed before any is appended, so that the one head of a household
/// can change hands.
pub(crate) fn close(
    tx: &mut Tx<'_>,
    owner: AddresseeNumber,
    closed: &[i32],
    act: i64,
    moment: DateTime<Utc>,
) -> Result<(), RegisterError> {
    if closed.is_empty() {
        return Ok(());
    }
    diesel::sql_query(
        "update register.household_memberships \
         set known = tstzrange(lower(known), greatest(lower(known), $1)), ended_by_act = $2 \
         where addressee_number = $3 and membership_number = any($4) and upper_inf(known)",
    )
    .bind::<Timestamptz, _>(moment)
    .bind::<BigInt, _>(act)
    .bind::<BigInt, _>(owner.to_i64())
    .bind::<Array<Integer>, _>(closed)
    .execute(tx.connection())?;
    Ok(())
}

/// Appends the rows of a plan.
pub(crate) fn append(
    tx: &mut Tx<'_>,
    owner: AddresseeNumber,
    plan: &Plan<Membership>,
    moment: DateTime<Utc>,
) -> Result<(), RegisterError> {
    let last: Option<i32> = rows::table
        .filter(rows::addressee_number.eq(owner.to_i64()))
        .select(diesel::dsl::max(rows::membership_number))
        .first(tx.connection())?;
    for (number, fresh) in (last.unwrap_or(0) + 1..).zip(&plan.appended) {
        let row = MembershipRow::fresh(owner, number, moment, fresh);
        diesel::insert_into(rows::table).values(row).execute(tx.connection())?;
    }
    Ok(())
}

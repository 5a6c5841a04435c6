//! Finding persons by keys, numbers and dates; candidates only, every hit is read again behind the guard.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use database::Tx;
use diesel::prelude::*;
use values::{AddresseeNumber, HouseholdNumber};

use super::anchors::addressee_number;
use super::keys::KeyKind;
use super::upper_inf;
use crate::schema::{household_memberships, persons, search_keys};
use crate::{AsOf, RegisterError};

/// Candidates that one criterion gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidates<T> {
    pub(crate) rows: Vec<T>,
    /// Whether there may be more than were asked for.
    pub(crate) is_cut: bool,
}

/// Where in a key the text must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// 前方一致: at the beginning (the whole key included).
    Prefix,
    /// 部分一致: anywhere.
    Part,
}

/// Where to look: among candidates found before, or everywhere; and how many candidates are enough.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    pub(crate) among: Option<&'a [AddresseeNumber]>,
    pub(crate) enough: usize,
}

impl Field<'_> {
    fn limit(self) -> i64 {
        i64::try_from(self.enough).unwrap_or(i64::MAX)
    }
}

/// A key of a person.
pub(crate) type FoundKey = (AddresseeNumber, KeyKind, String);

/// Has every statement of the transaction planned for its values. A plan made once for all texts cannot know where in the
/// index a text begins, and reads every key instead: PostgreSQL changes to such plans at the sixth search of a connection.
pub(crate) fn plan_for_values(tx: &mut Tx<'_>) -> Result<(), RegisterError> {
    diesel::sql_query("set local plan_cache_mode = force_custom_plan").execute(tx.connection())?;
    Ok(())
}

/// Who has a key with this text.
pub(crate) fn by_key(
    tx: &mut Tx<'_>,
    wanted: &[(KeyKind, String)],
    place: Place,
    field: Field<'_>,
) -> Result<Candidates<FoundKey>, RegisterError> {
    let mut found = Candidates { rows: Vec::new(), is_cut: false };
    for (kind, text) in wanted {
        let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let pattern = match place {
            Place::Prefix => format!("{escaped}%"),
            Place::Part => format!("%{escaped}%"),
        };
        let mut query = search_keys::table
            .filter(search_keys::key_kind.eq(kind.code()))
            .filter(search_keys::search_key.like(pattern))
            .select((search_keys::addressee_number, search_keys::search_key))
            .order((search_keys::search_key, search_keys::addressee_number))
            .limit(field.limit())
            .into_boxed();
        if let Some(among) = field.among {
            query = query.filter(search_keys::addressee_number.eq_any(super::persons::numbers(among)));
        }
        let rows: Vec<(i64, String)> = query.load(tx.connection())?;
        found.is_cut |= rows.len() >= field.enough;
        for (number, key) in rows {
            found.rows.push((addressee_number(number)?, *kind, key));
        }
    }
    Ok(found)
}

/// Who is born on one of the days, as known now (a partly unknown date by its computing date).
pub(crate) fn by_birth(
    tx: &mut Tx<'_>,
    (first, last): (NaiveDate, NaiveDate),
    field: Field<'_>,
) -> Result<Candidates<AddresseeNumber>, RegisterError> {
    let mut query = persons::table
        .filter(upper_inf(persons::known))
        .filter(persons::born_on.between(first, last))
        .select(persons::addressee_number)
        .distinct()
        .limit(field.limit())
        .into_boxed();
    if let Some(among) = field.among {
        query = query.filter(persons::addressee_number.eq_any(super::persons::numbers(among)));
    }
    let found: Vec<i64> = query.load(tx.connection())?;
    let is_cut = found.len() >= field.enough;
    Ok(Candidates { rows: found.into_iter().map(addressee_number).collect::<Result<_, _>>()?, is_cut })
}

/// The ward and 住民状態 of persons as of a day and a moment; of whoever was unknown then, as last known now.
pub(crate) fn wards(
    tx: &mut Tx<'_>,
    owners: &[AddresseeNumber],
    as_of: AsOf,
) -> Result<BTreeMap<AddresseeNumber, (String, String)>, RegisterError> {
    let is_then = persons::valid.contains(as_of.valid_at).and(persons::known.contains(as_of.known_at));
    let found: Vec<(i64, String, String)> = persons::table
        .filter(persons::addressee_number.eq_any(super::persons::numbers(owners)))
        .filter(is_then.or(persons::ended_by_act.is_null()))
        .distinct_on(persons::addressee_number)
        .order((persons::addressee_number, is_then.desc(), persons::history_number.desc()))
        .select((persons::addressee_number, persons::office_code, persons::registration_state))
        .load(tx.connection())?;
    found.into_iter().map(|(owner, ward, state)| Ok((addressee_number(owner)?, (ward, state)))).collect()
}

/// Who belongs, belonged or will belong to the household, as known now.
pub(crate) fn by_household(tx: &mut Tx<'_>, household: HouseholdNumber) -> Result<Vec<AddresseeNumber>, RegisterError> {
    let found: Vec<i64> = household_memberships::table
        .filter(household_memberships::household_number.eq(household.to_i64()))
        .filter(upper_inf(household_memberships::known))
        .select(household_memberships::addressee_number)
        .distinct()
        .load(tx.connection())?;
    found.into_iter().map(addressee_number).collect()
}

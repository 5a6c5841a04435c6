//! Finding persons by keys, numbers and dates; candidates only, every hit is read again behind the guard.

use chrono::NaiveDate;
use database::Tx;
use diesel::prelude::*;
use values::{AddresseeNumber, HouseholdNumber};

use super::anchors::addressee_number;
use super::keys::KeyKind;
use super::upper_inf;
use crate::RegisterError;
use crate::schema::{household_memberships, persons, search_keys};

/// Most candidates that one criterion gives.
pub(crate) const CANDIDATES: i64 = 1_000;

/// Where in a key the text must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// 前方一致: at the beginning (the whole key included).
    Prefix,
    /// 部分一致: anywhere.
    Part,
}

/// Who has a key with this text; `among` narrows to candidates found before.
pub(crate) fn by_key(
    tx: &mut Tx<'_>,
    wanted: &[(KeyKind, String)],
    place: Place,
    among: Option<&[AddresseeNumber]>,
) -> Result<Vec<(AddresseeNumber, KeyKind, String)>, RegisterError> {
    let mut found = Vec::new();
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
            .limit(CANDIDATES)
            .into_boxed();
        if let Some(among) = among {
            query = query.filter(search_keys::addressee_number.eq_any(super::persons::numbers(among)));
        }
        let rows: Vec<(i64, String)> = query.load(tx.connection())?;
        for (number, key) in rows {
            found.push((addressee_number(number)?, *kind, key));
        }
    }
    Ok(found)
}

/// Who may be born on the day, as known now (partly unknown dates included).
pub(crate) fn by_birth(
    tx: &mut Tx<'_>,
    born_on: NaiveDate,
    among: Option<&[AddresseeNumber]>,
) -> Result<Vec<AddresseeNumber>, RegisterError> {
    let mut query = persons::table
        .filter(upper_inf(persons::known))
        .filter(persons::born_on.eq(born_on))
        .select(persons::addressee_number)
        .distinct()
        .limit(CANDIDATES)
        .into_boxed();
    if let Some(among) = among {
        query = query.filter(persons::addressee_number.eq_any(super::persons::numbers(among)));
    }
    let found: Vec<i64> = query.load(tx.connection())?;
    found.into_iter().map(addressee_number).collect()
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

//! Anchors of persons and households: numbers, locks and versions.

use std::collections::{BTreeMap, BTreeSet};

use database::Tx;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt};
use values::{AddresseeNumber, HouseholdNumber};

use crate::schema::{addressees, households};
use crate::{RegisterError, Subject, Version};

/// A row of `register.addressees`.
#[derive(Insertable)]
#[diesel(table_name = addressees, treat_none_as_default_value = false)]
pub(crate) struct AnchorRow {
    addressee_number: i64,
    addressee_kind: &'static str,
    last_act: i64,
}

impl AnchorRow {
    /// The anchor of a person.
    pub(crate) fn person(number: AddresseeNumber, act: i64) -> Self {
        Self { addressee_number: number.to_i64(), addressee_kind: "person", last_act: act }
    }
}

/// Makes the anchors of households that have none yet.
pub(crate) fn ensure_households(tx: &mut Tx<'_>, numbers: &[i64], act: i64) -> Result<(), RegisterError> {
    diesel::sql_query(
        "insert into register.households select number, $2 from unnest($1) as number on conflict do nothing",
    )
    .bind::<Array<BigInt>, _>(numbers)
    .bind::<BigInt, _>(act)
    .execute(tx.connection())?;
    Ok(())
}

/// Raises the sequences above every number that is in use, so that no allocation has to look for a gap.
pub(crate) fn raise_sequences(tx: &mut Tx<'_>) -> Result<(), RegisterError> {
    for (sequence, table, column) in [
        ("addressee_number_bases", "addressees", "addressee_number"),
        ("household_number_bases", "households", "household_number"),
    ] {
        diesel::sql_query(format!(
            "select setval('register.{sequence}', greatest(max({column}) / 10, nextval('register.{sequence}'))) \
             from register.{table}"
        ))
        .execute(tx.connection())?;
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Base {
    #[diesel(sql_type = BigInt)]
    base: i64,
}

/// Takes the next serials of a sequence.
fn next_bases(tx: &mut Tx<'_>, sequence: &str, count: i64) -> Result<Vec<u64>, RegisterError> {
    let sql = format!("select nextval('register.{sequence}') as base from generate_series(1, $1)");
    let rows: Vec<Base> = diesel::sql_query(sql).bind::<BigInt, _>(count).load(tx.connection())?;
    Ok(rows.into_iter().filter_map(|row| u64::try_from(row.base).ok()).collect())
}

/// Allocates `count` addressee numbers (宛名番号) that nobody has had.
pub(crate) fn allocate_addressees(tx: &mut Tx<'_>, count: usize) -> Result<Vec<AddresseeNumber>, RegisterError> {
    let mut numbers = Vec::with_capacity(count);
    while numbers.len() < count {
        let missing = i64::try_from(count - numbers.len()).unwrap_or(1);
        let bases = next_bases(tx, "addressee_number_bases", missing)?;
        let candidates: Vec<AddresseeNumber> = bases
            .into_iter()
            .filter(|base| AddresseeNumber::is_issuable_base(*base))
            .filter_map(|base| AddresseeNumber::from_base(base).ok())
            .collect();
        let taken: Vec<i64> = addressees::table
            .filter(addressees::addressee_number.eq_any(candidates.iter().map(|number| number.to_i64())))
            .select(addressees::addressee_number)
            .load(tx.connection())?;
        numbers.extend(candidates.into_iter().filter(|number| !taken.contains(&number.to_i64())));
    }
    Ok(numbers)
}

/// Allocates a household number (世帯番号) that no household has had.
pub(crate) fn allocate_household(tx: &mut Tx<'_>) -> Result<HouseholdNumber, RegisterError> {
    loop {
        for base in next_bases(tx, "household_number_bases", 1)? {
            let Ok(number) = HouseholdNumber::from_base(base) else { continue };
            let is_taken = diesel::select(diesel::dsl::exists(households::table.find(number.to_i64())));
            if HouseholdNumber::is_issuable_base(base) && !is_taken.get_result::<bool>(tx.connection())? {
                return Ok(number);
            }
        }
    }
}

/// Locks the anchors of existing subjects, households first and each kind in order of number, and gives their versions.
///
/// The order is the same for every act, so that two acts never wait for each other.
pub(crate) fn lock(tx: &mut Tx<'_>, subjects: &BTreeSet<Subject>) -> Result<BTreeMap<Subject, Version>, RegisterError> {
    let mut versions = BTreeMap::new();
    let (household_numbers, addressee_numbers) = split(subjects);
    let locked: Vec<(i64, i64)> = households::table
        .filter(households::household_number.eq_any(household_numbers))
        .order(households::household_number)
        .select((households::household_number, households::last_act))
        .for_update()
        .load(tx.connection())?;
    for (number, last_act) in locked {
        versions.insert(Subject::Household(household_number(number)?), Version(last_act));
    }
    let locked: Vec<(i64, i64)> = addressees::table
        .filter(addressees::addressee_number.eq_any(addressee_numbers))
        .order(addressees::addressee_number)
        .select((addressees::addressee_number, addressees::last_act))
        .for_update()
        .load(tx.connection())?;
    for (number, last_act) in locked {
        versions.insert(Subject::Person(addressee_number(number)?), Version(last_act));
    }
    match subjects.iter().find(|subject| !versions.contains_key(subject)) {
        Some(missing) => Err(RegisterError::NotFound(missing.to_string())),
        None => Ok(versions),
    }
}

/// The versions of subjects, without a lock.
pub(crate) fn versions(
    tx: &mut Tx<'_>,
    subjects: &BTreeSet<Subject>,
) -> Result<BTreeMap<Subject, Version>, RegisterError> {
    let (household_numbers, addressee_numbers) = split(subjects);
    let mut versions = BTreeMap::new();
    let rows: Vec<(i64, i64)> = households::table
        .filter(households::household_number.eq_any(household_numbers))
        .select((households::household_number, households::last_act))
        .load(tx.connection())?;
    for (number, last_act) in rows {
        versions.insert(Subject::Household(household_number(number)?), Version(last_act));
    }
    let rows: Vec<(i64, i64)> = addressees::table
        .filter(addressees::addressee_number.eq_any(addressee_numbers))
        .select((addressees::addressee_number, addressees::last_act))
        .load(tx.connection())?;
    for (number, last_act) in rows {
        versions.insert(Subject::Person(addressee_number(number)?), Version(last_act));
    }
    Ok(versions)
}

/// Makes the anchors of new subjects and gives every subject the act as its version.
pub(crate) fn stamp(tx: &mut Tx<'_>, subjects: &BTreeSet<Subject>, act: i64) -> Result<(), RegisterError> {
    let (household_numbers, addressee_numbers) = split(subjects);
    let rows: Vec<_> = household_numbers
        .iter()
        .map(|number| (households::household_number.eq(number), households::last_act.eq(act)))
        .collect();
    diesel::insert_into(households::table)
        .values(rows)
        .on_conflict(households::household_number)
        .do_update()
        .set(households::last_act.eq(act))
        .execute(tx.connection())?;
    let rows: Vec<_> = addressee_numbers
        .iter()
        .map(|number| {
            (
                addressees::addressee_number.eq(number),
                addressees::addressee_kind.eq("person"),
                addressees::last_act.eq(act),
            )
        })
        .collect();
    diesel::insert_into(addressees::table)
        .values(rows)
        .on_conflict(addressees::addressee_number)
        .do_update()
        .set(addressees::last_act.eq(act))
        .execute(tx.connection())?;
    for number in addressee_numbers {
        tx.touch(number);
    }
    Ok(())
}

/// Reads a stored addressee number.
pub(crate) fn addressee_number(number: i64) -> Result<AddresseeNumber, RegisterError> {
    AddresseeNumber::try_from(number).map_err(|_| RegisterError::Stored("addressee_number".to_owned()))
}

/// Reads a stored household number.
pub(crate) fn household_number(number: i64) -> Result<HouseholdNumber, RegisterError> {
    HouseholdNumber::try_from(number).map_err(|_| RegisterError::Stored("household_number".to_owned()))
}

fn split(subjects: &BTreeSet<Subject>) -> (Vec<i64>, Vec<i64>) {
    let mut numbers = (Vec::new(), Vec::new());
    for subject in subjects {
        match subject {
            Subject::Household(number) => numbers.0.push(number.to_i64()),
            Subject::Person(number) => numbers.1.push(number.to_i64()),
        }
    }
    numbers
}

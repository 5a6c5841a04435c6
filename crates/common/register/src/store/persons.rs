//! Rows of `register.persons`.

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use values::{Address, AddresseeNumber, Kana, LegalDate, PersonName, RomanName};

use super::anchors::addressee_number;
use super::{Days, Moments, days, known_edges, known_from, known_never, read, read_optional, stored, upper_inf};
use crate::bitemporal::{ActReferences, Fresh, Plan, Stored};
use crate::schema::persons;
use crate::{ActReason, AsOf, Person, RegisterError, RegistrationState, ResidentKind};

/// A row of `register.persons`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = persons, treat_none_as_default_value = false)]
pub(crate) struct PersonRow {
    addressee_number: i64,
    history_number: i32,
    valid: Days,
    known: Moments,
    made_by_act: i64,
    ended_by_act: Option<i64>,
    redated_by_act: Option<i64>,
    registration_state: String,
    resident_kind: String,
    full_name: String,
    furigana: Option<String>,
    is_furigana_confirmed: bool,
    former_surname: Option<String>,
    former_surname_furigana: Option<String>,
    alias: Option<String>,
    alias_furigana: Option<String>,
    roman_name: Option<String>,
    born_on_code: String,
    born_on_earliest: Option<NaiveDate>,
    born_on_latest: Option<NaiveDate>,
    born_on: Option<NaiveDate>,
    sex: String,
    foreign_status: Option<Value>,
    resident_record_code: Option<String>,
    resident_since_on_code: Option<String>,
    address_since_on_code: Option<String>,
    municipality_code: Option<String>,
    prefecture: String,
    municipality: String,
    town_id: Option<String>,
    town: String,
    lot: String,
    building_and_room: String,
    postal_code: Option<String>,
    office_code: String,
    previous_address: Option<Value>,
    registered_domicile: Option<String>,
    register_first_person: Option<String>,
    entry_reason_code: Option<String>,
    entered_on_code: Option<String>,
    move_out: Option<Value>,
    deletion_reason_code: Option<String>,
    deleted_on_code: Option<String>,
    remarks: Option<String>,
}

/// A row with the moments between which it was known; both are none for one superseded in the moment it was made.
#[derive(Debug, Clone)]
pub(crate) struct KnownPerson {
    pub(crate) addressee_number: AddresseeNumber,
    pub(crate) known_from: Option<DateTime<Utc>>,
    pub(crate) known_until: Option<DateTime<Utc>>,
    pub(crate) row: Stored<Person>,
}

impl PersonRow {
    /// The row of a fresh piece; `moment` is when it becomes known.
    pub(crate) fn fresh(
        owner: AddresseeNumber,
        history_number: i32,
        moment: DateTime<Utc>,
        fresh: &Fresh<Person>,
    ) -> Result<Self, RegisterError> {
        let person = &fresh.content;
        let text = |name: &Option<PersonName>| name.as_ref().map(|name| name.as_str().to_owned());
        let kana = |kana: &Option<Kana>| kana.as_ref().map(|kana| kana.as_str().to_owned());
        let code = |date: Option<LegalDate>| date.map(LegalDate::to_code);
        let reason = |reason: Option<ActReason>| reason.map(|reason| reason.code().to_owned());
        Ok(Self {
            addressee_number: owner.to_i64(),
            history_number,
            valid: days(fresh.span),
            known: known_from(moment),
            made_by_act: fresh.made_by,
            ended_by_act: None,
            redated_by_act: fresh.redated_by,
            registration_state: person.registration_state.code().to_owned(),
            resident_kind: person.resident_kind.code().to_owned(),
            full_name: person.full_name.as_str().to_owned(),
            furigana: kana(&person.furigana),
            is_furigana_confirmed: person.is_furigana_confirmed,
            former_surname: text(&person.former_surname),
            former_surname_furigana: kana(&person.former_surname_furigana),
            alias: text(&person.alias),
            alias_furigana: kana(&person.alias_furigana),
            roman_name: person.roman_name.as_ref().map(|name| name.as_str().to_owned()),
            born_on_code: person.born_on.to_code(),
            born_on_earliest: person.born_on.earliest(),
            born_on_latest: person.born_on.latest(),
            born_on: person.born_on.computing_date(),
            sex: person.sex.code().to_owned(),
            foreign_status: json(person.foreign_status.as_ref())?,
            resident_record_code: person.resident_record_code.as_ref().map(|code| code.as_str().to_owned()),
            resident_since_on_code: code(person.resident_since_on),
            address_since_on_code: code(person.address_since_on),
            municipality_code: person.address.municipality_code.as_ref().map(|code| code.as_str().to_owned()),
            prefecture: person.address.prefecture.clone(),
            municipality: person.address.municipality.clone(),
            town_id: person.address.town_id.as_ref().map(|code| code.as_str().to_owned()),
            town: person.address.town.clone(),
            lot: person.address.lot.clone(),
            building_and_room: person.address.building.clone(),
            postal_code: person.address.postal_code.as_ref().map(|code| code.as_str().to_owned()),
            office_code: person.office_code.as_str().to_owned(),
            previous_address: json(person.previous_address.as_ref())?,
            registered_domicile: person.registered_domicile.clone(),
            register_first_person: person.register_first_person.clone(),
            entry_reason_code: reason(person.entry_reason),
            entered_on_code: code(person.entered_on),
            move_out: json(person.move_out.as_ref())?,
            deletion_reason_code: reason(person.deletion_reason),
            deleted_on_code: code(person.deleted_on),
            remarks: person.remarks.clone(),
        })
    }

    /// The same, superseded by another row in the moment it became known.
    pub(crate) fn superseded(self, moment: DateTime<Utc>, act: i64) -> Self {
        Self { known: known_never(moment), ended_by_act: Some(act), ..self }
    }

    fn into_known(self) -> Result<KnownPerson, RegisterError> {
        let (known_from, known_until) = known_edges(self.known);
        let owner = addressee_number(self.addressee_number)?;
        let acts =
            ActReferences { made_by: self.made_by_act, ended_by: self.ended_by_act, redated_by: self.redated_by_act };
        let (number, valid) = (self.history_number, self.valid);
        let row = stored(number, valid, acts, self.into_person()?)?;
        Ok(KnownPerson { addressee_number: owner, known_from, known_until, row })
    }

    fn into_person(self) -> Result<Person, RegisterError> {
        let name = |what, text: Option<String>| read_optional(what, text, |text| PersonName::new(&text).ok());
        let kana = |what, text: Option<String>| read_optional(what, text, |text| Kana::new(&text).ok());
        let date = |what, code: Option<String>| read_optional(what, code, |code| LegalDate::from_code(&code).ok());
        let reason = |what, code: Option<String>| read_optional(what, code, |code| ActReason::from_code(&code));
        let address = Address {
            municipality_code: read_optional("municipality_code", self.municipality_code, |code| code.parse().ok())?,
            prefecture: self.prefecture,
            municipality: self.municipality,
            town_id: read_optional("town_id", self.town_id, |code| code.parse().ok())?,
            town: self.town,
            lot: self.lot,
            building: self.building_and_room,
            postal_code: read_optional("postal_code", self.postal_code, |code| code.parse().ok())?,
        };
        Ok(Person {
            registration_state: read("registration_state", RegistrationState::from_code(&self.registration_state))?,
            resident_kind: read("resident_kind", ResidentKind::from_code(&self.resident_kind))?,
            full_name: read("full_name", PersonName::new(&self.full_name).ok())?,
            furigana: kana("furigana", self.furigana)?,
            is_furigana_confirmed: self.is_furigana_confirmed,
            former_surname: name("former_surname", self.former_surname)?,
            former_surname_furigana: kana("former_surname_furigana", self.former_surname_furigana)?,
            alias: name("alias", self.alias)?,
            alias_furigana: kana("alias_furigana", self.alias_furigana)?,
            roman_name: read_optional("roman_name", self.roman_name, |text| RomanName::new(&text).ok())?,
            born_on: read("born_on_code", LegalDate::from_code(&self.born_on_code).ok())?,
            sex: read("sex", self.sex.parse().ok())?,
            foreign_status: read_optional("foreign_status", self.foreign_status, from_json)?,
            resident_record_code: read_optional("resident_record_code", self.resident_record_code, |code| {
                values::ResidentRecordCode::received(&code).ok()
            })?,
            resident_since_on: date("resident_since_on_code", self.resident_since_on_code)?,
            address_since_on: date("address_since_on_code", self.address_since_on_code)?,
            address,
            office_code: read("office_code", self.office_code.parse().ok())?,
            previous_address: read_optional("previous_address", self.previous_address, from_json)?,
            registered_domicile: self.registered_domicile,
            register_first_person: self.register_first_person,
            entry_reason: reason("entry_reason_code", self.entry_reason_code)?,
            entered_on: date("entered_on_code", self.entered_on_code)?,
            move_out: read_optional("move_out", self.move_out, from_json)?,
            deletion_reason: reason("deletion_reason_code", self.deletion_reason_code)?,
            deleted_on: date("deleted_on_code", self.deleted_on_code)?,
            remarks: self.remarks,
        })
    }
}

/// Every row of the persons, closed ones included, in order of history number.
pub(crate) fn history(tx: &mut Tx<'_>, owners: &[AddresseeNumber]) -> Result<Vec<KnownPerson>, RegisterError> {
    let rows: Vec<PersonRow> = persons::table
        .filter(persons::addressee_number.eq_any(numbers(owners)))
        .order((persons::addressee_number, persons::history_number))
        .select(PersonRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(PersonRow::into_known).collect()
}

/// What was so of the persons as of a day and a moment.
pub(crate) fn as_of(
    tx: &mut Tx<'_>,
    owners: &[AddresseeNumber],
    as_of: AsOf,
) -> Result<Vec<KnownPerson>, RegisterError> {
    let rows: Vec<PersonRow> = persons::table
        .filter(persons::addressee_number.eq_any(numbers(owners)))
        .filter(persons::valid.contains(as_of.valid_at))
        .filter(persons::known.contains(as_of.known_at))
        .order(persons::addressee_number)
        .select(PersonRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(PersonRow::into_known).collect()
}

/// Numbers of all persons who have, or had, this resident record code.
pub(crate) fn with_resident_record_code(tx: &mut Tx<'_>, code: &str) -> Result<Vec<AddresseeNumber>, RegisterError> {
    let found: Vec<i64> = persons::table
        .filter(persons::resident_record_code.eq(code))
        .filter(upper_inf(persons::known))
        .select(persons::addressee_number)
        .distinct()
        .load(tx.connection())?;
    found.into_iter().map(addressee_number).collect()
}

/// Numbers of all persons with the same name, birth and sex (三情報) who are known now.
pub(crate) fn with_same_facts(tx: &mut Tx<'_>, person: &Person) -> Result<Vec<AddresseeNumber>, RegisterError> {
    let found: Vec<i64> = persons::table
        .filter(persons::full_name.eq(person.full_name.as_str()))
        .filter(persons::born_on.is_not_distinct_from(person.born_on.computing_date()))
        .filter(persons::born_on_code.eq(person.born_on.to_code()))
        .filter(persons::sex.eq(person.sex.code()))
        .filter(upper_inf(persons::known))
        .select(persons::addressee_number)
        .distinct()
        .load(tx.connection())?;
    found.into_iter().map(addressee_number).collect()
}

/// Closes and appends the rows of a plan.
pub(crate) fn apply(
    tx: &mut Tx<'_>,
    owner: AddresseeNumber,
    plan: &Plan<Person>,
    act: i64,
    moment: DateTime<Utc>,
) -> Result<(), RegisterError> {
    if !plan.closed.is_empty() {
        diesel::sql_query(
            "update register.persons set known = tstzrange(lower(known), greatest(lower(known), $1)), ended_by_act = $2 \
             where addressee_number = $3 and history_number = any($4) and upper_inf(known)",
        )
        .bind::<diesel::sql_types::Timestamptz, _>(moment)
        .bind::<diesel::sql_types::BigInt, _>(act)
        .bind::<diesel::sql_types::BigInt, _>(owner.to_i64())
        .bind::<diesel::sql_types::Array<diesel::sql_types::Integer>, _>(&plan.closed)
        .execute(tx.connection())?;
    }
    let last: Option<i32> = persons::table
        .filter(persons::addressee_number.eq(owner.to_i64()))
        .select(diesel::dsl::max(persons::history_number))
        .first(tx.connection())?;
    let rows = (last.unwrap_or(0) + 1..)
        .zip(&plan.appended)
        .map(|(number, fresh)| PersonRow::fresh(owner, number, moment, fresh))
        .collect::<Result<Vec<_>, _>>()?;
    for row in rows {
        diesel::insert_into(persons::table).values(row).execute(tx.connection())?;
    }
    Ok(())
}

/// The latest moment from which a row of these persons is known: a new act cannot be known earlier.
pub(crate) fn latest_moment(
    tx: &mut Tx<'_>,
    owners: &[AddresseeNumber],
) -> Result<Option<DateTime<Utc>>, RegisterError> {
    let rows: Vec<Moments> = persons::table
        .filter(persons::addressee_number.eq_any(numbers(owners)))
        .filter(upper_inf(persons::known))
        .select(persons::known)
        .load(tx.connection())?;
    Ok(rows.into_iter().filter_map(|known| known_edges(known).0).max())
}

pub(crate) fn numbers(owners: &[AddresseeNumber]) -> Vec<i64> {
    owners.iter().map(|owner| owner.to_i64()).collect()
}

fn json<T: Serialize>(value: Option<&T>) -> Result<Option<Value>, RegisterError> {
    value.map(|value| serde_json::to_value(value).map_err(|error| RegisterError::Stored(error.to_string()))).transpose()
}

fn from_json<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

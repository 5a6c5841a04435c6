//! A record of the national resident layout as a record of the register.

use chrono::NaiveDate;
use register::{ActReason, ForeignStatus, MoveOut, Person, RegistrationState, ResidentKind};
use spec_mapping::{Layout, Record};
use values::{Address, AddresseeNumber, DateForm, Era, HouseholdNumber, LegalDate, WrittenYear, YearMonth};

use crate::MigrationError;

/// Places of the items that are read, by their identifiers.
macro_rules! columns {
    ($($name:ident),* $(,)?) => {
        /// Places of the items of the national resident layout.
        #[derive(Debug, Clone)]
        pub(crate) struct Columns { $(pub(crate) $name: usize,)* }

        impl Columns {
            pub(crate) fn of(layout: &Layout) -> Result<Self, MigrationError> {
                let at = |id: &str| {
                    layout.index_of(id).ok_or_else(|| MigrationError::Declarations(format!("item `{id}` of {}", layout.id)))
                };
                Ok(Self { $($name: at(stringify!($name))?,)* })
            }
        }
    };
}

columns! {
    addressee_number, history_number, is_latest, household_number, resident_kind, registration_state,
    resident_record_code, effective_on, filed_on, processed_on, act_reason, full_name, roman_name, full_name_furigana,
    alias, alias_furigana, former_surname, former_surname_furigana, sex, born_on, born_on_era, born_on_unknown_text,
    relationship_text, entry_order, personal_number, address_municipality_code, address_prefecture,
    address_municipality_name, address_town_id, address_town, address_lot, address_building_and_room,
    address_postal_code, registered_domicile, register_first_person, resident_since_on, foreign_resident_since_on,
    address_since_on, previous_address_municipality_code, previous_address_town, destination_address_town,
    move_out_planned_on, moved_out_on, nationality_code, nationality_name, residence_status_code, stay_expires_on,
    residence_card_number, article_30_45_kind,
}

/// 規定なし: the town that stands for one that is not listed.
pub(crate) const TOWN_NOT_LISTED: &str = "9999999";

/// What the order of rows, households and merging depend on.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) addressee_number: u64,
    pub(crate) history_number: i32,
    pub(crate) is_latest: bool,
    pub(crate) state: Option<RegistrationState>,
    pub(crate) household_number: u64,
    pub(crate) is_head: bool,
    /// 異動日; of one that is not fully known, the first day it may be; of one that is wholly unknown, 処理日.
    pub(crate) from: Option<NaiveDate>,
    pub(crate) processed_on: Option<NaiveDate>,
}

impl Step {
    pub(crate) fn of(columns: &Columns, record: &Record) -> Self {
        let processed_on = day(record.text(columns.processed_on));
        let effective = legal_date(record.text(columns.effective_on), "", "").flatten();
        Self {
            addressee_number: number(record.text(columns.addressee_number)),
            history_number: record.text(columns.history_number).parse().unwrap_or_default(),
            is_latest: record.text(columns.is_latest) == "1",
            state: RegistrationState::from_code(record.text(columns.registration_state)),
            household_number: number(record.text(columns.household_number)),
            is_head: record.text(columns.relationship_text) == "世帯主",
            from: effective.and_then(LegalDate::computing_date).or(processed_on),
            processed_on,
        }
    }

    pub(crate) fn is_registered(&self) -> bool {
        self.state == Some(RegistrationState::Registered)
    }

    pub(crate) fn addressee(&self) -> Option<AddresseeNumber> {
        AddresseeNumber::new(self.addressee_number).ok()
    }

    pub(crate) fn household(&self) -> Option<HouseholdNumber> {
        HouseholdNumber::new(self.household_number).ok()
    }
}

/// A number of the national layout; 0 for what is none (no number of a person or household is 0).
pub(crate) fn number(text: &str) -> u64 {
    text.parse().unwrap_or_default()
}

/// A known day.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// A date of the national layout with its era and wording; `None` if it cannot be a date, `Some(None)` if there is none.
pub(crate) fn legal_date(text: &str, era: &str, wording: &str) -> Option<Option<LegalDate>> {
    if !wording.is_empty() {
        return LegalDate::parse(wording).ok().map(Some);
    }
    if text.is_empty() {
        return Some(None);
    }
    let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if year == 0 {
        return Some(Some(LegalDate::unknown()));
    }
    let calendar_year = i32::try_from(year).ok()?;
    let known = |part: u32| (part != 0).then_some(part);
    let written = match era.parse().ok().and_then(Era::of_code) {
        Some(era) => Some(WrittenYear::Era(era, era.era_year(calendar_year)?)),
        None => default_year(calendar_year, month, day),
    };
    LegalDate::written(written, known(month), known(day), DateForm::Plain).ok().map(Some)
}

/// The era in force, for dates whose writing the national layout does not keep.
fn default_year(year: i32, month: u32, day: u32) -> Option<WrittenYear> {
    let date = match (month, day) {
        (0, _) => LegalDate::year(year),
        (month, 0) => LegalDate::year_month(YearMonth::new(year, month)?),
        (month, day) => LegalDate::known(NaiveDate::from_ymd_opt(year, month, day)?),
    };
    date.written_year()
}

/// A date as the national layout writes it: unknown parts are zeros.
pub(crate) fn date_text(date: LegalDate) -> String {
    let code = date.to_code();
    if code == "????" {
        return "0000-00-00".to_owned();
    }
    let digits = code.split(['~', '@', '.']).next().unwrap_or_default().replace('?', "0");
    let mut parts = digits.split('-');
    let mut part = |width: usize| {
        let text = parts.next().filter(|text| text.len() == width);
        text.map_or_else(|| "0".repeat(width), str::to_owned)
    };
    format!("{}-{}-{}", part(4), part(2), part(2))
}

/// What the rows before tell of a row: how the person came onto the register, and off it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Past {
    entry: Option<(ActReason, LegalDate)>,
    deletion: Option<(ActReason, LegalDate)>,
}

impl Past {
    /// Adds what a row says.
    fn and(mut self, reason: Option<ActReason>, effective: Option<LegalDate>, is_registered: bool) -> Self {
        let act = reason.zip(effective);
        let (enters, deletes) =
            reason.map_or((false, false), |reason| (reason.code() < "21", ("21".."41").contains(&reason.code())));
        if is_registered {
            self.deletion = None;
            self.entry = act.filter(|_| enters).or(self.entry);
        } else {
            self.deletion = act.filter(|_| deletes).or(self.deletion);
        }
        self
    }
}

/// Why a row cannot be held in the register: the item that is in the way.
pub(crate) type Misfit = &'static str;

fn held<T, E>(item: Misfit, value: Result<T, E>) -> Result<T, Misfit> {
    value.map_err(|_| item)
}

fn optional<T, E>(item: Misfit, text: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, Misfit> {
    if text.is_empty() { Ok(None) } else { held(item, read(text)).map(Some) }
}

fn date(item: Misfit, text: &str) -> Result<Option<LegalDate>, Misfit> {
    legal_date(text, "", "").ok_or(item)
}

fn text_of(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The register's record of a row.
pub(crate) fn person(it: &Columns, record: &Record, past: &mut Past) -> Result<Person, Misfit> {
    let get = |index: usize| record.text(index);
    let state = RegistrationState::from_code(get(it.registration_state)).ok_or("registration_state")?;
    let kind = ResidentKind::from_code(get(it.resident_kind)).ok_or("resident_kind")?;
    let effective = date("effective_on", get(it.effective_on))?;
    let reason = ActReason::from_code(get(it.act_reason));
    *past = past.and(reason, effective, state == RegistrationState::Registered);
    let born =
        legal_date(get(it.born_on), get(it.born_on_era), get(it.born_on_unknown_text)).flatten().ok_or("born_on")?;
    let since = match kind {
        ResidentKind::Japanese => it.resident_since_on,
        ResidentKind::Foreign => it.foreign_resident_since_on,
    };
    Ok(Person {
        registration_state: state,
        resident_kind: kind,
        full_name: held("full_name", values::PersonName::new(get(it.full_name)))?,
        furigana: optional("full_name_furigana", get(it.full_name_furigana), values::Kana::new)?,
        is_furigana_confirmed: false,
        former_surname: optional("former_surname", get(it.former_surname), values::PersonName::new)?,
        former_surname_furigana: optional(
            "former_surname_furigana",
            get(it.former_surname_furigana),
            values::Kana::new,
        )?,
        alias: optional("alias", get(it.alias), values::PersonName::new)?,
        alias_furigana: optional("alias_furigana", get(it.alias_furigana), values::Kana::new)?,
        roman_name: optional("roman_name", get(it.roman_name), values::RomanName::new)?,
        born_on: western(born, kind, get(it.born_on_era)),
        sex: held("sex", get(it.sex).parse())?,
        foreign_status: foreign_status(it, record, kind)?,
        resident_record_code: optional(
            "resident_record_code",
            get(it.resident_record_code),
            values::ResidentRecordCode::received,
        )?,
        resident_since_on: date("resident_since_on", get(since))?,
        address_since_on: date("address_since_on", get(it.address_since_on))?,
        address: address(it, record)?,
        office_code: held("address_municipality_code", get(it.address_municipality_code).parse())?,
        previous_address: previous_address(it, record)?,
        registered_domicile: text_of(get(it.registered_domicile)),
        register_first_person: text_of(get(it.register_first_person)),
        entry_reason: past.entry.map(|(reason, _)| reason),
        entered_on: past.entry.map(|(_, on)| on),
        move_out: move_out(it, record)?,
        deletion_reason: past.deletion.map(|(reason, _)| reason),
        deleted_on: past.deletion.map(|(_, on)| on),
        remarks: None,
    })
}

/// Birth dates of foreign residents are written in the western calendar: no era is given.
fn western(date: LegalDate, kind: ResidentKind, era: &str) -> LegalDate {
    let is_western = kind == ResidentKind::Foreign && era.is_empty();
    match (is_western, date.written_year()) {
        (true, Some(year)) => {
            let code = date_text(date);
            let part =
                |range: std::ops::Range<usize>| code.get(range).and_then(|it| it.parse().ok()).filter(|it| *it != 0);
            let year = WrittenYear::Western(year.calendar_year());
            LegalDate::written(Some(year), part(5..7), part(8..10), date.form()).unwrap_or(date)
        }
        _ => date,
    }
}

fn foreign_status(it: &Columns, record: &Record, kind: ResidentKind) -> Result<Option<ForeignStatus>, Misfit> {
    if kind == ResidentKind::Japanese {
        return Ok(None);
    }
    Ok(Some(ForeignStatus {
        nationality_code: record.text(it.nationality_code).to_owned(),
        nationality: record.text(it.nationality_name).to_owned(),
        article_30_45_code: record.text(it.article_30_45_kind).to_owned(),
        residence_status_code: text_of(record.text(it.residence_status_code)),
        stay_period: None,
        stay_expires_on: optional("stay_expires_on", record.text(it.stay_expires_on), str::parse)?,
        residence_card_number: optional("residence_card_number", record.text(it.residence_card_number), str::parse)?,
    }))
}

fn address(it: &Columns, record: &Record) -> Result<Address, Misfit> {
    let get = |index: usize| record.text(index);
    Ok(Address {
        municipality_code: optional("address_municipality_code", get(it.address_municipality_code), str::parse)?,
        prefecture: get(it.address_prefecture).to_owned(),
        municipality: get(it.address_municipality_name).to_owned(),
        town_id: optional("address_town_id", get(it.address_town_id), str::parse)?,
        town: get(it.address_town).to_owned(),
        lot: get(it.address_lot).to_owned(),
        building: get(it.address_building_and_room).to_owned(),
        postal_code: optional("address_postal_code", get(it.address_postal_code), str::parse)?,
    })
}

fn whole_text(town: &str) -> Address {
    Address {
        municipality_code: None,
        prefecture: String::new(),
        municipality: String::new(),
        town_id: None,
        town: town.to_owned(),
        lot: String::new(),
        building: String::new(),
        postal_code: None,
    }
}

fn previous_address(it: &Columns, record: &Record) -> Result<Option<Address>, Misfit> {
    let (code, town) = (record.text(it.previous_address_municipality_code), record.text(it.previous_address_town));
    if code.is_empty() && town.is_empty() {
        return Ok(None);
    }
    let municipality_code = optional("previous_address_municipality_code", code, str::parse)?;
    Ok(Some(Address { municipality_code, ..whole_text(town) }))
}

/// 転出予定 and 転出確定; a destination without a day of leaving cannot be held.
fn move_out(it: &Columns, record: &Record) -> Result<Option<MoveOut>, Misfit> {
    let planned: Option<NaiveDate> = optional("move_out_planned_on", record.text(it.move_out_planned_on), str::parse)?;
    let confirmed: Option<NaiveDate> = optional("moved_out_on", record.text(it.moved_out_on), str::parse)?;
    let destination = record.text(it.destination_address_town);
    let Some(planned_on) = planned.or(confirmed) else {
        return if destination.is_empty() { Ok(None) } else { Err("destination_address_town") };
    };
    Ok(Some(MoveOut {
        filed_on: day(record.text(it.filed_on)),
        planned_on,
        planned_destination: None,
        confirmed_on: confirmed,
        confirmed_destination: (!destination.is_empty()).then(|| whole_text(destination)),
        noticed_on: None,
    }))
}

/// The year of a date as the national layout gives its era: the code, or nothing for one of the western calendar.
pub(crate) fn era_code(date: LegalDate) -> String {
    match date.written_year() {
        Some(WrittenYear::Era(era, _)) => era.code().to_string(),
        Some(WrittenYear::Western(_)) | None => String::new(),
    }
}

//! The records of the old system: a household's people, its own line, certifications, payments and protections, each
//! a list of fields in the order of the sample vendor's layout (`spec-mappings/legacy_vendor/README.md`).

use chrono::{Datelike, NaiveDate};

use crate::allowance::{Claim, past_payments};
use crate::cp932::account_kana;
use crate::days::{Month, era_date, era_month};
use crate::dirt::{DirtKind, Disposition};
use crate::model::{Address, Household, Member, Reason, Row, Sex, State};

/// The columns of `JUMIN.csv`.
pub(crate) const JUMIN_HEADER: [&str; 45] = [
    "ATENA_NO",
    "RIREKI_NO",
    "SETAI_NO",
    "JUMIN_KBN",
    "JOTAI_KBN",
    "SAISHIN_KBN",
    "IDO_JIYU",
    "IDO_YMD",
    "TODOKE_YMD",
    "SHORI_YMD",
    "SHIMEI",
    "SHIMEI_KANA",
    "ROMAJI",
    "TSUSHO",
    "TSUSHO_KANA",
    "KYUSHI",
    "KYUSHI_KANA",
    "SEIBETSU",
    "UMARE_YMD",
    "UMARE_HYOKI",
    "ZOKUGARA",
    "KOJIN_NO",
    "JUMINHYO_CD",
    "SHIKU_CD",
    "MACHI_CD",
    "MACHI_MEI",
    "BANCHI",
    "KATAGAKI",
    "YUBIN",
    "HONSEKI",
    "HITTOSHA",
    "JUMIN_YMD",
    "JUSHO_YMD",
    "ZEN_SHIKU_CD",
    "ZEN_JUSHO",
    "SAKI_JUSHO",
    "TEN_YOTEI_YMD",
    "TEN_KAKUTEI_YMD",
    "KOKUSEKI_CD",
    "ZAIRYU_SHIKAKU",
    "ZAIRYU_MANRYO",
    "ZAIRYU_CARD",
    "GAI_JUMIN_YMD",
    "HO30_45_KBN",
    "JUN_I",
];

/// The columns of `JITE.csv`.
pub(crate) const JITE_HEADER: [&str; 18] = [
    "NINTEI_NO",
    "RENBAN",
    "JUKYU_NO",
    "SEIKYU_YMD",
    "NINTEI_YMD",
    "KAISHI_YM",
    "JIDO_NO",
    "JIDO_KAISHI_YM",
    "JIDO_KBN",
    "FUTAN_KBN",
    "DOKYO_KBN",
    "KINYU_CD",
    "SHITEN_CD",
    "SHUMOKU",
    "KOZA_NO",
    "KOZA_KANA",
    "JOTAI_KBN",
    "SHOMETSU_YMD",
];

/// The columns of `JITEPAY.csv`.
pub(crate) const JITEPAY_HEADER: [&str; 8] = [
    "NINTEI_NO",
    "JUKYU_NO",
    "SHIHARAI_YMD",
    "TAISHO_KAISHI_YM",
    "TAISHO_SHURYO_YM",
    "KINGAKU",
    "JIDO_SU",
    "SHIHARAI_KBN",
];

/// The columns of `SHIEN.csv`.
pub(crate) const SHIEN_HEADER: [&str; 10] = [
    "ATENA_NO",
    "RIREKI_NO",
    "SHIEN_KBN",
    "KAISHI_YMD",
    "SHURYO_YMD",
    "UKETSUKE_NO",
    "HEIGO_NO",
    "AITE_SHIMEI",
    "AITE_JUSHO",
    "HOGO_KBN",
];

/// Places of the columns that dirt touches.
pub(crate) mod column {
    pub(crate) const ADDRESSEE: usize = 0;
    pub(crate) const HISTORY: usize = 1;
    pub(crate) const STATE: usize = 4;
    pub(crate) const NEWEST: usize = 5;
    pub(crate) const REASON: usize = 6;
    pub(crate) const EVENT: usize = 7;
    pub(crate) const FILED: usize = 8;
    pub(crate) const PROCESSED: usize = 9;
    pub(crate) const NAME: usize = 10;
    pub(crate) const SEX: usize = 17;
    pub(crate) const BIRTH: usize = 18;
    pub(crate) const BIRTH_WORDS: usize = 19;
    pub(crate) const LABEL: usize = 20;
    pub(crate) const PERSONAL_NUMBER: usize = 21;
    pub(crate) const RECORD_CODE: usize = 22;
    pub(crate) const TOWN: usize = 24;
    pub(crate) const RESIDENT_SINCE: usize = 31;
    pub(crate) const SETTLED: usize = 32;
    pub(crate) const DESTINATION: usize = 35;
    pub(crate) const LEAVING_PLANNED: usize = 36;
    pub(crate) const LEAVING_CONFIRMED: usize = 37;
    /// In `SETAI.dat`.
    pub(crate) const HOUSEHOLD_HEAD: usize = 1;
    pub(crate) const HOUSEHOLD_COUNT: usize = 9;
    /// In `JITE.csv`.
    pub(crate) const ALLOWANCE_SERIAL: usize = 1;
    pub(crate) const ALLOWANCE_CHILD: usize = 6;
}

/// In which form a record reaches the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Whole,
    /// The line ends too early.
    CutOff,
    /// The name holds bytes that are not CP932.
    BrokenBytes,
    /// The record is left out.
    Missing,
}

/// What is wrong with a record and how it must end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding {
    pub(crate) kind: DirtKind,
    pub(crate) disposition: Disposition,
    pub(crate) reason: &'static str,
}

/// A record of the old system.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) fields: Vec<String>,
    pub(crate) shape: Shape,
    pub(crate) finding: Option<Finding>,
}

impl Record {
    /// A record without a finding.
    pub(crate) fn whole<const N: usize>(fields: [&str; N]) -> Self {
        Self::new(fields.map(str::to_owned).to_vec())
    }

    fn new(fields: Vec<String>) -> Self {
        Self { fields, shape: Shape::Whole, finding: None }
    }

    pub(crate) fn field(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    pub(crate) fn set(&mut self, column: usize, value: impl Into<String>) {
        if let Some(field) = self.fields.get_mut(column) {
            *field = value.into();
        }
    }
}

/// All records of a household.
#[derive(Debug, Clone)]
pub(crate) struct HouseholdRecords {
    /// The rows of each person.
    pub(crate) people: Vec<Vec<Record>>,
    pub(crate) household: Record,
    pub(crate) certification: Vec<Record>,
    pub(crate) payments: Vec<Record>,
    pub(crate) protections: Vec<Record>,
}

fn date(date: Option<NaiveDate>) -> String {
    date.map(era_date).unwrap_or_default()
}

fn gregorian(date: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// The records of a clean household.
pub(crate) fn household_records(household: &Household, as_of: NaiveDate) -> HouseholdRecords {
    let people = (1..).zip(&household.members).map(|(place, member)| person_records(household, member, place));
    HouseholdRecords {
        people: people.collect(),
        household: household_record(household),
        certification: household.claim.as_ref().map_or_else(Vec::new, |claim| certification(household, claim, as_of)),
        payments: household.claim.as_ref().map_or_else(Vec::new, |claim| payments(household, claim, as_of)),
        protections: protections(household),
    }
}

fn person_records(household: &Household, member: &Member, place: usize) -> Vec<Record> {
    let count = member.rows.len();
    let records = (1..).zip(&member.rows).map(|(number, row)| {
        let newest = if number == count { "1" } else { "0" };
        let mut fields = Vec::with_capacity(JUMIN_HEADER.len());
        fields.extend([member.addressee_number.clone(), number.to_string(), household.number.clone()]);
        fields.extend(event_fields(member, row, newest));
        fields.extend(person_fields(member, row));
        fields.extend(address_fields(household.addresses.get(row.address).or(household.addresses.first())));
        fields.extend(residence_fields(member, row));
        fields.extend(foreign_fields(member));
        fields.push(format!("{place:02}"));
        Record::new(fields)
    });
    records.collect()
}

fn event_fields(member: &Member, row: &Row, newest: &str) -> [String; 7] {
    let state = match row.state {
        State::Present => "0",
        State::MovedOut => "1",
        State::Dead => "2",
    };
    let class = if member.foreign.is_some() { "2" } else { "1" };
    [
        class.to_owned(),
        state.to_owned(),
        newest.to_owned(),
        row.reason.code().to_owned(),
        era_date(row.on),
        date(row.filed_on),
        era_date(row.processed_on),
    ]
}

fn person_fields(member: &Member, row: &Row) -> [String; 13] {
    let names = member.names.get(row.names).or(member.names.last()).cloned().unwrap_or_default();
    let sex = if member.sex == Sex::Male { "M" } else { "W" };
    let birth = if member.foreign.is_some() { gregorian(member.birth) } else { era_date(member.birth) };
    [
        names.text,
        names.kana,
        names.latin,
        names.alias,
        names.alias_kana,
        names.former_surname,
        names.former_surname_kana,
        sex.to_owned(),
        birth,
        String::new(),
        row.label.to_owned(),
        member.personal_number.clone(),
        member.record_code.clone(),
    ]
}

fn address_fields(address: Option<&Address>) -> [String; 6] {
    address.map_or_else(Default::default, |address| {
        [
            address.ward_code.to_owned(),
            address.town_id.clone(),
            address.town_name.to_owned(),
            address.lot.clone(),
            address.building.clone(),
            address.postal_code.to_owned(),
        ]
    })
}

fn residence_fields(member: &Member, row: &Row) -> [String; 9] {
    let leaving = (row.state == State::MovedOut).then_some(row.on);
    let is_japanese = member.foreign.is_none();
    [
        member.domicile.clone(),
        member.domicile_head.clone(),
        date(is_japanese.then_some(member.resident_since)),
        era_date(row.settled_on),
        member.origin_code.to_owned(),
        member.origin.clone(),
        if leaving.is_some() { member.destination.clone() } else { String::new() },
        date(leaving),
        date(leaving.filter(|_| row.reason == Reason::MoveOut)),
    ]
}

fn foreign_fields(member: &Member) -> [String; 6] {
    member.foreign.as_ref().map_or_else(Default::default, |foreign| {
        [
            foreign.alpha3.to_owned(),
            foreign.status.to_owned(),
            foreign.expires_on.map(gregorian).unwrap_or_default(),
            foreign.card.clone(),
            era_date(foreign.resident_since),
            if foreign.is_special_permanent { "2" } else { "1" }.to_owned(),
        ]
    })
}

fn household_record(household: &Household) -> Record {
    let count = household.resident_count();
    let last = household.addresses.last();
    let [ward, town, town_name, lot, building, postal_code] = address_fields(last);
    let is_foreign = household.members.iter().any(Member::is_foreign);
    let is_japanese = household.members.iter().any(|member| !member.is_foreign());
    let class = match (is_japanese, is_foreign) {
        (true, true) => "3",
        (false, true) => "2",
        _ => "1",
    };
    Record::new(vec![
        household.number.clone(),
        household.head().map(|head| head.addressee_number.clone()).unwrap_or_default(),
        ward,
        town,
        postal_code,
        town_name,
        lot,
        building,
        era_date(household.settled_on),
        format!("{count:02}"),
        class.to_owned(),
        if count > 0 { "0" } else { "9" }.to_owned(),
        String::new(),
    ])
}

fn number_of(household: &Household, member: usize) -> String {
    household.members.get(member).map(|member| member.addressee_number.clone()).unwrap_or_default()
}

fn certification(household: &Household, claim: &Claim, as_of: NaiveDate) -> Vec<Record> {
    let today = Month::of(as_of);
    let names = household.members.get(claim.recipient).and_then(|recipient| recipient.names.last());
    let kana = names.map(|names| account_kana(&names.kana)).unwrap_or_default();
    let line = |(serial, child): (usize, &crate::allowance::ClaimChild)| {
        let class = if child.is_paid_in(claim.ended_on.map_or(today, Month::of)) { "1" } else { "2" };
        Record::new(vec![
            claim.number.clone(),
            serial.to_string(),
            number_of(household, claim.recipient),
            era_date(claim.claimed_on),
            era_date(claim.certified_on),
            era_month(claim.from),
            number_of(household, child.member),
            era_month(child.from),
            class.to_owned(),
            if child.bears_costs { "1" } else { "0" }.to_owned(),
            "1".to_owned(),
            claim.bank.to_owned(),
            claim.branch.clone(),
            "1".to_owned(),
            claim.account.clone(),
            kana.clone(),
            if claim.ended_on.is_some() { "9" } else { "1" }.to_owned(),
            date(claim.ended_on),
        ])
    };
    (1..).zip(&claim.children).map(line).collect()
}

fn payments(household: &Household, claim: &Claim, as_of: NaiveDate) -> Vec<Record> {
    past_payments(as_of)
        .filter_map(|(paid_on, first, second)| {
            let (one, two) = (claim.due_in(first), claim.due_in(second));
            let children = if two.children > 0 { two.children } else { one.children };
            let record = Record::new(vec![
                claim.number.clone(),
                number_of(household, claim.recipient),
                era_date(paid_on),
                era_month(first),
                era_month(second),
                (one.yen + two.yen).to_string(),
                children.to_string(),
                "1".to_owned(),
            ]);
            (one.yen + two.yen > 0).then_some(record)
        })
        .collect()
}

fn protections(household: &Household) -> Vec<Record> {
    let applicant = household.protections.first().map(|first| number_of(household, first.member)).unwrap_or_default();
    let line = |protection: &crate::protection::Protection| {
        Record::new(vec![
            number_of(household, protection.member),
            protection.number.to_string(),
            protection.class.to_owned(),
            era_date(protection.from),
            era_date(protection.through),
            protection.receipt.clone(),
            if protection.is_joined { applicant.clone() } else { String::new() },
            protection.offender.clone(),
            protection.offender_address.clone(),
            protection.protected_addresses.to_owned(),
        ])
    };
    household.protections.iter().map(line).collect()
}

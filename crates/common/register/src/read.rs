//! Reads: persons, households, history and acts, each as of a day and a moment, each through the guard.
//!
//! What these functions give is what may be shown to the actor of the transaction, ready to be serialised.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use serde::Serialize;
use serde_json::Value;
use values::{
    Address, AddresseeNumber, HouseholdNumber, Kana, LegalDate, MunicipalityCode, PersonName, RomanName, Sex,
};

use crate::bitemporal::Span;
use crate::guard::Disclosure;
use crate::store::memberships::KnownMembership;
use crate::store::persons::KnownPerson;
use crate::store::{acts, anchors, measures, memberships, numbers, persons};
use crate::{
    Act, AsOf, ForeignStatus, Measure, Membership, MoveOut, Person, PersonalNumberVault, RegisterError, Subject,
    Version,
};

/// The permission to see an individual number (個人番号).
pub const PERSONAL_NUMBER_PERMISSION: &str = "register.personal_number.read";

/// 個人の記録の表示 — one row of a person's record, as far as the actor may see it.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// 宛名番号.
    pub addressee_number: AddresseeNumber,
    /// 履歴番号.
    pub history_number: i32,
    /// Version for the next filing.
    pub version: Version,
    /// First day on which this was so.
    pub valid_from: NaiveDate,
    /// Last day on which this was so; nothing for an open end.
    pub valid_through: Option<NaiveDate>,
    /// Moment from which this was known; nothing for a row superseded in the moment it was made.
    pub known_from: Option<DateTime<Utc>>,
    /// Moment at which it ceased to be known.
    pub known_until: Option<DateTime<Utc>>,
    /// The act that made it.
    pub made_by_act: i64,
    /// The act because of which it ceased to be known.
    pub ended_by_act: Option<i64>,
    /// The act that gave it its present days.
    pub redated_by_act: Option<i64>,
    /// Whether the person, or somebody living with them, is protected (支援措置).
    pub is_protected: bool,
    /// Whether address, household and domicile are withheld from this actor.
    pub is_withheld: bool,
    /// 住民状態, national code.
    pub registration_state: &'static str,
    /// 住民種別, national code.
    pub resident_kind: &'static str,
    /// 氏名.
    pub full_name: PersonName,
    /// 振り仮名.
    pub furigana: Option<Kana>,
    /// フリガナ確認状況.
    pub is_furigana_confirmed: bool,
    /// 旧氏.
    pub former_surname: Option<PersonName>,
    /// 通称.
    pub alias: Option<PersonName>,
    /// ローマ字氏名.
    pub roman_name: Option<RomanName>,
    /// 生年月日.
    pub born_on: LegalDate,
    /// 性別.
    pub sex: Sex,
    /// 外国人住民の記載事項.
    pub foreign_status: Option<ForeignStatus>,
    /// 住民票コード.
    pub resident_record_code: Option<String>,
    /// 住民となった日.
    pub resident_since_on: Option<LegalDate>,
    /// 記載の事由, national code.
    pub entry_reason: Option<&'static str>,
    /// 消除の事由, national code.
    pub deletion_reason: Option<&'static str>,
    /// 消除の異動年月日.
    pub deleted_on: Option<LegalDate>,
    /// What is withheld of protected persons.
    #[serde(flatten)]
    pub whereabouts: Whereabouts,
}

/// 居所に関する事項 — everything from which it could be learnt where somebody lives; empty when withheld.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Whereabouts {
    /// 住所.
    pub address: Option<Address>,
    /// The ward that keeps the record.
    pub office_code: Option<MunicipalityCode>,
    /// 住所を定めた日.
    pub address_since_on: Option<LegalDate>,
    /// 転入前住所.
    pub previous_address: Option<Address>,
    /// 転出.
    pub move_out: Option<MoveOut>,
    /// 本籍.
    pub registered_domicile: Option<String>,
    /// 筆頭者.
    pub register_first_person: Option<String>,
    /// 世帯番号.
    pub household_number: Option<HouseholdNumber>,
    /// 続柄.
    pub relationship: Option<String>,
    /// 備考.
    pub remarks: Option<String>,
}

/// 世帯の表示 — a household as of a day and a moment.
#[derive(Debug, Clone, Serialize)]
pub struct HouseholdView {
    /// 世帯番号.
    pub household_number: HouseholdNumber,
    /// Version for the next filing.
    pub version: Version,
    /// Whether a member is protected.
    pub is_protected: bool,
    /// 世帯主; nothing for a household without one (標準 1.1.10), or when withheld.
    pub head: Option<AddresseeNumber>,
    /// Members in their order.
    pub members: Vec<MemberView>,
}

/// 世帯員の表示 — one member of a household.
#[derive(Debug, Clone, Serialize)]
pub struct MemberView {
    /// 続柄; nothing when withheld.
    pub relationship: Option<String>,
    /// 並び順.
    pub member_order: i16,
    /// The member's record.
    pub person: PersonView,
}

/// 異動の表示 — an act, as far as the actor may see it.
#[derive(Debug, Clone, Serialize)]
pub struct ActView {
    /// Serial of the act.
    pub act_number: i64,
    /// Kind of act, a stable code.
    pub kind: &'static str,
    /// Kind of act in Japanese.
    pub kind_label: &'static str,
    /// 異動事由, national code.
    pub reason: &'static str,
    /// 異動日.
    pub happened_on: LegalDate,
    /// 届出日.
    pub filed_on: Option<NaiveDate>,
    /// 通知日.
    pub noticed_on: Option<NaiveDate>,
    /// 処理日.
    pub processed_on: NaiveDate,
    /// Moment from which the register knew.
    pub recorded_at: DateTime<Utc>,
    /// Who entered it.
    pub login_name: String,
    /// 記載等の種別, a stable code.
    pub ground: &'static str,
    /// 根拠法令.
    pub legal_basis: String,
    /// Evidence; nothing when withheld.
    pub evidence: Option<String>,
    /// What was filed; nothing when withheld.
    pub filing: Option<Value>,
    /// The act that this one canceled.
    pub cancels_act: Option<i64>,
    /// The act that canceled this one.
    pub canceled_by_act: Option<i64>,
}

/// 時点の目盛り — the days and moments at which the answer about a person changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stops {
    /// Days on which something began or ended, as known now.
    pub valid_days: Vec<NaiveDate>,
    /// Moments at which the register learnt something.
    pub known_moments: Vec<DateTime<Utc>>,
}

/// A person as of a day and a moment; nothing when nothing was known of them for that day.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn person(tx: &mut Tx<'_>, number: AddresseeNumber, as_of: AsOf) -> Result<Option<PersonView>, RegisterError> {
    Ok(persons_as_of(tx, &[number], as_of)?.pop())
}

/// Persons as of a day and a moment, in order of number; those of whom nothing was known are left out.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn persons_as_of(
    tx: &mut Tx<'_>,
    numbers: &[AddresseeNumber],
    as_of: AsOf,
) -> Result<Vec<PersonView>, RegisterError> {
    let rows = persons::as_of(tx, numbers, as_of)?;
    let homes: BTreeMap<AddresseeNumber, Membership> = memberships::as_of(tx, numbers, as_of)?
        .into_iter()
        .map(|row| (row.addressee_number, row.row.content))
        .collect();
    views(tx, rows, |row| homes.get(&row.addressee_number))
}

/// Persons as of a day and a moment with their records; whoever was unknown then, as last known now.
pub(crate) fn latest(
    tx: &mut Tx<'_>,
    numbers: &[AddresseeNumber],
    as_of: AsOf,
) -> Result<Vec<(Person, PersonView)>, RegisterError> {
    let mut rows = persons::as_of(tx, numbers, as_of)?;
    let found: BTreeSet<AddresseeNumber> = rows.iter().map(|row| row.addressee_number).collect();
    let missing: Vec<AddresseeNumber> = numbers.iter().copied().filter(|number| !found.contains(number)).collect();
    let mut last: BTreeMap<AddresseeNumber, KnownPerson> = BTreeMap::new();
    for row in persons::history(tx, &missing)?.into_iter().filter(|row| row.row.acts.ended_by.is_none()) {
        last.insert(row.addressee_number, row);
    }
    rows.extend(last.into_values());
    let homes: BTreeMap<AddresseeNumber, Membership> = memberships::as_of(tx, numbers, as_of)?
        .into_iter()
        .map(|row| (row.addressee_number, row.row.content))
        .collect();
    let records: Vec<Person> = rows.iter().map(|row| row.row.content.clone()).collect();
    let views = views(tx, rows, |row| homes.get(&row.addressee_number))?;
    Ok(records.into_iter().zip(views).collect())
}

/// Every row of a person, also those no longer known, in order of history number.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn history(tx: &mut Tx<'_>, number: AddresseeNumber) -> Result<Vec<PersonView>, RegisterError> {
    let rows = persons::history(tx, &[number])?;
    let homes = memberships::history(tx, &[number])?;
    views(tx, rows, |row| membership_beside(&homes, row))
}

/// The membership that was known for the first day of a row, in the moment the row became known.
fn membership_beside<'a>(homes: &'a [KnownMembership], row: &KnownPerson) -> Option<&'a Membership> {
    homes
        .iter()
        .filter(|home| home.row.span.contains(row.row.span.from))
        .filter(|home| {
            home.known_from <= row.known_from && home.known_until.is_none_or(|until| row.known_from < Some(until))
        })
        .map(|home| &home.row.content)
        .next_back()
}

/// A household as of a day and a moment; nothing when nobody belonged to it.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn household(
    tx: &mut Tx<'_>,
    number: HouseholdNumber,
    as_of: AsOf,
) -> Result<Option<HouseholdView>, RegisterError> {
    let rows = memberships::composition(tx, number, as_of)?;
    let owners: Vec<AddresseeNumber> = rows.iter().map(|row| row.addressee_number).collect();
    let subject = Subject::Household(number);
    let Some(version) = anchors::versions(tx, &BTreeSet::from([subject]))?.remove(&subject) else { return Ok(None) };
    let mut persons: BTreeMap<AddresseeNumber, PersonView> =
        persons_as_of(tx, &owners, as_of)?.into_iter().map(|person| (person.addressee_number, person)).collect();
    let is_withheld = persons.values().any(|person| person.is_withheld);
    let head = rows.iter().find(|row| row.row.content.relationship.is_head()).map(|row| row.addressee_number);
    let members: Vec<MemberView> = rows
        .iter()
        .filter_map(|row| {
            let person = persons.remove(&row.addressee_number)?;
            let relationship = (!is_withheld).then(|| row.row.content.relationship.to_string());
            Some(MemberView { relationship, member_order: row.row.content.member_order, person })
        })
        .collect();
    if members.is_empty() {
        return Ok(None);
    }
    let is_protected = members.iter().any(|member| member.person.is_protected);
    let head = head.filter(|_| !is_withheld);
    Ok(Some(HouseholdView { household_number: number, version, is_protected, head, members }))
}

/// The household of a person as of a day and a moment; nothing when withheld, for the number itself would tell.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn household_of(
    tx: &mut Tx<'_>,
    number: AddresseeNumber,
    as_of: AsOf,
) -> Result<Option<HouseholdView>, RegisterError> {
    if Disclosure::of(tx, &[number])?.withholds(number) {
        return Ok(None);
    }
    match memberships::as_of(tx, &[number], as_of)?.pop() {
        Some(row) => household(tx, row.row.content.household_number, as_of),
        None => Ok(None),
    }
}

/// The acts that touched a person, newest first.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn acts_of(tx: &mut Tx<'_>, number: AddresseeNumber) -> Result<Vec<ActView>, RegisterError> {
    let rows = persons::history(tx, &[number])?;
    let named: Vec<i64> = rows.iter().map(|row| row.row.acts.made_by).collect();
    let found = acts::touching(tx, &[number], &[], &named)?;
    found.into_iter().map(|act| act_view(tx, act, &[number])).collect()
}

/// The acts that touched a household, newest first.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn acts_of_household(tx: &mut Tx<'_>, number: HouseholdNumber) -> Result<Vec<ActView>, RegisterError> {
    let members: BTreeSet<AddresseeNumber> =
        memberships::household_history(tx, number)?.into_iter().map(|row| row.addressee_number).collect();
    let members: Vec<AddresseeNumber> = members.into_iter().collect();
    let found = acts::touching(tx, &[], &[number], &[])?;
    found.into_iter().map(|act| act_view(tx, act, &members)).collect()
}

/// The days and moments at which the answer about a person changes, for the two time sliders.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn stops(tx: &mut Tx<'_>, number: AddresseeNumber) -> Result<Stops, RegisterError> {
    let mut days = BTreeSet::new();
    let mut moments = BTreeSet::new();
    let mut note = |span: Span, is_known: bool, edges: [Option<DateTime<Utc>>; 2]| {
        if is_known {
            days.insert(span.from);
            days.extend(span.until);
        }
        moments.extend(edges.into_iter().flatten());
    };
    for row in persons::history(tx, &[number])? {
        note(row.row.span, row.row.acts.ended_by.is_none(), [row.known_from, row.known_until]);
    }
    if !Disclosure::of(tx, &[number])?.withholds(number) {
        for row in memberships::history(tx, &[number])? {
            note(row.row.span, row.row.acts.ended_by.is_none(), [row.known_from, row.known_until]);
        }
    }
    Ok(Stops { valid_days: days.into_iter().collect(), known_moments: moments.into_iter().collect() })
}

/// The versions of persons and households, for a filing or an ETag; unknown ones are left out.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn versions(tx: &mut Tx<'_>, subjects: &[Subject]) -> Result<BTreeMap<Subject, Version>, RegisterError> {
    anchors::versions(tx, &subjects.iter().copied().collect())
}

/// The protective measure of a person that counts now; for officers in charge.
///
/// # Errors
/// [`RegisterError::Forbidden`] without the permission to disclose.
pub fn measure_of(tx: &mut Tx<'_>, number: AddresseeNumber) -> Result<Option<Measure>, RegisterError> {
    if !crate::guard::may_disclose(tx.operation()) {
        return Err(RegisterError::Forbidden(crate::guard::DISCLOSE_PERMISSION));
    }
    tx.touch(number.to_i64());
    measures::current(tx, number)
}

/// The individual number of a person; the access is audited.
///
/// # Errors
/// [`RegisterError::Forbidden`] without [`PERSONAL_NUMBER_PERMISSION`]; [`RegisterError::Vault`] under another key.
pub fn personal_number(
    tx: &mut Tx<'_>,
    number: AddresseeNumber,
    vault: &PersonalNumberVault,
) -> Result<Option<values::PersonalNumber>, RegisterError> {
    if !tx.operation().may(PERSONAL_NUMBER_PERMISSION) {
        return Err(RegisterError::Forbidden(PERSONAL_NUMBER_PERMISSION));
    }
    tx.touch(number.to_i64());
    tx.did("register.personal_number.read");
    let sealed = numbers::current(tx, number)?;
    Ok(sealed.map(|sealed| vault.open(number, &sealed)).transpose()?)
}

fn act_view(tx: &mut Tx<'_>, act: Act, beside: &[AddresseeNumber]) -> Result<ActView, RegisterError> {
    let mut concerned = act.addressee_numbers.clone();
    concerned.extend(beside);
    for number in &act.household_numbers {
        concerned.extend(memberships::of_household(tx, *number)?.into_iter().map(|row| row.addressee_number));
    }
    let disclosure = Disclosure::of(tx, &concerned)?;
    let is_withheld = concerned.iter().any(|number| disclosure.withholds(*number));
    Ok(ActView {
        act_number: act.act_number,
        kind: act.kind.code(),
        kind_label: act.kind.label(),
        reason: act.reason.code(),
        happened_on: act.happened_on,
        filed_on: act.filed_on,
        noticed_on: act.noticed_on,
        processed_on: act.processed_on,
        recorded_at: act.recorded_at,
        login_name: act.login_name,
        ground: act.ground.code(),
        legal_basis: act.legal_basis,
        evidence: (!is_withheld).then_some(act.evidence),
        filing: (!is_withheld).then_some(act.payload),
        cancels_act: act.cancels_act,
        canceled_by_act: act.canceled_by_act,
    })
}

fn views<'a>(
    tx: &mut Tx<'_>,
    rows: Vec<KnownPerson>,
    home_of: impl Fn(&KnownPerson) -> Option<&'a Membership>,
) -> Result<Vec<PersonView>, RegisterError> {
    let owners: Vec<AddresseeNumber> = rows.iter().map(|row| row.addressee_number).collect();
    let disclosure = Disclosure::of(tx, &owners)?;
    let versions = anchors::versions(tx, &owners.iter().map(|number| Subject::Person(*number)).collect())?;
    for number in &owners {
        tx.touch(number.to_i64());
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let version = versions.get(&Subject::Person(row.addressee_number)).copied().unwrap_or(Version(0));
            let home = home_of(&row).cloned();
            view(row, home, version, &disclosure)
        })
        .collect())
}

fn view(row: KnownPerson, home: Option<Membership>, version: Version, disclosure: &Disclosure) -> PersonView {
    let is_withheld = disclosure.withholds(row.addressee_number);
    let person = row.row.content;
    let whereabouts = if is_withheld {
        Whereabouts::default()
    } else {
        Whereabouts {
            address: Some(person.address),
            office_code: Some(person.office_code),
            address_since_on: person.address_since_on,
            previous_address: person.previous_address,
            move_out: person.move_out,
            registered_domicile: person.registered_domicile,
            register_first_person: person.register_first_person,
            household_number: home.as_ref().map(|home| home.household_number),
            relationship: home.as_ref().map(|home| home.relationship.to_string()),
            remarks: person.remarks,
        }
    };
    PersonView {
        addressee_number: row.addressee_number,
        history_number: row.row.number,
        version,
        valid_from: row.row.span.from,
        valid_through: row.row.span.until.and_then(|until| until.pred_opt()),
        known_from: row.known_from,
        known_until: row.known_until,
        made_by_act: row.row.acts.made_by,
        ended_by_act: row.row.acts.ended_by,
        redated_by_act: row.row.acts.redated_by,
        is_protected: disclosure.is_protected(row.addressee_number),
        is_withheld,
        registration_state: person.registration_state.code(),
        resident_kind: person.resident_kind.code(),
        full_name: person.full_name,
        furigana: person.furigana,
        is_furigana_confirmed: person.is_furigana_confirmed,
        former_surname: person.former_surname,
        alias: person.alias,
        roman_name: person.roman_name,
        born_on: person.born_on,
        sex: person.sex,
        foreign_status: person.foreign_status,
        resident_record_code: person.resident_record_code.map(|code| code.to_string()),
        resident_since_on: person.resident_since_on,
        entry_reason: person.entry_reason.map(crate::ActReason::code),
        deletion_reason: person.deletion_reason.map(crate::ActReason::code),
        deleted_on: person.deleted_on,
        whereabouts,
    }
}

//! 国内転入 (法22条; 標準 4.1.1).

use chrono::NaiveDate;
use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::{
    Address, AddresseeNumber, HouseholdNumber, Kana, LegalDate, MunicipalityCode, PersonName, PersonalNumber,
    Relationship, ResidentRecordCode, RomanName, Sex,
};

use super::Destination;
use super::checks::{Findings, Future, check_dates, check_items, check_lateness, known_day};
use super::desk::{Change, Heading, Scene};
use crate::store::{anchors, numbers, persons};
use crate::{
    ActGrounds, ActKind, ActOutcome, ActReason, EventCode, ForeignStatus, Membership, Person, PersonalNumberVault,
    RegisterError, RegistrationState, ResidentKind,
};

/// 転入届 — who moves in from another municipality, where to, and into which household.
#[derive(Debug, Clone, Serialize)]
pub struct MoveIn {
    /// When, on what ground, against which versions.
    pub grounds: ActGrounds,
    /// 異動先の世帯.
    pub destination: Destination,
    /// 住所.
    pub address: Address,
    /// The ward that keeps the records.
    pub office_code: MunicipalityCode,
    /// 転入前住所.
    pub previous_address: Option<Address>,
    /// Who moves in; in a new household one of them is its head.
    pub members: Vec<Incoming>,
}

/// 転入者 — one person who comes onto the register.
#[derive(Debug, Clone, Serialize)]
pub struct Incoming {
    /// 再転入: the number that the person has from an earlier residence.
    pub returning: Option<AddresseeNumber>,
    /// 氏名.
    pub full_name: PersonName,
    /// 振り仮名.
    pub furigana: Option<Kana>,
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
    /// 外国人住民の記載事項; its presence makes the person a foreign resident.
    pub foreign_status: Option<ForeignStatus>,
    /// 住民票コード.
    pub resident_record_code: Option<ResidentRecordCode>,
    /// 個人番号; sealed before it is stored, and never part of what is kept of the filing.
    #[serde(skip)]
    pub personal_number: Option<PersonalNumber>,
    /// 本籍.
    pub registered_domicile: Option<String>,
    /// 筆頭者.
    pub register_first_person: Option<String>,
    /// 続柄.
    pub relationship: Relationship,
}

/// Enters persons who moved in from another municipality.
///
/// # Errors
/// [`RegisterError::Refused`] with the findings; [`RegisterError::Changed`] when the household, or the record of somebody
/// who returns, was changed since it was read.
pub fn move_in(tx: &mut Tx<'_>, filing: &MoveIn, vault: &PersonalNumberVault) -> Result<ActOutcome, RegisterError> {
    let day = known_day(&filing.grounds)?;
    let today = tx.operation().today();
    let mut findings = Findings::default();
    check_dates(&filing.grounds, day, today, Future::Refused, &mut findings);
    check_lateness(&filing.grounds, day, &mut findings);
    let returning: Vec<AddresseeNumber> = filing.members.iter().filter_map(|member| member.returning).collect();
    let existing: Vec<HouseholdNumber> = match filing.destination {
        Destination::New => Vec::new(),
        Destination::Existing(number) => vec![number],
    };
    let scene = Scene::open(tx, &filing.grounds, day, &returning, &existing)?;
    check_place(filing, &scene, &mut findings);
    for (index, member) in filing.members.iter().enumerate() {
        let pointer = format!("/members/{index}");
        let person = person_of(filing, member);
        check_items(&person, &pointer, &mut findings);
        check_return(&scene, member, day, &pointer, &mut findings);
        check_re_entry(tx, vault, member, &pointer, &mut findings)?;
        if member.returning.is_none() {
            check_same_facts(tx, &person, &pointer, &mut findings)?;
        }
    }
    findings.refuse_errors()?;
    let mut fresh = anchors::allocate_addressees(tx, filing.members.len() - returning.len())?.into_iter();
    let newcomers: Vec<AddresseeNumber> = fresh.as_slice().to_vec();
    let (household, founded) = match filing.destination {
        Destination::Existing(number) => (number, None),
        Destination::New => anchors::allocate_household(tx).map(|number| (number, Some(number)))?,
    };
    let next_order = next_order(&scene, household, day);
    let heading = Heading::of(ActKind::MoveIn, ActReason::MovedIn, &filing.grounds, filing)?;
    let mut change = scene.record(tx, heading, &newcomers, founded)?;
    let mut sealed = Vec::new();
    for (member, member_order) in filing.members.iter().zip(next_order..) {
        let Some(number) = member.returning.or_else(|| fresh.next()) else { continue };
        let membership =
            Membership { household_number: household, relationship: member.relationship.clone(), member_order };
        enter(&mut change, number, person_of(filing, member), membership);
        if let Some(personal_number) = &member.personal_number {
            sealed.push((number, personal_number));
        }
    }
    let (act, moment) = (change.act, change.moment);
    let outcome = change.finish(tx, findings)?;
    for (number, personal_number) in sealed {
        if numbers::current(tx, number)?.is_none() {
            numbers::insert(tx, number, &vault.seal(number, personal_number)?, act, moment)?;
        }
    }
    Ok(outcome)
}

fn enter(change: &mut Change, number: AddresseeNumber, person: Person, membership: Membership) {
    let previous = person.previous_address.as_ref().and_then(|address| address.municipality_code.clone());
    let span = change.onwards();
    change.put_person(number, span, person);
    change.join(number, span, membership);
    change.announce(EventCode::MoveIn, number, json!({ "previous_municipality_code": previous }));
}

/// The place behind the last member.
pub(super) fn next_order(scene: &Scene, household: HouseholdNumber, day: NaiveDate) -> i16 {
    let last = scene.members_on(household, day).iter().map(|(_, membership, _)| membership.member_order).max();
    last.unwrap_or(0).saturating_add(1)
}

/// The record that a newcomer begins with: 住所を定めた日 equals 住民となった日 (標準 4.1.1.1).
fn person_of(filing: &MoveIn, member: &Incoming) -> Person {
    let is_foreign = member.foreign_status.is_some();
    Person {
        registration_state: RegistrationState::Registered,
        resident_kind: if is_foreign { ResidentKind::Foreign } else { ResidentKind::Japanese },
        full_name: member.full_name.clone(),
        furigana: member.furigana.clone(),
        is_furigana_confirmed: false,
        former_surname: member.former_surname.clone(),
        former_surname_furigana: None,
        alias: member.alias.clone(),
        alias_furigana: None,
        roman_name: member.roman_name.clone(),
        born_on: member.born_on,
        sex: member.sex,
        foreign_status: member.foreign_status.clone(),
        resident_record_code: member.resident_record_code.clone(),
        resident_since_on: Some(filing.grounds.happened_on),
        address_since_on: Some(filing.grounds.happened_on),
        address: filing.address.clone(),
        office_code: filing.office_code.clone(),
        previous_address: filing.previous_address.clone(),
        registered_domicile: member.registered_domicile.clone(),
        register_first_person: member.register_first_person.clone(),
        entry_reason: Some(ActReason::MovedIn),
        entered_on: Some(filing.grounds.happened_on),
        move_out: None,
        deletion_reason: None,
        deleted_on: None,
        remarks: None,
    }
}

fn check_place(filing: &MoveIn, scene: &Scene, findings: &mut Findings) {
    if filing.members.is_empty() {
        findings.error(
            "register.nobody",
            "/members",
            "転入する人がいません。1人以上を入力してください。",
            "Nobody moves in. Enter one person or more.",
        );
    }
    if filing.address.municipality_code.as_ref() != Some(&filing.office_code) {
        findings.error(
            "register.address_elsewhere",
            "/address/municipality_code",
            "新しい住所が届出先の区の区域にありません。住所又は届出先を確かめてください。",
            "The new address does not lie in the ward of the filing. Check the address or the ward.",
        );
    }
    let previous = filing.previous_address.as_ref().and_then(|address| address.municipality_code.as_ref());
    if previous == Some(&filing.office_code) {
        findings.alert(
            "register.move_in_from_here",
            "/previous_address",
            "転入前の住所がこの区の区域内です。転居ではないか確かめてください。",
            "The previous address lies in this ward. Check whether it is a move within.",
        );
    }
    match filing.destination {
        Destination::New => {
            if !filing.members.iter().any(|member| member.relationship.is_head()) {
                findings.error(
                    "register.new_household_without_head",
                    "/members",
                    "新しい世帯に世帯主がいません。1人を世帯主にしてください。",
                    "The new household has no head. Make one person the head.",
                );
            }
        }
        Destination::Existing(household) => {
            check_address_of(scene, household, &filing.address, findings);
        }
    }
}

/// Refuses a household that nobody belongs to on the day, or that lives elsewhere.
pub(super) fn check_address_of(scene: &Scene, household: HouseholdNumber, address: &Address, findings: &mut Findings) {
    let members = scene.members_on(household, scene.day);
    if members.is_empty() {
        findings.error(
            "register.household_empty",
            "/destination",
            "異動先の世帯には異動日に世帯員がいません。世帯番号を確かめてください。",
            "Nobody belongs to the household on the day. Check the household number.",
        );
    }
    let is_elsewhere = |it: &crate::Person| !it.address.is_same_lot(address);
    if members.iter().filter_map(|(_, _, file)| file.on(scene.day)).any(is_elsewhere) {
        findings.error(
            "register.household_elsewhere",
            "/address",
            "異動先の世帯の住所と新しい住所が違います。世帯又は住所を確かめてください。",
            "The household lives at another address. Check the household or the address.",
        );
    }
}

fn check_return(scene: &Scene, member: &Incoming, day: NaiveDate, pointer: &str, findings: &mut Findings) {
    let Some(file) = member.returning.and_then(|number| scene.files.get(&number)) else { return };
    let is_there = |row: &crate::bitemporal::Stored<Person>| {
        row.acts.ended_by.is_none() && row.content.is_registered() && row.span.until.is_none_or(|until| day < until)
    };
    if file.persons.iter().any(is_there) {
        findings.error(
            "register.already_registered",
            &format!("{pointer}/returning"),
            "再転入とした人に異動日以後の住民票があります。転居又は対象者の誤りでないか確かめてください。",
            "The person who returns has a resident record on or after the day. Check the person, or file a move within.",
        );
    }
}

/// Forces 再転入 when a number is that of somebody known here (標準 4.1.1.2).
fn check_re_entry(
    tx: &mut Tx<'_>,
    vault: &PersonalNumberVault,
    member: &Incoming,
    pointer: &str,
    findings: &mut Findings,
) -> Result<(), RegisterError> {
    let mut same = Vec::new();
    if let Some(number) = &member.personal_number {
        same.extend(numbers::owners(tx, &vault.blind_index(number)?)?);
    }
    if let Some(code) = &member.resident_record_code {
        same.extend(persons::with_resident_record_code(tx, code.as_str())?);
    }
    if let Some(other) = same.into_iter().find(|other| Some(*other) != member.returning) {
        findings.error(
            "register.re_entry",
            &format!("{pointer}/returning"),
            &format!("個人番号又は住民票コードが宛名番号{other}の人と同じです。再転入として登録してください。"),
            &format!("The individual number or record code is that of addressee {other}. File a re-entry."),
        );
    }
    Ok(())
}

/// Alerts when somebody with the same name, birth and sex is known here (標準 4.1.1.2).
fn check_same_facts(
    tx: &mut Tx<'_>,
    person: &Person,
    pointer: &str,
    findings: &mut Findings,
) -> Result<(), RegisterError> {
    if let Some(other) = persons::with_same_facts(tx, person)?.first() {
        findings.alert(
            "register.same_facts",
            pointer,
            &format!("氏名・生年月日・性別が宛名番号{other}の人と同じです。再転入でないか確かめてください。"),
            &format!("Name, birth and sex are those of addressee {other}. Check whether this is a re-entry."),
        );
    }
    Ok(())
}

//! 出生 (法8条; 令12条; 標準 4.2.1).

use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::{AddresseeNumber, HouseholdNumber, Kana, PersonName, Relationship, RomanName, Sex};

use super::checks::{Findings, Future, check_dates, check_items, known_day, require_registered};
use super::desk::{Heading, Scene};
use super::move_in::next_order;
use crate::store::anchors;
use crate::{
    ActGrounds, ActKind, ActOutcome, ActReason, EventCode, ForeignStatus, Membership, Person, RegisterError,
    RegistrationState, ResidentKind,
};

/// Years that a parent is at least older than a child; less is worth an alert.
const PARENT_YEARS: u32 = 13;

/// 出生 — a child born into a household; entered ex officio on the filing in the family register.
#[derive(Debug, Clone, Serialize)]
pub struct Birth {
    /// When (the day of birth), on what ground, against which versions.
    pub grounds: ActGrounds,
    /// The household.
    pub household: HouseholdNumber,
    /// The parent in the household whose address the child takes.
    pub parent: AddresseeNumber,
    /// 氏名.
    pub full_name: PersonName,
    /// 振り仮名.
    pub furigana: Option<Kana>,
    /// ローマ字氏名.
    pub roman_name: Option<RomanName>,
    /// 性別.
    pub sex: Sex,
    /// 続柄.
    pub relationship: Relationship,
    /// 外国人住民の記載事項; its presence makes the child a foreign resident.
    pub foreign_status: Option<ForeignStatus>,
    /// 本籍.
    pub registered_domicile: Option<String>,
    /// 筆頭者.
    pub register_first_person: Option<String>,
}

/// Enters a child from the day of birth. 個人番号 and 住民票コード follow from the national network.
///
/// # Errors
/// [`RegisterError::Refused`] with the findings; [`RegisterError::Changed`] when the household was changed since it was read.
pub fn birth(tx: &mut Tx<'_>, filing: &Birth) -> Result<ActOutcome, RegisterError> {
    let day = known_day(&filing.grounds)?;
    let mut findings = Findings::default();
    check_dates(&filing.grounds, day, tx.operation().today(), Future::Refused, &mut findings);
    let scene = Scene::open(tx, &filing.grounds, day, &[filing.parent], &[filing.household])?;
    let parent = scene.file(filing.parent)?;
    require_registered(parent, day, "/parent", &mut findings);
    if parent.membership_on(day).map(|membership| membership.household_number) != Some(filing.household) {
        findings.error(
            "register.parent_elsewhere",
            "/parent",
            "出生の日に親がこの世帯にいません。世帯又は親を確かめてください。",
            "The parent does not belong to the household on the day of birth. Check household and parent.",
        );
    }
    let parent = parent.on(day).cloned();
    findings.refuse_errors()?;
    let Some(parent) = parent else { return Err(RegisterError::NotFound(filing.parent.to_string())) };
    let child = child_of(filing, &parent);
    check_items(&child, "", &mut findings);
    let is_young = |born: chrono::NaiveDate| values::age::age_on(born, day) < PARENT_YEARS;
    if parent.born_on.computing_date().is_some_and(is_young) {
        findings.alert(
            "register.parent_too_young",
            "/parent",
            "親と子の年齢差が13年未満です。生年月日を確かめてください。",
            "Parent and child are less than 13 years apart. Check the dates of birth.",
        );
    }
    findings.refuse_errors()?;
    let newcomers = anchors::allocate_addressees(tx, 1)?;
    let member_order = next_order(&scene, filing.household, day);
    let heading = Heading::of(ActKind::Birth, ActReason::Born, &filing.grounds, filing)?;
    let mut change = scene.record(tx, heading, &newcomers, None)?;
    for number in newcomers {
        let span = change.onwards();
        change.put_person(number, span, child.clone());
        let (household_number, relationship) = (filing.household, filing.relationship.clone());
        change.join(number, span, Membership { household_number, relationship, member_order });
        change.announce(EventCode::Birth, number, json!({ "parent_addressee_number": filing.parent }));
    }
    change.finish(tx, findings)
}

fn child_of(filing: &Birth, parent: &Person) -> Person {
    let day = filing.grounds.happened_on;
    let is_foreign = filing.foreign_status.is_some();
    Person {
        registration_state: RegistrationState::Registered,
        resident_kind: if is_foreign { ResidentKind::Foreign } else { ResidentKind::Japanese },
        full_name: filing.full_name.clone(),
        furigana: filing.furigana.clone(),
        is_furigana_confirmed: filing.furigana.is_some(),
        former_surname: None,
        former_surname_furigana: None,
        alias: None,
        alias_furigana: None,
        roman_name: filing.roman_name.clone(),
        born_on: day,
        sex: filing.sex,
        foreign_status: filing.foreign_status.clone(),
        resident_record_code: None,
        resident_since_on: Some(day),
        address_since_on: Some(day),
        previous_address: None,
        registered_domicile: filing.registered_domicile.clone(),
        register_first_person: filing.register_first_person.clone(),
        entry_reason: Some(ActReason::Born),
        entered_on: Some(day),
        move_out: None,
        deletion_reason: None,
        deleted_on: None,
        remarks: None,
        address: parent.address.clone(),
        office_code: parent.office_code.clone(),
    }
}

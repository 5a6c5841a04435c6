//! 出生, 死亡, 世帯主変更, 職権修正, 異動の取消し: from the filing to the register.

use database::Tx;
use register::acts::{self, Amendment, Birth, Cancellation, Correction, Death, HeadChange, Placement};
use register::{ActGrounds, ActReason, AsOf, Ground, Subject, read};
use values::{AddresseeNumber, HouseholdMember};
use web::Failure;

use super::super::{Entries, refused};
use super::desk::{Desk, Recorded, refuse_withheld};
use super::entries::{filled, first_person, on, refused_at, sex_of};
use super::filings::{
    BirthFiling, CancellationFiling, CorrectionFiling, CorrectionReason, DeathFiling, HeadChangeFiling,
};
use super::moves::{days_of, members_of, proposed_under, stated};
use crate::ResidentRegisterProblem;
use crate::store;

/// Enters a child into the household of a parent (法8条).
pub(super) fn birth(tx: &mut Tx<'_>, desk: &Desk, filing: &BirthFiling) -> Result<Recorded, Failure> {
    let mut entries = Entries::default();
    let grounds = entries.noticed(Ground::FamilyFiling, &filing.happened_on, &filing.notified_on);
    let parent = entries.person("/parent", &filing.parent);
    let full_name = entries.name("/name", &filing.name);
    let furigana = entries.optional_kana("/kana", Some(&filing.kana));
    let relationship = entries.relationship("/relationship", &filing.relationship);
    let built = grounds.zip(parent).zip(full_name).zip(relationship);
    let (((grounds, parent), full_name), relationship) = entries.finish(built)?;
    refuse_withheld(tx, &[parent])?;
    let (day, filed_on) = days_of(desk, &grounds);
    let as_of = AsOf { valid_at: day, known_at: desk.caller.operation.now };
    let home = read::household_of(tx, parent, as_of).map_err(refused)?.ok_or(ResidentRegisterProblem::NotFound)?;
    let household = home.household_number;
    let expected = desk.expected(tx, &[Subject::Household(household), Subject::Person(parent)], &[])?;
    let summary = format!("{}さんを記載します。", full_name.as_str());
    let act = Birth {
        grounds: on(grounds, "住民基本台帳法第8条", expected),
        household,
        parent,
        full_name,
        furigana,
        roman_name: None,
        sex: sex_of(filing.sex),
        relationship,
        foreign_status: None,
        registered_domicile: filled(filing.domicile.as_ref()),
        register_first_person: first_person(filing.domicile.as_ref(), filing.register_first_person.as_ref()),
    };
    let outcome = acts::birth(tx, &act).map_err(|error| refused_at(error, &[]))?;
    Ok(Recorded { outcome, day, filed_on, summary })
}

/// Deletes the record of somebody who died (法8条).
pub(super) fn death(tx: &mut Tx<'_>, desk: &Desk, filing: &DeathFiling) -> Result<Recorded, Failure> {
    let mut entries = Entries::default();
    let grounds = entries.noticed(Ground::FamilyFiling, &filing.happened_on, &filing.notified_on);
    let number = entries.person("/addressee_number", &filing.addressee_number);
    let (grounds, addressee_number) = entries.finish(grounds.zip(number))?;
    refuse_withheld(tx, &[addressee_number])?;
    let (day, filed_on) = days_of(desk, &grounds);
    let expected = desk.expected(tx, &[Subject::Person(addressee_number)], &[])?;
    let act = Death { grounds: on(grounds, "住民基本台帳法第8条", expected), addressee_number };
    let outcome = acts::death(tx, &act).map_err(|error| refused_at(error, &[]))?;
    Ok(Recorded { outcome, day, filed_on, summary: "死亡により住民票を消除します。".to_owned() })
}

/// Changes the head of a household (法25条).
pub(super) fn head_change(tx: &mut Tx<'_>, desk: &Desk, filing: &HeadChangeFiling) -> Result<Recorded, Failure> {
    let mut entries = Entries::default();
    let grounds = entries.filed(&filing.happened_on, &filing.notified_on, &filing.notifier);
    let new_head = entries.person("/new_head", &filing.new_head);
    let stated = stated(&mut entries, filing.relationships.as_deref());
    let (grounds, new_head) = entries.finish(grounds.zip(new_head))?;
    refuse_withheld(tx, &[new_head])?;
    let (day, filed_on) = days_of(desk, &grounds);
    let as_of = AsOf { valid_at: day, known_at: desk.caller.operation.now };
    let home = read::household_of(tx, new_head, as_of).map_err(refused)?.ok_or(ResidentRegisterProblem::NotFound)?;
    let household = home.household_number;
    let expected = desk.expected(tx, &[Subject::Household(household), Subject::Person(new_head)], &[])?;
    let present = members_of(&home);
    let proposed = proposed_under(&present, present.iter().find(|it| it.addressee_number == new_head));
    let placements = present
        .iter()
        .map(|member| placement(member.addressee_number, &stated, &proposed))
        .collect::<Option<Vec<_>>>()
        .ok_or(ResidentRegisterProblem::RelationshipsNeeded)?;
    let words: Vec<String> = home
        .members
        .iter()
        .filter_map(|member| {
            let placed = placements.iter().find(|it| it.addressee_number == member.person.addressee_number)?;
            Some(format!("{}＝{}", member.person.full_name.as_str(), placed.relationship))
        })
        .collect();
    let act = HeadChange { grounds: on(grounds, "住民基本台帳法第25条", expected), household, placements };
    let outcome = acts::head_change(tx, &act).map_err(|error| refused_at(error, &[]))?;
    Ok(Recorded {
        outcome, day, filed_on, summary: format!("世帯主を変更します（{}）。", words.join("、"))
    })
}

fn placement(
    number: AddresseeNumber,
    stated: &[(AddresseeNumber, values::Relationship)],
    proposed: &[HouseholdMember],
) -> Option<Placement> {
    let own = stated.iter().find(|(person, _)| *person == number).map(|(_, relationship)| relationship);
    let other = proposed.iter().find(|it| it.addressee_number == number).map(|it| &it.relationship);
    Some(Placement { addressee_number: number, relationship: own.or(other)?.clone() })
}

/// Puts items of a record right (令12条).
pub(super) fn correction(tx: &mut Tx<'_>, desk: &Desk, filing: &CorrectionFiling) -> Result<Recorded, Failure> {
    let mut entries = Entries::default();
    let number = entries.person("/addressee_number", &filing.addressee_number);
    let happened_on = entries.date("/happened_on", &filing.happened_on);
    let from = match filing.from.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => entries.day("/from", text),
        None => None,
    };
    let amendment = amendment(&mut entries, filing);
    let (addressee_number, happened_on) = entries.finish(number.zip(happened_on))?;
    refuse_withheld(tx, &[addressee_number])?;
    let expected = desk.expected(tx, &[Subject::Person(addressee_number)], &[])?;
    let grounds = ActGrounds {
        happened_on,
        filed_on: None,
        noticed_on: None,
        ground: Ground::ExOfficio,
        legal_basis: "住民基本台帳法施行令第12条".to_owned(),
        evidence: filing.evidence.trim().to_owned(),
        expected,
    };
    let (day, filed_on) = days_of(desk, &grounds);
    let reason = match filing.reason {
        CorrectionReason::ExOfficio => ActReason::AmendedExOfficio,
        CorrectionReason::ClericalError => ActReason::ClericalErrorCorrected,
        CorrectionReason::Minor => ActReason::MinorAmendment,
    };
    let act = Correction { grounds, addressee_number, reason, from, until: None, amendment };
    let outcome = acts::correction(tx, &act).map_err(|error| refused_at(error, &[]))?;
    Ok(Recorded { outcome, day, filed_on, summary: format!("{}をします。", reason.label()) })
}

fn amendment(entries: &mut Entries, filing: &CorrectionFiling) -> Amendment {
    Amendment {
        full_name: entries.optional_name("/name", filing.name.as_deref()),
        furigana: entries.optional_kana("/kana", filing.kana.as_deref()),
        former_surname: entries.optional_name("/former_surname", filing.former_surname.as_deref()),
        alias: entries.optional_name("/alias", filing.alias.as_deref()),
        born_on: entries.optional_date("/born_on", filing.born_on.as_deref()),
        sex: filing.sex.map(sex_of),
        address: None,
        resident_since_on: entries.optional_date("/resident_since", filing.resident_since.as_deref()),
        address_since_on: entries.optional_date("/address_since", filing.address_since.as_deref()),
        registered_domicile: filled(filing.domicile.as_ref()),
        register_first_person: filled(filing.register_first_person.as_ref()),
        resident_record_code: None,
        remarks: filled(filing.remarks.as_ref()),
        ..Amendment::default()
    }
}

/// Takes an act back (標準 4.6). Whoever else it touched is safe without a version seen: the register takes back only the
/// last act of everybody concerned.
pub(super) fn cancellation(tx: &mut Tx<'_>, desk: &Desk, filing: &CancellationFiling) -> Result<Recorded, Failure> {
    let mut entries = Entries::default();
    let number = entries.person("/addressee_number", &filing.addressee_number);
    let act_number = entries.keep("/act_number", filing.act_number.trim().parse::<i64>(), |_| {
        "届出番号は数字で入れてください。".to_owned()
    });
    let noticed_on = entries.day("/notified_on", &filing.notified_on);
    let ((number, act_number), noticed_on) = entries.finish(number.zip(act_number).zip(noticed_on))?;
    let subjects = store::subjects_of_act(tx, act_number)?;
    let persons: Vec<AddresseeNumber> = subjects
        .iter()
        .filter_map(|subject| match subject {
            Subject::Person(person) => Some(*person),
            Subject::Household(_) => None,
        })
        .collect();
    if !persons.contains(&number) {
        return Err(ResidentRegisterProblem::NotFound.into());
    }
    refuse_withheld(tx, &persons)?;
    let own = Subject::Person(number);
    let beside: Vec<Subject> = subjects.into_iter().filter(|subject| *subject != own).collect();
    let expected = desk.expected(tx, &[own], &beside)?;
    let grounds = ActGrounds {
        happened_on: noticed_on.into(),
        filed_on: None,
        noticed_on: Some(noticed_on),
        ground: Ground::Request,
        legal_basis: "住民基本台帳法第8条".to_owned(),
        evidence: filing.evidence.trim().to_owned(),
        expected,
    };
    let (day, filed_on) = days_of(desk, &grounds);
    let act = Cancellation { grounds, act_number };
    let outcome = acts::cancellation(tx, &act).map_err(|error| refused_at(error, &[]))?;
    Ok(Recorded {
        outcome, day, filed_on, summary: format!("届出番号{act_number}の異動を取り消します。")
    })
}

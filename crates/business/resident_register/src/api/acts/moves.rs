//! 転入, 転居, 転出: from the filing to the register.

use chrono::NaiveDate;
use database::Tx;
use register::acts::{self, Destination, Incoming, MoveIn, MoveOutFiling, MoveWithin, Placement};
use register::read::{self, HouseholdView};
use register::{ActGrounds, AsOf, Subject};
use values::{
    Address, AddresseeNumber, HouseholdMember, HouseholdNumber, MunicipalityCode, PersonalNumber, Relationship,
    ResidentRecordCode, relationship,
};
use web::Failure;

use super::super::{Entries, refused};
use super::desk::{Desk, Recorded, refuse_withheld};
use super::entries::{filled, first_person, on, refused_at, sex_of};
use super::filings::{
    HouseholdChoice, HouseholdMode, MoveInFiling, MoveOutOrder, MoveWithinFiling, Newcomer, RelationshipEntry,
};
use crate::ResidentRegisterProblem;
use crate::places;

/// Enters persons who moved in (法22条).
pub(super) fn move_in(tx: &mut Tx<'_>, desk: &Desk, filing: &MoveInFiling) -> Result<Recorded, Failure> {
    let mut entries = Entries::default();
    let office = desk.caller.operation.office_code.as_str();
    let grounds = entries.filed(&filing.happened_on, &filing.notified_on, &filing.notifier);
    let address = entries.place("/new_address", &filing.new_address, office);
    let members: Vec<Option<Incoming>> =
        filing.members.iter().enumerate().map(|(index, it)| newcomer(&mut entries, index, it)).collect();
    let joined = joined(&mut entries, &filing.household);
    let members: Option<Vec<Incoming>> = members.into_iter().collect();
    let built = grounds.zip(address).zip(members);
    let ((grounds, address), members) = entries.finish(built)?;
    let mut beside: Vec<Subject> = members.iter().filter_map(|member| member.returning).map(Subject::Person).collect();
    let mut guarded: Vec<AddresseeNumber> = members.iter().filter_map(|member| member.returning).collect();
    let (day, filed_on) = days_of(desk, &grounds);
    if let Some(household) = joined {
        guarded.extend(household_on(tx, desk, household, day)?.1);
        beside.push(Subject::Household(household));
    }
    refuse_withheld(tx, &guarded)?;
    // Nothing that is there is overwritten: a household joined is looked at only where the clerk has it on the screen.
    let expected = if beside.is_empty() { Vec::new() } else { desk.expected_beside(tx, &beside)? };
    let office_code = address.municipality_code.clone().map_or_else(|| office_of(office), Ok)?;
    let people = members.len();
    let act = MoveIn {
        grounds: on(grounds, "住民基本台帳法第22条", expected),
        destination: joined.map_or(Destination::New, Destination::Existing),
        address,
        office_code,
        previous_address: Some(places::address_of_line(&filing.previous_address)),
        members,
    };
    let pointers = [("/destination", "/household/household_number")];
    let outcome = acts::move_in(tx, &act, &desk.services.vault).map_err(|error| refused_at(error, &pointers))?;
    let into = if joined.is_some() { "今ある世帯に入ります" } else { "新しい世帯を作ります" };
    Ok(Recorded { outcome, day, filed_on, summary: format!("{people}人を記載し、{into}。") })
}

fn newcomer(entries: &mut Entries, index: usize, entry: &Newcomer) -> Option<Incoming> {
    let at = |item: &str| format!("/members/{index}/{item}");
    let identified = values::IdentifierError::japanese;
    let returning =
        entries.optional(&at("returning"), entry.returning.as_deref(), str::parse::<AddresseeNumber>, identified);
    let full_name = entries.name(&at("name"), &entry.name);
    let furigana = entries.optional_kana(&at("kana"), entry.kana.as_deref());
    let former_surname = entries.optional_name(&at("former_surname"), entry.former_surname.as_deref());
    let alias = entries.optional_name(&at("alias"), entry.alias.as_deref());
    let born_on = entries.date(&at("born_on"), &entry.born_on);
    let relationship = entries.relationship(&at("relationship"), &entry.relationship);
    let personal_number = entries.optional(
        &at("personal_number"),
        entry.personal_number.as_deref(),
        str::parse::<PersonalNumber>,
        identified,
    );
    let resident_record_code = entries.optional(
        &at("resident_record_code"),
        entry.resident_record_code.as_deref(),
        ResidentRecordCode::received,
        identified,
    );
    let foreign_status = entry.foreign.as_ref().and_then(|foreign| entries.foreign(&at("foreign"), foreign));
    Some(Incoming {
        returning,
        full_name: full_name?,
        furigana,
        former_surname,
        alias,
        roman_name: None,
        born_on: born_on?,
        sex: sex_of(entry.sex),
        foreign_status,
        resident_record_code,
        personal_number,
        registered_domicile: filled(entry.domicile.as_ref()),
        register_first_person: first_person(entry.domicile.as_ref(), entry.register_first_person.as_ref()),
        relationship: relationship?,
    })
}

/// Moves persons to another address in the ward (法23条).
pub(super) fn move_within(tx: &mut Tx<'_>, desk: &Desk, filing: &MoveWithinFiling) -> Result<Recorded, Failure> {
    let mut entries = Entries::default();
    let office = desk.caller.operation.office_code.as_str();
    let grounds = entries.filed(&filing.happened_on, &filing.notified_on, &filing.notifier);
    let address = entries.place("/new_address", &filing.new_address, office);
    let movers = entries.persons("/addressee_numbers", &filing.addressee_numbers);
    let from = household_entry(&mut entries, filing.from_household_number.as_deref());
    let joined = joined(&mut entries, &filing.household);
    let stated = stated(&mut entries, filing.relationships.as_deref());
    let ((grounds, address), movers) = entries.finish(grounds.zip(address).zip(movers))?;
    refuse_withheld(tx, &movers)?;
    let (day, filed_on) = days_of(desk, &grounds);
    let home = home_of(tx, desk, from, &movers, day)?;
    let beside: Vec<Subject> = joined.map(Subject::Household).into_iter().collect();
    if let Some(household) = joined {
        household_on(tx, desk, household, day)?;
    }
    let expected = desk.expected(tx, &on_screen(home.as_ref(), &movers), &beside)?;
    let members = placements(home.as_ref(), &movers, filing.household.mode, &stated)?;
    let (people, address): (usize, Address) = (movers.len(), address);
    let act = MoveWithin {
        grounds: on(grounds, "住民基本台帳法第23条", expected),
        members,
        destination: match (filing.household.mode, joined) {
            (HouseholdMode::Keep, _) => None,
            (HouseholdMode::Join, Some(household)) => Some(Destination::Existing(household)),
            (HouseholdMode::New | HouseholdMode::Join, _) => Some(Destination::New),
        },
        address,
    };
    let pointers = [("/destination", "/household/household_number"), ("/members", "/addressee_numbers")];
    let outcome = acts::move_within(tx, &act).map_err(|error| refused_at(error, &pointers))?;
    Ok(Recorded { outcome, day, filed_on, summary: format!("{people}人の住所を移します。") })
}

/// Plans a move out (法24条).
pub(super) fn move_out(tx: &mut Tx<'_>, desk: &Desk, filing: &MoveOutOrder) -> Result<Recorded, Failure> {
    let mut entries = Entries::default();
    let grounds = entries.filed(&filing.happened_on, &filing.notified_on, &filing.notifier);
    let movers = entries.persons("/addressee_numbers", &filing.addressee_numbers);
    let from = household_entry(&mut entries, filing.from_household_number.as_deref());
    if filing.destination.trim().is_empty() {
        entries.problem(
            "/destination",
            "resident_register.destination_needed",
            "転出先の住所を入れてください。",
            "Enter the destination.",
        );
    }
    let (grounds, members) = entries.finish(grounds.zip(movers))?;
    refuse_withheld(tx, &members)?;
    let (day, filed_on) = days_of(desk, &grounds);
    let home = home_of(tx, desk, from, &members, day.min(desk.caller.operation.today()))?;
    let expected = desk.expected(tx, &on_screen(home.as_ref(), &members), &[])?;
    let people = members.len();
    let destination = places::address_of_line(&filing.destination);
    let act = MoveOutFiling { grounds: on(grounds, "住民基本台帳法第24条", expected), members, destination };
    let pointers = [("/destination", "/destination"), ("/members", "/addressee_numbers")];
    let outcome = acts::move_out(tx, &act).map_err(|error| refused_at(error, &pointers))?;
    Ok(Recorded { outcome, day, filed_on, summary: format!("{people}人の転出を記録します。") })
}

/// 異動日 to compute with and 届出日; today where one is unknown.
pub(super) fn days_of(desk: &Desk, grounds: &ActGrounds) -> (NaiveDate, NaiveDate) {
    let today = desk.caller.operation.today();
    (grounds.happened_on.computing_date().unwrap_or(today), grounds.filed_on.or(grounds.noticed_on).unwrap_or(today))
}

fn office_of(code: &str) -> Result<MunicipalityCode, Failure> {
    MunicipalityCode::try_from(code).map_err(|_| ResidentRegisterProblem::NotFound.into())
}

fn joined(entries: &mut Entries, choice: &HouseholdChoice) -> Option<HouseholdNumber> {
    if choice.mode != HouseholdMode::Join {
        return None;
    }
    let text = choice.household_number.as_deref().unwrap_or_default();
    entries.keep("/household/household_number", text.trim().parse(), values::IdentifierError::japanese)
}

fn household_entry(entries: &mut Entries, text: Option<&str>) -> Option<HouseholdNumber> {
    entries.optional("/from_household_number", text, str::parse, values::IdentifierError::japanese)
}

/// 続柄 as stated, by person.
pub(super) fn stated(
    entries: &mut Entries,
    given: Option<&[RelationshipEntry]>,
) -> Vec<(AddresseeNumber, Relationship)> {
    let read = |(index, entry): (usize, &RelationshipEntry)| {
        let number = entries.person(&format!("/relationships/{index}/addressee_number"), &entry.addressee_number);
        let relationship = entries.relationship(&format!("/relationships/{index}/relationship"), &entry.relationship);
        number.zip(relationship)
    };
    given.unwrap_or_default().iter().enumerate().filter_map(read).collect()
}

/// A household of a day with the numbers of its members; one that is not there, or not for this clerk, is not found.
pub(super) fn household_on(
    tx: &mut Tx<'_>,
    desk: &Desk,
    number: HouseholdNumber,
    day: NaiveDate,
) -> Result<(HouseholdView, Vec<AddresseeNumber>), Failure> {
    let as_of = AsOf { valid_at: day, known_at: desk.caller.operation.now };
    let household = read::household(tx, number, as_of).map_err(refused)?;
    let household = household
        .filter(|household| !household.members.iter().any(|member| member.person.is_withheld))
        .ok_or(ResidentRegisterProblem::NotFound)?;
    let members = household.members.iter().map(|member| member.person.addressee_number).collect();
    Ok((household, members))
}

/// The household that movers leave: the one stated, else that of the first mover.
pub(super) fn home_of(
    tx: &mut Tx<'_>,
    desk: &Desk,
    stated: Option<HouseholdNumber>,
    movers: &[AddresseeNumber],
    day: NaiveDate,
) -> Result<Option<HouseholdView>, Failure> {
    let as_of = AsOf { valid_at: day, known_at: desk.caller.operation.now };
    match (stated, movers.first()) {
        (Some(number), _) => household_on(tx, desk, number, day).map(|(household, _)| Some(household)),
        (None, Some(first)) => read::household_of(tx, *first, as_of).map_err(refused),
        (None, None) => Ok(None),
    }
}

/// Whose version the screen shows: the household's, or that of somebody who goes alone.
fn on_screen(home: Option<&HouseholdView>, movers: &[AddresseeNumber]) -> Vec<Subject> {
    let household = home.map(|household| Subject::Household(household.household_number));
    let alone = movers.first().filter(|_| movers.len() == 1).map(|number| Subject::Person(*number));
    household.into_iter().chain(alone).collect()
}

/// 続柄 of those who move: as stated, else as they are, else as they follow from a new head (標準 4.1.2; §1.5).
fn placements(
    home: Option<&HouseholdView>,
    movers: &[AddresseeNumber],
    mode: HouseholdMode,
    stated: &[(AddresseeNumber, Relationship)],
) -> Result<Vec<Placement>, Failure> {
    let present = home.map(members_of).unwrap_or_default();
    let has_head = present.iter().any(|it| it.relationship.is_head() && movers.contains(&it.addressee_number));
    let proposed: Vec<HouseholdMember> = match mode {
        HouseholdMode::Keep => present,
        HouseholdMode::New if has_head => present,
        HouseholdMode::New => proposed_under(&present, present.iter().find(|it| movers.contains(&it.addressee_number))),
        HouseholdMode::Join => Vec::new(),
    };
    movers
        .iter()
        .map(|number| {
            let own = stated.iter().find(|(person, _)| person == number).map(|(_, relationship)| relationship);
            let other = proposed.iter().find(|it| it.addressee_number == *number).map(|it| &it.relationship);
            let relationship = own.or(other).cloned().ok_or(ResidentRegisterProblem::RelationshipsNeeded)?;
            Ok(Placement { addressee_number: *number, relationship })
        })
        .collect()
}

/// The members as the rules of relationships take them; withheld relationships leave somebody out.
pub(super) fn members_of(household: &HouseholdView) -> Vec<HouseholdMember> {
    let member = |it: &read::MemberView| {
        Some(HouseholdMember {
            addressee_number: it.person.addressee_number,
            relationship: it.relationship.as_deref()?.parse().ok()?,
            sex: it.person.sex,
            born_on: it.person.born_on.computing_date(),
            family_of: None,
        })
    };
    household.members.iter().filter_map(member).collect()
}

/// The members with their relationship to a new head, as far as it follows.
pub(super) fn proposed_under(members: &[HouseholdMember], head: Option<&HouseholdMember>) -> Vec<HouseholdMember> {
    let Some(head) = head else { return Vec::new() };
    let proposals = relationship::propose_after_head_change(members, head.addressee_number).unwrap_or_default();
    let with = |member: &HouseholdMember| {
        let proposal = proposals.iter().find(|it| it.addressee_number == member.addressee_number)?;
        Some(HouseholdMember { relationship: proposal.relationship.clone()?, ..member.clone() })
    };
    members.iter().filter_map(with).collect()
}

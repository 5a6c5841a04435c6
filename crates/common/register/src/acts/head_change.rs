//! 世帯主変更 (法25条; 標準 4.1.4).

use std::collections::BTreeMap;

use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::{AddresseeNumber, HouseholdMember, HouseholdNumber, Relationship, household};

use super::Placement;
use super::checks::{Findings, Future, check_dates, check_lateness, known_day};
use super::desk::{Heading, Scene};
use crate::{ActGrounds, ActKind, ActOutcome, ActReason, EventCode, Membership, RegisterError};

/// 世帯主変更届 — who is what in the household from the day on; exactly one is 世帯主.
#[derive(Debug, Clone, Serialize)]
pub struct HeadChange {
    /// When, on what ground, against which versions.
    pub grounds: ActGrounds,
    /// The household.
    pub household: HouseholdNumber,
    /// 続柄 of every member to the new head.
    pub placements: Vec<Placement>,
}

/// Changes the head of a household and every relationship with it; members are put in the order of 標準 5.2.
///
/// # Errors
/// [`RegisterError::Refused`] with the findings; [`RegisterError::Changed`] when the household was changed since it was read.
pub fn head_change(tx: &mut Tx<'_>, filing: &HeadChange) -> Result<ActOutcome, RegisterError> {
    let day = known_day(&filing.grounds)?;
    let mut findings = Findings::default();
    check_dates(&filing.grounds, day, tx.operation().today(), Future::Refused, &mut findings);
    check_lateness(&filing.grounds, day, &mut findings);
    let mut scene = Scene::open(tx, &filing.grounds, day, &[], &[filing.household])?;
    scene.name_members(filing.household);
    let placements: BTreeMap<AddresseeNumber, &Relationship> =
        filing.placements.iter().map(|placement| (placement.addressee_number, &placement.relationship)).collect();
    let heads: Vec<AddresseeNumber> =
        placements.iter().filter(|(_, relationship)| relationship.is_head()).map(|(number, _)| *number).collect();
    check_placements(&scene, filing, &placements, heads.len(), &mut findings);
    let old_head = scene
        .members_on(filing.household, day)
        .into_iter()
        .find(|(_, membership, _)| membership.relationship.is_head())
        .map(|(number, _, _)| number);
    if heads.first().copied() == old_head && old_head.is_some() {
        findings.error(
            "register.same_head",
            "/placements",
            "世帯主が変わっていません。新しい世帯主を選んでください。",
            "The head stays the same. Choose another head.",
        );
    }
    findings.refuse_errors()?;
    let order = order(&scene, filing.household, &placements);
    let heading = Heading::of(ActKind::HeadChange, ActReason::HeadChanged, &filing.grounds, filing)?;
    let mut change = scene.record(tx, heading, &[], None)?;
    let span = change.onwards();
    for (number, relationship) in placements {
        if let Some(timeline) = change.memberships.get_mut(&number) {
            timeline.amend(span, |membership| {
                if membership.household_number != filing.household {
                    return Some(membership.clone());
                }
                Some(Membership {
                    relationship: relationship.clone(),
                    member_order: order.get(&number).copied().unwrap_or(membership.member_order),
                    ..membership.clone()
                })
            });
        }
    }
    for head in heads {
        change.announce(EventCode::HeadChange, head, json!({ "previous_head": old_head }));
    }
    change.finish(tx, findings)
}

fn check_placements(
    scene: &Scene,
    filing: &HeadChange,
    placements: &BTreeMap<AddresseeNumber, &Relationship>,
    heads: usize,
    findings: &mut Findings,
) {
    let members = scene.members_on(filing.household, scene.day);
    let is_complete = members.len() == placements.len()
        && filing.placements.len() == placements.len()
        && members.iter().all(|(number, _, _)| placements.contains_key(number));
    if !is_complete {
        findings.error(
            "register.placements_incomplete",
            "/placements",
            "続柄は異動日の世帯員全員について、1人に1つずつ入力してください。",
            "Give one relationship for each member of the household on the day, and for nobody else.",
        );
    }
    if heads != 1 {
        findings.error(
            "register.one_head_needed",
            "/placements",
            "世帯主は1人だけにしてください。",
            "Exactly one member must be the head.",
        );
    }
}

/// Places in the household by relationship and birth (標準 5.2).
fn order(
    scene: &Scene,
    number: HouseholdNumber,
    placements: &BTreeMap<AddresseeNumber, &Relationship>,
) -> BTreeMap<AddresseeNumber, i16> {
    let members: Vec<HouseholdMember> = scene
        .members_on(number, scene.day)
        .into_iter()
        .filter_map(|(addressee_number, membership, file)| {
            let person = file.on(scene.day)?;
            let relationship = placements.get(&addressee_number).copied().unwrap_or(&membership.relationship).clone();
            let born_on = person.born_on.computing_date();
            Some(HouseholdMember { addressee_number, relationship, sex: person.sex, born_on, family_of: None })
        })
        .collect();
    household::order(&members).into_iter().zip(1..).collect()
}

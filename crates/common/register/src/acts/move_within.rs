//! 転居 (法23条; 標準 4.1.2).

use std::collections::BTreeMap;

use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::{Address, AddresseeNumber, HouseholdNumber, Relationship};

use super::checks::{Findings, Future, check_dates, check_lateness, check_order, known_day, require_registered};
use super::desk::{Heading, Scene};
use super::move_in::{check_address_of, next_order};
use super::{Destination, Placement};
use crate::store::anchors;
use crate::{ActGrounds, ActKind, ActOutcome, ActReason, EventCode, Membership, RegisterError};

/// 転居届 — who moves to another address in the same ward.
#[derive(Debug, Clone, Serialize)]
pub struct MoveWithin {
    /// When, on what ground, against which versions.
    pub grounds: ActGrounds,
    /// Who moves, and their 続柄 in the household that they come into.
    pub members: Vec<Placement>,
    /// The household that they come into; nothing when the whole household moves and stays one (全部転居).
    pub destination: Option<Destination>,
    /// 新しい住所.
    pub address: Address,
}

/// Moves persons to another address: all or some of a household, into a new, another or the same household.
///
/// # Errors
/// [`RegisterError::Refused`] with the findings; [`RegisterError::Changed`] when a record was changed since it was read.
pub fn move_within(tx: &mut Tx<'_>, filing: &MoveWithin) -> Result<ActOutcome, RegisterError> {
    let day = known_day(&filing.grounds)?;
    let mut findings = Findings::default();
    check_dates(&filing.grounds, day, tx.operation().today(), Future::Refused, &mut findings);
    check_lateness(&filing.grounds, day, &mut findings);
    let movers: BTreeMap<AddresseeNumber, &Relationship> =
        filing.members.iter().map(|placement| (placement.addressee_number, &placement.relationship)).collect();
    let named: Vec<AddresseeNumber> = movers.keys().copied().collect();
    let existing: Vec<HouseholdNumber> = match filing.destination {
        Some(Destination::Existing(number)) => vec![number],
        Some(Destination::New) | None => Vec::new(),
    };
    let scene = Scene::open(tx, &filing.grounds, day, &named, &existing)?;
    check_movers(&scene, filing, &mut findings)?;
    check_destination(&scene, filing, &movers, &mut findings);
    findings.refuse_errors()?;
    let (target, founded) = match filing.destination {
        Some(Destination::Existing(number)) => (Some(number), None),
        Some(Destination::New) => anchors::allocate_household(tx).map(|number| (Some(number), Some(number)))?,
        None => (None, None),
    };
    let next = target.map_or(1, |household| next_order(&scene, household, day));
    let heading = Heading::of(ActKind::MoveWithin, ActReason::MovedWithin, &filing.grounds, filing)?;
    let mut change = scene.record(tx, heading, &[], founded)?;
    let span = change.onwards();
    for (placement, member_order) in filing.members.iter().zip(next..) {
        let number = placement.addressee_number;
        change.amend_person(number, span, |person| {
            if person.is_registered() {
                person.address = filing.address.clone();
                person.address_since_on = Some(filing.grounds.happened_on);
            }
        });
        if let (Some(household_number), Some(timeline)) = (target, change.memberships.get_mut(&number)) {
            let relationship = placement.relationship.clone();
            let joined = Membership { household_number, relationship, member_order };
            timeline.amend(span, |_| Some(joined.clone()));
        }
        change.announce(EventCode::MoveWithin, number, json!({ "town_id": filing.address.town_id }));
    }
    change.finish(tx, findings)
}

fn check_movers(scene: &Scene, filing: &MoveWithin, findings: &mut Findings) -> Result<(), RegisterError> {
    if filing.members.is_empty() {
        findings.error(
            "register.nobody",
            "/members",
            "転居する人がいません。1人以上を選んでください。",
            "Nobody moves. Choose one person or more.",
        );
    }
    for (index, placement) in filing.members.iter().enumerate() {
        let pointer = format!("/members/{index}");
        let file = scene.file(placement.addressee_number)?;
        require_registered(file, scene.day, &pointer, findings);
        check_order(file, scene.day, &pointer, findings);
        let Some(person) = file.on(scene.day) else { continue };
        if filing.address.municipality_code.as_ref() != Some(&person.office_code) {
            findings.error(
                "register.address_elsewhere",
                "/address/municipality_code",
                "新しい住所がこの区の区域にありません。区間異動又は転出として届け出てください。",
                "The new address does not lie in this ward. File a move between wards or a move out.",
            );
        }
        if person.address == filing.address {
            findings.alert(
                "register.same_address",
                "/address",
                "転居先が今の住所と同じです。住所を確かめてください。",
                "The new address is the present one. Check the address.",
            );
        }
    }
    Ok(())
}

fn check_destination(
    scene: &Scene,
    filing: &MoveWithin,
    movers: &BTreeMap<AddresseeNumber, &Relationship>,
    findings: &mut Findings,
) {
    let has_head = movers.values().any(|relationship| relationship.is_head());
    match filing.destination {
        None => {
            let stays = scene.households.iter().any(|household| {
                scene.members_on(*household, scene.day).iter().any(|(number, _, _)| !movers.contains_key(number))
            });
            if stays {
                findings.error(
                    "register.not_the_whole_household",
                    "/destination",
                    "世帯の一部だけの転居です。異動先の世帯（新しい世帯又は既存の世帯）を選んでください。",
                    "Only part of the household moves. Choose the household they come into, a new one or another.",
                );
            }
        }
        Some(Destination::New) if !has_head => findings.error(
            "register.new_household_without_head",
            "/members",
            "新しい世帯に世帯主がいません。1人を世帯主にしてください。",
            "The new household has no head. Make one person the head.",
        ),
        Some(Destination::New) => {}
        Some(Destination::Existing(household)) => {
            if scene.members_on(household, scene.day).iter().any(|(number, _, _)| movers.contains_key(number)) {
                findings.error(
                    "register.same_household",
                    "/destination",
                    "転居する人がすでに異動先の世帯にいます。異動先の世帯を確かめてください。",
                    "Somebody who moves already belongs to the household of destination. Check the household.",
                );
            }
            check_address_of(scene, household, &filing.address, findings);
        }
    }
}

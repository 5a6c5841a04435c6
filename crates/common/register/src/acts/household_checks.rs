//! What must hold of every household after an act: one head at most, and relationships that agree with each other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use values::relationship::Link;
use values::{AddresseeNumber, HouseholdNumber, Relationship, Sex, age};

use super::checks::Findings;
use crate::bitemporal::Timeline;
use crate::{Membership, Person};

/// A head younger than this is worth an alert (標準 11.1).
const HEAD_AGE: u32 = 15;

type Members<'a> = Vec<(&'a Membership, Option<&'a Person>)>;

/// The timelines of everybody in the households of an act.
pub(super) struct Households<'a> {
    pub(super) persons: &'a BTreeMap<AddresseeNumber, Timeline<Person>>,
    pub(super) memberships: &'a BTreeMap<AddresseeNumber, Timeline<Membership>>,
    /// Whose membership the act changes; old contradictions of others do not stop it.
    pub(super) placed: BTreeSet<AddresseeNumber>,
}

/// Looks at every household on the day of the act and on each later day on which its composition changes.
pub(super) fn check(all: &Households<'_>, day: NaiveDate, findings: &mut Findings) {
    let mut days = BTreeSet::from([day]);
    for timeline in all.memberships.values() {
        for (span, _) in timeline.spans() {
            days.insert(span.from);
            days.extend(span.until);
        }
    }
    for day in days.range(day..) {
        let mut households: BTreeMap<HouseholdNumber, Members<'_>> = BTreeMap::new();
        for (number, timeline) in all.memberships {
            if let Some(membership) = timeline.on(*day) {
                let person = all.persons.get(number).and_then(|timeline| timeline.on(*day));
                if all.placed.contains(number) {
                    check_sex(membership, person, findings);
                }
                households.entry(membership.household_number).or_default().push((membership, person));
            }
        }
        for members in households.values() {
            check_head(members, *day, findings);
            check_spouses(members, findings);
        }
    }
}

fn check_head(members: &Members<'_>, day: NaiveDate, findings: &mut Findings) {
    let heads: Vec<_> = members.iter().filter(|(membership, _)| membership.relationship.is_head()).collect();
    match (heads.as_slice(), members.len()) {
        ([], 1) => findings.alert(
            "register.no_head_one_remains",
            "",
            "世帯に1人だけが残り、世帯主がいません。職権で世帯主とし、世帯主変更通知書を送ってください。",
            "One member remains and there is no head. Make the member head ex officio and send the notice.",
        ),
        ([], _) => findings.alert(
            "register.no_head_several_remain",
            "",
            "世帯に2人以上が残り、世帯主がいません。先に世帯主変更をするか、世帯主変更依頼通知書を送ってください。",
            "Several members remain and there is no head. Change the head first, or send the request for a change of head.",
        ),
        ([(_, head)], _) => {
            let born = head.and_then(|head| head.born_on.computing_date());
            if born.is_some_and(|born| age::age_on(born, day) < HEAD_AGE) {
                findings.alert(
                    "register.head_under_15",
                    "",
                    "世帯主が15歳未満です。確かめてください。",
                    "The head of the household is under 15. Check.",
                );
            }
        }
        _ => findings.error(
            "register.two_heads",
            "",
            "世帯主が2人以上になります。続柄を直してください。",
            "The household would have two heads. Mend the relationships.",
        ),
    }
}

fn check_spouses(members: &Members<'_>, findings: &mut Findings) {
    if members.iter().filter(|(membership, _)| membership.relationship.is_spouse_of_head()).count() > 1 {
        findings.alert(
            "register.two_spouses",
            "",
            "世帯主の配偶者が2人以上います。続柄を確かめてください。",
            "The head would have two spouses. Check the relationships.",
        );
    }
}

fn check_sex(membership: &Membership, person: Option<&Person>, findings: &mut Findings) {
    let sex = person.map_or(Sex::Unknown, |person| person.sex);
    if implied_sex(&membership.relationship).is_some_and(|implied| sex != Sex::Unknown && sex != implied) {
        findings.error(
            "register.relationship_against_sex",
            "",
            "続柄と性別が合いません（夫・父・兄・弟は男、妻・母・姉・妹は女）。どちらかを直してください。",
            "A relationship and the sex disagree (husband, father, brother: male; wife, mother, sister: female).",
        );
    }
}

/// The sex that the last link of a relationship implies.
fn implied_sex(relationship: &Relationship) -> Option<Sex> {
    match relationship.links()?.last()? {
        Link::Husband | Link::HusbandUnfiled | Link::Father | Link::ElderBrother | Link::YoungerBrother => {
            Some(Sex::Male)
        }
        Link::Wife | Link::WifeUnfiled | Link::Mother | Link::ElderSister | Link::YoungerSister => Some(Sex::Female),
        Link::Child | Link::ChildHusbandOfChild | Link::ChildWifeOfChild => None,
    }
}

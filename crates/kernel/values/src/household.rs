//! 世帯 — members of a household and the order they are listed in (住民記録システム標準仕様書 5.2).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::identifier::AddresseeNumber;
use crate::relationship::{Link, Relationship};
use crate::sex::Sex;

/// 世帯員 — what order and proposals need to know of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdMember {
    /// 宛名番号.
    pub addressee_number: AddresseeNumber,
    /// 続柄 to the present head.
    pub relationship: Relationship,
    /// Sex as registered.
    pub sex: Sex,
    /// The day of birth, where one can be computed with.
    pub born_on: Option<NaiveDate>,
    /// The member this one is related through: for 子の妻 the child. Needed only where several could be meant.
    pub family_of: Option<AddresseeNumber>,
}

/// Where a member stands: group, family (birth and number of the child), rank, then birth and number.
type Place = (u8, (NaiveDate, u64), u8, NaiveDate, u64);

/// 並び順 — the members in the order of lists and certificates.
///
/// First the head, the spouse and the children; then the families of children in the order of the children; then
/// parents, brothers and sisters, grandparents; then other relatives, 縁故者 and 同居人. Within a rank the older first,
/// then by 宛名番号; an unknown day of birth comes last.
#[must_use]
pub fn order(members: &[HouseholdMember]) -> Vec<AddresseeNumber> {
    let founders: BTreeSet<_> = members
        .iter()
        .filter(|member| is_of_childs_family(member))
        .filter_map(|member| child_of_family(members, member))
        .map(|child| child.addressee_number)
        .collect();
    let mut placed: Vec<_> =
        members.iter().map(|member| (place(members, &founders, member), member.addressee_number)).collect();
    placed.sort();
    placed.into_iter().map(|(_, number)| number).collect()
}

fn place(members: &[HouseholdMember], founders: &BTreeSet<AddresseeNumber>, member: &HouseholdMember) -> Place {
    let nobody = (NaiveDate::MIN, 0);
    let number = member.addressee_number.get();
    let born_on = member.born_on.unwrap_or(NaiveDate::MAX);
    let at = |group, rank| (group, nobody, rank, born_on, number);
    let Some(links) = member.relationship.links() else {
        let is_relative = member.relationship == Relationship::DistantRelative;
        return at(4, if is_relative { 1 } else { 2 });
    };
    if is_of_childs_family(member) {
        let family = child_of_family(members, member).map_or((NaiveDate::MAX, u64::MAX), birth_and_number);
        return (2, family, rank_in_family(links), born_on, number);
    }
    match links {
        [] => at(1, 0),
        [link] if link.is_spouse() => at(1, 1),
        [link] if link.is_child() && founders.contains(&member.addressee_number) => {
            (2, birth_and_number(member), 0, born_on, number)
        }
        [link] if link.is_child() => at(1, 2),
        [Link::Father] => at(3, 0),
        [Link::Mother] => at(3, 1),
        [link] if link.is_sibling() => at(3, 2),
        [one, two] if one.is_parent() && two.is_parent() => at(3, 3),
        _ => at(4, 0),
    }
}

/// 子の… of any kind, and the adopted 子（子の夫） where the child is named.
fn is_of_childs_family(member: &HouseholdMember) -> bool {
    match member.relationship.links() {
        Some([Link::ChildHusbandOfChild | Link::ChildWifeOfChild]) => member.family_of.is_some(),
        Some([first, _, ..]) => first.is_child(),
        _ => false,
    }
}

fn rank_in_family(links: &[Link]) -> u8 {
    match links {
        [_] => 1,
        [_, second] if second.is_spouse() => 1,
        [_, second] if second.is_child() => 2,
        _ => 3,
    }
}

fn birth_and_number(member: &HouseholdMember) -> (NaiveDate, u64) {
    (member.born_on.unwrap_or(NaiveDate::MAX), member.addressee_number.get())
}

/// The child of the head whose family the member belongs to, if that is known.
fn child_of_family<'a>(members: &'a [HouseholdMember], member: &HouseholdMember) -> Option<&'a HouseholdMember> {
    if let Some([Link::ChildHusbandOfChild | Link::ChildWifeOfChild]) = member.relationship.links() {
        return find(members, member.family_of?);
    }
    match through(members, member, 1) {
        Through::Member(child) => Some(child),
        Through::Absent | Through::Unclear => None,
    }
}

/// The member of that number.
pub(crate) fn find(members: &[HouseholdMember], number: AddresseeNumber) -> Option<&HouseholdMember> {
    members.iter().find(|member| member.addressee_number == number)
}

/// Somebody a relationship runs through.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Through<'a> {
    /// A member of the household.
    Member(&'a HouseholdMember),
    /// Nobody in the household.
    Absent,
    /// Several members could be meant.
    Unclear,
}

/// Who stands behind the first `count` links of the member's relationship: the head for 0, the member for all of them.
pub(crate) fn through<'a>(members: &'a [HouseholdMember], member: &HouseholdMember, count: usize) -> Through<'a> {
    let Some(links) = member.relationship.links() else { return Through::Unclear };
    if count >= links.len() {
        return find(members, member.addressee_number).map_or(Through::Absent, Through::Member);
    }
    let prefix = links.get(..count).unwrap_or_default();
    let named = member.family_of.and_then(|number| find(members, number));
    if let Some(named) = named
        && let Some(through_named) = named.relationship.links()
        // A chain of family_of that does not shorten would never end.
        && through_named.len() < links.len()
        && through_named.starts_with(prefix)
    {
        return through(members, named, count);
    }
    let mut candidates = members.iter().filter(|other| other.relationship.links() == Some(prefix));
    match (candidates.next(), candidates.next()) {
        (Some(only), None) => Through::Member(only),
        (None, _) => Through::Absent,
        (Some(_), Some(_)) => Through::Unclear,
    }
}

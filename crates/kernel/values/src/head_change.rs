//! 世帯主変更 — the relationships proposed when another member becomes head.
//!
//! A relationship is a walk from the head to the member. Seen from the new head it is the walk back to where the two
//! part, then the walk on: 夫 + 母 for the mother of the old head. Where back and on meet, two links may make one:
//! 夫の子 is, as a rule, 子. That the registers cannot prove, so such a proposal asks to be confirmed.

use thiserror::Error;

use crate::household::{HouseholdMember, Through, find, through};
use crate::identifier::AddresseeNumber;
use crate::relationship::{Link, MAX_LINKS, Relationship};
use crate::sex::Sex;

/// How far a proposal can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It follows from the old relationships.
    Certain,
    /// It is likely; the clerk confirms it against the family register.
    ToConfirm,
    /// Nothing can be proposed; the clerk enters it.
    InputRequired,
}

/// The relationship proposed for one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The member.
    pub addressee_number: AddresseeNumber,
    /// The relationship to the new head; nothing when the clerk must enter it.
    pub relationship: Option<Relationship>,
    /// How far it can be trusted.
    pub certainty: Certainty,
}

/// No proposals can be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HeadChangeError {
    /// The new head does not belong to the household.
    #[error("the new head {0} is not a member of the household")]
    NotAMember(AddresseeNumber),
}

/// One step of the walk, and who it leads to.
#[derive(Clone, Copy)]
struct Step<'a> {
    link: Link,
    to: Through<'a>,
}

/// The relationships to propose when `new_head` becomes head, in the order of `members`.
///
/// # Errors
/// [`HeadChangeError::NotAMember`].
pub fn propose_after_head_change(
    members: &[HouseholdMember],
    new_head: AddresseeNumber,
) -> Result<Vec<Proposal>, HeadChangeError> {
    let head = find(members, new_head).ok_or(HeadChangeError::NotAMember(new_head))?;
    let propose = |member: &HouseholdMember| {
        let proposed = if member.addressee_number == new_head {
            Some((Relationship::Head, Certainty::Certain))
        } else {
            proposed(members, head, member)
        };
        let (relationship, certainty) = proposed.map_or((None, Certainty::InputRequired), |(it, how)| (Some(it), how));
        Proposal { addressee_number: member.addressee_number, relationship, certainty }
    };
    Ok(members.iter().map(propose).collect())
}

fn proposed(
    members: &[HouseholdMember],
    head: &HouseholdMember,
    member: &HouseholdMember,
) -> Option<(Relationship, Certainty)> {
    let (Some(back), Some(on)) = (head.relationship.links(), member.relationship.links()) else {
        return proposed_outside_grammar(head, member);
    };
    let (parting, mut certainty) = parting(members, head, member)?;
    let mut walk = Vec::new();
    for (place, &link) in back.iter().enumerate().skip(parting).rev() {
        let to = through(members, head, place);
        let reached_by = place.checked_sub(1).and_then(|before| back.get(before).copied());
        walk.push(Step { link: inverse(link, sex_of(to, reached_by))?, to });
    }
    let onward = |(place, &link)| Step { link, to: through(members, member, place + 1) };
    let mut onward = on.iter().enumerate().skip(parting).map(onward).collect::<Vec<_>>().into_iter();
    let mut meeting = onward.next();
    while let (Some(first), Some(second)) = (walk.last().copied(), meeting) {
        let origin = walk.iter().nth_back(1).map_or(Through::Member(head), |step| step.to);
        let (link, joined) = match join(first.link, second, origin) {
            Join::Apart => break,
            Join::Into(link, joined) => (link, joined),
            Join::NeedsInput => return None,
        };
        walk.pop();
        meeting = Some(Step { link, to: second.to });
        certainty = certainty.max(joined);
    }
    walk.extend(meeting);
    walk.extend(onward);
    let links: Vec<_> = walk.iter().map(|step| step.link).collect();
    if links.len() > MAX_LINKS {
        return Some((Relationship::DistantRelative, Certainty::ToConfirm));
    }
    Some((Relationship::kin(&links).ok()?, certainty))
}

/// 縁故者 stays 縁故者 and 同居人 stays 同居人 between the old head and the new one; of the rest nothing is known.
fn proposed_outside_grammar(head: &HouseholdMember, member: &HouseholdMember) -> Option<(Relationship, Certainty)> {
    let relationship = match (head.relationship.links(), member.relationship.is_head()) {
        (None, true) => head.relationship.clone(),
        (Some(_), _) => member.relationship.clone(),
        (None, false) => return None,
    };
    Some((relationship, Certainty::ToConfirm))
}

/// How many links the two walks share. Nothing where it is open whether they run through the same person.
fn parting(
    members: &[HouseholdMember],
    head: &HouseholdMember,
    member: &HouseholdMember,
) -> Option<(usize, Certainty)> {
    let (back, on) = (head.relationship.links()?, member.relationship.links()?);
    let mut certainty = Certainty::Certain;
    let shared = back.iter().zip(on).take_while(|(one, other)| one == other).count();
    for count in 1..=shared {
        match (through(members, head, count), through(members, member, count)) {
            (Through::Member(one), Through::Member(other)) if one == other => {}
            (Through::Absent, Through::Absent) => certainty = Certainty::ToConfirm,
            (Through::Unclear, _) | (_, Through::Unclear) => return None,
            (Through::Member(_) | Through::Absent, Through::Member(_) | Through::Absent) => {
                return Some((count - 1, certainty));
            }
        }
    }
    Some((shared, certainty))
}

/// The sex of somebody on the walk, from the record or from the link that leads there.
fn sex_of(person: Through<'_>, reached_by: Option<Link>) -> Sex {
    match (person, reached_by) {
        (Through::Member(member), _) if member.sex != Sex::Unknown => member.sex,
        (_, Some(link)) => sex_of_link(link),
        (_, None) => Sex::Unknown,
    }
}

fn sex_of_link(link: Link) -> Sex {
    match link {
        Link::Husband | Link::HusbandUnfiled | Link::Father | Link::ElderBrother | Link::YoungerBrother => Sex::Male,
        Link::Wife | Link::WifeUnfiled | Link::Mother | Link::ElderSister | Link::YoungerSister => Sex::Female,
        Link::ChildHusbandOfChild => Sex::Male,
        Link::ChildWifeOfChild => Sex::Female,
        Link::Child => Sex::Unknown,
    }
}

/// What the one a link starts from is to the one it leads to.
fn inverse(link: Link, sex: Sex) -> Option<Link> {
    let by_sex = |male, female| match sex {
        Sex::Male => Some(male),
        Sex::Female => Some(female),
        Sex::Unknown => None,
    };
    match link {
        Link::Husband => Some(Link::Wife),
        Link::Wife => Some(Link::Husband),
        Link::HusbandUnfiled => Some(Link::WifeUnfiled),
        Link::WifeUnfiled => Some(Link::HusbandUnfiled),
        Link::Child | Link::ChildHusbandOfChild | Link::ChildWifeOfChild => by_sex(Link::Father, Link::Mother),
        Link::Father | Link::Mother => Some(Link::Child),
        Link::ElderBrother | Link::ElderSister => by_sex(Link::YoungerBrother, Link::YoungerSister),
        Link::YoungerBrother | Link::YoungerSister => by_sex(Link::ElderBrother, Link::ElderSister),
    }
}

/// What two links make where the way back meets the way on.
enum Join {
    /// They stay two.
    Apart,
    /// They are one.
    Into(Link, Certainty),
    /// They are one, but sex or age is missing.
    NeedsInput,
}

fn join(first: Link, second: Step<'_>, origin: Through<'_>) -> Join {
    match (first, second.link) {
        (Link::Husband | Link::Wife, Link::Child) => Join::Into(Link::Child, Certainty::ToConfirm),
        (Link::Father, Link::Wife) => Join::Into(Link::Mother, Certainty::ToConfirm),
        (Link::Mother, Link::Husband) => Join::Into(Link::Father, Certainty::ToConfirm),
        (Link::Child, Link::Father) => Join::Into(Link::Husband, Certainty::ToConfirm),
        (Link::Child, Link::Mother) => Join::Into(Link::Wife, Certainty::ToConfirm),
        (Link::Child, link) if link.is_sibling() => Join::Into(Link::Child, Certainty::ToConfirm),
        (one, link) if one.is_sibling() && link.is_parent() => Join::Into(link, Certainty::ToConfirm),
        (one, link) if one.is_sibling() && link.is_sibling() => sibling(origin, second, Certainty::ToConfirm),
        (one, Link::Child) if one.is_parent() => sibling(origin, second, Certainty::Certain),
        _ => Join::Apart,
    }
}

/// Brother or sister, elder or younger, by sex and day of birth.
fn sibling(origin: Through<'_>, second: Step<'_>, certainty: Certainty) -> Join {
    let born_on = |person| match person {
        Through::Member(member) => member.born_on,
        Through::Absent | Through::Unclear => None,
    };
    let (Some(own), Some(other)) = (born_on(origin), born_on(second.to)) else { return Join::NeedsInput };
    let is_elder = match other.cmp(&own) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Greater => false,
        std::cmp::Ordering::Equal => return Join::NeedsInput,
    };
    match (sex_of(second.to, Some(second.link)), is_elder) {
        (Sex::Male, true) => Join::Into(Link::ElderBrother, certainty),
        (Sex::Male, false) => Join::Into(Link::YoungerBrother, certainty),
        (Sex::Female, true) => Join::Into(Link::ElderSister, certainty),
        (Sex::Female, false) => Join::Into(Link::YoungerSister, certainty),
        (Sex::Unknown, _) => Join::NeedsInput,
    }
}

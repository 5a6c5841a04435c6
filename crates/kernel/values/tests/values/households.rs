use proptest::prelude::*;
use serde_json::Value;
use values::relationship::{Certainty, Link, propose_after_head_change};
use values::{AddresseeNumber, HouseholdMember, Relationship, RelationshipError, Sex, household};

use crate::{cases, date, number, text, vectors, ymd};

const RELATIONSHIPS: &str = include_str!("../../../../../fixtures/registry/relationships.json");
const ORDER: &str = include_str!("../../../../../fixtures/registry/household_order.json");

fn serial(base: u32) -> AddresseeNumber {
    AddresseeNumber::from_base(u64::from(base)).unwrap()
}

fn member(id: u32, relationship: &str, sex: Sex, birth_year: i32) -> HouseholdMember {
    HouseholdMember {
        addressee_number: serial(id),
        relationship: relationship.parse().unwrap(),
        sex,
        born_on: Some(ymd(birth_year, 1, 1)),
        family_of: None,
    }
}

/// The proposals as text, `?` behind what must be confirmed, `-` for what must be entered.
fn after(members: &[HouseholdMember], new_head: u32) -> Vec<String> {
    let proposals = propose_after_head_change(members, serial(new_head)).unwrap();
    let written = |it: &values::relationship::Proposal| match (&it.relationship, it.certainty) {
        (Some(relationship), Certainty::Certain) => relationship.to_string(),
        (Some(relationship), _) => format!("{relationship}?"),
        (None, _) => "-".to_owned(),
    };
    proposals.iter().map(written).collect()
}

#[test]
fn the_grammar_takes_and_refuses() {
    let vectors = vectors(RELATIONSHIPS);
    for case in cases(&vectors, "valid") {
        let word = case.as_str().unwrap();
        assert_eq!(word.parse::<Relationship>().unwrap().to_string(), word);
    }
    for case in cases(&vectors, "invalid") {
        assert!(case.as_str().unwrap().parse::<Relationship>().is_err(), "{case}");
    }
    assert!(matches!("子の子の子の子の子".parse::<Relationship>(), Err(RelationshipError::TooManyLinks(_))));
    assert_eq!("妻(未届)".parse::<Relationship>().unwrap().to_string(), "妻（未届）");
    for wrong in ["", "の", "子の", "の子", "子のの子", "世帯主の子", "長男"] {
        assert!(wrong.parse::<Relationship>().is_err(), "{wrong}");
    }
}

#[test]
fn a_change_of_head_proposes_the_new_relationships() {
    let vectors = vectors(RELATIONSHIPS);
    for case in cases(&vectors, "head_changes") {
        let read = |it: &Value| HouseholdMember {
            addressee_number: serial(number(it, "id")),
            relationship: text(it, "before").parse().unwrap(),
            sex: text(it, "sex").parse().unwrap(),
            born_on: it["birth_year"].as_i64().map(|year| ymd(i32::try_from(year).unwrap(), 1, 1)),
            family_of: None,
        };
        let members: Vec<_> = cases(case, "members").iter().map(read).collect();
        let proposals = propose_after_head_change(&members, serial(number(case, "new_head"))).unwrap();
        for (expected, proposal) in cases(case, "members").iter().zip(&proposals) {
            let relationship = proposal.relationship.as_ref().map(ToString::to_string);
            assert_eq!(relationship.as_deref(), expected["after"].as_str(), "{expected}");
            let certainty = match text(expected, "certainty") {
                "certain" => Certainty::Certain,
                "to_confirm" => Certainty::ToConfirm,
                _ => Certainty::InputRequired,
            };
            assert_eq!(proposal.certainty, certainty, "{expected}");
        }
    }
}

#[test]
fn brothers_and_sisters_go_by_age_and_sex() {
    let members = [
        member(1, "世帯主", Sex::Female, 1960),
        member(2, "子", Sex::Male, 1985),
        member(3, "子", Sex::Female, 1983),
        member(4, "子", Sex::Male, 1990),
        member(5, "妹", Sex::Female, 1965),
    ];
    assert_eq!(after(&members, 2), ["母", "世帯主", "姉", "弟", "母の妹"]);
    assert_eq!(after(&members, 5), ["姉", "姉の子", "姉の子", "姉の子", "世帯主"]);
}

#[test]
fn whose_family_decides_and_where_it_is_open_the_clerk_enters() {
    let mut members = vec![
        member(1, "世帯主", Sex::Male, 1955),
        member(2, "子", Sex::Male, 1980),
        member(3, "子", Sex::Male, 1985),
        member(4, "子の妻", Sex::Female, 1986),
    ];
    assert_eq!(after(&members, 3), ["父", "兄", "世帯主", "-"]);
    members[3].family_of = Some(serial(3));
    assert_eq!(after(&members, 3), ["父", "兄", "世帯主", "妻"]);
    assert_eq!(after(&members, 2), ["父", "世帯主", "弟", "弟の妻"]);
    assert_eq!(after(&members, 4), ["夫の父", "夫の兄", "夫", "世帯主"]);
    assert!(propose_after_head_change(&members, serial(9)).is_err());
}

#[test]
fn a_household_is_listed_in_its_order() {
    let vectors = vectors(ORDER);
    for case in cases(&vectors, "households") {
        let listed = cases(case, "members");
        let base_of = |id: u64| number(listed.iter().find(|it| it["id"].as_u64() == Some(id)).unwrap(), "number_base");
        let members: Vec<_> = listed
            .iter()
            .map(|it| HouseholdMember {
                addressee_number: serial(number(it, "number_base")),
                relationship: text(it, "relationship").parse().unwrap(),
                sex: Sex::Unknown,
                born_on: Some(date(it, "birth")),
                family_of: it["family_of"].as_u64().map(|id| serial(base_of(id))),
            })
            .collect();
        let expected: Vec<_> = cases(case, "order").iter().map(|id| serial(base_of(id.as_u64().unwrap()))).collect();
        let reversed: Vec<_> = members.iter().rev().cloned().collect();
        assert_eq!(household::order(&members), expected);
        assert_eq!(household::order(&reversed), expected);
    }
}

#[test]
fn a_family_that_names_itself_in_a_circle_ends() {
    let mut members = vec![member(1, "子の子", Sex::Male, 2000), member(2, "子の子", Sex::Female, 2001)];
    members[0].family_of = Some(serial(2));
    members[1].family_of = Some(serial(1));
    assert_eq!(household::order(&members), [serial(1), serial(2)]);
    assert_eq!(after(&members, 1).len(), 2);
}

fn any_link() -> impl Strategy<Value = Link> {
    prop::sample::select(vec![
        Link::Husband,
        Link::Wife,
        Link::HusbandUnfiled,
        Link::WifeUnfiled,
        Link::Child,
        Link::ChildHusbandOfChild,
        Link::ChildWifeOfChild,
        Link::Father,
        Link::Mother,
        Link::ElderBrother,
        Link::ElderSister,
        Link::YoungerBrother,
        Link::YoungerSister,
    ])
}

fn any_relationship() -> impl Strategy<Value = Relationship> {
    prop_oneof![
        1 => Just(Relationship::DistantRelative),
        1 => Just(Relationship::Cohabitant),
        6 => prop::collection::vec(any_link(), 1..=4).prop_map(|links| Relationship::kin(&links).unwrap()),
    ]
}

proptest! {
    #[test]
    fn a_relationship_comes_back_from_its_wording(relationship in any_relationship()) {
        prop_assert_eq!(relationship.to_string().parse::<Relationship>(), Ok(relationship));
    }

    #[test]
    fn every_household_has_an_order_and_one_head_after_a_change(relationships in prop::collection::vec((any_relationship(), 0..3_usize, 1930..2020), 1..8), chosen in 0_usize..8) {
        let mut members = vec![member(100, "世帯主", Sex::Male, 1960)];
        for (id, (relationship, sex, year)) in (101_u32..).zip(relationships) {
            let sex = [Sex::Male, Sex::Female, Sex::Unknown][sex];
            members.push(HouseholdMember { relationship, ..member(id, "子", sex, year) });
        }
        let order = household::order(&members);
        prop_assert_eq!(order.len(), members.len());
        prop_assert_eq!(order[0], serial(100));
        let new_head = members[chosen % members.len()].addressee_number;
        let proposals = propose_after_head_change(&members, new_head).unwrap();
        for proposal in &proposals {
            let is_head = proposal.relationship.as_ref().is_some_and(Relationship::is_head);
            prop_assert_eq!(is_head, proposal.addressee_number == new_head);
            prop_assert_eq!(proposal.relationship.is_none(), proposal.certainty == Certainty::InputRequired);
        }
    }
}

//! Each act's happy path, its events, and what the time axes say before and after.

use std::collections::BTreeSet;

use register::acts::{
    Amendment, Birth, Cancellation, Correction, Death, Destination, ErasableItem, HeadChange, MoveInNotice,
    MoveOutFiling, MoveWithin, birth, cancellation, correction, death, head_change, move_in, move_in_notice, move_out,
    move_within,
};
use register::{ActGrounds, ActReason, AsOf, EventCode, Ground, read};
use testing::TestDatabase;
use values::{LegalDate, Sex};

use crate::builders::*;

fn state_on(test: &TestDatabase, asked: &str, number: values::AddresseeNumber, on: &str) -> Option<&'static str> {
    let operation = test.operation(asked);
    read_as(test, &operation, |tx| read::person(tx, number, AsOf::day(&operation, day(on))))
        .map(|person| person.registration_state)
}

fn members_on(test: &TestDatabase, asked: &str, home: &Home, on: &str) -> Vec<(values::AddresseeNumber, String)> {
    let operation = test.operation(asked);
    read_as(test, &operation, |tx| read::household(tx, home.household, AsOf::day(&operation, day(on))))
        .map(|view| view.members)
        .unwrap_or_default()
        .into_iter()
        .map(|member| (member.person.addressee_number, member.relationship.unwrap()))
        .collect()
}

#[test]
fn a_family_moves_in() {
    let test = TestDatabase::new();
    let filing = move_in_filing("2026-04-01", "1番1号", family());
    let outcome = write(&test, "2026-04-01", |tx| move_in(tx, &filing, &vault())).unwrap();
    assert_eq!(outcome.addressee_numbers.len(), 3);
    assert_eq!(outcome.events.iter().filter(|(code, _)| *code == EventCode::MoveIn).count(), 3);
    assert!(outcome.effects.iter().any(|effect| effect.item == "full_name" && effect.before.is_none()));
    let home = home_of(&test, "2026-04-01", &outcome);
    assert_eq!(state_on(&test, "2026-04-02", home.people[0], "2026-03-31"), None);
    assert_eq!(state_on(&test, "2026-04-02", home.people[0], "2026-04-01"), Some("1"));
    let operation = test.operation("2026-04-02");
    let head = read_as(&test, &operation, |tx| read::person(tx, home.people[0], AsOf::now(&operation))).unwrap();
    assert_eq!(head.resident_since_on, head.whereabouts.address_since_on);
    assert_eq!(test.owner_value("select count(*) from exchange.outbox_events").as_deref(), Some("(3)"));
    let published =
        "select full_name, relationship, ward_code, is_protected from exchange.residents order by member_order";
    assert_eq!(test.owner_value(published).as_deref(), Some("(試験　太郎,世帯主,271276,f)"));
}

#[test]
fn a_dry_run_shows_effects_and_keeps_nothing() {
    let test = TestDatabase::new();
    let filing = move_in_filing("2026-04-01", "1番1号", family());
    let outcome = test.database.dry_run(&test.operation("2026-04-01"), |tx| move_in(tx, &filing, &vault())).unwrap();
    assert!(!outcome.effects.is_empty());
    assert_eq!(test.owner_value("select count(*) from register.persons").as_deref(), Some("(0)"));
    assert_eq!(test.owner_value("select count(*) from register.acts").as_deref(), Some("(0)"));
}

fn birth_filing(home: &Home, on: &str) -> Birth {
    Birth {
        grounds: ActGrounds {
            filed_on: None,
            noticed_on: Some(day(on)),
            ground: Ground::FamilyFiling,
            ..grounds(on, vec![household_at(home.household, home.version)])
        },
        household: home.household,
        parent: home.people[0],
        full_name: "試験　二子".parse().unwrap(),
        furigana: Some(values::Kana::new("シケン　ニコ").unwrap()),
        roman_name: None,
        sex: Sex::Female,
        relationship: relationship("子"),
        foreign_status: None,
        registered_domicile: Some("大阪府大阪市北区試験町1番地".to_owned()),
        register_first_person: Some("試験　太郎".to_owned()),
    }
}

#[test]
fn a_child_is_born_into_the_household() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let outcome = write(&test, "2026-05-10", |tx| birth(tx, &birth_filing(&home, "2026-05-10"))).unwrap();
    let members = members_on(&test, "2026-05-11", &home, "2026-05-10");
    assert_eq!(members.len(), 4);
    let child = members[3].0;
    assert_eq!(outcome.events, vec![(EventCode::Birth, child)]);
    assert_eq!(state_on(&test, "2026-05-11", child, "2026-05-09"), None);
}

#[test]
fn a_move_out_takes_effect_on_the_planned_day() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let filing = MoveOutFiling {
        grounds: ActGrounds {
            filed_on: Some(day("2026-11-10")),
            ..grounds("2026-11-30", vec![household_at(home.household, home.version)])
        },
        members: home.people.clone(),
        destination: elsewhere(),
    };
    let outcome = write(&test, "2026-11-10", |tx| move_out(tx, &filing)).unwrap();
    assert_eq!(outcome.events.len(), 3);
    for (on, state) in [("2026-11-09", "1"), ("2026-11-29", "1"), ("2026-11-30", "2"), ("2027-01-01", "2")] {
        assert_eq!(state_on(&test, "2026-11-11", home.people[1], on), Some(state), "on {on}");
    }
    assert_eq!(members_on(&test, "2026-11-11", &home, "2026-11-29").len(), 3);
    assert_eq!(members_on(&test, "2026-11-11", &home, "2026-11-30").len(), 0);
}

#[test]
fn the_notice_of_the_new_municipality_deletes_on_the_earlier_day() {
    for (noticed, deleted) in [("2026-11-25", "2026-11-25"), ("2026-12-03", "2026-11-30")] {
        let test = TestDatabase::new();
        let home = settle(&test, "2026-04-01", "1番1号", family());
        let number = home.people[2];
        let filing = MoveOutFiling {
            grounds: ActGrounds {
                filed_on: Some(day("2026-11-10")),
                ..grounds("2026-11-30", vec![household_at(home.household, home.version)])
            },
            members: vec![number],
            destination: elsewhere(),
        };
        let planned = write(&test, "2026-11-10", |tx| move_out(tx, &filing)).unwrap();
        let notice = MoveInNotice {
            grounds: ActGrounds {
                filed_on: None,
                noticed_on: Some(day("2026-12-05")),
                ground: Ground::Notice,
                ..grounds(noticed, vec![person_at(number, register::Version(planned.act_number))])
            },
            addressee_number: number,
            destination: elsewhere(),
        };
        write(&test, "2026-12-05", |tx| move_in_notice(tx, &notice)).unwrap();
        let before = day(deleted).pred_opt().unwrap().to_string();
        assert_eq!(state_on(&test, "2026-12-06", number, &before), Some("1"), "{noticed}");
        assert_eq!(state_on(&test, "2026-12-06", number, deleted), Some("2"), "{noticed}");
        let operation = test.operation("2026-12-06");
        let person = read_as(&test, &operation, |tx| read::person(tx, number, AsOf::now(&operation))).unwrap();
        let move_out = person.whereabouts.move_out.unwrap();
        assert_eq!(move_out.planned_on, day("2026-11-30"), "planned and confirmed stand beside each other");
        assert_eq!(move_out.confirmed_on, Some(day(noticed)));
    }
}

#[test]
fn a_head_dies_and_the_rest_is_alerted() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let filing = Death {
        grounds: ActGrounds {
            filed_on: None,
            noticed_on: Some(day("2026-06-03")),
            ground: Ground::FamilyFiling,
            ..grounds("2026-06-01", vec![person_at(home.people[0], home.version)])
        },
        addressee_number: home.people[0],
    };
    let outcome = write(&test, "2026-06-03", |tx| death(tx, &filing)).unwrap();
    assert!(outcome.alerts.iter().any(|alert| alert.code == "register.no_head_several_remain"));
    assert_eq!(state_on(&test, "2026-06-04", home.people[0], "2026-05-31"), Some("1"));
    assert_eq!(state_on(&test, "2026-06-04", home.people[0], "2026-06-01"), Some("3"));
    assert_eq!(members_on(&test, "2026-06-04", &home, "2026-06-01").len(), 2);
}

#[test]
fn a_death_on_an_unknown_day_counts_from_the_notice() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let filing = Death {
        grounds: ActGrounds {
            happened_on: LegalDate::unknown(),
            filed_on: None,
            noticed_on: Some(day("2026-06-03")),
            ground: Ground::FamilyFiling,
            ..grounds("2026-06-01", vec![person_at(home.people[0], home.version)])
        },
        addressee_number: home.people[0],
    };
    let outcome = write(&test, "2026-06-05", |tx| death(tx, &filing)).unwrap();
    assert!(outcome.alerts.iter().any(|alert| alert.code == "register.death_day_unknown"));
    assert_eq!(state_on(&test, "2026-06-06", home.people[0], "2026-06-02"), Some("1"));
    assert_eq!(state_on(&test, "2026-06-06", home.people[0], "2026-06-03"), Some("3"));
}

#[test]
fn the_head_changes_hands() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let filing = HeadChange {
        grounds: grounds("2026-07-01", vec![household_at(home.household, home.version)]),
        household: home.household,
        placements: placements(&[(home.people[0], "夫"), (home.people[1], "世帯主"), (home.people[2], "子")]),
    };
    let outcome = write(&test, "2026-07-01", |tx| head_change(tx, &filing)).unwrap();
    assert_eq!(outcome.events, vec![(EventCode::HeadChange, home.people[1])]);
    let before = members_on(&test, "2026-07-02", &home, "2026-06-30");
    assert_eq!(before[0], (home.people[0], "世帯主".to_owned()));
    let after = members_on(&test, "2026-07-02", &home, "2026-07-01");
    let expected = [(home.people[1], "世帯主"), (home.people[0], "夫"), (home.people[2], "子")];
    assert_eq!(after, expected.map(|(number, place)| (number, place.to_owned())));
}

#[test]
fn part_of_a_household_moves_into_a_new_one() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let filing = MoveWithin {
        grounds: grounds("2026-08-01", vec![household_at(home.household, home.version)]),
        members: placements(&[(home.people[1], "世帯主"), (home.people[2], "子")]),
        destination: Some(Destination::New),
        address: address("9番9号"),
    };
    let outcome = write(&test, "2026-08-01", |tx| move_within(tx, &filing)).unwrap();
    assert_eq!(outcome.household_numbers.len(), 2);
    assert_eq!(members_on(&test, "2026-08-02", &home, "2026-08-01"), vec![(home.people[0], "世帯主".to_owned())]);
    let operation = test.operation("2026-08-02");
    let moved = read_as(&test, &operation, |tx| read::person(tx, home.people[2], AsOf::now(&operation))).unwrap();
    assert_eq!(moved.whereabouts.address.unwrap().lot, "9番9号");
    assert_eq!(moved.resident_since_on, Some(date("2026-04-01")));
    assert_eq!(moved.whereabouts.address_since_on, Some(date("2026-08-01")));
}

#[test]
fn a_correction_can_take_an_item_out() {
    let test = TestDatabase::new();
    let mut members = family();
    members[1].former_surname = Some("旧姓".parse().unwrap());
    members[1].alias = Some("通称　花子".parse().unwrap());
    let home = settle(&test, "2026-04-01", "1番1号", members);
    let number = home.people[1];
    let filing = Correction {
        grounds: ActGrounds {
            filed_on: None,
            ground: Ground::ExOfficio,
            ..grounds("2026-09-01", vec![person_at(number, home.version)])
        },
        addressee_number: number,
        reason: ActReason::AmendedExOfficio,
        from: Some(day("2026-09-01")),
        until: None,
        amendment: Amendment { erased: BTreeSet::from([ErasableItem::FormerSurname]), ..Amendment::default() },
    };
    write(&test, "2026-09-01", |tx| correction(tx, &filing)).unwrap();
    let operation = test.operation("2026-09-02");
    let on = |on: &str| {
        let as_of = AsOf::day(&operation, day(on));
        read_as(&test, &operation, |tx| read::person(tx, number, as_of)).unwrap()
    };
    assert_eq!(on("2026-08-31").former_surname, Some("旧姓".parse().unwrap()), "it was so until then");
    assert_eq!(on("2026-09-01").former_surname, None);
    assert_eq!(on("2026-09-01").alias, Some("通称　花子".parse().unwrap()), "what is not named stays");
}

#[test]
fn what_was_known_yesterday_stays_readable() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let number = home.people[0];
    let filing = Correction {
        grounds: ActGrounds {
            filed_on: None,
            ground: Ground::ExOfficio,
            ..grounds("2026-09-01", vec![person_at(number, home.version)])
        },
        addressee_number: number,
        reason: ActReason::ClericalErrorCorrected,
        from: None,
        until: None,
        amendment: Amendment { born_on: Some(date("1985-04-03")), ..Amendment::default() },
    };
    write(&test, "2026-09-01", |tx| correction(tx, &filing)).unwrap();
    let operation = test.operation("2026-09-02");
    let born =
        |as_of: AsOf| read_as(&test, &operation, |tx| read::person(tx, number, as_of)).map(|person| person.born_on);
    let then = AsOf { valid_at: day("2026-08-31"), known_at: test.operation("2026-08-31").now };
    assert_eq!(born(then), Some(date("1985-04-02")), "yesterday's knowledge answers as yesterday");
    assert_eq!(
        born(AsOf { known_at: operation.now, ..then }),
        Some(date("1985-04-03")),
        "today's knowledge of that day"
    );
    let before = AsOf { valid_at: day("2026-08-31"), known_at: test.operation("2026-03-31").now };
    assert_eq!(born(before), None, "nobody knew before the move in");
    let stops = read_as(&test, &operation, |tx| read::stops(tx, number));
    assert_eq!(stops.known_moments, vec![test.operation("2026-04-01").now, test.operation("2026-09-01").now]);
    assert_eq!(read_as(&test, &operation, |tx| read::history(tx, number)).len(), 2);
    assert_eq!(read_as(&test, &operation, |tx| read::acts_of(tx, number)).len(), 2);
}

#[test]
fn a_canceled_move_within_leaves_everything_as_it_was() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let filing = MoveWithin {
        grounds: grounds("2026-08-01", vec![household_at(home.household, home.version)]),
        members: placements(&[(home.people[1], "世帯主"), (home.people[2], "子")]),
        destination: Some(Destination::New),
        address: address("9番9号"),
    };
    let before = members_on(&test, "2026-08-01", &home, "2026-08-01");
    let moved = write(&test, "2026-08-01", |tx| move_within(tx, &filing)).unwrap();
    let expected = home.people.iter().map(|number| person_at(*number, register::Version(moved.act_number)));
    let filing = Cancellation {
        grounds: ActGrounds {
            filed_on: None,
            ground: Ground::ExOfficio,
            ..grounds(
                "2026-08-05",
                expected.skip(1).chain([household_at(home.household, register::Version(moved.act_number))]).collect(),
            )
        },
        act_number: moved.act_number,
    };
    let outcome = write(&test, "2026-08-05", |tx| cancellation(tx, &filing)).unwrap();
    assert_eq!(members_on(&test, "2026-08-06", &home, "2026-08-01"), before);
    let operation = test.operation("2026-08-06");
    let person = read_as(&test, &operation, |tx| read::person(tx, home.people[1], AsOf::now(&operation))).unwrap();
    assert_eq!(person.whereabouts.address.unwrap().lot, "1番1号");
    let acts = read_as(&test, &operation, |tx| read::acts_of(tx, home.people[1]));
    assert_eq!(acts[0].cancels_act, Some(moved.act_number));
    assert_eq!(acts[1].canceled_by_act, Some(outcome.act_number));
    let then = AsOf { valid_at: day("2026-08-02"), known_at: test.operation("2026-08-02").now };
    let known = read_as(&test, &operation, |tx| read::person(tx, home.people[1], then)).unwrap();
    assert_eq!(known.whereabouts.address.unwrap().lot, "9番9号", "what was believed in between stays readable");
}

#[test]
fn a_canceled_move_in_leaves_deleted_records() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let filing = Cancellation {
        grounds: ActGrounds {
            filed_on: None,
            ground: Ground::ExOfficio,
            ..grounds("2026-04-03", vec![household_at(home.household, home.version)])
        },
        act_number: home.version.0,
    };
    let outcome = write(&test, "2026-04-03", |tx| cancellation(tx, &filing)).unwrap();
    assert!(outcome.events.iter().all(|(code, _)| *code == EventCode::MoveInCanceled));
    for number in &home.people {
        assert_eq!(state_on(&test, "2026-04-04", *number, "2026-04-02"), Some("9"));
    }
    assert_eq!(members_on(&test, "2026-04-04", &home, "2026-04-02").len(), 0);
}

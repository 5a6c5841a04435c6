//! What the register refuses, with code and pointer.

use register::acts::{
    Cancellation, Death, Destination, HeadChange, Incoming, MoveInNotice, MoveOutFiling, MoveWithin, cancellation,
    death, head_change, move_in, move_in_notice, move_out, move_within,
};
use register::{ActGrounds, Ground, RegisterError, Version};
use testing::TestDatabase;
use values::{Address, Sex};

use crate::builders::*;

fn try_move_in(test: &TestDatabase, on: &str, members: Vec<Incoming>) -> Vec<&'static str> {
    let filing = move_in_filing(on, "1番1号", members);
    errors(write(test, "2026-04-10", |tx| move_in(tx, &filing, &vault())))
}

#[test]
fn a_move_in_with_errors_is_refused() {
    let test = TestDatabase::new();
    assert_eq!(try_move_in(&test, "2026-04-11", family()), ["register.happened_in_future", "register.filed_in_future"]);
    let mut two_heads = family();
    two_heads[1].relationship = relationship("世帯主");
    assert_eq!(try_move_in(&test, "2026-04-01", two_heads), ["register.two_heads"]);
    let mut no_head = family();
    no_head[0].relationship = relationship("縁故者");
    assert_eq!(try_move_in(&test, "2026-04-01", no_head), ["register.new_household_without_head"]);
    let mut husband = family();
    husband[1].relationship = relationship("夫");
    assert_eq!(try_move_in(&test, "2026-04-01", husband), ["register.relationship_against_sex"]);
    let mut no_domicile = family();
    no_domicile[2].registered_domicile = None;
    assert_eq!(try_move_in(&test, "2026-04-01", no_domicile), ["register.domicile_missing"]);
    let mut half = family();
    half[2].registered_domicile = Some("なし".to_owned());
    assert_eq!(try_move_in(&test, "2026-04-01", half), ["register.domicile_half_none"]);
    assert_eq!(
        try_move_in(&test, "2026-04-01", Vec::new()),
        ["register.nobody", "register.new_household_without_head"]
    );
    assert_eq!(test.owner_value("select count(*) from register.acts").as_deref(), Some("(0)"));
}

#[test]
fn a_known_number_forces_a_re_entry_and_three_facts_alert() {
    let test = TestDatabase::new();
    let number = "123456789018";
    let mut first = family();
    first[0].personal_number = Some(number.parse().unwrap());
    let home = settle(&test, "2026-04-01", "1番1号", first);
    let mut again = vec![incoming("別人　次郎", "ベツジン　ジロウ", "1985-04-02", Sex::Male, "世帯主")];
    again[0].personal_number = Some(number.parse().unwrap());
    assert_eq!(try_move_in(&test, "2026-04-05", again), ["register.re_entry"]);
    let filing = move_in_filing("2026-04-05", "2番2号", family()[..1].to_vec());
    let outcome = write(&test, "2026-04-10", |tx| move_in(tx, &filing, &vault())).unwrap();
    assert!(outcome.alerts.iter().any(|alert| alert.code == "register.same_facts" && alert.pointer == "/members/0"));
    assert!(!outcome.addressee_numbers.contains(&home.people[0]));
}

#[test]
fn a_member_of_the_register_cannot_return_and_a_mover_can() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let mut back = family()[..1].to_vec();
    back[0].returning = Some(home.people[0]);
    let mut filing = move_in_filing("2026-07-01", "3番3号", back.clone());
    filing.grounds.expected = vec![person_at(home.people[0], home.version)];
    let refused = write(&test, "2026-07-01", |tx| move_in(tx, &filing, &vault()));
    assert_eq!(errors(refused), ["register.already_registered"]);
    let out = MoveOutFiling {
        grounds: grounds("2026-05-01", vec![household_at(home.household, home.version)]),
        members: home.people.clone(),
        destination: elsewhere(),
    };
    let gone = write(&test, "2026-05-01", |tx| move_out(tx, &out)).unwrap();
    filing.grounds.expected = vec![person_at(home.people[0], Version(gone.act_number))];
    let outcome = write(&test, "2026-07-01", |tx| move_in(tx, &filing, &vault())).unwrap();
    assert!(outcome.addressee_numbers.contains(&home.people[0]), "the old addressee number is kept");
}

#[test]
fn the_dead_do_not_move() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let family_filing = |on: &str, expected| ActGrounds {
        filed_on: None,
        noticed_on: Some(day(on)),
        ground: Ground::FamilyFiling,
        ..grounds(on, expected)
    };
    let filing = Death {
        grounds: family_filing("2026-06-01", vec![person_at(home.people[1], home.version)]),
        addressee_number: home.people[1],
    };
    let died = write(&test, "2026-06-01", |tx| death(tx, &filing)).unwrap();
    let version = Version(died.act_number);
    let out = MoveOutFiling {
        grounds: grounds("2026-07-01", vec![person_at(home.people[1], version)]),
        members: vec![home.people[1]],
        destination: elsewhere(),
    };
    assert_eq!(errors(write(&test, "2026-07-01", |tx| move_out(tx, &out))), ["register.not_registered"]);
    let here = MoveOutFiling {
        grounds: grounds("2026-07-01", vec![person_at(home.people[0], home.version)]),
        members: vec![home.people[0]],
        destination: address("5番5号"),
    };
    assert_eq!(errors(write(&test, "2026-07-01", |tx| move_out(tx, &here))), ["register.move_out_to_here"]);
}

#[test]
fn a_notice_from_this_ward_is_refused_and_one_from_elsewhere_than_planned_alerts() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let number = home.people[2];
    let out = MoveOutFiling {
        grounds: grounds("2026-06-01", vec![person_at(number, home.version)]),
        members: vec![number],
        destination: elsewhere(),
    };
    let planned = write(&test, "2026-06-01", |tx| move_out(tx, &out)).unwrap();
    let notice = |destination| MoveInNotice {
        grounds: ActGrounds {
            filed_on: None,
            noticed_on: Some(day("2026-06-05")),
            ground: Ground::Notice,
            ..grounds("2026-06-02", vec![person_at(number, Version(planned.act_number))])
        },
        addressee_number: number,
        destination,
    };
    let here = notice(address("5番5号"));
    assert_eq!(
        errors(write(&test, "2026-06-05", |tx| move_in_notice(tx, &here))),
        ["register.move_in_notice_from_here"]
    );
    let other = notice(Address { municipality_code: Some("131016".parse().unwrap()), ..elsewhere() });
    let outcome = write(&test, "2026-06-05", |tx| move_in_notice(tx, &other)).unwrap();
    let alerts: Vec<_> = outcome.alerts.iter().map(|alert| alert.code).collect();
    assert_eq!(alerts, ["register.destination_differs"]);
}

#[test]
fn incomplete_placements_and_partial_moves_are_refused() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let seen = vec![household_at(home.household, home.version)];
    let change = HeadChange {
        grounds: grounds("2026-07-01", seen.clone()),
        household: home.household,
        placements: placements(&[(home.people[0], "夫"), (home.people[1], "世帯主")]),
    };
    let refused = write(&test, "2026-07-01", |tx| head_change(tx, &change));
    assert_eq!(errors(refused), ["register.placements_incomplete"]);
    let same = HeadChange {
        placements: placements(&[(home.people[0], "世帯主"), (home.people[1], "妻"), (home.people[2], "子")]),
        ..change
    };
    assert_eq!(errors(write(&test, "2026-07-01", |tx| head_change(tx, &same))), ["register.same_head"]);
    let part = MoveWithin {
        grounds: grounds("2026-07-01", seen.clone()),
        members: placements(&[(home.people[1], "妻")]),
        destination: None,
        address: address("9番9号"),
    };
    let refused = write(&test, "2026-07-01", |tx| move_within(tx, &part));
    assert_eq!(errors(refused), ["register.not_the_whole_household"]);
    let other = settle(&test, "2026-04-01", "4番4号", family()[..1].to_vec());
    let into = MoveWithin {
        grounds: grounds("2026-07-01", vec![seen[0], household_at(other.household, other.version)]),
        destination: Some(Destination::Existing(other.household)),
        ..part
    };
    assert_eq!(errors(write(&test, "2026-07-01", |tx| move_within(tx, &into))), ["register.household_elsewhere"]);
}

#[test]
fn only_the_last_standing_act_can_be_canceled() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let change = HeadChange {
        grounds: grounds("2026-07-01", vec![household_at(home.household, home.version)]),
        household: home.household,
        placements: placements(&[(home.people[0], "夫"), (home.people[1], "世帯主"), (home.people[2], "子")]),
    };
    let changed = write(&test, "2026-07-01", |tx| head_change(tx, &change)).unwrap();
    let cancel = |act_number: i64, version: i64| Cancellation {
        grounds: ActGrounds {
            filed_on: None,
            ground: Ground::ExOfficio,
            ..grounds("2026-07-02", vec![household_at(home.household, Version(version))])
        },
        act_number,
    };
    let first = cancel(home.version.0, changed.act_number);
    assert_eq!(errors(write(&test, "2026-07-02", |tx| cancellation(tx, &first))), ["register.later_acts_stand"]);
    let second = cancel(changed.act_number, changed.act_number);
    let undone = write(&test, "2026-07-02", |tx| cancellation(tx, &second)).unwrap();
    let again = cancel(changed.act_number, undone.act_number);
    assert_eq!(errors(write(&test, "2026-07-02", |tx| cancellation(tx, &again))), ["register.act_already_canceled"]);
    let first = cancel(home.version.0, undone.act_number);
    write(&test, "2026-07-02", |tx| cancellation(tx, &first)).unwrap();
}

#[test]
fn a_filing_must_name_the_version_it_was_written_against() {
    let test = TestDatabase::new();
    let home = settle(&test, "2026-04-01", "1番1号", family());
    let out = |expected| MoveOutFiling {
        grounds: grounds("2026-05-01", expected),
        members: vec![home.people[2]],
        destination: elsewhere(),
    };
    let blind = write(&test, "2026-05-01", |tx| move_out(tx, &out(Vec::new()))).unwrap_err();
    assert_eq!(blind.code(), "register.version_required");
    let stale = vec![household_at(home.household, Version(home.version.0 - 1))];
    let late = write(&test, "2026-05-01", |tx| move_out(tx, &out(stale))).unwrap_err();
    assert!(matches!(late, RegisterError::Changed { expected: Some(_), .. }));
    assert_eq!(late.code(), "register.changed");
}

//! Masks: the address of a protected person is nowhere.

use database::Operation;
use register::acts::{Amendment, Destination};
use register::acts::{Correction, MoveWithin, ProtectionFiling, correction, move_within, protect};
use register::{ActGrounds, ActReason, AsOf, Ground, MeasureState, RegisterError, Version, read};
use testing::TestDatabase;

use crate::builders::*;

const SECRET_LOT: &str = "77番77号";

/// A clerk without the permission to disclose.
fn window_clerk(test: &TestDatabase, on: &str) -> Operation {
    let mut operation = test.operation(on);
    operation.grants.clear();
    operation
}

fn protection(number: values::AddresseeNumber, state: MeasureState, on: &str) -> ProtectionFiling {
    ProtectionFiling {
        grounds: ActGrounds {
            filed_on: None,
            noticed_on: Some(day(on)),
            ground: Ground::Request,
            ..grounds(on, Vec::new())
        },
        addressee_number: number,
        applicant: None,
        state,
        starts_on: day(on),
        office_codes: vec![KITA.to_owned()],
        protected_addresses: vec!["現住所".to_owned()],
        contact: None,
    }
}

/// Wife and child have left for a secret address; the wife is protected.
fn fled(test: &TestDatabase) -> (Home, Home) {
    let home = settle(test, "2026-04-01", "1番1号", family());
    let filing = MoveWithin {
        grounds: grounds("2026-06-01", vec![household_at(home.household, home.version)]),
        members: placements(&[(home.people[1], "世帯主"), (home.people[2], "子")]),
        destination: Some(Destination::New),
        address: address(SECRET_LOT),
    };
    let moved = write(test, "2026-06-01", |tx| move_within(tx, &filing)).unwrap();
    write(test, "2026-06-02", |tx| protect(tx, &protection(home.people[1], MeasureState::Decided, "2026-06-02")))
        .unwrap();
    let refuge = *moved.household_numbers.iter().find(|number| **number != home.household).unwrap();
    let people = home.people[1..].to_vec();
    (home, Home { household: refuge, people, version: Version(moved.act_number) })
}

#[test]
fn no_view_gives_the_address_of_a_protected_person() {
    let test = TestDatabase::new();
    let (home, refuge) = fled(&test);
    let operation = window_clerk(&test, "2026-07-01");
    let as_of = AsOf::now(&operation);
    for number in &home.people {
        let outlets = [
            serde_json::to_string(&read_as(&test, &operation, |tx| read::person(tx, *number, as_of))),
            serde_json::to_string(&read_as(&test, &operation, |tx| read::history(tx, *number))),
            serde_json::to_string(&read_as(&test, &operation, |tx| read::acts_of(tx, *number))),
            serde_json::to_string(&read_as(&test, &operation, |tx| read::household_of(tx, *number, as_of))),
            serde_json::to_string(&read_as(&test, &operation, |tx| read::household(tx, home.household, as_of))),
            serde_json::to_string(&read_as(&test, &operation, |tx| read::household(tx, refuge.household, as_of))),
            serde_json::to_string(&read_as(&test, &operation, |tx| read::acts_of_household(tx, home.household))),
            serde_json::to_string(&read_as(&test, &operation, |tx| read::acts_of_household(tx, refuge.household))),
        ];
        for outlet in outlets {
            assert!(!outlet.unwrap().contains(SECRET_LOT));
        }
    }
    let child = read_as(&test, &operation, |tx| read::person(tx, refuge.people[1], as_of)).unwrap();
    assert!(child.is_protected && child.is_withheld, "who lives with a protected person is shielded too");
    let husband = read_as(&test, &operation, |tx| read::person(tx, home.people[0], as_of)).unwrap();
    assert!(!husband.is_withheld, "who stayed behind is not");
    let published = "select count(*) from exchange.resident_addresses where is_protected and lot is not null";
    assert_eq!(test.owner_value(published).as_deref(), Some("(0)"));
    let payloads = format!("select count(*) from exchange.outbox_events e where e::text like '%{SECRET_LOT}%'");
    assert_eq!(test.owner_value(&payloads).as_deref(), Some("(0)"));
    let officer = test.operation("2026-07-01");
    let seen = read_as(&test, &officer, |tx| read::person(tx, refuge.people[0], as_of)).unwrap();
    assert_eq!(seen.whereabouts.address.unwrap().lot, SECRET_LOT, "the officer in charge sees it");
}

#[test]
fn the_effects_of_an_act_do_not_tell_either() {
    let test = TestDatabase::new();
    let (_, refuge) = fled(&test);
    let operation = window_clerk(&test, "2026-07-01");
    let version =
        read_as(&test, &operation, |tx| read::person(tx, refuge.people[0], AsOf::now(&operation))).unwrap().version;
    let mut changed = address(SECRET_LOT);
    changed.building = "試験荘".to_owned();
    let filing = Correction {
        grounds: ActGrounds {
            filed_on: None,
            ground: Ground::ExOfficio,
            ..grounds("2026-07-01", vec![person_at(refuge.people[0], version)])
        },
        addressee_number: refuge.people[0],
        reason: ActReason::MinorAmendment,
        from: Some(day("2026-06-01")),
        until: None,
        amendment: Amendment { address: Some(changed), ..Amendment::default() },
    };
    let outcome = test.database.write(&operation, |tx| correction(tx, &filing)).unwrap();
    let effect = outcome.effects.iter().find(|effect| effect.item == "address").unwrap();
    assert_eq!((&effect.before, &effect.after), (&None, &None));
}

#[test]
fn protection_outlives_its_term_and_ends_only_by_an_officer() {
    let test = TestDatabase::new();
    let (_, refuge) = fled(&test);
    let number = refuge.people[0];
    let later = window_clerk(&test, "2029-01-01");
    let is_withheld = |operation: &Operation| {
        read_as(&test, operation, |tx| read::person(tx, number, AsOf::now(operation))).unwrap().is_withheld
    };
    assert!(is_withheld(&later), "it does not lapse by itself");
    let measure = read_as(&test, &test.operation("2029-01-01"), |tx| read::measure_of(tx, number)).unwrap();
    assert_eq!(measure.through_on, day("2027-06-01"), "one year less a day");
    let end = protection(number, MeasureState::Ended, "2029-01-02");
    let refused = test.database.write(&later, |tx| protect(tx, &end));
    assert!(matches!(refused, Err(RegisterError::Forbidden(_))));
    write(&test, "2029-01-02", |tx| protect(tx, &end)).unwrap();
    assert!(!is_withheld(&window_clerk(&test, "2029-01-03")));
}

//! The bulk door.

use register::bitemporal::Span;
use register::load::{self, PersonHistory};
use register::{AsOf, Measure, MeasureState, Membership, Person, RegisterError, RegistrationState, ResidentKind, read};
use testing::TestDatabase;
use values::{AddresseeNumber, HouseholdNumber, Sex};

use crate::builders::*;

fn person(serial: u64, lot: &str) -> Person {
    let template = incoming(&format!("移行　{serial}子"), "イコウ　コ", "1970-01-01", Sex::Female, "世帯主");
    Person {
        registration_state: RegistrationState::Registered,
        resident_kind: ResidentKind::Japanese,
        full_name: template.full_name,
        furigana: template.furigana,
        is_furigana_confirmed: false,
        former_surname: None,
        former_surname_furigana: None,
        alias: None,
        alias_furigana: None,
        roman_name: None,
        born_on: template.born_on,
        sex: template.sex,
        foreign_status: None,
        resident_record_code: None,
        resident_since_on: Some(date("2000-01-01")),
        address_since_on: Some(date("2000-01-01")),
        address: address(lot),
        office_code: KITA.parse().unwrap(),
        previous_address: None,
        registered_domicile: Some("大阪府大阪市北区試験町1番地".to_owned()),
        register_first_person: Some("移行　親".to_owned()),
        entry_reason: None,
        entered_on: None,
        move_out: None,
        deletion_reason: None,
        deleted_on: None,
        remarks: None,
    }
}

fn history(serial: u64) -> PersonHistory {
    let addressee_number = AddresseeNumber::from_base(1_000_000 + serial).unwrap();
    let household_number = HouseholdNumber::from_base(2_000_000 + serial).unwrap();
    let (moved, begun) = (day("2015-06-01"), day("2000-01-01"));
    let home = Membership { household_number, relationship: relationship("世帯主"), member_order: 1 };
    let number = "123456789018".parse().unwrap();
    PersonHistory {
        addressee_number,
        records: vec![
            (Span::new(begun, Some(moved)).unwrap(), person(serial, "1番1号")),
            (Span::starting(moved), person(serial, "2番2号")),
        ],
        memberships: vec![(Span::starting(begun), home)],
        personal_number: Some(vault().seal(addressee_number, &number).unwrap()),
        measures: if serial == 0 {
            vec![measure("2025", addressee_number), measure("2026", addressee_number)]
        } else {
            Vec::new()
        },
    }
}

fn measure(year: &str, addressee_number: AddresseeNumber) -> Measure {
    Measure {
        addressee_number,
        applicant: addressee_number,
        state: MeasureState::Decided,
        starts_on: day(&format!("{year}-01-01")),
        through_on: day(&format!("{year}-12-31")),
        office_codes: Vec::new(),
        protected_addresses: vec!["現住所".to_owned()],
        contact: None,
    }
}

#[test]
fn a_batch_comes_in_by_copy_and_reads_back() {
    let test = TestDatabase::new();
    let batch: Vec<PersonHistory> = (0..500).map(history).collect();
    assert!(load::check(&batch).is_empty());
    let (opened, counts) = write(&test, "2026-11-22", |tx| {
        let opened = load::open(tx, "試験の取込み")?;
        let counts = load::write(tx, opened, &batch)?;
        load::close(tx)?;
        Ok((opened, counts))
    })
    .unwrap();
    assert_eq!((counts.records, counts.memberships, counts.personal_numbers, counts.measures), (1000, 500, 500, 2));
    let operation = test.operation("2026-11-23");
    let number = batch[7].addressee_number;
    let lot = |on: &str| {
        read_as(&test, &operation, |tx| read::person(tx, number, AsOf::day(&operation, day(on))))
            .unwrap()
            .whereabouts
            .address
            .unwrap()
            .lot
    };
    assert_eq!((lot("2015-05-31"), lot("2015-06-01")), ("1番1号".to_owned(), "2番2号".to_owned()));
    let acts = read_as(&test, &operation, |tx| read::acts_of(tx, number));
    assert_eq!(acts[0].act_number, opened.act_number);
    let home = settle(&test, "2026-11-23", "3番3号", family());
    assert!(home.people[0] > batch[499].addressee_number, "new numbers lie above those taken over");
    let again = write(&test, "2026-11-24", |tx| load::write(tx, opened, &batch[..1]));
    assert!(matches!(again, Err(RegisterError::Conflict(_))), "nobody comes in twice");
}

#[test]
fn of_records_that_begin_on_one_day_the_last_stands() {
    let test = TestDatabase::new();
    let mut twice = history(1);
    let begun = twice.records[0].0.from;
    twice.records.insert(0, (Span::new(begun, Some(begun.succ_opt().unwrap())).unwrap(), person(1, "9番9号")));
    let number = twice.addressee_number;
    let unlived = HouseholdNumber::from_base(3_000_000).unwrap();
    assert!(load::check(std::slice::from_ref(&twice)).is_empty());
    write(&test, "2026-11-22", |tx| {
        let opened = load::open(tx, "試験の取込み")?;
        load::households(tx, opened, &[unlived])?;
        load::write(tx, opened, &[twice])
    })
    .unwrap();
    let operation = test.operation("2026-11-23");
    let found = read_as(&test, &operation, |tx| read::person(tx, number, AsOf::day(&operation, begun))).unwrap();
    assert_eq!(found.whereabouts.address.unwrap().lot, "1番1号");
    let kept = "select count(*) from register.persons where isempty(known) and lot = '9番9号' and history_number = 1";
    assert_eq!(test.owner_value(kept).unwrap(), "(1)");
    let known = format!("select count(*) from register.households where household_number = {unlived}");
    assert_eq!(test.owner_value(&known).unwrap(), "(1)");
}

#[test]
fn what_the_tables_would_refuse_is_told_beforehand() {
    let mut overlapping = history(1);
    overlapping.records[1].0 = Span::starting(day("2010-01-01"));
    let mut second_head = history(2);
    second_head.memberships[0].1.household_number = overlapping.memberships[0].1.household_number;
    let mut empty = history(3);
    empty.records.clear();
    let codes: Vec<_> = load::check(&[overlapping, second_head, empty]).into_iter().map(|(_, it)| it.code).collect();
    assert_eq!(codes, ["register.load_records_overlap", "register.two_heads", "register.load_no_record"]);
}

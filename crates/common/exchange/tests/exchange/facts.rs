//! What the views of schema `exchange` tell another business.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use register::acts::{MoveOutFiling, ProtectionFiling, move_out, protect};
use register::{Ground, MeasureState};
use testing::TestDatabase;
use values::AddresseeNumber;

use crate::people::{address, couple, grounds, person_at};

#[derive(QueryableByName, Debug, PartialEq)]
struct Fact {
    #[diesel(sql_type = BigInt)]
    addressee_number: i64,
    #[diesel(sql_type = Nullable<Text>)]
    told: Option<String>,
}

/// A column of a view as the program's own role reads it on the day, for each person.
fn facts(test: &TestDatabase, on: &str, view: &str, told: &str) -> Vec<(i64, Option<String>)> {
    let sql = format!("select addressee_number, ({told})::text as told from exchange.{view} order by 1, valid_from");
    let rows: Vec<Fact> = test
        .database
        .read::<_, database::DatabaseError>(&test.operation(on), |tx| Ok(diesel::sql_query(sql).load(tx.connection())?))
        .unwrap();
    rows.into_iter().map(|row| (row.addressee_number, row.told)).collect()
}

fn of(facts: &[(i64, Option<String>)], number: AddresseeNumber) -> Vec<Option<&str>> {
    facts.iter().filter(|(owner, _)| *owner == number.to_i64()).map(|(_, told)| told.as_deref()).collect()
}

#[test]
fn nobody_learns_the_address_of_a_shielded_person() {
    let test = TestDatabase::new();
    let (_, shielded) = couple(&test, "2026-04-01", "12番3号");
    let (_, neighbours) = couple(&test, "2026-04-01", "45番6号");
    let filing = ProtectionFiling {
        grounds: grounds("2026-05-01", Ground::Request, Vec::new()),
        addressee_number: shielded[1],
        applicant: None,
        state: MeasureState::Provisional,
        starts_on: "2026-05-01".parse().unwrap(),
        office_codes: Vec::new(),
        protected_addresses: vec!["現住所".to_owned()],
        contact: None,
    };
    let lots = facts(&test, "2026-05-01", "resident_addresses", "lot");
    assert_eq!(of(&lots, shielded[1]), [Some("12番3号")], "before the measure the address is told");
    test.database.write(&test.operation("2026-05-01"), |tx| protect(tx, &filing)).unwrap();
    let whole_rows = facts(&test, "2026-05-02", "resident_addresses", "to_jsonb(resident_addresses)");
    for number in &shielded {
        let row = of(&whole_rows, *number)[0].unwrap();
        assert!(!row.contains("12番3号") && !row.contains("見本町") && !row.contains("見本市"), "{row}");
        assert!(row.contains("\"is_protected\": true") && row.contains("271276"), "mark and ward stay: {row}");
    }
    let residents = facts(&test, "2026-05-02", "residents", "to_jsonb(residents)");
    for row in of(&residents, shielded[0]).into_iter().chain(of(&residents, shielded[1])).flatten() {
        assert!(row.contains("\"is_protected\": true") && !row.contains("12番3号"), "{row}");
    }
    let lots = facts(&test, "2026-05-02", "resident_addresses", "lot");
    assert_eq!(of(&lots, neighbours[0]), [Some("45番6号")]);
}

#[test]
fn a_planned_mover_stays_a_resident_until_the_day() {
    let test = TestDatabase::new();
    let (moved_in, numbers) = couple(&test, "2026-04-01", "1番1号");
    let filing = MoveOutFiling {
        grounds: register::ActGrounds {
            happened_on: values::LegalDate::known("2026-06-10".parse().unwrap()),
            ..grounds("2026-06-01", Ground::Filing, vec![person_at(numbers[1], &moved_in)])
        },
        members: vec![numbers[1]],
        destination: address("261041", "1番地"),
    };
    test.database.write(&test.operation("2026-06-01"), |tx| move_out(tx, &filing)).unwrap();
    let told = "valid_from || ' ' || coalesce(valid_through::text, '-') || ' ' || registration_state || ' ' || \
                coalesce(relationship, '-') || ' ' || coalesce(planned_move_out_on::text, '-')";
    let rows = facts(&test, "2026-06-01", "residents", told);
    assert_eq!(
        of(&rows, numbers[1]),
        [
            Some("2026-04-01 2026-05-31 1 妻 -"),
            Some("2026-06-01 2026-06-09 1 妻 2026-06-10"),
            Some("2026-06-10 - 2 - 2026-06-10"),
        ]
    );
    assert_eq!(of(&rows, numbers[0]), [Some("2026-04-01 - 1 世帯主 -")]);
}

#[test]
fn the_program_reads_facts_and_never_writes_them() {
    let test = TestDatabase::new();
    couple(&test, "2026-04-01", "1番1号");
    for sql in [
        "update exchange.residents set full_name = ''",
        "delete from exchange.outbox_events",
        "update exchange.outbox_events set payload = '{}'",
        "delete from exchange.work_items",
    ] {
        let outcome = test.database.write::<_, database::DatabaseError>(&test.operation("2026-04-02"), |tx| {
            Ok(diesel::sql_query(sql).execute(tx.connection())?)
        });
        assert!(outcome.is_err(), "{sql} was not refused");
    }
}

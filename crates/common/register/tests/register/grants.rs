//! What the program's own role cannot do.

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use testing::TestDatabase;

use crate::builders::*;

#[test]
fn the_program_cannot_rewrite_or_delete_records() {
    let test = TestDatabase::new();
    settle(&test, "2026-04-01", "1番1号", family());
    let mut connection = PgConnection::establish(&test.owner_url).unwrap();
    connection.batch_execute("set role yakuba_app").unwrap();
    for forbidden in [
        "delete from register.persons",
        "delete from register.acts",
        "delete from exchange.outbox_events",
        "truncate register.household_memberships",
        "update register.persons set full_name = '改竄'",
        "update register.household_memberships set relationship = '妻'",
        "update register.acts set evidence = ''",
        "update register.personal_numbers set ciphertext = ''",
        "update exchange.outbox_events set event_code = 'DEATH'",
    ] {
        let refusal = connection.batch_execute(forbidden).unwrap_err().to_string();
        assert!(refusal.contains("permission denied"), "{forbidden}: {refusal}");
    }
}

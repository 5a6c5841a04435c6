//! Individual numbers at rest.

use register::read;
use register::{PersonalNumberVault, VaultError};
use testing::TestDatabase;
use values::{AddresseeNumber, PersonalNumber};

use crate::builders::*;

const NUMBER: &str = "123456789018";

#[test]
fn a_number_is_sealed_for_one_person_under_one_key() {
    let number: PersonalNumber = NUMBER.parse().unwrap();
    let (one, two) = (AddresseeNumber::from_base(11).unwrap(), AddresseeNumber::from_base(12).unwrap());
    let sealed = vault().seal(one, &number).unwrap();
    assert_eq!(vault().open(one, &sealed.ciphertext).unwrap(), number);
    assert_eq!(vault().open(two, &sealed.ciphertext), Err(VaultError::Opening), "another person's row");
    let other = PersonalNumberVault::new([8; 32], [9; 32]);
    assert_eq!(other.open(one, &sealed.ciphertext), Err(VaultError::Opening), "another key");
    assert_eq!(vault().seal(two, &number).unwrap().blind_index, sealed.blind_index, "equal numbers are found");
    assert_ne!(vault().seal(one, &number).unwrap().ciphertext, sealed.ciphertext, "a fresh nonce each time");
}

#[test]
fn the_database_never_holds_the_digits() {
    let test = TestDatabase::new();
    let mut members = family();
    members[0].personal_number = Some(NUMBER.parse().unwrap());
    let home = settle(&test, "2026-04-01", "1番1号", members);
    for table in ["register.personal_numbers", "register.acts", "register.persons", "exchange.outbox_events"] {
        let sql = format!("select count(*) from {table} t where t::text like '%{NUMBER}%'");
        assert_eq!(test.owner_value(&sql).as_deref(), Some("(0)"), "{table}");
    }
    let hex = hex_of(NUMBER);
    let sql = format!("select count(*) from register.personal_numbers t where t::text like '%{hex}%'");
    assert_eq!(test.owner_value(&sql).as_deref(), Some("(0)"));
    let operation = test.operation("2026-04-02");
    let read = read_as(&test, &operation, |tx| read::personal_number(tx, home.people[0], &vault())).unwrap();
    assert_eq!(read.reveal(), NUMBER);
    let mut curious = test.operation("2026-04-02");
    curious.grants.clear();
    let refused = test.database.read(&curious, |tx| read::personal_number(tx, home.people[0], &vault()));
    assert_eq!(refused.unwrap_err().code(), "register.forbidden");
}

fn hex_of(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

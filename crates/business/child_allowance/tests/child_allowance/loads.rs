//! The bulk door.

use child_allowance::load;
use database::DatabaseError;
use testing::TestDatabase;

use crate::city::{Shield, certification, migrated};

#[test]
fn certifications_children_accounts_and_payments_are_taken_over() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01", "2024-05-01"], Shield::Open);
    let count = |sql: &str| test.owner_value(sql).unwrap();
    assert_eq!(count("select count(*), min(through_month) from child_allowance.certifications"), "(1,)");
    assert_eq!(count("select count(*) from child_allowance.certified_children where is_supported"), "(2)");
    assert_eq!(count("select sum(amount_yen) from child_allowance.payments"), "(20000)");
    assert_eq!(count("select account_number from disbursement.bank_accounts"), "(0000001)");
    assert_eq!(count("select last_value from child_allowance.certification_numbers"), "(10000001)");
}

#[test]
fn a_recipient_has_one_certification_at_a_time() {
    let test = TestDatabase::new();
    migrated(&test, 1, &["2015-06-01"], Shield::Open);
    let mut second = certification(1, &["2015-06-01"]);
    second.certification_number = "20000000".to_owned();
    let refused =
        test.database.write(&test.operation("2026-10-01"), |tx| load::write_certifications(tx, &[second]).map(|_| ()));
    assert!(matches!(
        refused,
        Err(DatabaseError::Constraint { ref constraint, .. }) if constraint == "certifications_one_at_a_time"
    ));
}

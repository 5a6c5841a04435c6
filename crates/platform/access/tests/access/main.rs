//! Sign-in, permissions and the sealed trail on a real PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use access::{
    AccessError, NewAccount, Role, SealOutcome, SignInRefusal, add_account, grant_role, mail_addresses_of,
    operation_of, require, seal_audit, sign_in, sign_out, verify_audit,
};
use chrono::TimeDelta;
use database::{DatabaseError, Operation};
use testing::TestDatabase;

fn with_clerk() -> (TestDatabase, Operation) {
    let test = TestDatabase::new();
    let operation = test.operation("2026-11-22");
    test.database
        .write(&operation, |tx| {
            grant_role(tx, &Role("clerk".to_owned()), &["resident_register.person.read"])?;
            add_account(
                tx,
                &NewAccount {
                    login_name: "mihon".to_owned(),
                    display_name: "見本 花子".to_owned(),
                    password: "correct horse".to_owned(),
                    office_code: "271276".to_owned(),
                    office_name: "北区役所".to_owned(),
                    role: Role("clerk".to_owned()),
                    reachable_office_codes: vec!["271276".to_owned()],
                    mail_address: Some("mihon@example.jp".to_owned()),
                },
            )
        })
        .unwrap();
    (test, operation)
}

#[test]
fn a_session_carries_the_account_into_the_operation() {
    let (test, operation) = with_clerk();
    let session = sign_in(&test.database, &operation, "mihon", "correct horse").unwrap();
    let (request, account) = operation_of(&test.database, &session.token, operation.now, "窓口", "t1").unwrap();
    assert_eq!(account.display_name, "見本 花子");
    assert!(request.may("resident_register.person.read"));
    assert!(!request.may("child_allowance.run.approve"));
    assert!(request.reaches_office("271276") && !request.reaches_office("271004"));
    assert!(matches!(require(&request, "child_allowance.run.approve"), Err(AccessError::Forbidden { .. })));

    sign_out(&test.database, &operation, &session.token).unwrap();
    let ended = operation_of(&test.database, &session.token, operation.now, "窓口", "t2");
    assert!(matches!(ended, Err(AccessError::NoSession)));
}

#[test]
fn a_rested_session_has_ended() {
    let (test, operation) = with_clerk();
    let session = sign_in(&test.database, &operation, "mihon", "correct horse").unwrap();
    let at = |hours| operation.now + TimeDelta::hours(hours);
    assert!(operation_of(&test.database, &session.token, at(8), "窓口", "t").is_ok());
    assert!(operation_of(&test.database, &session.token, at(16), "窓口", "t").is_ok(), "use keeps it alive");
    assert!(matches!(operation_of(&test.database, &session.token, at(25), "窓口", "t"), Err(AccessError::NoSession)));
}

#[test]
fn ten_wrong_passwords_lock_the_account() {
    let (test, operation) = with_clerk();
    for _ in 0..10 {
        let refusal = sign_in(&test.database, &operation, "mihon", "wrong").unwrap_err();
        assert!(matches!(refusal, AccessError::SignIn(SignInRefusal::Wrong)));
    }
    let refusal = sign_in(&test.database, &operation, "mihon", "correct horse").unwrap_err();
    assert!(matches!(refusal, AccessError::SignIn(SignInRefusal::Locked)));
    let stranger = sign_in(&test.database, &operation, "nobody", "x").unwrap_err();
    assert!(matches!(stranger, AccessError::SignIn(SignInRefusal::Wrong)));
}

#[test]
fn the_password_itself_is_nowhere() {
    let (test, _) = with_clerk();
    let stored = test.owner_value("select string_agg(a::text, '') from access.accounts a").unwrap();
    assert!(stored.contains("$argon2id$") && !stored.contains("correct horse"));
}

#[test]
fn mail_goes_to_those_who_hold_the_permission() {
    let (test, operation) = with_clerk();
    let to = |permission: &str| {
        test.database.read(&operation, |tx| mail_addresses_of(tx, permission)).map_err(|error: DatabaseError| error)
    };
    assert_eq!(to("resident_register.person.read").unwrap(), ["mihon@example.jp"]);
    assert!(to("child_allowance.run.approve").unwrap().is_empty());
}

/// Seals one more row; tries again while older transactions of the cluster (other tests' too) are still running.
fn seal_one(test: &TestDatabase, operation: &Operation) {
    const TRIES_MAX: usize = 50_000;
    let sealed =
        (0..TRIES_MAX).map(|_| seal_audit(&test.database, operation).unwrap()).find_map(|outcome| match outcome {
            SealOutcome::Sealed { entry_count, .. } => Some(entry_count),
            SealOutcome::NothingNew => None,
        });
    assert_eq!(sealed, Some(1));
}

#[test]
fn a_touched_row_breaks_its_seal() {
    let (test, operation) = with_clerk();
    seal_one(&test, &operation);
    assert_eq!(seal_audit(&test.database, &operation).unwrap(), SealOutcome::NothingNew);
    sign_in(&test.database, &operation, "mihon", "correct horse").unwrap();
    seal_one(&test, &operation);
    let whole = verify_audit(&test.database, &operation).unwrap();
    assert_eq!((whole.seal_count, whole.entry_count, whole.broken.len()), (2, 2, 0));

    test.owner_run("update access.audit_entries set purpose = '別の目的' where entry_number = 1");
    assert_eq!(verify_audit(&test.database, &operation).unwrap().broken, [1]);
    test.owner_run("update access.audit_entries set purpose = '試験' where entry_number = 1");
    assert!(verify_audit(&test.database, &operation).unwrap().broken.is_empty());
    test.owner_run("delete from access.audit_entries where entry_number = 2");
    assert_eq!(verify_audit(&test.database, &operation).unwrap().broken, [2]);
}

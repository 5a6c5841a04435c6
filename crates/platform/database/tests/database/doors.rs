//! Read, write and dry run leave exactly what they promise.

use database::{DatabaseError, Tx};
use diesel::RunQueryDsl;
use testing::TestDatabase;

fn add_account(tx: &mut Tx<'_>, name: &str) -> Result<(), DatabaseError> {
    tx.did("access.account.add");
    tx.touch(27);
    diesel::sql_query(format!(
        "insert into access.accounts (login_name, display_name, password_hash, office_code, office_name, role, \
         reachable_office_codes) values ('{name}', '見本', 'x', '271276', '北区', 'clerk', '{{}}')"
    ))
    .execute(tx.connection())?;
    Ok(())
}

fn count(test: &TestDatabase, table: &str) -> String {
    test.owner_value(&format!("select count(*) from {table}")).unwrap()
}

#[test]
fn a_write_commits_with_its_audit_row() {
    let test = TestDatabase::new();
    test.database.write(&test.operation("2026-11-22"), |tx| add_account(tx, "a")).unwrap();
    assert_eq!(count(&test, "access.accounts"), "(1)");
    let row = test.owner_value("select login_name, is_write, actions, addressee_numbers from access.audit_entries");
    assert_eq!(row.unwrap(), "(\"北区 窓口\",t,{access.account.add},{27})");
}

#[test]
fn a_failed_write_leaves_nothing() {
    let test = TestDatabase::new();
    let outcome = test.database.write(&test.operation("2026-11-22"), |tx| {
        add_account(tx, "a")?;
        add_account(tx, "a")
    });
    assert!(matches!(outcome, Err(DatabaseError::Constraint { ref constraint, .. }) if constraint == "accounts_pkey"));
    assert_eq!(count(&test, "access.accounts"), "(0)");
    assert_eq!(count(&test, "access.audit_entries"), "(0)");
}

#[test]
fn a_dry_run_answers_and_leaves_nothing() {
    let test = TestDatabase::new();
    let answer: Result<&str, DatabaseError> = test.database.dry_run(&test.operation("2026-11-22"), |tx| {
        add_account(tx, "a")?;
        Ok("added")
    });
    assert_eq!(answer.unwrap(), "added");
    assert_eq!(count(&test, "access.accounts"), "(0)");
}

#[test]
fn the_program_may_neither_change_nor_delete_its_audit_trail() {
    let test = TestDatabase::new();
    test.database.write(&test.operation("2026-11-22"), |tx| add_account(tx, "a")).unwrap();
    for sql in [
        "update access.audit_entries set purpose = ''",
        "delete from access.audit_entries",
        "truncate access.audit_entries",
    ] {
        let outcome: Result<usize, DatabaseError> = test
            .database
            .write(&test.operation("2026-11-22"), |tx| Ok(diesel::sql_query(sql).execute(tx.connection())?));
        let DatabaseError::Statement(cause) = outcome.unwrap_err() else { unreachable!("{sql} was not refused") };
        assert!(cause.to_string().contains("permission denied"), "{sql}: {cause}");
    }
    assert_eq!(count(&test, "access.audit_entries"), "(1)");
}

#[test]
fn now_is_a_day_of_japan() {
    let mut operation = testing::clerk("窓口", "2026-11-22");
    assert_eq!(operation.today(), testing::day("2026-11-22"));
    operation.now = "2026-11-22T15:00:00Z".parse().unwrap();
    assert_eq!(operation.today(), testing::day("2026-11-23"));
}

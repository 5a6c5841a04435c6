//! Accounts from a day on.

use disbursement::{DisbursementError, account_on, add_accounts, set_account, without_account};
use testing::{TestDatabase, clerk, day};

use crate::samples::{account, person};

const BUSINESS: &str = "child_allowance";

#[test]
fn a_new_account_holds_from_its_day_on() {
    let test = TestDatabase::new();
    let operation = clerk("北区 窓口", "2026-11-22");
    let (old, new) = (account("1111111", "ミホン　ハナコ"), account("2222222", "ミホン　ハナコ"));
    let set = |from: &str, account| {
        test.database.write(&operation, |tx| set_account(tx, BUSINESS, person(101), day(from), account))
    };
    set("2026-04-01", &old).unwrap();
    set("2026-12-01", &new).unwrap();
    set("2026-12-01", &new).unwrap();
    let refused = [set("2026-12-01", &old), set("2026-05-01", &new)];
    assert!(refused.iter().all(|it| matches!(it, Err(DisbursementError::LaterAccountKnown))), "{refused:?}");
    for (on, expected) in
        [("2026-03-31", None), ("2026-04-01", Some(&old)), ("2026-11-30", Some(&old)), ("2026-12-01", Some(&new))]
    {
        let found = test.database.read(&operation, |tx| account_on(tx, BUSINESS, person(101), day(on))).unwrap();
        assert_eq!(found.as_ref(), expected, "{on}");
    }
    let other = test.database.read(&operation, |tx| account_on(tx, "another", person(101), day("2026-12-01")));
    assert_eq!(other.unwrap(), None, "an account is known to the business that it was told to");
    let touched = format!(
        "select count(*) > 4 from access.audit_entries where {} = any(addressee_numbers)",
        person(101).to_i64()
    );
    assert_eq!(test.owner_value(&touched).unwrap(), "(t)");
}

#[test]
fn many_accounts_are_added_once_and_the_missing_are_named() {
    let test = TestDatabase::new();
    let operation = clerk("北区 窓口", "2026-11-22");
    let accounts: Vec<_> = (100..110).map(|base| (person(base), account("1", "ミホン　ハナコ"))).collect();
    let add = || test.database.write(&operation, |tx| add_accounts(tx, BUSINESS, day("2026-04-01"), &accounts));
    assert_eq!((add().unwrap(), add().unwrap()), (10, 0));
    let people = [person(200), person(105), person(150)];
    let missing = |on: &str| test.database.read(&operation, |tx| without_account(tx, BUSINESS, day(on), &people));
    assert_eq!(missing("2026-12-15").unwrap(), [person(150), person(200)]);
    assert_eq!(missing("2026-03-31").unwrap(), [person(105), person(150), person(200)]);
}

//! Accounts, from a day on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use database::{DatabaseError, Tx};
use diesel::prelude::*;
use values::AddresseeNumber;

use super::ROWS_AT_ONCE;
use crate::schema::{bank_accounts, payments};
use crate::zengin::{Field, ZenginError, ZenginText};
use crate::{AccountKind, AccountNumber, BankAccount, BankCode, BranchCode, DisbursementError, PaymentState};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = bank_accounts)]
struct AccountRow {
    addressee_number: i64,
    business: String,
    from_on: NaiveDate,
    through_on: Option<NaiveDate>,
    bank_code: String,
    bank_name_kana: String,
    branch_code: String,
    branch_name_kana: String,
    account_kind: String,
    account_number: String,
    holder_kana: String,
}

impl AccountRow {
    fn of(business: &str, addressee_number: AddresseeNumber, from_on: NaiveDate, account: &BankAccount) -> Self {
        Self {
            addressee_number: addressee_number.to_i64(),
            business: business.to_owned(),
            from_on,
            through_on: None,
            bank_code: account.bank_code.as_str().to_owned(),
            bank_name_kana: account.bank_name.as_str().to_owned(),
            branch_code: account.branch_code.as_str().to_owned(),
            branch_name_kana: account.branch_name.as_str().to_owned(),
            account_kind: account.kind.code().to_owned(),
            account_number: account.number.as_str().to_owned(),
            holder_kana: account.holder.as_str().to_owned(),
        }
    }

    fn account(&self) -> Result<BankAccount, DisbursementError> {
        let unreadable = DisbursementError::Unreadable { table: "disbursement.bank_accounts" };
        let kind = AccountKind::of(&self.account_kind).ok_or(unreadable)?;
        let read = || -> Result<BankAccount, ZenginError> {
            Ok(BankAccount {
                bank_code: BankCode::new(&self.bank_code)?,
                bank_name: ZenginText::new(Field::BankName, &self.bank_name_kana)?,
                branch_code: BranchCode::new(&self.branch_code)?,
                branch_name: ZenginText::new(Field::BranchName, &self.branch_name_kana)?,
                kind,
                number: AccountNumber::new(&self.account_number)?,
                holder: ZenginText::new(Field::Holder, &self.holder_kana)?,
            })
        };
        Ok(read()?)
    }
}

/// Makes `account` the one that `business` pays to from `from_on` on; the one before it ends the day before. Doing it
/// again changes nothing.
///
/// # Errors
/// [`DisbursementError::LaterAccountKnown`], [`DisbursementError::Database`].
pub fn set_account(
    tx: &mut Tx<'_>,
    business: &str,
    addressee_number: AddresseeNumber,
    from_on: NaiveDate,
    account: &BankAccount,
) -> Result<(), DisbursementError> {
    let number = addressee_number.to_i64();
    let own = bank_accounts::addressee_number.eq(number).and(bank_accounts::business.eq(business));
    tx.touch(number);
    let later: Vec<AccountRow> = bank_accounts::table
        .filter(own.and(bank_accounts::from_on.ge(from_on)))
        .select(AccountRow::as_select())
        .load(tx.connection())
        .map_err(DatabaseError::from)?;
    if let Some(row) = later.first() {
        let is_same = later.len() == 1 && row.from_on == from_on && row.account()? == *account;
        return if is_same { Ok(()) } else { Err(DisbursementError::LaterAccountKnown) };
    }
    let still_runs = bank_accounts::through_on.is_null().or(bank_accounts::through_on.ge(from_on));
    diesel::update(bank_accounts::table.filter(own).filter(still_runs))
        .set(bank_accounts::through_on.eq(from_on.checked_sub_days(Days::new(1))))
        .execute(tx.connection())
        .map_err(DatabaseError::from)?;
    diesel::insert_into(bank_accounts::table)
        .values(AccountRow::of(business, addressee_number, from_on, account))
        .execute(tx.connection())
        .map_err(DatabaseError::from)?;
    tx.did("disbursement.set_account");
    Ok(())
}

/// Adds the first accounts of many people, as a migration does; who has one that begins on that day keeps it. Gives how
/// many were added.
///
/// # Errors
/// [`DatabaseError`]; a constraint where somebody has another account on that day.
pub fn add_accounts(
    tx: &mut Tx<'_>,
    business: &str,
    from_on: NaiveDate,
    accounts: &[(AddresseeNumber, BankAccount)],
) -> Result<usize, DatabaseError> {
    let mut added = 0;
    for part in accounts.chunks(ROWS_AT_ONCE) {
        let rows: Vec<AccountRow> =
            part.iter().map(|(number, account)| AccountRow::of(business, *number, from_on, account)).collect();
        added += diesel::insert_into(bank_accounts::table)
            .values(rows)
            .on_conflict((bank_accounts::addressee_number, bank_accounts::business, bank_accounts::from_on))
            .do_nothing()
            .execute(tx.connection())?;
    }
    tx.did("disbursement.add_accounts");
    Ok(added)
}

/// The account that `business` pays to on a day.
///
/// # Errors
/// [`DisbursementError::Database`].
pub fn account_on(
    tx: &mut Tx<'_>,
    business: &str,
    addressee_number: AddresseeNumber,
    on: NaiveDate,
) -> Result<Option<BankAccount>, DisbursementError> {
    tx.touch(addressee_number.to_i64());
    let row: Option<AccountRow> = bank_accounts::table
        .filter(bank_accounts::addressee_number.eq(addressee_number.to_i64()))
        .filter(bank_accounts::business.eq(business))
        .filter(bank_accounts::from_on.le(on))
        .filter(bank_accounts::through_on.is_null().or(bank_accounts::through_on.ge(on)))
        .select(AccountRow::as_select())
        .first(tx.connection())
        .optional()
        .map_err(DatabaseError::from)?;
    row.map(|row| row.account()).transpose()
}

/// Those of `people` to whom `business` cannot pay on a day because it knows no account, in order; a run's checker asks.
///
/// # Errors
/// [`DatabaseError`].
pub fn without_account(
    tx: &mut Tx<'_>,
    business: &str,
    on: NaiveDate,
    people: &[AddresseeNumber],
) -> Result<Vec<AddresseeNumber>, DatabaseError> {
    let mut missing: BTreeSet<AddresseeNumber> = people.iter().copied().collect();
    for part in people.chunks(ROWS_AT_ONCE) {
        let numbers: Vec<i64> = part.iter().map(|number| number.to_i64()).collect();
        let known: Vec<i64> = bank_accounts::table
            .filter(bank_accounts::addressee_number.eq_any(numbers))
            .filter(bank_accounts::business.eq(business))
            .filter(bank_accounts::from_on.le(on))
            .filter(bank_accounts::through_on.is_null().or(bank_accounts::through_on.ge(on)))
            .select(bank_accounts::addressee_number)
            .load(tx.connection())?;
        let known: BTreeSet<i64> = known.into_iter().collect();
        missing.retain(|number| !known.contains(&number.to_i64()));
    }
    Ok(missing.into_iter().collect())
}

/// Accounts on a day of everybody with a posted payment of the run that stands in no file.
pub(super) fn accounts_to_transfer_to(
    tx: &mut Tx<'_>,
    business: &str,
    run_number: i64,
    on: NaiveDate,
) -> Result<BTreeMap<i64, BankAccount>, DisbursementError> {
    let waiting = payments::table
        .filter(payments::business.eq(business).and(payments::run_number.eq(run_number)))
        .filter(payments::payment_state.eq(PaymentState::Posted.code()).and(payments::file_number.is_null()))
        .select(payments::addressee_number);
    let rows: Vec<AccountRow> = bank_accounts::table
        .filter(bank_accounts::addressee_number.eq_any(waiting))
        .filter(bank_accounts::business.eq(business))
        .filter(bank_accounts::from_on.le(on))
        .filter(bank_accounts::through_on.is_null().or(bank_accounts::through_on.ge(on)))
        .select(AccountRow::as_select())
        .load(tx.connection())
        .map_err(DatabaseError::from)?;
    rows.into_iter().map(|row| Ok((row.addressee_number, row.account()?))).collect()
}

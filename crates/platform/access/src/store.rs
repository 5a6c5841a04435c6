//! SQL of schema `access`.

use chrono::{DateTime, Utc};
use database::{DatabaseError, Tx};
use diesel::prelude::*;

use crate::schema::{accounts, audit_entries, audit_seals, role_grants, sessions};
use crate::{AccessError, Account, NewAccount, Role, hash_password};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
pub(crate) struct AccountRow {
    login_name: String,
    display_name: String,
    pub(crate) password_hash: String,
    office_code: String,
    office_name: String,
    role: String,
    reachable_office_codes: Vec<String>,
    mail_address: Option<String>,
    pub(crate) is_locked: bool,
    pub(crate) failed_sign_in_count: i32,
}

/// Adds an account, or renews the one of the same sign-in name.
///
/// # Errors
/// [`AccessError::Database`] or [`AccessError::Hash`].
pub fn add_account(tx: &mut Tx<'_>, new: &NewAccount) -> Result<(), AccessError> {
    let row = AccountRow {
        login_name: new.login_name.clone(),
        display_name: new.display_name.clone(),
        password_hash: hash_password(&new.password)?,
        office_code: new.office_code.clone(),
        office_name: new.office_name.clone(),
        role: new.role.0.clone(),
        reachable_office_codes: new.reachable_office_codes.clone(),
        mail_address: new.mail_address.clone(),
        is_locked: false,
        failed_sign_in_count: 0,
    };
    tx.did("access.account.add");
    diesel::insert_into(accounts::table)
        .values(&row)
        .on_conflict(accounts::login_name)
        .do_update()
        .set((
            accounts::display_name.eq(&row.display_name),
            accounts::password_hash.eq(&row.password_hash),
            accounts::office_code.eq(&row.office_code),
            accounts::office_name.eq(&row.office_name),
            accounts::role.eq(&row.role),
            accounts::reachable_office_codes.eq(&row.reachable_office_codes),
            accounts::mail_address.eq(&row.mail_address),
            accounts::is_locked.eq(false),
            accounts::failed_sign_in_count.eq(0),
        ))
        .execute(tx.connection())
        .map_err(DatabaseError::from)?;
    Ok(())
}

/// Sets what a role may do, whole.
///
/// # Errors
/// [`DatabaseError`].
pub fn grant_role(tx: &mut Tx<'_>, role: &Role, permissions: &[&str]) -> Result<(), DatabaseError> {
    tx.did("access.role.grant");
    diesel::delete(role_grants::table.filter(role_grants::role.eq(&role.0))).execute(tx.connection())?;
    let rows: Vec<_> = permissions
        .iter()
        .map(|permission| (role_grants::role.eq(&role.0), role_grants::permission.eq(*permission)))
        .collect();
    diesel::insert_into(role_grants::table).values(rows).execute(tx.connection())?;
    Ok(())
}

/// The account of that sign-in name with what its role may do.
///
/// # Errors
/// [`DatabaseError::NotFound`] where there is none.
pub fn account(tx: &mut Tx<'_>, login_name: &str) -> Result<Account, DatabaseError> {
    let row = account_row(tx, login_name)?;
    let permissions = role_grants::table
        .filter(role_grants::role.eq(&row.role))
        .order(role_grants::permission)
        .select(role_grants::permission)
        .load(tx.connection())?;
    Ok(Account {
        login_name: row.login_name,
        display_name: row.display_name,
        office_code: row.office_code,
        office_name: row.office_name,
        role: Role(row.role),
        permissions,
        reachable_office_codes: row.reachable_office_codes,
        mail_address: row.mail_address,
    })
}

/// Mail addresses of the unlocked accounts whose role holds `permission`, in order.
///
/// # Errors
/// [`DatabaseError`].
pub fn mail_addresses_of(tx: &mut Tx<'_>, permission: &str) -> Result<Vec<String>, DatabaseError> {
    let roles = role_grants::table.filter(role_grants::permission.eq_any([permission, "*"])).select(role_grants::role);
    let addresses: Vec<Option<String>> = accounts::table
        .filter(accounts::role.eq_any(roles))
        .filter(accounts::is_locked.eq(false))
        .filter(accounts::mail_address.is_not_null())
        .order(accounts::login_name)
        .select(accounts::mail_address)
        .load(tx.connection())?;
    Ok(addresses.into_iter().flatten().collect())
}

pub(crate) fn account_row(tx: &mut Tx<'_>, login_name: &str) -> Result<AccountRow, DatabaseError> {
    Ok(accounts::table.find(login_name).select(AccountRow::as_select()).first(tx.connection())?)
}

pub(crate) fn note_sign_in(
    tx: &mut Tx<'_>,
    login_name: &str,
    failures: i32,
    is_locked: bool,
) -> Result<(), DatabaseError> {
    diesel::update(accounts::table.find(login_name))
        .set((accounts::failed_sign_in_count.eq(failures), accounts::is_locked.eq(is_locked)))
        .execute(tx.connection())?;
    Ok(())
}

pub(crate) fn open_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    login_name: &str,
    terminal: &str,
) -> Result<(), DatabaseError> {
    let now = tx.operation().now;
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(token_hash),
            sessions::login_name.eq(login_name),
            sessions::terminal.eq(terminal),
            sessions::started_at.eq(now),
            sessions::last_used_at.eq(now),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Marks a live session as used now; gives its sign-in name and terminal.
pub(crate) fn use_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    used_after: DateTime<Utc>,
) -> Result<Option<(String, String)>, DatabaseError> {
    let now = tx.operation().now;
    Ok(diesel::update(sessions::table.find(token_hash))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::last_used_at.ge(used_after))
        .set(sessions::last_used_at.eq(now))
        .returning((sessions::login_name, sessions::terminal))
        .get_result(tx.connection())
        .optional()?)
}

pub(crate) fn end_session(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<(), DatabaseError> {
    let now = tx.operation().now;
    diesel::update(sessions::table.find(token_hash)).set(sessions::ended_at.eq(Some(now))).execute(tx.connection())?;
    Ok(())
}

/// One audit row as it enters the chain.
#[derive(Queryable, Selectable, Debug)]
#[diesel(table_name = audit_entries)]
pub(crate) struct EntryRow {
    pub(crate) entry_number: i64,
    pub(crate) recorded_at: DateTime<Utc>,
    pub(crate) trace_id: String,
    pub(crate) login_name: String,
    pub(crate) office_code: String,
    pub(crate) terminal: String,
    pub(crate) purpose: String,
    pub(crate) is_write: bool,
    pub(crate) actions: Vec<String>,
    pub(crate) addressee_numbers: Vec<i64>,
}

/// One seal of the chain.
#[derive(Queryable, Selectable, Debug, Clone)]
#[diesel(table_name = audit_seals)]
pub(crate) struct SealRow {
    pub(crate) through_transaction_number: i64,
    pub(crate) entry_count: i64,
    pub(crate) previous_hash: Vec<u8>,
    pub(crate) seal_hash: Vec<u8>,
}

pub(crate) fn seals(tx: &mut Tx<'_>) -> Result<Vec<SealRow>, DatabaseError> {
    Ok(audit_seals::table.order(audit_seals::seal_number).select(SealRow::as_select()).load(tx.connection())?)
}

/// Rows of the transactions after `after` up to and with `through`, in one order for ever.
pub(crate) fn entries_between(tx: &mut Tx<'_>, after: i64, through: i64) -> Result<Vec<EntryRow>, DatabaseError> {
    Ok(audit_entries::table
        .filter(audit_entries::transaction_number.gt(after))
        .filter(audit_entries::transaction_number.le(through))
        .order((audit_entries::transaction_number, audit_entries::entry_number))
        .select(EntryRow::as_select())
        .load(tx.connection())?)
}

/// The newest transaction with audit rows before which no transaction is still running.
pub(crate) fn newest_settled_transaction(tx: &mut Tx<'_>) -> Result<Option<i64>, DatabaseError> {
    let oldest_running =
        diesel::dsl::sql::<diesel::sql_types::BigInt>("pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
    Ok(audit_entries::table
        .filter(audit_entries::transaction_number.lt(oldest_running))
        .select(diesel::dsl::max(audit_entries::transaction_number))
        .first(tx.connection())?)
}

pub(crate) fn add_seal(tx: &mut Tx<'_>, seal: &SealRow) -> Result<(), DatabaseError> {
    let now = tx.operation().now;
    diesel::insert_into(audit_seals::table)
        .values((
            audit_seals::through_transaction_number.eq(seal.through_transaction_number),
            audit_seals::entry_count.eq(seal.entry_count),
            audit_seals::sealed_at.eq(now),
            audit_seals::previous_hash.eq(&seal.previous_hash),
            audit_seals::seal_hash.eq(&seal.seal_hash),
        ))
        .execute(tx.connection())?;
    Ok(())
}

//! Sign-in, and the way from a session to an operation.

use chrono::{DateTime, TimeDelta, Utc};
use database::{Actor, Database, Grant, Operation};
use sha2::{Digest, Sha256};

use crate::account::verify_password;
use crate::{AccessError, Account, store};

/// Wrong passwords in a row after which an account is locked.
const FAILURES_MAX: i32 = 10;
/// Hours of rest after which a session has ended.
const REST_HOURS: i64 = 8;

/// Why sign-in was refused; what the person is told never says which of name and password was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// No such account, or a wrong password.
    #[error("the sign-in name or the password is wrong")]
    Wrong,
    /// The account is locked; an administrator can renew it.
    #[error("the account is locked")]
    Locked,
}

/// A session that has begun.
#[derive(Debug, Clone)]
pub struct Session {
    /// The secret that the terminal keeps in its cookie; only its hash is stored.
    pub token: String,
    /// Whose session it is.
    pub account: Account,
}

/// Begins a session, or counts a failure; ten in a row lock the account.
///
/// # Errors
/// [`AccessError::SignIn`] with the reason; [`AccessError::Database`].
pub fn sign_in(
    database: &Database,
    operation: &Operation,
    login_name: &str,
    password: &str,
) -> Result<Session, AccessError> {
    // A failure must be counted, so the refusal is a value here: an error would take the count back.
    let outcome: Result<Session, SignInRefusal> = database.write(operation, |tx| {
        let row = match store::account_row(tx, login_name) {
            Ok(row) => row,
            Err(database::DatabaseError::NotFound) => return Ok(Err(SignInRefusal::Wrong)),
            Err(error) => return Err(AccessError::from(error)),
        };
        if row.is_locked {
            return Ok(Err(SignInRefusal::Locked));
        }
        if !verify_password(password, &row.password_hash)? {
            let failures = row.failed_sign_in_count + 1;
            store::note_sign_in(tx, login_name, failures, failures >= FAILURES_MAX)?;
            tx.did("access.session.refused");
            return Ok(Err(SignInRefusal::Wrong));
        }
        store::note_sign_in(tx, login_name, 0, false)?;
        let token = new_token()?;
        store::open_session(tx, &token_hash(&token), login_name, &tx.operation().terminal.clone())?;
        tx.did("access.session.begin");
        Ok(Ok(Session { token, account: store::account(tx, login_name)? }))
    })?;
    outcome.map_err(AccessError::from)
}

/// Ends the session of this token; ending one that has ended already changes nothing.
///
/// # Errors
/// [`AccessError::Database`].
pub fn sign_out(database: &Database, operation: &Operation, token: &str) -> Result<(), AccessError> {
    database.write(operation, |tx| {
        tx.did("access.session.end");
        Ok(store::end_session(tx, &token_hash(token))?)
    })
}

/// The operation that a request with this session's token runs as, and whose account it is.
///
/// # Errors
/// [`AccessError::NoSession`] where the session has ended, rested too long or never was.
pub fn operation_of(
    database: &Database,
    token: &str,
    now: DateTime<Utc>,
    purpose: &str,
    trace_id: &str,
) -> Result<(Operation, Account), AccessError> {
    let system = Operation::system("session", now, trace_id);
    let (account, terminal) = database.write(&system, |tx| {
        let used = store::use_session(tx, &token_hash(token), now - TimeDelta::hours(REST_HOURS))?;
        let (login_name, terminal) = used.ok_or(AccessError::NoSession)?;
        Ok::<_, AccessError>((store::account(tx, &login_name)?, terminal))
    })?;
    let operation = Operation {
        actor: Actor { login_name: account.login_name.clone(), display_name: account.display_name.clone() },
        office_code: account.office_code.clone(),
        terminal,
        purpose: purpose.to_owned(),
        now,
        grants: account.permissions.iter().cloned().map(Grant).collect(),
        offices: account.reachable_office_codes.iter().cloned().collect(),
        trace_id: trace_id.to_owned(),
    };
    Ok((operation, account))
}

fn new_token() -> Result<String, AccessError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| AccessError::Randomness)?;
    Ok(hex::encode(bytes))
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

//! Who may do what: local accounts, sessions, permissions by role × office × business × act, and the sealed audit trail.
//!
//! A permission is the text `business.act`; a role holds permissions, an account holds one role and the offices in which
//! the role works. [`sign_in`] turns a password into a session, [`operation_of`] turns a session into the [`Operation`]
//! that everything below works with.

mod account;
mod audit;
mod schema;
mod session;
mod store;

pub use account::{Account, NewAccount, Role, hash_password};
pub use audit::{AuditReport, SealOutcome, seal_audit, verify_audit};
pub use session::{Session, SignInRefusal, operation_of, sign_in, sign_out};
pub use store::{account, add_account, grant_role, mail_addresses_of};

use database::{DatabaseError, Operation};

/// Name and text of the replaceable objects (views, policies, grants) of schema `access`.
pub const SQL: &[(&str, &str)] = &[("access/sql/grants.sql", include_str!("../sql/grants.sql"))];

/// What access refuses.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Sign-in was refused.
    #[error("sign-in was refused")]
    SignIn(#[from] SignInRefusal),
    /// There is no live session for the token.
    #[error("no live session")]
    NoSession,
    /// The actor lacks a permission.
    #[error("{login_name} lacks `{permission}`")]
    Forbidden {
        /// Who asked.
        login_name: String,
        /// The permission that is missing.
        permission: String,
    },
    /// The password could not be hashed or its stored hash read.
    #[error("password hashing failed: {0}")]
    Hash(String),
    /// The system's randomness failed.
    #[error("the system gave no randomness")]
    Randomness,
}

/// Lets the operation pass or names the permission that it lacks.
///
/// # Errors
/// [`AccessError::Forbidden`].
pub fn require(operation: &Operation, permission: &str) -> Result<(), AccessError> {
    if operation.may(permission) {
        return Ok(());
    }
    Err(AccessError::Forbidden { login_name: operation.actor.login_name.clone(), permission: permission.to_owned() })
}

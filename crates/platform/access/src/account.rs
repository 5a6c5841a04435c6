//! Accounts and their passwords.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

use crate::AccessError;

/// Name of a role, such as `clerk`; what it may do is data in `access.role_grants`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role(pub String);

/// An account as the program sees it after sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Sign-in name.
    pub login_name: String,
    /// Name as colleagues see it.
    pub display_name: String,
    /// Code of the office the account belongs to.
    pub office_code: String,
    /// Name of that office.
    pub office_name: String,
    /// The role it holds.
    pub role: Role,
    /// What the role may do, as `business.act`.
    pub permissions: Vec<String>,
    /// Codes of the offices it may reach; empty means every office.
    pub reachable_office_codes: Vec<String>,
    /// Where notices about runs go; none means no mail.
    pub mail_address: Option<String>,
}

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Sign-in name, unique in the municipality.
    pub login_name: String,
    /// Name as colleagues see it.
    pub display_name: String,
    /// Password in clear; only its hash is kept.
    pub password: String,
    /// Code of the office the account belongs to.
    pub office_code: String,
    /// Name of that office.
    pub office_name: String,
    /// The role it holds.
    pub role: Role,
    /// Codes of the offices it may reach; empty means every office.
    pub reachable_office_codes: Vec<String>,
    /// Where notices about runs go.
    pub mail_address: Option<String>,
}

/// Hashes a password with argon2id and a salt of its own.
///
/// # Errors
/// [`AccessError::Hash`].
pub fn hash_password(password: &str) -> Result<String, AccessError> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| AccessError::Hash(error.to_string()))
}

/// Whether the password fits the stored hash.
pub(crate) fn verify_password(password: &str, stored: &str) -> Result<bool, AccessError> {
    let hash = PasswordHash::new(stored).map_err(|error| AccessError::Hash(error.to_string()))?;
    Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

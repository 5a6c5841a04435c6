//! Schema: the numbered series of migrations, and the replaceable objects that stand on it.

use std::borrow::Cow;

use diesel::Connection;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::pg::{Pg, PgConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::DatabaseError;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../../migrations");

/// The role that the program works as: it owns nothing, and may neither update nor delete the audit trail.
pub const APPLICATION_ROLE: &str = "yakuba_app";

/// A file of replaceable objects (views, functions, policies, grants), applied anew after every migration.
#[derive(Debug, Clone)]
pub struct SqlFile {
    /// Name for messages, `crate/sql/file.sql`.
    pub name: Cow<'static, str>,
    /// Text of the file; running it twice must be harmless.
    pub text: Cow<'static, str>,
}

/// Brings the schema up to date as the owner, then replaces views, policies and grants in one transaction.
///
/// # Errors
/// [`DatabaseError::Migration`] names the step and what PostgreSQL said; [`DatabaseError::Statement`] when it can't be
/// reached.
pub fn migrate(owner_url: &str, replaceable: &[SqlFile]) -> Result<usize, DatabaseError> {
    let mut connection = PgConnection::establish(owner_url)
        .map_err(|error| DatabaseError::Migration { name: "connect".to_owned(), reason: error.to_string() })?;
    let failed = |name: &str, reason: String| DatabaseError::Migration { name: name.to_owned(), reason };
    connection
        .batch_execute(&format!(
            "do $$ begin \
             if not exists (select from pg_roles where rolname = '{APPLICATION_ROLE}') then \
             create role {APPLICATION_ROLE} nologin; end if; \
             exception when duplicate_object or unique_violation then null; end $$;"
        ))
        .map_err(|error| failed("application role", error.to_string()))?;
    let applied =
        connection.run_pending_migrations(MIGRATIONS).map_err(|error| failed("series", error.to_string()))?.len();
    connection
        .transaction::<(), DatabaseError, _>(|connection| {
            for file in replaceable {
                connection.batch_execute(&file.text).map_err(|error| failed(&file.name, error.to_string()))?;
            }
            Ok(())
        })
        .map(|()| applied)
}

/// Makes a database in the cluster of `owner_url`, or leaves the one that is there; gives whether it was made.
///
/// # Errors
/// [`DatabaseError::Migration`] where the cluster can't be reached or refuses.
pub fn create_database(owner_url: &str, name: &str) -> Result<bool, DatabaseError> {
    let failed = |reason: String| DatabaseError::Migration { name: format!("create database {name}"), reason };
    let mut connection = PgConnection::establish(owner_url).map_err(|error| failed(error.to_string()))?;
    match connection.batch_execute(&format!("create database {name}")) {
        Ok(()) => Ok(true),
        Err(error) if error.to_string().contains("already exists") => Ok(false),
        Err(error) => Err(failed(error.to_string())),
    }
}

/// Takes the whole series back, newest first; only tests do this, to prove that each `down.sql` undoes its `up.sql`.
///
/// # Errors
/// [`DatabaseError::Migration`].
pub fn revert_all(owner_url: &str) -> Result<usize, DatabaseError> {
    let failed = |reason: String| DatabaseError::Migration { name: "revert".to_owned(), reason };
    let mut connection = PgConnection::establish(owner_url).map_err(|error| failed(error.to_string()))?;
    let reverted = connection.revert_all_migrations(MIGRATIONS).map_err(|error| failed(error.to_string()))?;
    Ok(reverted.len())
}

/// Names of the embedded migrations in order; changes whenever the series does.
#[must_use]
pub fn migrations_fingerprint() -> String {
    let migrations: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS.migrations().unwrap_or_default();
    migrations.iter().map(|migration| migration.name().to_string()).collect::<Vec<_>>().join("\n")
}

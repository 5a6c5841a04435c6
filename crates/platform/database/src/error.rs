//! What can go wrong between the program and PostgreSQL.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// What can go wrong between the program and PostgreSQL.
///
/// `Display` is English and for logs; a user never sees its text (the web layer answers with a trace id).
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// No connection could be had within the pool's waiting time.
    #[error("no connection to PostgreSQL could be had")]
    Unavailable(#[source] r2d2::Error),
    /// Another transaction changed the same rows first; trying again may succeed.
    #[error("another transaction changed the same rows first")]
    Conflict(#[source] DieselError),
    /// A constraint of the schema refused the change.
    #[error("constraint `{constraint}` refused the change")]
    Constraint {
        /// Name of the constraint, empty where PostgreSQL gives none.
        constraint: String,
        /// The refusal as diesel reports it.
        #[source]
        source: DieselError,
    },
    /// The row that was asked for is not there.
    #[error("no such row")]
    NotFound,
    /// Any other failure of a statement.
    #[error("a statement failed")]
    Statement(#[source] DieselError),
    /// A migration or a replaceable SQL file failed.
    #[error("migration `{name}` failed: {reason}")]
    Migration {
        /// Name of the migration or file.
        name: String,
        /// What PostgreSQL or the runner said.
        reason: String,
    },
}

impl From<DieselError> for DatabaseError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Self::Conflict(error),
            DieselError::DatabaseError(
                DatabaseErrorKind::UniqueViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::CheckViolation
                | DatabaseErrorKind::ExclusionViolation
                | DatabaseErrorKind::RestrictViolation
                | DatabaseErrorKind::NotNullViolation,
                ref information,
            ) => {
                let constraint = information.constraint_name().unwrap_or_default().to_owned();
                Self::Constraint { constraint, source: error }
            }
            other => Self::Statement(other),
        }
    }
}

impl From<r2d2::Error> for DatabaseError {
    fn from(error: r2d2::Error) -> Self {
        Self::Unavailable(error)
    }
}

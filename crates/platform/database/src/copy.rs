//! COPY in both directions, with the two traps of diesel 2.3.14 closed.
//!
//! `copy_to(..).load()` reads every column after a NULL as NULL (banned by lint: read with `load_iter` or `load_raw`); and
//! a second COPY on one connection is refused unless an ordinary statement stands between.

use diesel::RunQueryDsl;
use diesel::pg::PgConnection;

use crate::{DatabaseError, Tx};

/// Runs one COPY (`copy_from(..).from_insertable(..)` with 10,000 to 20,000 rows, or `copy_to(..).load_raw()`) and leaves
/// the connection ready for the next.
///
/// # Errors
/// What the COPY met; nothing of a failed COPY stays.
pub fn copying<T>(
    tx: &mut Tx<'_>,
    copy: impl FnOnce(&mut PgConnection) -> Result<T, diesel::result::Error>,
) -> Result<T, DatabaseError> {
    let outcome = copy(tx.connection())?;
    diesel::sql_query("select 1").execute(tx.connection())?;
    Ok(outcome)
}

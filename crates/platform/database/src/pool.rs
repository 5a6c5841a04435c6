//! The pool, and the doors through it.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Error as ConnectionError, Pool};
use diesel::{Connection, RunQueryDsl};

use crate::{APPLICATION_ROLE, DatabaseError, Operation, Tx};

/// How to reach a municipality's database.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// `postgres://…` of a login that is the application role or a member of it.
    pub url: String,
    /// Most connections held at once; also the number of blocking workers worth having.
    pub connections_max: u32,
    /// How long to wait for a free connection, in seconds.
    pub wait_seconds: u64,
}

/// One municipality's database: the pool of connections and the only doors to them.
#[derive(Clone)]
pub struct Database {
    pool: Pool<ConnectionManager<PgConnection>>,
}

/// Every connection steps down to the role that may neither update nor delete the audit trail.
#[derive(Debug)]
struct StepDown;

impl CustomizeConnection<PgConnection, ConnectionError> for StepDown {
    fn on_acquire(&self, connection: &mut PgConnection) -> Result<(), ConnectionError> {
        connection
            .batch_execute(&format!("set role {APPLICATION_ROLE}; set timezone to 'UTC'"))
            .map_err(ConnectionError::QueryError)
    }
}

impl Database {
    /// Connects; fails where not even one connection can be had.
    ///
    /// # Errors
    /// [`DatabaseError::Unavailable`].
    pub fn connect(settings: &DatabaseSettings) -> Result<Self, DatabaseError> {
        let pool = Pool::builder()
            .max_size(settings.connections_max)
            // No connection is made ahead of need: one that a thread of the pool still opens while the process ends
            // crashes in OpenSSL's clean-up.
            .min_idle(Some(0))
            .connection_timeout(Duration::from_secs(settings.wait_seconds))
            .connection_customizer(Box::new(StepDown))
            .build(ConnectionManager::<PgConnection>::new(&settings.url))?;
        drop(pool.get()?);
        Ok(Self { pool })
    }

    /// Runs `work` in a transaction that changes nothing but the audit trail.
    ///
    /// # Errors
    /// What `work` returns, or a [`DatabaseError`] turned into its error.
    pub fn read<T, E>(&self, operation: &Operation, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DatabaseError>,
    {
        self.transact(operation, End::Read, work)
    }

    /// Runs `work` in a transaction and commits it with its audit row, or leaves no trace at all.
    ///
    /// # Errors
    /// What `work` returns, or a [`DatabaseError`] turned into its error.
    pub fn write<T, E>(&self, operation: &Operation, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DatabaseError>,
    {
        self.transact(operation, End::Commit, work)
    }

    /// Runs `work` as [`Database::write`] would and then takes everything back: the dry run that shows effects (F8).
    ///
    /// # Errors
    /// What `work` returns, or a [`DatabaseError`] turned into its error.
    pub fn dry_run<T, E>(&self, operation: &Operation, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DatabaseError>,
    {
        self.transact(operation, End::RollBack, work)
    }

    /// Whether PostgreSQL answers.
    #[must_use]
    pub fn is_reachable(&self) -> bool {
        self.pool.get().is_ok_and(|mut connection| diesel::sql_query("select 1").execute(&mut *connection).is_ok())
    }

    fn transact<T, E>(
        &self,
        operation: &Operation,
        end: End,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<DatabaseError>,
    {
        let mut connection = self.pool.get().map_err(DatabaseError::from)?;
        let mut outcome: Option<Result<T, E>> = None;
        let finished = connection.transaction::<(), Stop, _>(|connection| {
            let mut tx = Tx::begin(connection, operation)?;
            match work(&mut tx) {
                Ok(value) => {
                    if end == End::RollBack {
                        outcome = Some(Ok(value));
                        return Err(Stop::RollBack);
                    }
                    tx.leave_audit_row(end == End::Commit)?;
                    outcome = Some(Ok(value));
                    Ok(())
                }
                Err(error) => {
                    outcome = Some(Err(error));
                    Err(Stop::RollBack)
                }
            }
        });
        match (finished, outcome) {
            (Err(Stop::Database(error)), _) => Err(E::from(error)),
            (_, Some(outcome)) => outcome,
            (_, None) => Err(E::from(DatabaseError::NotFound)),
        }
    }
}

/// How a transaction is to end when its work succeeds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Read,
    Commit,
    RollBack,
}

/// Why a transaction is taken back.
enum Stop {
    RollBack,
    Database(DatabaseError),
}

impl From<diesel::result::Error> for Stop {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<DatabaseError> for Stop {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

//! The only door to PostgreSQL: operations, transactions, COPY streams, migrations and a cluster of our own.
//!
//! [`Database::read`] and [`Database::write`] are the only ways to a connection. Both take an [`Operation`] (who, where,
//! why, and the one moment that counts as now), open a transaction, hand the row-security scope to PostgreSQL, and leave
//! an audit row behind. Everything above this crate speaks of a [`Tx`], never of a connection.

mod cluster;
mod copy;
mod error;
mod migrate;
mod operation;
mod pool;
mod tx;

pub use cluster::{Cluster, ClusterError, ClusterSettings, Durability, find_binaries};
pub use copy::copying;
pub use error::DatabaseError;
pub use migrate::{APPLICATION_ROLE, SqlFile, create_database, migrate, migrations_fingerprint, revert_all};
pub use operation::{Actor, Grant, Operation};
pub use pool::{Database, DatabaseSettings};
pub use tx::Tx;

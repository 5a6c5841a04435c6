//! What every test needs: a database of its own on a real PostgreSQL, and a fixed day.
//!
//! A dev-dependency only. It may panic: a test that cannot be set up has failed.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]

mod database;
mod session;

pub use database::{TestDatabase, clerk, day};

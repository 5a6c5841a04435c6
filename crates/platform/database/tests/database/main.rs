//! The doors to PostgreSQL, tried on a real one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod alignment;
mod doors;
mod migrations;
mod traps;

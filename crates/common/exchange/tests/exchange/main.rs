//! Facts, events and work items on the real PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod delivery;
mod facts;
mod people;
mod work_items;

//! The resident register over HTTP, on a real PostgreSQL: reads, acts, certificates, and what may never leave.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod acts;
mod certificates;
mod contract;
mod leaks;
mod reads;
mod support;

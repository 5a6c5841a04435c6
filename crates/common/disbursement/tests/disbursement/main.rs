//! Transfer files held against the banks' format, and payments from plan to result on a real PostgreSQL.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod accounts;
mod payments;
mod samples;
mod text;
mod zengin;

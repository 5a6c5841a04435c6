//! Runs carried through their phases on a real PostgreSQL, with a toy business of its own.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod flow;
mod interruption;
mod toy;

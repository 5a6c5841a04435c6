//! The register on the real PostgreSQL: acts, time axes, concurrency, protection, invariants.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod acts;
mod builders;
mod concurrency;
mod grants;
mod load;
mod properties;
mod protection;
mod refusals;
mod search;
mod timeline;
mod vault;

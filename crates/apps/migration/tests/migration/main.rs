//! Deliveries of the synthetic city, loaded and held against what was planted in them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod deliveries;
mod exporting;
mod loading;
mod reports;
mod support;

//! The uniformity of the house: loops over the one list of businesses and over the one contract.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod businesses;
mod contract;
mod outlets;

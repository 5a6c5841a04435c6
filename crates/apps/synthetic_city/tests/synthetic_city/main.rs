//! The city and its files: the same from the same seed, near the distributions, and true to its truth file.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod city;
mod delivery;
mod support;
mod truth;

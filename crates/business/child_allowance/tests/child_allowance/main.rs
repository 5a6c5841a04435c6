//! Child allowance held to published examples, to its boundaries, and to its own promises.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod city;
mod coverage;
mod decided;
mod door;
mod examples;
mod explanation;
mod facts;
mod leaks;
mod loads;
mod monthly;
mod office;
mod payments;
mod periods;
mod properties;
mod runs;

//! Law as data: what files may say, what is in force when, what an explanation keeps, what the door lets through.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod coverage;
mod door;
mod explain;
mod files;
mod ordinance;
mod sample;

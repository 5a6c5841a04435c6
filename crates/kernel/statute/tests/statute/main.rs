//! Law as data: what files may say, what is in force when, what an explanation keeps, what the door lets through.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod coverage;
mod door;
mod explain;
mod files;
mod ordinance;
mod sample;

//! The program as a person starts it: the demo from legacy files to a posted run, the window in a real browser, the door
//! to law.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod demo;
mod rules;

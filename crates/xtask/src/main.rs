//! Chores of the house: `cargo xtask demo`, `cargo xtask test` and the tidy rules.
fn main() {}

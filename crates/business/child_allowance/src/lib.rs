//! 児童手当 — the child allowance (児童手当法, 昭和46年法律第73号).
//!
//! Paid for every child to the end of the fiscal year of age 18, by month, in even months. Where to look:
//! [`model`] for the facts and outcomes, [`rules`] for the law itself, [`facts`] for the same rules by name with JSON in
//! and out. Parameters with their articles stand in `law/`, what a municipality sets in `ordinance/`.

pub mod certification;
pub mod decisions;
mod error;
pub mod facts;
pub mod law;
pub mod load;
pub mod model;
pub mod rules;
pub mod runs;
mod schema;
mod store;

pub use error::ChildAllowanceError;

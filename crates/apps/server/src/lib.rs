//! Composes every business into one actix-web server.
//!
//! [`businesses`] is the one list; addresses, permissions, runs, rules, menu and SQL are loops over it.

mod api;
mod assets;
mod businesses;
mod chores;
mod compose;
mod runs;

pub use businesses::{businesses, permissions, replaceable_sql, rules, run_kinds};
pub use chores::{Chores, round};
pub use compose::{ServeError, ServerSettings, contract, contract_text, resume_runs, serve};
pub use runs::{RunDesk, carry_to_comparison, make_documents};

//! HTTP as the house speaks it: problems in two languages, callers with permissions, requests that act once, versions
//! that notice a colleague's change, and one OpenAPI document.
//!
//! A handler takes a [`Caller`], does its blocking work in [`blocking`], and answers a view or a [`Failure`]. What it may
//! be called for stands in the OpenAPI document itself (`x-permission`): [`gate`] refuses a path without one.

mod blocking;
mod caller;
mod contract;
mod edge;
mod gate;
mod idempotency;
mod problem;
mod store;
mod version;

pub use blocking::blocking;
pub use caller::{Caller, Clock, SESSION_COOKIE, Trace, session_cookie};
pub use contract::{Door, PermissionTable, describe, permission_table};
pub use edge::JsonProblem;
pub use gate::{gate, trace};
pub use idempotency::act_once;
pub use problem::{Failure, FieldProblem, Problem, ProblemBody, ProblemText, json_settings, validated};
pub use version::{expected_version, with_version};

//! 法令 — law as dated data: parameters with their articles, rounding steps, explanations and the door to the rules.
//!
//! - [`LawBook`]: the parameters of one business, each value with its first day and its article, read from TOML
//!   ([`LawFile`]); national law embedded by the business ([`Statutes`]), what an ordinance sets laid on top.
//! - [`InForce`]: a value as it stood on one day, with the citation that an explanation shows.
//! - [`Explain`]: a rule tells its steps to a [`Silent`] explainer (nothing is made) or a [`Recording`] one.
//! - [`Rounding`]: the only way from an exact amount to yen, and a step of its own.
//! - [`door`]: a rule by its name, with JSON in and JSON out; the command, the API and the tests use the same entry.
//!
//! Nothing here reads a file, a clock or a setting.

pub mod door;
mod explain;
mod law_book;
mod law_file;
mod month_set;
mod parameter;
mod rounding;
mod version;
mod words;

pub use explain::{Answer, AnswerKind, Explain, Explanation, Given, LawSource, Recording, Silent, Step};
pub use law_book::{LawBook, Needed, Statutes};
pub use law_file::{LawError, LawFile, LawProblem};
pub use month_set::{MonthSet, MonthSetError};
pub use parameter::{InForce, Kind, ParameterValue, Value};
pub use rounding::Rounding;
pub use version::LawVersion;
pub use words::Words;

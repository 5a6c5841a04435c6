//! The uniform door to law: a rule by its name, facts as JSON in, the outcome as JSON out.
//!
//! What a rule accepts is one table of [`Field`]s; the JSON Schema and the check of the facts are both made from it, so
//! they cannot differ.

mod check;
mod problem;
mod schema;
mod shape;

use serde::Serialize;
use serde_json::Value;

pub use check::check;
pub use problem::{RuleProblem, pointer};
pub use schema::schema;
pub use shape::{Choice, Field, Presence, Shape};

use crate::explain::{Explain, Recording, Silent, Step};
use crate::law_book::LawBook;
use crate::version::LawVersion;

/// Whether a rule keeps its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The outcome alone.
    Silent,
    /// The outcome with `explanation`.
    Explained,
}

/// 規則 — one rule of a business, as the command line and the API offer it.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Code of the business.
    pub business: &'static str,
    /// Name within the business.
    pub name: &'static str,
    /// What it answers, in Japanese.
    pub title_ja: &'static str,
    /// What it answers, in English.
    pub title_en: &'static str,
    /// The articles it stands on.
    pub article: &'static str,
    /// JSON Schema of the facts.
    pub input_schema: fn() -> Value,
    /// JSON Schema of the outcome.
    pub outcome_schema: fn() -> Value,
    /// The rule: facts in, outcome out.
    pub eval: fn(&LawBook, Value, Mode) -> Result<Value, RuleProblem>,
}

impl Rule {
    /// The name at the door, such as `child_allowance.monthly_amount`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}.{}", self.business, self.name)
    }
}

/// Runs a rule's body silently or recording, and puts the explanation beside the outcome.
///
/// # Errors
/// What the body returns.
pub fn explained<T: Serialize>(
    mode: Mode,
    law: impl FnOnce() -> LawVersion,
    body: impl FnOnce(&mut Explainer) -> Result<T, RuleProblem>,
) -> Result<Value, RuleProblem> {
    let mut explainer = match mode {
        Mode::Silent => Explainer::Silent(Silent),
        Mode::Explained => Explainer::Recording(Recording::default()),
    };
    let mut outcome = serde_json::to_value(body(&mut explainer)?).map_err(|error| RuleProblem::unforeseen(&error))?;
    if let (Explainer::Recording(recording), Some(fields)) = (explainer, outcome.as_object_mut()) {
        let explanation =
            serde_json::to_value(recording.finish(law())).map_err(|error| RuleProblem::unforeseen(&error))?;
        fields.insert("explanation".to_owned(), explanation);
    }
    Ok(outcome)
}

/// The explainer of the door, chosen when a rule is called. Runs choose theirs when they are compiled.
#[derive(Debug)]
pub enum Explainer {
    /// Hears nothing.
    Silent(Silent),
    /// Keeps the steps.
    Recording(Recording),
}

impl Explain for Explainer {
    fn record(&mut self, step: impl FnOnce() -> Step) {
        match self {
            Explainer::Silent(silent) => silent.record(step),
            Explainer::Recording(recording) => recording.record(step),
        }
    }
}

/// Answers facts line by line (JSON Lines): one line out for each line in, in order, and blank lines skipped. A line
/// that cannot be answered gives `{"line": n, "error": {code, ja, en, pointer}}`, counted from 1, and the rest goes on.
pub fn eval_lines<'a, L: AsRef<[u8]>>(
    rule: &'a Rule,
    law: &'a LawBook,
    lines: impl Iterator<Item = L> + 'a,
    mode: Mode,
) -> impl Iterator<Item = String> + 'a {
    let numbered = (1_u64..).zip(lines);
    numbered.filter(|(_, line)| !line.as_ref().trim_ascii().is_empty()).map(move |(number, line)| {
        let outcome = match serde_json::from_slice(line.as_ref()) {
            Ok(facts) => (rule.eval)(law, facts, mode),
            Err(error) => Err(RuleProblem::not_json(&error)),
        };
        match outcome {
            Ok(outcome) => outcome.to_string(),
            Err(problem) => serde_json::json!({ "line": number, "error": problem }).to_string(),
        }
    })
}

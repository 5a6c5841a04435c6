//! What the door says about facts it cannot answer.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::law_file::LawProblem;
use crate::words::Words;

/// 規則が答えられない理由 — what is wrong with the facts, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
#[error("{code} at {pointer}: {en}")]
pub struct RuleProblem {
    /// Stable code.
    pub code: String,
    /// What and how to mend it, in Japanese.
    pub ja: String,
    /// What and how to mend it, in English.
    pub en: String,
    /// JSON pointer to the place; empty for the facts as a whole.
    pub pointer: String,
}

impl RuleProblem {
    /// A problem at a place.
    #[must_use]
    pub fn new(code: &str, pointer: impl Into<String>, words: Words) -> RuleProblem {
        RuleProblem { code: code.to_owned(), ja: words.ja, en: words.en, pointer: pointer.into() }
    }

    /// The same problem, seen from one level further out.
    #[must_use]
    pub fn within(mut self, pointer: &str) -> RuleProblem {
        self.pointer = format!("{pointer}{}", self.pointer);
        self
    }

    pub(crate) fn not_json(error: &serde_json::Error) -> RuleProblem {
        let place = format!("line {} column {}", error.line(), error.column());
        RuleProblem::new(
            "facts.not_json",
            "",
            Words::new(
                format!(
                    "JSONとして読めません（{}文字目の辺り）。一行に一つのJSONオブジェクトを書いてください",
                    error.column()
                ),
                format!("not readable as JSON ({place}): write one JSON object a line"),
            ),
        )
    }

    /// Facts that passed the check and still could not be taken: a mistake of the rule, not of the caller.
    #[must_use]
    pub fn unforeseen(error: &serde_json::Error) -> RuleProblem {
        RuleProblem::new(
            "rule.unforeseen",
            "",
            Words::new(
                format!("規則がこの事実を扱えませんでした。開発元へ知らせてください（{error}）"),
                format!("the rule could not take these facts, tell its makers: {error}"),
            ),
        )
    }
}

impl From<LawProblem> for RuleProblem {
    fn from(problem: LawProblem) -> RuleProblem {
        RuleProblem::new(
            "law.not_in_force",
            "",
            Words::new(
                format!("法令の値 {}: {}", problem.key, problem.ja),
                format!("law value {}: {}", problem.key, problem.en),
            ),
        )
    }
}

/// Adds one step to a JSON pointer (RFC 6901).
#[must_use]
pub fn pointer(base: &str, step: impl std::fmt::Display) -> String {
    format!("{base}/{}", step.to_string().replace('~', "~0").replace('/', "~1"))
}

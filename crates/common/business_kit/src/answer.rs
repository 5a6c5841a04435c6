//! Errors of lower floors as problems of the API.

use actix_web::http::StatusCode;
use batch::BatchError;
use database::DatabaseError;
use register::{Level, RegisterError};
use web::{Failure, FieldProblem, Problem, ProblemText};

/// 処理の拒否 — what a run refuses, on its way to the console.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct RunFailure(#[from] pub BatchError);

impl From<DatabaseError> for RunFailure {
    fn from(error: DatabaseError) -> Self {
        Self(error.into())
    }
}

impl Problem for RunFailure {
    fn code(&self) -> &'static str {
        match &self.0 {
            BatchError::Database(error) => error.code(),
            other => other.code(),
        }
    }

    fn status(&self) -> StatusCode {
        match &self.0 {
            BatchError::Database(error) => error.status(),
            BatchError::SamePerson => StatusCode::FORBIDDEN,
            BatchError::WrongPhase { .. } | BatchError::PlanChanged { .. } | BatchError::Findings { .. } => {
                StatusCode::CONFLICT
            }
            BatchError::ChunksFailed { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            BatchError::Business { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn text(&self) -> ProblemText {
        match &self.0 {
            BatchError::Database(error) => error.text(),
            other => {
                let (ja, en) = other.text();
                ProblemText::new("この操作はできません。", &ja, "The step was refused.", &en)
            }
        }
    }
}

/// 登録の拒否 — what the register refuses, on its way to the clerk.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct RegisterFailure(#[from] pub RegisterError);

impl From<DatabaseError> for RegisterFailure {
    fn from(error: DatabaseError) -> Self {
        Self(error.into())
    }
}

impl Problem for RegisterFailure {
    fn code(&self) -> &'static str {
        match &self.0 {
            RegisterError::Database(error) => error.code(),
            other => other.code(),
        }
    }

    fn status(&self) -> StatusCode {
        match &self.0 {
            RegisterError::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            RegisterError::Changed { expected: Some(_), .. } => StatusCode::PRECONDITION_FAILED,
            RegisterError::Changed { expected: None, .. } => StatusCode::PRECONDITION_REQUIRED,
            RegisterError::Conflict(_) => StatusCode::CONFLICT,
            RegisterError::NotFound(_) => StatusCode::NOT_FOUND,
            RegisterError::Forbidden(_) => StatusCode::FORBIDDEN,
            RegisterError::Stored(_) | RegisterError::Vault(_) => StatusCode::INTERNAL_SERVER_ERROR,
            RegisterError::Database(error) => error.status(),
        }
    }

    fn text(&self) -> ProblemText {
        if let RegisterError::Database(error) = &self.0 {
            return error.text();
        }
        let (ja, en) = self.0.texts();
        let title = |text: &str, end: &str| text.split_inclusive(end).next().unwrap_or(text).trim().to_owned();
        ProblemText {
            title_ja: title(ja, "。"),
            detail_ja: ja.to_owned(),
            title_en: title(en, ". "),
            detail_en: en.to_owned(),
        }
    }

    fn fields(&self) -> Vec<FieldProblem> {
        self.0
            .problems()
            .iter()
            .filter(|problem| problem.level == Level::Error)
            .map(|problem| FieldProblem {
                pointer: problem.pointer.clone(),
                code: problem.code.to_owned(),
                detail: problem.ja.clone(),
                detail_en: problem.en.clone(),
            })
            .collect()
    }
}

/// Makes a step's outcome one that a handler can answer.
///
/// # Errors
/// The refusal as a [`Failure`].
pub fn answered<T>(outcome: Result<T, BatchError>) -> Result<T, Failure> {
    outcome.map_err(|error| RunFailure(error).into())
}

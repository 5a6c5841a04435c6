//! What went wrong, as RFC 9457 problem+json in Japanese and English.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE};
use actix_web::web::JsonConfig;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::edge::JsonProblem;

/// Text of a problem in both languages: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemText {
    /// What is wrong, in Japanese, one sentence.
    pub title_ja: String,
    /// What to do, in Japanese.
    pub detail_ja: String,
    /// What is wrong, in English.
    pub title_en: String,
    /// What to do, in English.
    pub detail_en: String,
}

impl ProblemText {
    /// Four texts in the order title and detail in Japanese, title and detail in English.
    #[must_use]
    pub fn new(title_ja: &str, detail_ja: &str, title_en: &str, detail_en: &str) -> Self {
        Self {
            title_ja: title_ja.to_owned(),
            detail_ja: detail_ja.to_owned(),
            title_en: title_en.to_owned(),
            detail_en: detail_en.to_owned(),
        }
    }
}

/// A problem of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// JSON pointer into the request, such as `/moved_in_on`.
    pub pointer: String,
    /// Stable code of the problem.
    pub code: String,
    /// What is wrong and how to mend it, in Japanese.
    pub detail: String,
    /// The same in English.
    pub detail_en: String,
}

/// An error that a person or a program at the other end can act on.
pub trait Problem: std::error::Error + Send + Sync + 'static {
    /// Stable code, `business.what_is_wrong`; part of the contract.
    fn code(&self) -> &'static str;
    /// HTTP status that tells the client what to do next.
    fn status(&self) -> StatusCode;
    /// The text for people.
    fn text(&self) -> ProblemText;
    /// Problems of single fields.
    fn fields(&self) -> Vec<FieldProblem> {
        Vec::new()
    }
}

/// Any [`Problem`] on its way out.
#[derive(Debug)]
pub struct Failure(Box<dyn Problem>);

impl Failure {
    /// The problem inside.
    #[must_use]
    pub fn problem(&self) -> &dyn Problem {
        self.0.as_ref()
    }

    /// The answer with the trace id that joins it to log and audit.
    #[must_use]
    pub fn response(&self, trace_id: &str) -> HttpResponse {
        let status = self.0.status();
        HttpResponse::build(status)
            .insert_header((CONTENT_TYPE, "application/problem+json; charset=utf-8"))
            .insert_header((CONTENT_LANGUAGE, "ja"))
            .json(ProblemBody::of(self.0.as_ref(), trace_id))
    }
}

impl<P: Problem> From<P> for Failure {
    fn from(problem: P) -> Self {
        Self(Box::new(problem))
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.0.code(), self.0)
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        self.0.status()
    }

    fn error_response(&self) -> HttpResponse {
        self.response("")
    }
}

/// Body of a problem answer (RFC 9457), Japanese first and English beside it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemBody {
    /// `/problems/<code>`; clients act on this alone.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is wrong, in Japanese.
    pub title: String,
    /// What to do, in Japanese.
    pub detail: String,
    /// HTTP status.
    pub status: u16,
    /// Trace id of the request.
    pub instance: String,
    /// Problems of single fields.
    pub errors: Vec<FieldProblem>,
    /// The same in English.
    pub en: EnglishText,
}

/// Title and detail in English.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EnglishText {
    /// What is wrong.
    pub title: String,
    /// What to do.
    pub detail: String,
}

impl ProblemBody {
    fn of(problem: &dyn Problem, trace_id: &str) -> Self {
        let text = problem.text();
        Self {
            kind: format!("/problems/{}", problem.code()),
            title: text.title_ja,
            detail: text.detail_ja,
            status: problem.status().as_u16(),
            instance: trace_id.to_owned(),
            errors: problem.fields(),
            en: EnglishText { title: text.title_en, detail: text.detail_en },
        }
    }
}

/// Passes on what `validator` accepts, or names each field with its pointer.
///
/// # Errors
/// A [`Failure`] of `request.fields_invalid`.
pub fn validated<T: Validate>(value: T) -> Result<T, Failure> {
    let Err(errors) = value.validate() else { return Ok(value) };
    let fields = errors
        .field_errors()
        .into_iter()
        .flat_map(|(field, problems)| {
            problems.iter().map(move |problem| FieldProblem {
                pointer: format!("/{field}"),
                code: problem.code.to_string(),
                detail: problem
                    .message
                    .as_ref()
                    .map_or_else(|| "この項目を直してください。".to_owned(), ToString::to_string),
                detail_en: format!("The field breaks the rule `{}`.", problem.code),
            })
        })
        .collect();
    Err(JsonProblem::Fields { fields }.into())
}

/// Makes actix's own refusals of a body problems of ours.
#[must_use]
pub fn json_settings() -> JsonConfig {
    const BODY_BYTES_MAX: usize = 1024 * 1024;
    JsonConfig::default()
        .limit(BODY_BYTES_MAX)
        .error_handler(|error, _| Failure::from(JsonProblem::Body { reason: error.to_string() }).into())
}

//! What this business refuses.

use actix_web::http::StatusCode;
use batch::BatchError;
use database::DatabaseError;
use disbursement::DisbursementError;
use register::RegisterError;
use statute::{LawError, LawProblem};
use web::{FieldProblem, Problem, ProblemText};

/// What this business refuses, with a stable code and a text in both languages.
#[derive(Debug, thiserror::Error)]
pub enum ChildAllowanceError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The register refused.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// Payments refused.
    #[error(transparent)]
    Disbursement(#[from] DisbursementError),
    /// The law knows no value for a month.
    #[error("law: {0:?}")]
    Law(Box<LawProblem>),
    /// The law of the municipality cannot be read.
    #[error("law files: {0:?}")]
    LawFiles(LawError),
    /// The person has no certification.
    #[error("no certification")]
    NoCertification,
    /// Nothing was decided for the child and month.
    #[error("nothing to explain")]
    NothingToExplain,
    /// The person has a certification that is in force.
    #[error("certified already")]
    CertifiedAlready,
    /// A filing that cannot be decided as it stands.
    #[error("field {pointer}: {en}")]
    Field {
        /// JSON pointer.
        pointer: String,
        /// Stable code.
        code: &'static str,
        /// What is wrong and how to mend it.
        ja: String,
        /// The same in English.
        en: String,
    },
    /// The version that the clerk saw is no longer the current one.
    #[error("changed meanwhile")]
    Changed,
    /// A paper could not be set.
    #[error("paper: {0}")]
    Paper(#[from] documents::Error),
    /// A file could not be written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// A stored row does not hold what its columns promise.
    #[error("a row of `{0}` cannot be read")]
    Unreadable(&'static str),
}

impl From<LawProblem> for ChildAllowanceError {
    fn from(problem: LawProblem) -> Self {
        Self::Law(Box::new(problem))
    }
}

impl From<LawError> for ChildAllowanceError {
    fn from(error: LawError) -> Self {
        Self::LawFiles(error)
    }
}

impl Problem for ChildAllowanceError {
    fn code(&self) -> &'static str {
        match self {
            Self::Database(error) => error.code(),
            Self::Register(_) => "child_allowance.register",
            Self::Disbursement(error) => error.code(),
            Self::Law(_) | Self::LawFiles(_) => "child_allowance.no_law",
            Self::NoCertification => "child_allowance.not_certified",
            Self::NothingToExplain => "child_allowance.nothing_to_explain",
            Self::CertifiedAlready => "child_allowance.certified_already",
            Self::Field { .. } => "child_allowance.claim_refused",
            Self::Changed => "child_allowance.changed",
            Self::Paper(_) => "child_allowance.paper",
            Self::File(_) => "child_allowance.file",
            Self::Unreadable(_) => "child_allowance.unreadable",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Database(error) => error.status(),
            Self::NoCertification | Self::NothingToExplain => StatusCode::NOT_FOUND,
            Self::CertifiedAlready => StatusCode::CONFLICT,
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::Law(_) | Self::Field { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Register(_)
            | Self::Disbursement(_)
            | Self::LawFiles(_)
            | Self::Paper(_)
            | Self::File(_)
            | Self::Unreadable(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn text(&self) -> ProblemText {
        match self {
            Self::Database(error) => error.text(),
            Self::NoCertification => ProblemText::new(
                "児童手当の認定がありません。",
                "受給者の宛名番号か確かめてください。これから受給する人なら、認定請求を入力してください。",
                "The person has no certification.",
                "Check that this is the recipient; for a new recipient enter a claim.",
            ),
            Self::NothingToExplain => ProblemText::new(
                "その児童とその月の計算はありません。",
                "認定の児童と、認定の期間の月を選んでください。",
                "Nothing was computed for this child and month.",
                "Choose a child and a month of the certification.",
            ),
            Self::CertifiedAlready => ProblemText::new(
                "この人はすでに認定されています。",
                "児童が増えたときは、額改定請求として入力してください。",
                "The person is certified already.",
                "Where a child was added, enter a claim for an increase.",
            ),
            Self::Changed => ProblemText::new(
                "ほかの人が先に変更しました。",
                "新しい内容を読み直してから、もう一度入力してください。",
                "Somebody changed it first.",
                "Read it again and repeat the change.",
            ),
            Self::Field { .. } => ProblemText::new(
                "請求をこのままでは受け付けられません。",
                "示した項目を直してください。",
                "The claim cannot be taken as it is.",
                "Mend the fields that are named.",
            ),
            Self::Law(problem) => ProblemText::new(
                "その月の法令がありません。",
                &problem.ja,
                "The law of that month is not kept.",
                &problem.en,
            ),
            Self::Disbursement(error) => {
                let (ja, en) = error.text();
                ProblemText::new("支払の処理ができません。", &ja, "The payment was refused.", &en)
            }
            Self::Register(_) | Self::LawFiles(_) | Self::Paper(_) | Self::File(_) | Self::Unreadable(_) => {
                ProblemText::new(
                    "処理できませんでした。",
                    "もう一度試し、続くときは番号を添えて管理者に伝えてください。",
                    "It could not be done.",
                    "Try again; if it persists, tell the administrator the trace id.",
                )
            }
        }
    }

    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::Field { pointer, code, ja, en } => vec![FieldProblem {
                pointer: pointer.clone(),
                code: (*code).to_owned(),
                detail: ja.clone(),
                detail_en: en.clone(),
            }],
            _ => Vec::new(),
        }
    }
}

impl From<ChildAllowanceError> for BatchError {
    fn from(error: ChildAllowanceError) -> Self {
        match error {
            ChildAllowanceError::Database(error) => Self::Database(error),
            other => {
                let text = other.text();
                Self::Business { code: other.code(), ja: text.detail_ja, en: format!("{} ({other})", text.detail_en) }
            }
        }
    }
}

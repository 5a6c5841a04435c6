//! What the edge itself refuses, whatever the business: bodies, sessions, permissions, keys, versions.

use actix_web::http::StatusCode;

use crate::problem::{Failure, FieldProblem, Problem, ProblemText};

/// What the edge itself refuses, whatever the business.
#[derive(Debug, thiserror::Error)]
pub enum JsonProblem {
    /// The body is no JSON of the operation's schema.
    #[error("the request body does not fit: {reason}")]
    Body {
        /// What the parser said.
        reason: String,
    },
    /// Fields break a simple rule of the schema.
    #[error("{} fields break a rule", fields.len())]
    Fields {
        /// One for each field.
        fields: Vec<FieldProblem>,
    },
    /// No live session.
    #[error("no live session")]
    NoSession,
    /// Sign-in was refused.
    #[error("sign-in was refused")]
    SignInRefused {
        /// Whether the account is locked.
        locked: bool,
    },
    /// The caller lacks the permission.
    #[error("`{permission}` is missing")]
    Forbidden {
        /// The permission that is missing.
        permission: String,
    },
    /// There is nothing at this address.
    #[error("nothing at this address")]
    NotFound,
    /// The address exists, the method does not.
    #[error("this method is not offered here")]
    MethodNotAllowed,
    /// A request that changes something came from another site's page.
    #[error("the X-Requested-With header is missing")]
    ForeignPage,
    /// `Idempotency-Key` is missing.
    #[error("the Idempotency-Key header is missing")]
    NoIdempotencyKey,
    /// The same key came with another body.
    #[error("the Idempotency-Key was used for another request")]
    KeyReused,
    /// The first sending has not been answered.
    #[error("the first sending of this request has not been answered")]
    StillRunning,
    /// `If-Match` is missing.
    #[error("the If-Match header is missing")]
    NoVersion,
    /// Something inside failed; the log holds the cause under the trace id.
    #[error("internal failure")]
    Internal,
}

impl Problem for JsonProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Body { .. } => "request.body_unreadable",
            Self::Fields { .. } => "request.fields_invalid",
            Self::NoSession => "access.no_session",
            Self::SignInRefused { locked: false } => "access.sign_in_refused",
            Self::SignInRefused { locked: true } => "access.account_locked",
            Self::Forbidden { .. } => "access.forbidden",
            Self::NotFound => "request.not_found",
            Self::MethodNotAllowed => "request.method_not_allowed",
            Self::ForeignPage => "request.foreign_page",
            Self::NoIdempotencyKey => "request.idempotency_key_missing",
            Self::KeyReused => "request.idempotency_key_reused",
            Self::StillRunning => "request.outcome_unknown",
            Self::NoVersion => "request.version_missing",
            Self::Internal => "request.internal",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Body { .. } => StatusCode::BAD_REQUEST,
            Self::Fields { .. } | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoSession | Self::SignInRefused { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden { .. } | Self::ForeignPage => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoIdempotencyKey => StatusCode::BAD_REQUEST,
            Self::StillRunning => StatusCode::CONFLICT,
            Self::NoVersion => StatusCode::PRECONDITION_REQUIRED,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one table of texts")]
    fn text(&self) -> ProblemText {
        let [title_ja, detail_ja, title_en, detail_en] = match self {
            Self::Body { .. } => [
                "送られた内容を読み取れません。",
                "画面を読み込み直して、もう一度入力してください。",
                "The request body cannot be read.",
                "Send JSON that fits the schema of the operation.",
            ],
            Self::Fields { .. } => [
                "直していただく項目があります。",
                "赤い枠の項目を直してください。",
                "Some fields need mending.",
                "Mend the fields named in errors.",
            ],
            Self::NoSession => [
                "サインインしていません。",
                "もう一度サインインしてください。入力は残っています。",
                "You are not signed in.",
                "Sign in again.",
            ],
            Self::SignInRefused { locked: false } => [
                "サインインできません。",
                "名前とパスワードを確かめてください。",
                "Sign-in was refused.",
                "Check the sign-in name and the password.",
            ],
            Self::SignInRefused { locked: true } => [
                "この名前は使えなくなっています。",
                "管理者に、使えるように戻してもらってください。",
                "The account is locked.",
                "Ask the administrator to renew it.",
            ],
            Self::Forbidden { .. } => [
                "この操作をする権限がありません。",
                "必要なときは、上司か管理者に相談してください。",
                "You lack the permission for this.",
                "Ask your superior or the administrator.",
            ],
            Self::NotFound => {
                ["見つかりません。", "番号を確かめてください。", "There is nothing here.", "Check the number."]
            }
            Self::MethodNotAllowed => [
                "この操作は受け付けていません。",
                "画面を読み込み直してください。",
                "This method is not offered here.",
                "Use a method of the OpenAPI document.",
            ],
            Self::ForeignPage => [
                "ほかのページからの操作は受け付けません。",
                "役場の画面から操作してください。",
                "A change from another site's page is refused.",
                "Send the header X-Requested-With: yakuba.",
            ],
            Self::NoIdempotencyKey => [
                "二重登録を防ぐ番号がありません。",
                "画面を読み込み直してください。",
                "The Idempotency-Key header is missing.",
                "Send a key of your own for each change.",
            ],
            Self::KeyReused => [
                "同じ番号で、ちがう内容が送られました。",
                "画面を読み込み直して、もう一度確定してください。",
                "This Idempotency-Key was used for another request.",
                "Use a new key.",
            ],
            Self::StillRunning => [
                "先に送った内容の結果がまだ分かりません。",
                "記録を見て、登録されているか確かめてください。",
                "The outcome of the first sending is not known yet.",
                "Look at the record before sending again.",
            ],
            Self::NoVersion => [
                "どの時点の内容を直すのか分かりません。",
                "画面を読み込み直してください。",
                "The If-Match header is missing.",
                "Send the ETag of the record that you read.",
            ],
            Self::Internal => [
                "処理できませんでした。",
                "もう一度試して、続くときは番号を添えて管理者に知らせてください。",
                "Something failed inside.",
                "Try again; if it stays, tell the administrator the trace id.",
            ],
        };
        ProblemText::new(title_ja, detail_ja, title_en, detail_en)
    }

    fn fields(&self) -> Vec<FieldProblem> {
        match self {
            Self::Fields { fields } => fields.clone(),
            Self::Body { .. }
            | Self::NoSession
            | Self::SignInRefused { .. }
            | Self::Forbidden { .. }
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::ForeignPage
            | Self::NoIdempotencyKey
            | Self::KeyReused
            | Self::StillRunning
            | Self::NoVersion
            | Self::Internal => Vec::new(),
        }
    }
}

impl Problem for database::DatabaseError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "request.not_found",
            Self::Conflict(_) => "request.conflict",
            Self::Unavailable(_) => "request.unavailable",
            Self::Constraint { .. } | Self::Statement(_) | Self::Migration { .. } => "request.internal",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Constraint { .. } | Self::Statement(_) | Self::Migration { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn text(&self) -> ProblemText {
        match self {
            Self::NotFound => JsonProblem::NotFound.text(),
            Self::Conflict(_) => ProblemText::new(
                "同じ記録をほかの人が先に直しました。",
                "最新の内容を読み込んで、もう一度確かめてください。",
                "Somebody else changed the same record first.",
                "Read it again and try once more.",
            ),
            Self::Unavailable(_) => ProblemText::new(
                "保存先につながりません。",
                "入力は残っています。少し待ってから、もう一度確定してください。",
                "The database cannot be reached.",
                "Wait a moment and send it again.",
            ),
            Self::Constraint { .. } | Self::Statement(_) | Self::Migration { .. } => JsonProblem::Internal.text(),
        }
    }
}

impl From<access::AccessError> for Failure {
    fn from(error: access::AccessError) -> Self {
        use access::{AccessError, SignInRefusal};
        match error {
            AccessError::Database(error) => error.into(),
            AccessError::SignIn(refusal) => {
                JsonProblem::SignInRefused { locked: refusal == SignInRefusal::Locked }.into()
            }
            AccessError::NoSession => JsonProblem::NoSession.into(),
            AccessError::Forbidden { permission, .. } => JsonProblem::Forbidden { permission }.into(),
            AccessError::Hash(_) | AccessError::Randomness => JsonProblem::Internal.into(),
        }
    }
}

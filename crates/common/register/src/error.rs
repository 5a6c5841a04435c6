//! Refusals: what, where and how to mend it, in Japanese and English.

use database::DatabaseError;
use serde::Serialize;

use crate::{Subject, VaultError, Version};

/// Whether an act may go on in spite of a finding (標準 11.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// エラー: the act cannot be decided.
    Error,
    /// アラート: the act may go on once the clerk has read it.
    Alert,
}

/// One finding about a filing. Its text never holds an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable code, `register.…`.
    pub code: &'static str,
    /// Whether the act may go on.
    pub level: Level,
    /// Japanese text: what is wrong and how to mend it.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// JSON pointer of the field in the filing; empty for the filing as a whole.
    pub pointer: String,
}

impl Problem {
    pub(crate) fn error(
        code: &'static str,
        pointer: impl Into<String>,
        ja: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self { code, level: Level::Error, ja: ja.into(), en: en.into(), pointer: pointer.into() }
    }

    pub(crate) fn alert(
        code: &'static str,
        pointer: impl Into<String>,
        ja: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self { level: Level::Alert, ..Self::error(code, pointer, ja, en) }
    }
}

/// Why the register refuses or fails.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The filing has errors (422); alerts may stand beside them.
    #[error("the filing was refused: {}", codes(.0))]
    Refused(Vec<Problem>),
    /// Somebody changed the record since it was read (412).
    #[error("{subject} is at version {found:?}, the filing was written against {expected:?}")]
    Changed {
        /// Whose record.
        subject: Subject,
        /// The version that the filing was written against; nothing when the filing names none.
        expected: Option<Version>,
        /// The version now.
        found: Version,
    },
    /// Another filing on the same records came first (409); read again and repeat.
    #[error("another filing on the same records came first")]
    Conflict(#[source] DatabaseError),
    /// There is no such record (404).
    #[error("there is no such record: {0}")]
    NotFound(String),
    /// The actor may not do this (403).
    #[error("the permission `{0}` is missing")]
    Forbidden(&'static str),
    /// A stored value cannot be read back.
    #[error("a stored value cannot be read: {0}")]
    Stored(String),
    /// The individual number could not be sealed or opened.
    #[error("the individual number could not be handled")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] DatabaseError),
}

impl RegisterError {
    /// Stable code of the refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "register.refused",
            Self::Changed { expected: Some(_), .. } => "register.changed",
            Self::Changed { expected: None, .. } => "register.version_required",
            Self::Conflict(_) => "register.conflict",
            Self::NotFound(_) => "register.not_found",
            Self::Forbidden(_) => "register.forbidden",
            Self::Stored(_) | Self::Vault(_) | Self::Database(_) => "register.internal",
        }
    }

    /// Text for the clerk, in Japanese and in English.
    #[must_use]
    pub fn texts(&self) -> (&'static str, &'static str) {
        match self {
            Self::Refused(_) => (
                "届出の内容に誤りがあるため、異動を登録できません。各項目の説明に従って直してください。",
                "The filing has errors and cannot be recorded. Mend each item as described.",
            ),
            Self::Changed { expected: Some(_), .. } => (
                "表示の後に他の職員がこの記録を更新しました。読み直してから、もう一度入力してください。",
                "Another clerk changed this record after it was shown. Read it again and repeat the entry.",
            ),
            Self::Changed { expected: None, .. } => (
                "どの版の記録に対する届出かが示されていません。記録を読み直してから送ってください。",
                "The filing does not say which version of the record it was written against. Read the record first.",
            ),
            Self::Conflict(_) => (
                "同じ記録に対する別の異動が先に登録されました。読み直してください。",
                "Another act on the same record was recorded first. Read it again.",
            ),
            Self::NotFound(_) => {
                ("該当する記録がありません。番号を確かめてください。", "There is no such record. Check the number.")
            }
            Self::Forbidden(_) => (
                "この操作の権限がありません。所属の管理者に確かめてください。",
                "You have no permission for this. Ask your administrator.",
            ),
            Self::Stored(_) | Self::Vault(_) | Self::Database(_) => (
                "処理できませんでした。時間をおいて、もう一度試してください。",
                "It could not be done. Try again later.",
            ),
        }
    }

    /// The findings about the filing's fields.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Refused(problems) => problems,
            _ => &[],
        }
    }
}

impl From<DatabaseError> for RegisterError {
    fn from(error: DatabaseError) -> Self {
        match &error {
            DatabaseError::Conflict(_) => Self::Conflict(error),
            DatabaseError::Constraint { constraint, .. }
                if constraint.contains("_at_a_time") || constraint.ends_with("_pkey") =>
            {
                Self::Conflict(error)
            }
            _ => Self::Database(error),
        }
    }
}

fn codes(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.code).collect::<Vec<_>>().join(", ")
}

//! What a run refuses.

use database::DatabaseError;

/// What a run refuses, with a stable code and a text in both languages.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The step does not follow the phase that the run is in.
    #[error("the run is `{found}`, the step needs `{needed}`")]
    WrongPhase {
        /// Phase that the run is in.
        found: String,
        /// Phase that the step needs.
        needed: String,
    },
    /// The person who prepared the run may not approve it.
    #[error("the run was prepared by the same person")]
    SamePerson,
    /// Fatal findings stand, or findings to confirm have no reason yet.
    #[error("{fatal} fatal findings, {open} without a reason")]
    Findings {
        /// How many fatal findings stand.
        fatal: i64,
        /// How many findings to confirm have no reason.
        open: i64,
    },
    /// What was computed has changed since the approver saw it.
    #[error("the plan has changed since version {seen}")]
    PlanChanged {
        /// The version that the approver saw.
        seen: i32,
    },
    /// Chunks could not be computed.
    #[error("{count} chunks failed: {first}")]
    ChunksFailed {
        /// How many.
        count: usize,
        /// Why the first one failed.
        first: String,
    },
    /// The business refused its own step.
    #[error("{code}: {en}")]
    Business {
        /// Stable code of the business.
        code: &'static str,
        /// What is wrong and how to mend it, in Japanese.
        ja: String,
        /// The same in English.
        en: String,
    },
}

impl BatchError {
    /// Stable code, part of the contract.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Database(_) => "batch.database",
            Self::WrongPhase { .. } => "batch.wrong_phase",
            Self::SamePerson => "batch.same_person",
            Self::Findings { .. } => "batch.findings_open",
            Self::PlanChanged { .. } => "batch.plan_changed",
            Self::ChunksFailed { .. } => "batch.chunks_failed",
            Self::Business { code, .. } => code,
        }
    }

    /// What is wrong and what to do, in Japanese and in English.
    #[must_use]
    pub fn text(&self) -> (String, String) {
        let pair = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
        match self {
            Self::Database(_) => {
                pair("保存先で失敗しました。もう一度試してください。", "The database failed; try again.")
            }
            Self::WrongPhase { found, needed } => (
                format!("この処理は「{found}」の段階です。「{needed}」のときだけできる操作です。"),
                format!("The run is in phase {found}; this step needs {needed}."),
            ),
            Self::SamePerson => pair(
                "処理を準備した人は承認できません。ほかの人に承認を依頼してください。",
                "Who prepared the run may not approve it: ask another person.",
            ),
            Self::Findings { fatal, open } => (
                format!("停止の指摘が{fatal}件、理由のない確認が{open}件あります。直すか、理由を入れてください。"),
                format!("{fatal} fatal findings and {open} without a reason: mend them or give reasons."),
            ),
            Self::PlanChanged { .. } => pair(
                "確認した後に計算し直されています。内容を見直してください。",
                "It was computed anew after you looked: look at it again.",
            ),
            Self::ChunksFailed { count, first } => (
                format!("{count}個の区切りで計算できませんでした。最初の理由: {first}"),
                format!("{count} chunks could not be computed. First cause: {first}"),
            ),
            Self::Business { ja, en, .. } => (ja.clone(), en.clone()),
        }
    }
}

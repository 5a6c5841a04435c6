//! How a record ends.

use serde::Serialize;

use crate::reason::Reason;

/// 結果 — what became of a source record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// 取り込み: in the register; with a reason it carries a note.
    Loaded,
    /// 統合: taken into another record.
    Merged,
    /// 保留: kept with its reason until a clerk has dealt with it.
    Quarantined,
    /// 対象外: not readable as a record.
    Rejected,
}

impl Disposition {
    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Loaded => "loaded",
            Self::Merged => "merged",
            Self::Quarantined => "quarantined",
            Self::Rejected => "rejected",
        }
    }

    /// The disposition of a word of the database.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Loaded, Self::Merged, Self::Quarantined, Self::Rejected].into_iter().find(|it| it.code() == code)
    }
}

/// The ending of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// What became of it.
    pub disposition: Disposition,
    /// Why; a note on a loaded record; nothing on a loaded record of which there is nothing to say.
    pub reason: Option<Reason>,
}

impl Ending {
    /// Loaded, with nothing to say of it.
    pub(crate) const GOOD: Self = Self { disposition: Disposition::Loaded, reason: None };

    pub(crate) fn noted(reason: Option<Reason>) -> Self {
        Self { disposition: Disposition::Loaded, reason }
    }

    pub(crate) fn held(reason: Reason) -> Self {
        Self { disposition: Disposition::Quarantined, reason: Some(reason) }
    }
}

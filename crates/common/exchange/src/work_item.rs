//! Work for clerks that events raise.

use chrono::{DateTime, NaiveDate, Utc};
use values::AddresseeNumber;

/// 要処理事項 — a work item to be raised.
#[derive(Debug, Clone)]
pub struct NewWorkItem {
    /// The business whose clerks have to act.
    pub business: &'static str,
    /// About whom.
    pub addressee: AddresseeNumber,
    /// The event that raised it; none for work that a run found.
    pub event_number: Option<i64>,
    /// What to do, in Japanese, without names and addresses.
    pub title_ja: String,
    /// The same in English.
    pub title_en: String,
    /// Last day to do it.
    pub due_on: Option<NaiveDate>,
}

/// 要処理事項 — a work item as it stands.
#[derive(Debug, Clone)]
pub struct WorkItem {
    /// Number of the item.
    pub item_number: i64,
    /// The business whose clerks have to act.
    pub business: String,
    /// About whom.
    pub addressee: AddresseeNumber,
    /// What to do, in Japanese.
    pub title_ja: String,
    /// The same in English.
    pub title_en: String,
    /// Last day to do it.
    pub due_on: Option<NaiveDate>,
    /// When it was raised.
    pub recorded_at: DateTime<Utc>,
}

/// How a work item ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemEnd {
    /// 処理済 — it was done.
    Done,
    /// 対応不要 — there was nothing to do.
    Dismissed,
}

impl ItemEnd {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Dismissed => "dismissed",
        }
    }
}

//! What a business says of a run, as data and plain functions.

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use serde_json::Value;

use crate::BatchError;

/// The eight phases of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// 下書き — parameters are chosen.
    Draft,
    /// 固定 — what is computed from can no longer move.
    Frozen,
    /// 計算 — every chunk is computed.
    Computed,
    /// 検査 — code that does not know the rule has looked for contradictions.
    Checked,
    /// 比較 — the last run stands beside it.
    Compared,
    /// 承認 — a second person has approved this plan.
    Approved,
    /// 確定 — decisions and payments are posted.
    Posted,
    /// 書類・銀行 — papers and bank files are made.
    Documents,
}

impl Phase {
    /// Every phase in order.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Frozen,
        Self::Computed,
        Self::Checked,
        Self::Compared,
        Self::Approved,
        Self::Posted,
        Self::Documents,
    ];

    /// Stable code, as the database and the API write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Frozen => "frozen",
            Self::Computed => "computed",
            Self::Checked => "checked",
            Self::Compared => "compared",
            Self::Approved => "approved",
            Self::Posted => "posted",
            Self::Documents => "documents",
        }
    }

    /// Name on the screen.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Draft => "下書き",
            Self::Frozen => "固定",
            Self::Computed => "計算",
            Self::Checked => "検査",
            Self::Compared => "比較",
            Self::Approved => "承認",
            Self::Posted => "確定",
            Self::Documents => "書類・銀行",
        }
    }

    /// The phase with this code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.code() == code)
    }
}

/// What every step of a run is given.
#[derive(Debug, Clone)]
pub struct RunContext {
    /// Number of the run.
    pub run_number: i64,
    /// What the officer chose, as the kind's own JSON.
    pub parameters: Value,
    /// Day of the facts (valid axis); none before freezing.
    pub facts_valid_at: Option<NaiveDate>,
    /// Moment of the knowledge (known axis); none before freezing.
    pub facts_known_at: Option<DateTime<Utc>>,
}

/// What freezing fixed.
#[derive(Debug, Clone)]
pub struct Frozen {
    /// Day of the facts.
    pub facts_valid_at: NaiveDate,
    /// Moment of the knowledge.
    pub facts_known_at: DateTime<Utc>,
    /// Law in force for the run, as the business names it.
    pub law_version: String,
    /// Words for the screen: name and content of each frozen input.
    pub inputs: Vec<(String, String)>,
    /// Ranges of keys, both ends included; each becomes one chunk.
    pub chunks: Vec<(i64, i64)>,
}

/// One chunk to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk {
    /// Number within the run, from 0.
    pub chunk_number: i32,
    /// First key.
    pub key_from: i64,
    /// Last key.
    pub key_through: i64,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 停止 — approval is blocked.
    Fatal,
    /// 確認 — a person must give a reason.
    Confirm,
    /// 情報 — worth knowing.
    Information,
}

impl Severity {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fatal => "fatal",
            Self::Confirm => "confirm",
            Self::Information => "information",
        }
    }
}

/// What the checker found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code, `business.finding`.
    pub code: &'static str,
    /// What was found, in Japanese.
    pub text_ja: String,
    /// The same in English.
    pub text_en: String,
    /// How many items it holds for.
    pub item_count: i64,
    /// The first of them (宛名番号), a hundred at most.
    pub addressee_numbers: Vec<i64>,
}

/// One line that stands beside the last run's.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What is compared, in Japanese.
    pub label_ja: String,
    /// The same in English.
    pub label_en: String,
    /// The last posted run's value; none for the first run.
    pub previous_value: Option<i64>,
    /// This run's value.
    pub current_value: i64,
    /// Change that is no surprise, in thousandths of the previous value.
    pub tolerance_permille: i64,
}

/// How a comparison came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgment {
    /// 範囲内 — no larger than the tolerance.
    Within,
    /// 超過 — larger.
    Outside,
    /// 初回 — there is no last run.
    First,
}

impl Judgment {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Outside => "outside",
            Self::First => "first",
        }
    }
}

impl Comparison {
    /// Whether the change is within the tolerance.
    #[must_use]
    pub fn judgment(&self) -> Judgment {
        let Some(previous) = self.previous_value else { return Judgment::First };
        let change = i128::from(self.current_value) - i128::from(previous);
        let room = i128::from(previous) * i128::from(self.tolerance_permille);
        if change.abs() * 1000 <= room.abs() { Judgment::Within } else { Judgment::Outside }
    }
}

/// What posting did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    /// How many items were posted.
    pub item_count: i64,
}

/// How far computing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Chunks that are done.
    pub done_chunks: i64,
    /// All chunks.
    pub all_chunks: i64,
    /// Items in the done chunks.
    pub done_items: i64,
}

/// A phase as it was reached.
#[derive(Debug, Clone)]
pub struct StepTaken {
    /// The phase.
    pub phase: Phase,
    /// When.
    pub reached_at: DateTime<Utc>,
    /// By whom.
    pub display_name: String,
    /// What was noted.
    pub note: Option<String>,
}

/// What checking a plan gave.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Contradictions and oddities.
    pub findings: Vec<Finding>,
    /// Totals for the screen, as the business's own JSON.
    pub totals: Value,
}

/// What a step of a business gives.
type Outcome<T> = Result<T, BatchError>;

/// A kind of run: what a business plugs into the engine.
#[derive(Clone, Copy)]
pub struct RunKind {
    /// Stable code, `business.run`.
    pub code: &'static str,
    /// Name on the screen.
    pub title_ja: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// Permission to prepare and compute.
    pub prepare_permission: &'static str,
    /// Permission to approve and post.
    pub approve_permission: &'static str,
    /// Fixes what is computed from and cuts it into chunks.
    pub freeze: fn(&mut Tx<'_>, &RunContext) -> Outcome<Frozen>,
    /// Takes away what an earlier computing left in the business's plan.
    pub clear: fn(&mut Tx<'_>, &RunContext) -> Outcome<()>,
    /// Computes one chunk into the business's plan; gives how many items.
    pub compute: fn(&mut Tx<'_>, &RunContext, Chunk) -> Outcome<i64>,
    /// Looks for contradictions without knowing the rule; gives findings and the totals for the screen.
    pub check: fn(&mut Tx<'_>, &RunContext) -> Outcome<Checked>,
    /// Sets this run beside the last posted one.
    pub compare: fn(&mut Tx<'_>, &RunContext, Option<i64>) -> Outcome<Vec<Comparison>>,
    /// Makes the plan real, in one transaction.
    pub post: fn(&mut Tx<'_>, &RunContext) -> Outcome<Posted>,
}

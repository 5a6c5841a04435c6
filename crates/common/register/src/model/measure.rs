//! Protective measures.

use chrono::NaiveDate;
use values::AddresseeNumber;

/// 支援措置区分 — how far a protective measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureState {
    /// 仮支援措置: before the decision; blocks in the same way.
    Provisional,
    /// 支援措置: decided.
    Decided,
    /// 支援措置終了: ended by an officer, never by the calendar.
    Ended,
}

impl MeasureState {
    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Decided => "decided",
            Self::Ended => "ended",
        }
    }

    /// The state of a word of the database.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Provisional, Self::Decided, Self::Ended].into_iter().find(|state| state.code() == code)
    }
}

/// 支援措置 — the address of a victim is withheld (事務処理要領; 標準 1.1.16, 3.4). It never lapses by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The protected person (支援対象者 or 併支援対象者).
    pub addressee_number: AddresseeNumber,
    /// The applicant (申出者); the person's own number unless protected together with somebody.
    pub applicant: AddresseeNumber,
    /// 支援措置区分.
    pub state: MeasureState,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day of the term (one year); an officer must extend or end it, until then it protects.
    pub through_on: NaiveDate,
    /// Offices that keep records under protection.
    pub office_codes: Vec<String>,
    /// Kinds of address under protection: 現住所, 前住所, 本籍, 前本籍.
    pub protected_addresses: Vec<String>,
    /// Contact for this matter.
    pub contact: Option<String>,
}

//! What facts look like.

/// 事実の項目 — one field of the facts a rule takes, or of the outcome it gives.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Name in JSON.
    pub name: &'static str,
    /// What it says, in Japanese.
    pub ja: &'static str,
    /// What it says, in English; what leaving it out means stands here too.
    pub en: &'static str,
    /// Its form.
    pub shape: Shape,
    /// Whether it may be left out.
    pub presence: Presence,
}

impl Field {
    /// A field that must be there.
    #[must_use]
    pub const fn required(name: &'static str, ja: &'static str, en: &'static str, shape: Shape) -> Field {
        Field { name, ja, en, shape, presence: Presence::Required }
    }

    /// A field that may be left out, or null.
    #[must_use]
    pub const fn optional(name: &'static str, ja: &'static str, en: &'static str, shape: Shape) -> Field {
        Field { name, ja, en, shape, presence: Presence::Optional }
    }
}

/// Whether a field may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must be there.
    Required,
    /// It may be left out, or null.
    Optional,
}

/// The form of a field.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A day of the calendar, `2026-04-01`, 1868 to 2200.
    Day,
    /// A month, `2026-04`, 1868 to 2200.
    Month,
    /// Whole yen from 0 to 999,999,999,999.
    Yen,
    /// Whole yen of either sign, to the same size.
    SignedYen,
    /// A whole number from 0 to the number given.
    Count(u32),
    /// True or false.
    Flag,
    /// Text of at most 200 characters.
    Text,
    /// One of these words.
    OneOf(&'static [Choice]),
    /// An object with these fields and no others.
    Object(&'static [Field]),
    /// A list of at most 200 objects with these fields.
    Objects(&'static [Field]),
    /// A list of at most 200 amounts of yen.
    YenList,
    /// A list of at most 200 days.
    Days,
    /// A list of at most 200 months.
    MonthList,
}

/// One word of a closed list.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// In JSON.
    pub code: &'static str,
    /// In Japanese.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}

/// Longest text, in characters.
pub(crate) const LONGEST_TEXT: usize = 200;
/// Longest list.
pub(crate) const LONGEST_LIST: usize = 200;
/// Largest amount: far above any income, far below what sums of a run could overflow with.
pub(crate) const LARGEST_YEN: i64 = 999_999_999_999;
/// First and last year of days and months in facts.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1868..=2200;

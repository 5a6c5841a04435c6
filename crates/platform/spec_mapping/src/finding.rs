//! What is wrong with a record, and where.

use std::sync::Arc;

use serde::Serialize;

/// How much a [`Finding`] weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a note on the report; the record is as good as any.
    Note,
    /// Was mended by a declared rule or looks odd; the record can be used.
    Warning,
    /// The item cannot be used as it stands: the record must not be loaded as good.
    Error,
    /// The record, or the rest of the file, cannot be read at all.
    Fatal,
}

/// Where a record stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name of the file as the caller gave it.
    pub file: Arc<str>,
    /// Physical line of the record's first byte, counted from 1.
    pub line: u64,
    /// Offset of the record's first byte, counted from 0.
    pub byte_offset: u64,
}

/// One thing found in one record. Text for people is in Japanese and English: what, where, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code in snake case (`record_length`, `non_calendar_date`), to group and count by.
    pub code: &'static str,
    /// Name of the file.
    pub file: String,
    /// Physical line, counted from 1.
    pub line: u64,
    /// Column of a CSV file or first byte of a fixed-length item, counted from 1; 0 for the whole record.
    pub column: u32,
    /// Identifier of the item; empty for the whole record.
    pub item: String,
    /// The value's beginning; a secret item shows only its length.
    pub value_excerpt: String,
    /// Japanese text.
    pub ja: String,
    /// English text.
    pub en: String,
}

/// What is wrong, before it is known where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) ja: String,
    pub(crate) en: String,
}

impl Trouble {
    pub(crate) fn new(severity: Severity, code: &'static str, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity, code, ja: ja.into(), en: en.into() }
    }

    pub(crate) fn error(code: &'static str, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, ja, en)
    }

    pub(crate) fn fatal(code: &'static str, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(Severity::Fatal, code, ja, en)
    }

    /// A finding about the whole record.
    pub(crate) fn about_record(self, place: &Place, value_excerpt: String) -> Finding {
        self.placed(place, 0, String::new(), value_excerpt)
    }

    pub(crate) fn placed(self, place: &Place, column: u32, item: String, value_excerpt: String) -> Finding {
        Finding {
            severity: self.severity,
            code: self.code,
            file: place.file.to_string(),
            line: place.line,
            column,
            item,
            value_excerpt,
            ja: self.ja,
            en: self.en,
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{} {} {}: {}", self.file, self.line, self.column, self.item, self.code, self.en)
    }
}

const EXCERPT_CHARACTERS: usize = 24;

/// The beginning of a value for a report; what must stay secret shows only its length.
pub(crate) fn excerpt(value: &str, is_secret: bool) -> String {
    let length = value.chars().count();
    if is_secret {
        return "*".repeat(length.min(EXCERPT_CHARACTERS));
    }
    let mut text: String = value.chars().take(EXCERPT_CHARACTERS).collect();
    if length > EXCERPT_CHARACTERS {
        text.push('…');
    }
    text
}

/// Bytes as hexadecimal pairs, at most 16 of them.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes.iter().take(16) {
        text.push_str(&format!("{byte:02X}"));
    }
    text
}

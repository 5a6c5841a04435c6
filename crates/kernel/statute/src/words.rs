//! Text in the two languages of the house.

use serde::{Deserialize, Serialize};

/// 文言 — one sentence or label, in Japanese for clerks and citizens and in English for everybody else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The same words in both languages' own writing.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Words {
        Words { ja: ja.into(), en: en.into() }
    }
}

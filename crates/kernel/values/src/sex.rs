//! Sex as registered.

use std::fmt;
use std::str::FromStr;

/// 性別 — sex as registered; national code list: 0 不明（未記入）, 1 男, 2 女. The code is the written and serde form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// 男, code 1.
    Male,
    /// 女, code 2.
    Female,
    /// 不明（未記入）, code 0: not stated.
    Unknown,
}

/// A code outside the national list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a code of sex: 0 not stated, 1 male, 2 female")]
pub struct SexError(String);

impl Sex {
    /// The national code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Sex::Unknown => "0",
            Sex::Male => "1",
            Sex::Female => "2",
        }
    }

    /// The word on forms; empty when not stated.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Sex::Male => "男",
            Sex::Female => "女",
            Sex::Unknown => "",
        }
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Sex {
    type Err = SexError;

    fn from_str(code: &str) -> Result<Sex, SexError> {
        [Sex::Unknown, Sex::Male, Sex::Female]
            .into_iter()
            .find(|sex| sex.code() == code)
            .ok_or_else(|| SexError(code.to_owned()))
    }
}

crate::text::serde_as_text!(Sex);

//! Accounts that benefits are paid to.

use std::fmt;

use crate::zengin::{Field, ZenginError, ZenginText};

/// 預金種目 — the kind of an account, as banks number it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccountKind {
    /// 普通預金.
    Ordinary,
    /// 当座預金.
    Current,
    /// 貯蓄預金.
    Savings,
}

impl AccountKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Current, Self::Savings];

    /// Stable code, as the database and the API write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Current => "current",
            Self::Savings => "savings",
        }
    }

    /// Name on the screen.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Ordinary => "普通",
            Self::Current => "当座",
            Self::Savings => "貯蓄",
        }
    }

    /// Digit in a transfer file.
    #[must_use]
    pub fn digit(self) -> u8 {
        match self {
            Self::Ordinary => b'1',
            Self::Current => b'2',
            Self::Savings => b'4',
        }
    }

    /// The kind with this stable code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The ASCII digits of a field; numbers that banks print shorter get their leading zeros.
fn digits(field: Field, text: &str) -> Result<String, ZenginError> {
    let width = field.width();
    let may_be_shorter = matches!(field, Field::AccountNumber | Field::RequesterCode);
    let fits = text.len() == width || (may_be_shorter && !text.is_empty() && text.len() < width);
    if fits && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(format!("{text:0>width$}"))
    } else {
        Err(ZenginError::NotDigits { field })
    }
}

macro_rules! digits {
    ($(#[$doc:meta])* $name:ident, $field:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Reads it from ASCII digits.
            ///
            /// # Errors
            /// [`ZenginError::NotDigits`].
            pub fn new(text: &str) -> Result<Self, ZenginError> {
                digits($field, text).map(Self)
            }

            /// Every digit.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

digits! {
    /// 統一金融機関番号 — four digits that name a bank.
    #[derive(Debug)]
    BankCode, Field::BankCode
}
digits! {
    /// 店番号 — three digits that name a branch of a bank.
    #[derive(Debug)]
    BranchCode, Field::BranchCode
}
digits! {
    /// 口座番号 — seven digits; shorter ones are filled with zeros in front. Shown masked.
    AccountNumber, Field::AccountNumber
}
digits! {
    /// 振込依頼人コード — ten digits by which the bank knows the municipality; shorter ones are filled with zeros.
    #[derive(Debug)]
    RequesterCode, Field::RequesterCode
}

impl AccountNumber {
    /// The last three digits, the others hidden: `****567`.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown: String = self.0.chars().skip(self.0.len() - 3).collect();
        format!("****{shown}")
    }
}

impl fmt::Debug for AccountNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.masked())
    }
}

/// 口座 — where a benefit is paid to, in the letters that a transfer file can write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccount {
    /// The bank.
    pub bank_code: BankCode,
    /// Its name in half-width kana.
    pub bank_name: ZenginText,
    /// The branch.
    pub branch_code: BranchCode,
    /// Its name in half-width kana.
    pub branch_name: ZenginText,
    /// What kind of account.
    pub kind: AccountKind,
    /// Its number.
    pub number: AccountNumber,
    /// Name of the holder (口座名義) in half-width kana.
    pub holder: ZenginText,
}

//! 全銀ファイル — the transfer file of the Japanese Bankers Association (全銀協規定形式, 総合振込, 種別コード 21).
//!
//! Records of 120 bytes in JIS X 0201: one header (1), a data record a transfer (2), one trailer with count and total
//! (8), one end (9). Numbers stand right with zeros before them, text left with spaces behind it.

mod read;
mod text;
mod write;

use values::Yen;

pub use crate::account::RequesterCode;
use crate::{AccountKind, AccountNumber, BankAccount, BankCode, BranchCode};
pub use read::{Fault, ReadFile, ReturnReason, TransferResult, read, results};
pub use text::ZenginText;
pub use write::{LineEnding, write};

/// Length of every record in bytes.
pub const RECORD_LENGTH: usize = 120;

/// 振込依頼人 — who pays: the municipality and the account that the money leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requester {
    /// Code that the bank gave.
    pub code: RequesterCode,
    /// Name of the municipality in half-width kana.
    pub name: ZenginText,
    /// The bank that carries the transfers out (仕向銀行).
    pub bank_code: BankCode,
    /// Its name in half-width kana.
    pub bank_name: ZenginText,
    /// Its branch.
    pub branch_code: BranchCode,
    /// The branch's name in half-width kana.
    pub branch_name: ZenginText,
    /// Kind of the account.
    pub account_kind: AccountKind,
    /// Number of the account.
    pub account_number: AccountNumber,
}

/// 振込 — one transfer: to whom, how much, and the payment by which its result is known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Number of the payment; written as 顧客コード1, and says nothing of the person.
    pub payment_number: i64,
    /// Where the money goes.
    pub account: BankAccount,
    /// How much.
    pub amount: Yen,
}

/// 振込依頼 — all transfers of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferOrder {
    /// Who pays.
    pub requester: Requester,
    /// Month and day on which the money goes out; the format has no year.
    pub month_day: (u32, u32),
    /// The transfers, in the order of the file.
    pub transfers: Vec<Transfer>,
}

/// A field that a person fills in, with its place in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// 振込依頼人コード.
    RequesterCode,
    /// 振込依頼人名.
    RequesterName,
    /// 銀行番号.
    BankCode,
    /// 銀行名.
    BankName,
    /// 支店番号.
    BranchCode,
    /// 支店名.
    BranchName,
    /// 口座番号.
    AccountNumber,
    /// 受取人名.
    Holder,
}

impl Field {
    /// Width in bytes.
    #[must_use]
    pub fn width(self) -> usize {
        match self {
            Self::RequesterCode => 10,
            Self::RequesterName => 40,
            Self::BankCode => 4,
            Self::BankName | Self::BranchName => 15,
            Self::BranchCode => 3,
            Self::AccountNumber => 7,
            Self::Holder => 30,
        }
    }

    /// JSON pointer of the field in a request.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        match self {
            Self::RequesterCode => "/requester_code",
            Self::RequesterName => "/requester_name_kana",
            Self::BankCode => "/bank_code",
            Self::BankName => "/bank_name_kana",
            Self::BranchCode => "/branch_code",
            Self::BranchName => "/branch_name_kana",
            Self::AccountNumber => "/account_number",
            Self::Holder => "/holder_kana",
        }
    }

    /// Name in Japanese and in English.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::RequesterCode => ("振込依頼人コード", "requester code"),
            Self::RequesterName => ("振込依頼人名", "requester name"),
            Self::BankCode => ("銀行番号", "bank code"),
            Self::BankName => ("銀行名", "bank name"),
            Self::BranchCode => ("支店番号", "branch code"),
            Self::BranchName => ("支店名", "branch name"),
            Self::AccountNumber => ("口座番号", "account number"),
            Self::Holder => ("口座名義", "account holder"),
        }
    }
}

/// What cannot be written to a transfer file, or read from one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZenginError {
    /// The field holds a character that the format does not know.
    #[error("{} holds `{character}`, which the format does not know", .field.pointer())]
    Unwritable {
        /// Which field.
        field: Field,
        /// The character as it was given.
        character: char,
    },
    /// The field is longer than its place; a voicing mark is a place of its own.
    #[error("{} takes {length} places of {}", .field.pointer(), .field.width())]
    TooLong {
        /// Which field.
        field: Field,
        /// Places that it takes.
        length: usize,
    },
    /// The field must not be empty.
    #[error("{} is empty", .field.pointer())]
    Empty {
        /// Which field.
        field: Field,
    },
    /// The field is not of so many digits.
    #[error("{} is not of {} digits", .field.pointer(), .field.width())]
    NotDigits {
        /// Which field.
        field: Field,
    },
    /// The transfers, their amounts or their total do not fit into the file.
    #[error("{what} `{number}` does not fit into its digits")]
    OutOfRange {
        /// Name of the item in the format.
        what: &'static str,
        /// The number.
        number: i64,
    },
    /// A file that was received cannot be taken; nothing of it is.
    #[error("record {record}: {fault}")]
    Refused {
        /// Record, counted from 1.
        record: usize,
        /// What is wrong with it.
        fault: Fault,
    },
}

impl ZenginError {
    /// What is wrong, where, and how to mend it, in Japanese and in English.
    #[must_use]
    pub fn text(&self) -> (String, String) {
        match self {
            Self::Unwritable { field, character } => (
                format!(
                    "{}の「{character}」は全銀形式で使えません。カナ、英数字、空白、( ) - . で入れてください。",
                    field.names().0
                ),
                format!(
                    "`{character}` in the {} cannot be written: use kana, letters, digits, spaces and ( ) - .",
                    field.names().1
                ),
            ),
            Self::TooLong { field, length } => (
                format!(
                    "{}は{}文字までです（濁点と半濁点も1文字）。{length}文字あります。",
                    field.names().0,
                    field.width()
                ),
                format!(
                    "The {} takes {} places at most (a voicing mark is one): it has {length}.",
                    field.names().1,
                    field.width()
                ),
            ),
            Self::Empty { field } => {
                (format!("{}を入れてください。", field.names().0), format!("Fill in the {}.", field.names().1))
            }
            Self::NotDigits { field } => (
                format!("{}は半角数字{}桁で入れてください。", field.names().0, field.width()),
                format!("Write the {} in {} digits.", field.names().1, field.width()),
            ),
            Self::OutOfRange { what, number } => (
                format!("{what}「{number}」は全銀形式の桁に収まりません。ファイルを分けるか、値を確かめてください。"),
                format!("`{number}` does not fit into the digits of {what}: split the file or check the number."),
            ),
            Self::Refused { record, fault } => {
                let (ja, en) = fault.text();
                (
                    format!(
                        "{record}件目のレコード: {ja} ファイル全体を取り込みませんでした。銀行から取り直してください。"
                    ),
                    format!("Record {record}: {en} Nothing of the file was taken: get it from the bank again."),
                )
            }
        }
    }
}

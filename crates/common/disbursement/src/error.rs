//! What this crate refuses.

use database::DatabaseError;
use values::AddresseeNumber;

use crate::zengin::ZenginError;

/// What this crate refuses, with a stable code and a text in both languages.
#[derive(Debug, thiserror::Error)]
pub enum DisbursementError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Something cannot be written in the banks' format, or was not received in it.
    #[error(transparent)]
    Zengin(#[from] ZenginError),
    /// No posted payment with an account waits for a file.
    #[error("nothing to transfer: {left_out} payments have no account")]
    NothingToTransfer {
        /// Payments that wait for an account.
        left_out: usize,
    },
    /// The result does not name exactly the transfers of the file.
    #[error("the result does not fit the file: payment {payment_number}")]
    ForeignResult {
        /// The first payment that is not in both, or not with the same amount.
        payment_number: i64,
    },
    /// The result of this file was recorded before.
    #[error("the result of the file was recorded before")]
    ResultKnown,
    /// The new account would begin before the one it replaces.
    #[error("an account that begins on or after that day is known")]
    LaterAccountKnown,
    /// The run has another payment for this person.
    #[error("the run has another payment for addressee {addressee_number}")]
    PlannedOtherwise {
        /// Who.
        addressee_number: AddresseeNumber,
    },
    /// Payments were posted while the file was made.
    #[error("payments were posted while the file was made")]
    Moved,
    /// A stored row does not hold what its columns promise.
    #[error("row of `{table}` cannot be read")]
    Unreadable {
        /// The table.
        table: &'static str,
    },
}

impl DisbursementError {
    /// Stable code, part of the contract.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Database(_) => "disbursement.database",
            Self::Zengin(ZenginError::Refused { .. }) => "disbursement.file_refused",
            Self::Zengin(_) => "disbursement.not_writable",
            Self::NothingToTransfer { .. } => "disbursement.nothing_to_transfer",
            Self::ForeignResult { .. } => "disbursement.foreign_result",
            Self::ResultKnown => "disbursement.result_known",
            Self::LaterAccountKnown => "disbursement.later_account_known",
            Self::PlannedOtherwise { .. } => "disbursement.planned_otherwise",
            Self::Moved => "disbursement.moved",
            Self::Unreadable { .. } => "disbursement.unreadable",
        }
    }

    /// What is wrong and how to mend it, in Japanese and in English.
    #[must_use]
    pub fn text(&self) -> (String, String) {
        let pair = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
        match self {
            Self::Database(_) | Self::Unreadable { .. } => {
                pair("保存先で失敗しました。もう一度試してください。", "The database failed; try again.")
            }
            Self::Zengin(error) => error.text(),
            Self::NothingToTransfer { left_out } => (
                format!("振り込む支払がありません。口座のない支払が{left_out}件あります。口座を登録してください。"),
                format!("There is nothing to transfer; {left_out} payments have no account: register it."),
            ),
            Self::ForeignResult { payment_number } => (
                format!(
                    "支払番号{payment_number}が依頼したファイルと合いません。何も取り込んでいません。\
                     どのファイルの結果か確かめてください。"
                ),
                format!(
                    "Payment {payment_number} does not agree with the file that was sent. Nothing was taken: check \
                     which file this is the result of."
                ),
            ),
            Self::ResultKnown => pair(
                "このファイルの結果は取込み済みです。別のファイルの結果でないか確かめてください。",
                "The result of this file was recorded before: is it the result of another file?",
            ),
            Self::LaterAccountKnown => pair(
                "その日以後に始まる口座が登録されています。開始日を確かめてください。",
                "An account that begins on or after that day is registered: check the first day.",
            ),
            Self::PlannedOtherwise { addressee_number } => (
                format!(
                    "宛名番号{addressee_number}には、この処理の別の内容の支払があります。処理を新しく作ってください。"
                ),
                format!("The run has another payment for addressee {addressee_number}: make a new run."),
            ),
            Self::Moved => pair(
                "ファイルを作る間に支払が確定されました。もう一度作ってください。",
                "Payments were posted while the file was made: make it again.",
            ),
        }
    }
}

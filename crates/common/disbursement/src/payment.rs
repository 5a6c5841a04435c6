//! Payments, the files that carry them out, and what became of them.

use chrono::{DateTime, NaiveDate, Utc};
use values::{AddresseeNumber, YearMonth, Yen};

use crate::zengin::{LineEnding, Requester};

/// 支払 — a payment that a business plans; one a person, business and run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// Who is paid.
    pub addressee_number: AddresseeNumber,
    /// 支給対象月 — the months it is paid for.
    pub benefit_months: Vec<YearMonth>,
    /// How much; at least one yen.
    pub amount: Yen,
    /// 支払日 — the day on which the money is to go out.
    pub paid_out_on: NaiveDate,
}

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaymentState {
    /// 予定 — planned by a run that is not posted yet.
    Planned,
    /// 確定 — posted; it must stand in a transfer file.
    Posted,
    /// 支払済 — the bank transferred it.
    Transferred,
    /// 振込不能 — the bank gave it back.
    Returned,
}

impl PaymentState {
    /// Every state in order.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Posted, Self::Transferred, Self::Returned];

    /// Stable code, as the database and the API write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Posted => "posted",
            Self::Transferred => "transferred",
            Self::Returned => "returned",
        }
    }

    /// Name on the screen.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Planned => "予定",
            Self::Posted => "確定",
            Self::Transferred => "支払済",
            Self::Returned => "振込不能",
        }
    }

    /// The state with this stable code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A payment as a screen shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentView {
    /// Number of the payment.
    pub payment_number: i64,
    /// Business that pays.
    pub business: String,
    /// Run that made it.
    pub run_number: i64,
    /// Months it is paid for.
    pub benefit_months: Vec<YearMonth>,
    /// How much.
    pub amount: Yen,
    /// Day on which the money goes out.
    pub paid_out_on: NaiveDate,
    /// Where it stands.
    pub state: PaymentState,
    /// Transfer file in which it stands.
    pub file_number: Option<i64>,
    /// Result digit of the bank, when it was given back.
    pub return_code: Option<String>,
}

/// How many payments of a run stand somewhere, and what they come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateTotal {
    /// Where they stand.
    pub state: PaymentState,
    /// How many.
    pub count: i64,
    /// How much in all.
    pub total: Yen,
}

/// What a transfer file is to be made of: every posted payment of the run that stands in no file yet.
#[derive(Debug, Clone)]
pub struct FileRequest {
    /// Business that pays.
    pub business: String,
    /// Run that was posted.
    pub run_number: i64,
    /// Who pays, from which account.
    pub requester: Requester,
    /// The bank's business day on which the money goes out.
    pub transfer_on: NaiveDate,
    /// What stands behind each record.
    pub line_ending: LineEnding,
}

/// 送付票 — what the officer holds against the bank's receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Number of the file.
    pub file_number: i64,
    /// Its name: business, run and day.
    pub file_name: String,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
    /// Day on which the money goes out.
    pub transfer_on: NaiveDate,
    /// How many transfers.
    pub count: i64,
    /// What they come to.
    pub total: Yen,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// By whom (sign-in name).
    pub made_by: String,
    /// When its result was recorded.
    pub result_recorded_at: Option<DateTime<Utc>>,
}

/// 全銀ファイル — a file as it was made, with the payments that could not stand in it.
#[derive(Debug, Clone)]
pub struct TransferFile {
    /// What it holds.
    pub manifest: Manifest,
    /// Its bytes.
    pub content: Vec<u8>,
    /// People whose posted payment waits because no account of theirs is known on that day.
    pub left_out: Vec<AddresseeNumber>,
}

/// What the result of a file said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultSummary {
    /// Transfers that were carried out.
    pub transferred_count: i64,
    /// What they come to.
    pub transferred: Yen,
    /// Transfers that were given back.
    pub returned_count: i64,
    /// What they come to.
    pub returned: Yen,
}

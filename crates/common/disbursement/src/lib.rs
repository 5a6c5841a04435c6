//! Paying benefits (支給): accounts, payments, and the transfer files that banks read (全銀).
//!
//! A business plans payments of a run, posts them when the run is posted, and has them written to a transfer file. One
//! payment a person, business and run: doing a step again changes nothing. Each posted payment stands in a file or is
//! named as left out, and the result of a file is taken whole or not at all. [`zengin`] is pure; no address of anybody
//! is known here, so none can reach a file.

mod account;
mod error;
mod payment;
mod schema;
mod store;
pub mod zengin;

pub use account::{AccountKind, AccountNumber, BankAccount, BankCode, BranchCode};
pub use error::DisbursementError;
pub use payment::{
    FileRequest, Manifest, NewPayment, PaymentState, PaymentView, ResultSummary, StateTotal, TransferFile,
};
pub use store::{
    account_on, add_accounts, file_content, make_transfer_file, manifests, payments_of, plan_payments, post_payments,
    record_results, set_account, state_totals, without_account,
};

/// Name and text of the replaceable objects (views, policies, grants) of schema `disbursement`.
pub const SQL: &[(&str, &str)] = &[("disbursement/sql/grants.sql", include_str!("../sql/grants.sql"))];

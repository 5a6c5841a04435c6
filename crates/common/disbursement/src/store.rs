//! SQL of schema `disbursement`.

mod accounts;
mod files;
mod payments;

pub use accounts::{account_on, add_accounts, set_account, without_account};
pub use files::{file_content, make_transfer_file, manifests, record_results};
pub use payments::{payments_of, plan_payments, post_payments, state_totals};

/// Rows of one statement; PostgreSQL takes 65,535 values in one.
const ROWS_AT_ONCE: usize = 5_000;

//! 移行 — legacy records into the register, with proof that nothing was lost on the way.
//!
//! A [`Delivery`] is a folder of an old system's files with a manifest; it is refused whole unless every file is there as
//! the manifest says. Its records go over the national layout (`spec_mapping`) into the register (`register::load`). Each
//! record of each file ends as loaded, merged, quarantined or rejected, and says so with file, line, column and reason.
//!
//! [`check`] tells how all records would end and writes nothing. [`load`] writes them in chunks; each chunk and its
//! checkpoint are one transaction, so that a load that was stopped goes on where it was, and a second load of the same
//! delivery changes nothing. [`reconcile`] holds the source's counts, characters and digests against what stands in the
//! register. [`export`] writes the national layout by the same mapping, and [`compare`] holds it against the delivery.

mod allowance;
mod assemble;
mod dataset;
mod delivery;
mod ending;
mod error;
mod export;
mod judge;
mod load;
mod national;
mod produce;
mod reason;
mod reconcile;
mod report;
mod schema;
mod source;
mod store;
mod survey;
mod survey_allowance;
mod totals;
mod views;

pub use dataset::Dataset;
pub use delivery::{Delivery, DeliveryFile, Manifest};
pub use ending::{Disposition, Ending};
pub use error::{MigrationError, Refusal};
pub use export::{Comparison, Difference, ExportSummary, compare, export};
pub use load::{CheckReport, LoadOrder, LoadOutcome, LoadProgress, LoadState, check, load};
pub use reason::Reason;
pub use reconcile::{Check, DatasetReconciliation, Equation, ReasonCount, Reconciliation, reconcile};
pub use report::{html_report, json_report};
pub use totals::Totals;
pub use views::{
    LoadSummary, QuarantinePage, QuarantineStep, QuarantinedRecord, assign, loads, note, quarantine, quarantine_steps,
};

/// Name and text of the replaceable objects (grants) of schema `migration`.
pub const SQL: &[(&str, &str)] = &[("migration/sql/grants.sql", include_str!("../sql/grants.sql"))];

//! Runs over a whole city: draft, frozen inputs, chunks, checks, comparison, a second person's approval, one posting.
//!
//! A business describes a run as a [`RunKind`] of plain functions; [`engine`] carries it through its phases. Chunks are
//! claimed by the row lock of the transaction that computes them, and a chunk's results and its mark are one commit: a
//! worker killed at any moment loses seconds of work and changes no total.

pub mod engine;
mod error;
mod kind;
mod schema;
mod store;

pub use error::BatchError;
pub use kind::{
    Checked, Chunk, Comparison, Finding, Frozen, Judgment, Phase, Posted, Progress, RunContext, RunKind, Severity,
    StepTaken,
};
pub use store::{ChunkState, FindingRow, RunSummary, RunView, last_posted_run, run_list, run_view, set_totals};

/// Name and text of the replaceable objects (views, policies, grants) of schema `batch`.
pub const SQL: &[(&str, &str)] = &[("batch/sql/grants.sql", include_str!("../sql/grants.sql"))];

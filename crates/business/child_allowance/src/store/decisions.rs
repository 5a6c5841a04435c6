//! Decisions, differences and payments.

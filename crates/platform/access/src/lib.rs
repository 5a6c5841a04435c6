//! Accounts, sessions, permissions and the audit chain.

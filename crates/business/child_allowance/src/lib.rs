//! 児童手当 — the child allowance.

//! Facts and plans of runs.

//! Addresses of the house itself; those of the businesses are theirs.

pub(crate) mod loads;
pub(crate) mod menu;
pub(crate) mod rules;
pub(crate) mod runs;
pub(crate) mod session;
pub(crate) mod work_items;

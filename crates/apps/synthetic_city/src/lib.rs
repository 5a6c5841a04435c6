//! A city of people who do not exist, and the legacy files it would have.
//!
//! [`City`] makes households from a seed, one by one and in a stable order; [`generate`] writes what an old system
//! would hold of them in the layout of the sample vendor (`spec-mappings/legacy_vendor/README.md`), with the dirt
//! that old files have, and a truth file that names every dirty record and the sums that must come out.
//!
//! Where the distributions come from and under which licences: `data/README.md`. Numbers of people (個人番号,
//! 住民票コード) are drawn from the seed and have right check digits; that none of them is a real person's cannot be
//! promised, so the files are for tests and demonstrations only.
//!
//! The crate shares no code with what reads its files: check digits, eras and the amounts of 児童手当 are worked out
//! here once more, so that a fault on either side shows.

mod addresses;
mod allowance;
mod city;
mod composition;
mod cp932;
mod days;
mod delivery;
mod dirt;
mod files;
mod history;
mod legacy;
mod model;
mod names;
mod numbers;
mod plant;
mod protection;
mod random;
mod spec;
mod tables;
mod truth;

pub use city::City;
pub use delivery::{Progress, Summary, generate};
pub use dirt::{DirtKind, Disposition};
pub use files::FileSummary;
pub use model::{Household, Member, Sex};
pub use spec::{CityError, CitySpec, Dirt};
pub use truth::{AllowanceMonth, AllowanceTruth, Counts, PeopleTruth, Truth};

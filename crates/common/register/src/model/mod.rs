//! The register's types.

mod act;
mod measure;
mod person;

pub use act::{Act, ActGrounds, ActKind, ActOutcome, ActReason, Effect, EventCode, ExpectedVersion, Ground};
pub use measure::{Measure, MeasureState};
pub use person::{ForeignStatus, Membership, MoveOut, Person, RegistrationState, ResidentKind};

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use database::Operation;
use serde::{Serialize, Serializer};
use values::{AddresseeNumber, HouseholdNumber};

/// 時点 — what was so on `valid_at`, as it was known at `known_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// 有効時点: the day asked about.
    pub valid_at: NaiveDate,
    /// 認識時点: the moment whose knowledge answers.
    pub known_at: DateTime<Utc>,
}

impl AsOf {
    /// Today, as known now.
    #[must_use]
    pub fn now(operation: &Operation) -> Self {
        Self { valid_at: operation.today(), known_at: operation.now }
    }

    /// `day`, as known now.
    #[must_use]
    pub fn day(operation: &Operation, day: NaiveDate) -> Self {
        Self { valid_at: day, known_at: operation.now }
    }
}

/// 異動の対象 — whose record an act touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A household; locked before persons, in order of number.
    Household(HouseholdNumber),
    /// A person.
    Person(AddresseeNumber),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Household(number) => write!(f, "household {number}"),
            Self::Person(number) => write!(f, "person {number}"),
        }
    }
}

/// 版 — the number of the last act that touched a person or household; what an ETag carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub i64);

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

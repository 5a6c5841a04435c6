//! Who does what, where, why and when: the value that goes through every request, run and command.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

/// Who acts: a person's account, or the program itself in a scheduled run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Sign-in name of the account; `system` for the program itself.
    pub login_name: String,
    /// Name as colleagues see it.
    pub display_name: String,
}

/// One permission: an act of a business, such as `child_allowance.run.approve`.
///
/// The offices in which it holds are those of the [`Operation`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant(pub String);

/// One operation: who, office, terminal, purpose, permissions, trace id, and the moment that counts as now.
///
/// `now` is frozen when the operation begins, so nothing below reads a clock and each test fixes its day.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Who acts.
    pub actor: Actor,
    /// Code of the office (ward) the actor works in, six digits of 全国地方公共団体コード.
    pub office_code: String,
    /// Name of the terminal or worker.
    pub terminal: String,
    /// Purpose of access as stated by the actor.
    pub purpose: String,
    /// The moment that counts as now, in UTC.
    pub now: DateTime<Utc>,
    /// What the actor may do.
    pub grants: BTreeSet<Grant>,
    /// Codes of the offices whose records the actor may touch; empty means every office.
    pub offices: BTreeSet<String>,
    /// Identifier that joins log lines, audit rows and error answers of this operation.
    pub trace_id: String,
}

impl Operation {
    /// An operation of the program itself (migrations, scheduled runs), with every permission in every office.
    #[must_use]
    pub fn system(purpose: &str, now: DateTime<Utc>, trace_id: &str) -> Self {
        Self {
            actor: Actor { login_name: "system".to_owned(), display_name: "システム".to_owned() },
            office_code: "000000".to_owned(),
            terminal: "system".to_owned(),
            purpose: purpose.to_owned(),
            now,
            grants: BTreeSet::from([Grant("*".to_owned())]),
            offices: BTreeSet::new(),
            trace_id: trace_id.to_owned(),
        }
    }

    /// The day it is in Japan at `now` (UTC+9, no summer time).
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        const JAPAN_OFFSET_SECONDS: i32 = 9 * 60 * 60;
        FixedOffset::east_opt(JAPAN_OFFSET_SECONDS)
            .map_or_else(|| self.now.date_naive(), |offset| self.now.with_timezone(&offset).date_naive())
    }

    /// Whether the actor may do `permission` (`business.act`).
    #[must_use]
    pub fn may(&self, permission: &str) -> bool {
        self.grants.iter().any(|grant| grant.0 == permission || grant.0 == "*")
    }

    /// Whether the actor may touch records of the office (ward) with this code.
    #[must_use]
    pub fn reaches_office(&self, office_code: &str) -> bool {
        self.offices.is_empty() || self.offices.contains(office_code)
    }
}

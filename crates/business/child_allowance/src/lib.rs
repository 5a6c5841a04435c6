//! 児童手当 — the child allowance (児童手当法, 昭和46年法律第73号).
//!
//! Paid for every child to the end of the fiscal year of age 18, by month, in even months. Where to look:
//! [`model`] for the facts and outcomes, [`rules`] for the law itself, [`facts`] for the same rules by name with JSON in
//! and out. Parameters with their articles stand in `law/`, what a municipality sets in `ordinance/`.

mod api;
pub mod certification;
pub mod decisions;
mod error;
pub mod facts;
pub mod law;
pub mod load;
pub mod model;
pub mod notices;
pub mod reactions;
pub mod rules;
pub mod runs;
mod schema;
mod store;

use business_kit::{Business, Name, Permission, SqlText};

pub use error::ChildAllowanceError;

const PERMISSIONS: &[Permission] = &[
    permission("child_allowance.person.read", "児童手当を見る", "See child allowance"),
    permission("child_allowance.claim.decide", "請求を決定する", "Decide claims"),
    permission("child_allowance.notice.issue", "通知書を出す", "Issue notices"),
    permission("child_allowance.run.prepare", "定時払を準備する", "Prepare payment runs"),
    permission("child_allowance.run.approve", "定時払を承認する", "Approve payment runs"),
];

const fn permission(code: &'static str, ja: &'static str, en: &'static str) -> Permission {
    Permission { code, name: Name { ja, en } }
}

/// Everything that child allowance plugs into the house.
#[must_use]
pub fn business() -> Business {
    Business {
        id: "027",
        code: "child_allowance",
        name: Name { ja: "児童手当", en: "Child allowance" },
        group: "子ども",
        permissions: PERMISSIONS,
        routes: api::routes,
        statutes: Some(&law::STATUTES),
        rules: || facts::RULES.to_vec(),
        runs: &[runs::REGULAR_PAYMENT],
        run_documents: &[notices::RUN_DOCUMENTS],
        forms: &[notices::CERTIFICATION_NOTICE, notices::PAYMENT_NOTICE],
        sql: &[SqlText { name: "child_allowance/sql/grants.sql", text: include_str!("../sql/grants.sql") }],
        person_line: api::certified_line,
        reactions: reactions::REACTIONS,
    }
}

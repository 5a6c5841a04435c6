//! The one list of businesses, and what is read off it.

use batch::RunKind;
use business_kit::{Business, Name, Permission, SqlText};
use database::SqlFile;
use statute::door::Rule;

/// Every business that this house serves, in the national order.
#[must_use]
pub fn businesses() -> Vec<Business> {
    vec![resident_register::business(), child_allowance::business()]
}

/// What may be permitted: the house's own permissions and those of every business.
#[must_use]
pub fn permissions() -> Vec<Permission> {
    let own = [
        ("batch.run.read", "処理を見る", "See runs"),
        ("exchange.work_item.read", "要処理を見る", "See work items"),
        ("exchange.work_item.close", "要処理を終える", "End work items"),
        ("migration.load.read", "移行を見る", "See migrations"),
        ("statute.rule.evaluate", "試算する", "Try rules"),
        (register::guard::DISCLOSE_PERMISSION, "支援措置の方の情報を見る", "See protected people"),
    ];
    let own = own.into_iter().map(|(code, ja, en)| Permission { code, name: Name { ja, en } });
    own.chain(businesses().iter().flat_map(|business| business.permissions.iter().copied())).collect()
}

/// The rules of every business at the uniform door.
#[must_use]
pub fn rules() -> Vec<Rule> {
    businesses().iter().flat_map(|business| (business.rules)()).collect()
}

/// The kinds of run of every business.
#[must_use]
pub fn run_kinds() -> Vec<RunKind> {
    businesses().iter().flat_map(|business| business.runs.iter().copied()).collect()
}

/// Views, policies and grants in the order in which they are applied: lower floors first.
#[must_use]
pub fn replaceable_sql() -> Vec<SqlFile> {
    let lower = [access::SQL, batch::SQL, notification::SQL, register::SQL, exchange::SQL, disbursement::SQL];
    let lower = lower.into_iter().flatten().map(|&(name, text)| SqlText { name, text });
    lower
        .chain(businesses().iter().flat_map(|business| business.sql.iter().copied()))
        .chain(migration::SQL.iter().map(|&(name, text)| SqlText { name, text }))
        .map(|file| SqlFile { name: file.name.into(), text: file.text.into() })
        .collect()
}

//! The rules by their names, with facts and outcomes as JSON: what the command line, the API for what-if questions and
//! the worked examples use. Names of facts follow the published examples where they say what they are.

mod assessed_income;
mod codes;
mod monthly_amount;
mod payee;
mod payments;
mod periods;

pub use codes::{class_code, eligibility_code, standing_code};
use serde::de::DeserializeOwned;
use serde_json::Value;
use statute::door::{self, Field, Rule, RuleProblem};

/// 児童手当の規則 — every rule of this business at the door.
pub static RULES: &[Rule] = &[
    monthly_amount::RULE,
    periods::START_MONTH,
    periods::DECREASE_MONTH,
    periods::END_MONTH,
    payee::RULE,
    assessed_income::RULE,
    payments::SCHEDULE,
    payments::DIFFERENCE,
];

const BUSINESS: &str = "child_allowance";

/// Checks facts against their fields and takes them.
fn take<T: DeserializeOwned>(fields: &[Field], facts: Value) -> Result<T, RuleProblem> {
    door::check(fields, &facts)?;
    serde_json::from_value(facts).map_err(|error| RuleProblem::unforeseen(&error))
}

/// The law is looked up for this month: a month without law is the fault of that field.
fn in_month<T>(found: Result<T, statute::LawProblem>, field: &str) -> Result<T, RuleProblem> {
    found.map_err(|problem| RuleProblem::from(problem).within(&door::pointer("", field)))
}

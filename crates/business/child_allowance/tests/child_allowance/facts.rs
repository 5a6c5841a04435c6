//! Short ways to write facts and to ask rules.

use std::sync::LazyLock;

use child_allowance::facts::RULES;
use child_allowance::law::STATUTES;
use child_allowance::model::{Child, Family, Means, MonthlyAmount, OlderSiblingSupport, Placement, Residence};
use child_allowance::rules::{self, MonthLaw};
use chrono::NaiveDate;
use serde_json::Value;
use statute::door::{Mode, Rule, RuleProblem};
use statute::{LawBook, Silent};
use values::{YearMonth, Yen};

/// The law of Osaka, its ordinance included.
pub(crate) fn osaka() -> &'static LawBook {
    static OSAKA: LazyLock<LawBook> = LazyLock::new(|| STATUTES.book(Some("271004")).unwrap());
    &OSAKA
}

pub(crate) fn rule(name: &str) -> &'static Rule {
    RULES.iter().find(|rule| rule.name == name).unwrap()
}

/// The outcome of a rule by name, under the law of Osaka.
pub(crate) fn eval(name: &str, facts: Value) -> Result<Value, RuleProblem> {
    (rule(name).eval)(osaka(), facts, Mode::Silent)
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn month(text: &str) -> YearMonth {
    text.parse().unwrap()
}

pub(crate) fn born(text: &str) -> Child {
    Child {
        name: None,
        born_on: day(text),
        residence: Residence::Japan,
        placement: Placement::Family,
        support: OlderSiblingSupport::NotBorne,
    }
}

pub(crate) fn supported(text: &str) -> Child {
    Child { support: OlderSiblingSupport::Borne, ..born(text) }
}

pub(crate) fn family(children: Vec<Child>) -> Family {
    Family { claimant: None, children, means: None }
}

pub(crate) fn with_income(children: Vec<Child>, income: i64, dependents: u32) -> Family {
    let means = Means { income: Yen::new(income), dependents, elderly_dependents: 0 };
    Family { claimant: None, children, means: Some(means) }
}

pub(crate) fn monthly(family: &Family, in_month: &str) -> MonthlyAmount {
    rules::monthly_amount(&MonthLaw::on(osaka(), month(in_month)).unwrap(), family, &mut Silent)
}

/// The amounts by child, in yen.
pub(crate) fn amounts(family: &Family, in_month: &str) -> Vec<i64> {
    monthly(family, in_month).children.iter().map(|child| child.amount.get()).collect()
}

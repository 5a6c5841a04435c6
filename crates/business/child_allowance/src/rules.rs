//! The law of child allowance: pure functions, one an article, no I/O.
//!
//! [`MonthLaw::on`] looks up every value of the law for one benefit month, once; [`monthly_amount`] then computes any
//! number of families. A structural change of the law is a regime with a module of its own: [`until_2024_09`] and
//! [`from_2024_10`]. What both have in common (who is counted, from when to when, who is paid) stands in the topics.

pub mod assessed_income;
pub mod counting;
pub mod difference;
pub mod eligibility;
pub mod from_2024_10;
pub mod income_limit;
mod narration;
pub mod outlook;
pub mod payee;
pub mod payment;
pub mod period;
pub mod unpaid;
pub mod until_2024_09;

use statute::{Explain, LawBook, LawProblem};
use values::{YearMonth, Yen};

use crate::model::{ChildAmount, Class, Eligibility, Family, MonthlyAmount, Standing};
use counting::AgeLaw;

/// 一月分の法令 — the law of one benefit month.
#[derive(Debug, Clone)]
pub struct MonthLaw {
    /// The benefit month.
    pub month: YearMonth,
    /// The ages at which things change.
    pub ages: AgeLaw,
    /// The amounts, by regime.
    pub regime: Regime,
}

/// 制度 — the structure of the law in a month.
#[derive(Debug, Clone)]
pub enum Regime {
    /// 令和6年9月分まで.
    Until202409(Box<until_2024_09::Law>),
    /// 令和6年10月分から.
    From202410(Box<from_2024_10::Law>),
}

impl MonthLaw {
    /// The law in force for the benefit month: amounts are looked up by the month they are for, never by today.
    ///
    /// # Errors
    /// The month lies before the law that is kept (令和4年6月).
    pub fn on(book: &LawBook, month: YearMonth) -> Result<MonthLaw, LawProblem> {
        let on = month.first_day();
        let regime = if on < from_2024_10::FIRST_DAY {
            Regime::Until202409(Box::new(until_2024_09::Law::on(book, on)?))
        } else {
            Regime::From202410(Box::new(from_2024_10::Law::on(book, on)?))
        };
        Ok(MonthLaw { month, ages: AgeLaw::on(book, on)?, regime })
    }
}

/// 児童手当の月額 — what a family is paid for the month (児童手当法3条, 4条, 6条, 17条).
pub fn monthly_amount(law: &MonthLaw, family: &Family, explain: &mut impl Explain) -> MonthlyAmount {
    let eligibility = eligibility::of_family(family, explain);
    if eligibility != Eligibility::Eligible {
        return nothing(law, family, eligibility);
    }
    let mut children = counting::children(law, family, explain);
    match &law.regime {
        Regime::Until202409(amounts) => amounts.pay(law, family, &mut children, explain),
        Regime::From202410(amounts) => amounts.pay(law, family, &mut children, explain),
    }
    let total: Yen = children.iter().map(|child| child.amount).sum();
    explain.record(|| narration::total(family, &children, total));
    MonthlyAmount { month: law.month, eligibility, children, total }
}

/// The outcome of who is not paid here: every child is shown, none is paid.
fn nothing(law: &MonthLaw, family: &Family, eligibility: Eligibility) -> MonthlyAmount {
    let unpaid = |child| ChildAmount {
        standing: counting::standing(law, family.recipient_kind(), child).0,
        order: None,
        class: Class::Unpaid,
        amount: Yen::ZERO,
        through: None,
    };
    let children = family.children.iter().map(unpaid).collect();
    MonthlyAmount { month: law.month, eligibility, children, total: Yen::ZERO }
}

/// The children who are paid for, with their facts and place in the list.
fn paid<'a>(
    family: &'a Family,
    amounts: &'a mut [ChildAmount],
) -> impl Iterator<Item = (usize, &'a crate::model::Child, &'a mut ChildAmount)> {
    let pairs = family.children.iter().zip(amounts).enumerate();
    pairs
        .map(|(index, (child, amount))| (index, child, amount))
        .filter(|(_, _, amount)| amount.standing == Standing::Paid)
}

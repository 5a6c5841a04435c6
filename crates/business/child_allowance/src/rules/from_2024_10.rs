//! 令和6年10月分からの額 — paid to the year of age 18, counted to 22, no income test, 30,000 from the third child
//! (児童手当法6条1項, as amended by 令和6年法律第47号).

use chrono::NaiveDate;
use statute::{Explain, InForce, LawBook, LawProblem};
use values::Yen;

use super::{MonthLaw, counting, narration, paid};
use crate::model::{ChildAmount, Class, Family};

/// First day of this regime.
pub const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2024, 10, 1) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// 算定額 — the three amounts of 6条3項.
#[derive(Debug, Clone)]
pub struct Law {
    /// 三歳未満児童算定額.
    pub under_three: InForce<Yen>,
    /// 三歳以上児童算定額.
    pub three_and_over: InForce<Yen>,
    /// 第三子以降算定額.
    pub third_or_later: InForce<Yen>,
}

impl Law {
    pub(crate) fn on(book: &LawBook, on: NaiveDate) -> Result<Law, LawProblem> {
        Ok(Law {
            under_three: book.in_force("under_three_amount", on)?,
            three_and_over: book.in_force("three_and_over_amount", on)?,
            third_or_later: book.in_force("third_or_later_amount", on)?,
        })
    }

    /// 6条1項: the amount of each child who is paid for.
    pub(crate) fn pay(&self, law: &MonthLaw, family: &Family, amounts: &mut [ChildAmount], explain: &mut impl Explain) {
        if family.means.is_some() {
            explain.record(narration::no_income_test);
        }
        explain_orders(family, amounts, explain);
        for (index, child, amount) in paid(family, amounts) {
            let ordinary = if counting::is_under_three(law, child) { &self.under_three } else { &self.three_and_over };
            let (class, value) = match amount.order {
                Some(3..) => (Class::ThirdOrLater, &self.third_or_later),
                Some(..3) | None if counting::is_under_three(law, child) => (Class::UnderThree, ordinary),
                Some(..3) | None => (Class::ThreeAndOver, ordinary),
            };
            (amount.class, amount.amount) = (class, value.value);
            explain.record(|| narration::amount(child, index, class, value, ordinary));
        }
    }
}

/// The place of each paid child in the order, one step each.
pub(super) fn explain_orders(family: &Family, amounts: &[ChildAmount], explain: &mut impl Explain) {
    for (index, amount) in amounts.iter().enumerate() {
        if let Some(order) = amount.order.filter(|_| amount.standing == crate::model::Standing::Paid) {
            explain.record(|| narration::order(family, amounts, index, order));
        }
    }
}

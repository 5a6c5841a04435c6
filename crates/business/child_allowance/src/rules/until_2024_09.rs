//! 令和6年9月分までの額 — paid to the end of junior high school, counted to the year of age 18, with income limits
//! (児童手当法5条, 6条, 附則2条 before 令和6年法律第47号). Superseded: kept untouched, with its tests.

use chrono::NaiveDate;
use statute::{Explain, InForce, LawBook, LawProblem};
use values::Yen;

use super::income_limit::{IncomeLimitLaw, IncomeTier};
use super::{MonthLaw, counting, from_2024_10, narration, paid};
use crate::model::{Child, ChildAmount, Class, Family, RecipientKind};

/// 旧法の額と所得制限 — the amounts and the income test.
#[derive(Debug, Clone)]
pub struct Law {
    /// 3歳未満.
    pub under_three: InForce<Yen>,
    /// 3歳以上小学校修了前の第1子・第2子.
    pub three_and_over: InForce<Yen>,
    /// 3歳以上小学校修了前の第3子以降.
    pub third_or_later: InForce<Yen>,
    /// 小学校修了後中学校修了前.
    pub junior_high: InForce<Yen>,
    /// 特例給付.
    pub special_benefit: InForce<Yen>,
    /// 小学校修了の年齢.
    pub elementary_until: InForce<u32>,
    /// 所得制限限度額・所得上限限度額.
    pub income: IncomeLimitLaw,
}

impl Law {
    pub(crate) fn on(book: &LawBook, on: NaiveDate) -> Result<Law, LawProblem> {
        Ok(Law {
            under_three: book.in_force("under_three_amount", on)?,
            three_and_over: book.in_force("three_and_over_amount", on)?,
            third_or_later: book.in_force("third_or_later_amount", on)?,
            junior_high: book.in_force("junior_high_amount", on)?,
            special_benefit: book.in_force("special_benefit_amount", on)?,
            elementary_until: book.in_force("elementary_until_age", on)?,
            income: IncomeLimitLaw::on(book, on)?,
        })
    }

    /// 6条1項, after 5条1項 and 附則2条: the amount of each child who is paid for.
    pub(crate) fn pay(&self, law: &MonthLaw, family: &Family, amounts: &mut [ChildAmount], explain: &mut impl Explain) {
        let tier = self.income_tier(family, explain);
        from_2024_10::explain_orders(family, amounts, explain);
        for (index, child, amount) in paid(family, amounts) {
            let (class, value) = match tier {
                IncomeTier::Ordinary => self.ordinary(law, child, amount.order),
                IncomeTier::Special => (Class::SpecialBenefit, &self.special_benefit),
                IncomeTier::AboveUpper => {
                    amount.class = Class::AboveUpperLimit;
                    continue;
                }
            };
            (amount.class, amount.amount) = (class, value.value);
            explain.record(|| narration::amount(child, index, class, value, &self.three_and_over));
        }
    }

    /// 5条1項: individuals only, and only where income is known.
    fn income_tier(&self, family: &Family, explain: &mut impl Explain) -> IncomeTier {
        match (family.recipient_kind(), &family.means) {
            (RecipientKind::Individual, Some(means)) => self.income.tier(means, explain),
            (RecipientKind::Individual, None) | (RecipientKind::Corporate | RecipientKind::Institution, _) => {
                IncomeTier::Ordinary
            }
        }
    }

    /// 6条1項1号: by age; the third child has more only from three to the end of elementary school.
    fn ordinary(&self, law: &MonthLaw, child: &Child, order: Option<u32>) -> (Class, &InForce<Yen>) {
        if counting::is_under_three(law, child) {
            return (Class::UnderThree, &self.under_three);
        }
        if law.month > counting::end_of_school_year(child.born_on, self.elementary_until.value) {
            return (Class::JuniorHigh, &self.junior_high);
        }
        match order {
            Some(3..) => (Class::ThirdOrLater, &self.third_or_later),
            Some(..3) | None => (Class::ThreeAndOver, &self.three_and_over),
        }
    }
}

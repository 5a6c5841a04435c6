//! 所得制限（令和6年9月分まで） — 児童手当法5条1項 and 附則2条, 施行令1条 and 7条. Superseded: kept untouched.

use chrono::NaiveDate;
use statute::{Explain, InForce, LawBook, LawProblem};
use values::Yen;

use super::narration;
use crate::model::Means;

/// 所得制限限度額・所得上限限度額 — the two limits and what dependents add to both.
#[derive(Debug, Clone)]
pub struct IncomeLimitLaw {
    /// 所得制限限度額.
    pub limit: InForce<Yen>,
    /// 所得上限限度額.
    pub upper_limit: InForce<Yen>,
    /// 扶養親族等一人ごと.
    pub per_dependent: InForce<Yen>,
    /// 70歳以上の扶養親族等一人ごとの上乗せ.
    pub per_elderly_dependent: InForce<Yen>,
}

/// 所得の区分 — where the income lies between the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncomeTier {
    /// Below the limit: 児童手当.
    Ordinary,
    /// At or above the limit, below the upper one: 特例給付.
    Special,
    /// At or above the upper limit: nothing.
    AboveUpper,
}

impl IncomeLimitLaw {
    pub(crate) fn on(book: &LawBook, on: NaiveDate) -> Result<IncomeLimitLaw, LawProblem> {
        Ok(IncomeLimitLaw {
            limit: book.in_force("income_limit", on)?,
            upper_limit: book.in_force("income_upper_limit", on)?,
            per_dependent: book.in_force("limit_per_dependent", on)?,
            per_elderly_dependent: book.in_force("limit_per_elderly_dependent", on)?,
        })
    }

    /// A limit with what the dependents add.
    #[must_use]
    pub fn raised(&self, limit: Yen, means: &Means) -> Yen {
        limit
            + self.per_dependent.value * i64::from(means.dependents)
            + self.per_elderly_dependent.value * i64::from(means.elderly_dependents)
    }

    /// 5条1項: 「未満」; who reaches a limit has left what lies below it.
    pub fn tier(&self, means: &Means, explain: &mut impl Explain) -> IncomeTier {
        let limit = self.raised(self.limit.value, means);
        let upper = self.raised(self.upper_limit.value, means);
        let tier = if means.income < limit {
            IncomeTier::Ordinary
        } else if means.income < upper {
            IncomeTier::Special
        } else {
            IncomeTier::AboveUpper
        };
        explain.record(|| narration::income_tier(self, means, tier));
        tier
    }
}

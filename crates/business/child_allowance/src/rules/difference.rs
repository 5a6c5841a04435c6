//! 遡及の差額 — what a changed computation means for months already decided (児童手当法9条, 13条).

use std::collections::BTreeMap;

use statute::Explain;
use values::{YearMonth, Yen};

use super::narration;

/// 月ごとの差額.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDifference {
    /// The benefit month.
    pub month: YearMonth,
    /// As decided before.
    pub before: Yen,
    /// As computed now.
    pub after: Yen,
    /// 差額: above zero is to be paid, below was overpaid.
    pub difference: Yen,
}

/// 差額 — by month and in sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Every month that differs, in order.
    pub months: Vec<MonthDifference>,
    /// 追給額: sum of what is to be paid.
    pub to_pay: Yen,
    /// 過払額: sum of what was overpaid; it may be set off against later payments (13条), else it is claimed back.
    pub overpaid: Yen,
}

/// The differences between two computations. A month that one of them does not know counts as nothing there.
pub fn between(
    before: &BTreeMap<YearMonth, Yen>,
    after: &BTreeMap<YearMonth, Yen>,
    explain: &mut impl Explain,
) -> Difference {
    let mut pairs: BTreeMap<YearMonth, (Yen, Yen)> = BTreeMap::new();
    for (&month, &amount) in before {
        pairs.entry(month).or_default().0 = amount;
    }
    for (&month, &amount) in after {
        pairs.entry(month).or_default().1 = amount;
    }
    let differing = pairs.into_iter().filter(|(_, (before, after))| before != after);
    let months: Vec<MonthDifference> = differing
        .map(|(month, (before, after))| MonthDifference { month, before, after, difference: after - before })
        .collect();
    let to_pay = months.iter().map(|month| month.difference.max(Yen::ZERO)).sum();
    let overpaid = months.iter().map(|month| (-month.difference).max(Yen::ZERO)).sum();
    let difference = Difference { months, to_pay, overpaid };
    explain.record(|| narration::difference(&difference));
    difference
}

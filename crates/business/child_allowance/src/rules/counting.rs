//! 児童の扱いと順番 — which children are paid for, which only count, and in what order (児童手当法3条, 4条, 6条2項).

use chrono::NaiveDate;
use statute::{Explain, InForce, LawBook, LawProblem};
use values::{FiscalYear, YearMonth, Yen, age};

use super::{MonthLaw, Regime, narration};
use crate::model::{
    Child, ChildAmount, Class, Family, OlderSiblingSupport, Placement, RecipientKind, Residence, Standing,
};

/// 年齢の区切り — the ages at which a child's standing changes.
#[derive(Debug, Clone)]
pub struct AgeLaw {
    /// 三歳未満.
    pub under_three: InForce<u32>,
    /// 支給する年齢.
    pub paid_until: InForce<u32>,
    /// 順番に数える年齢.
    pub counted_until: InForce<u32>,
}

impl AgeLaw {
    pub(crate) fn on(book: &LawBook, on: NaiveDate) -> Result<AgeLaw, LawProblem> {
        Ok(AgeLaw {
            under_three: book.in_force("under_three_age", on)?,
            paid_until: book.in_force("paid_until_age", on)?,
            counted_until: book.in_force("counted_until_age", on)?,
        })
    }
}

/// The month of the first 31 March on or after the day on which the age is attained.
#[must_use]
pub fn end_of_school_year(born_on: NaiveDate, years: u32) -> YearMonth {
    YearMonth::of(FiscalYear::of(age::attained_on(born_on, years)).last_day())
}

/// 三歳未満: through the month of the day on which three is attained, the day before the birthday. Who was born on the
/// first of a month so leaves it one month earlier (6条2項4号・5号, 月の初日に生まれた児童).
#[must_use]
pub fn is_under_three(law: &MonthLaw, child: &Child) -> bool {
    law.month <= YearMonth::of(age::attained_on(child.born_on, law.ages.under_three.value))
}

/// 3条, 6条2項2号: what the child is in the month, and the last month of that standing where age ends it.
#[must_use]
pub fn standing(law: &MonthLaw, recipient: RecipientKind, child: &Child) -> (Standing, Option<YearMonth>) {
    if law.month <= YearMonth::of(child.born_on) {
        return (Standing::NotYet, None);
    }
    let paid_through = end_of_school_year(child.born_on, law.ages.paid_until.value);
    let counted_through = end_of_school_year(child.born_on, law.ages.counted_until.value);
    if law.month > counted_through {
        return (Standing::AgedOut, None);
    }
    if child.residence == Residence::Abroad {
        return (Standing::Abroad, None);
    }
    if !is_placed_with(recipient, child.placement) {
        return (Standing::PlacedElsewhere, None);
    }
    if law.month <= paid_through {
        return (Standing::Paid, Some(paid_through));
    }
    match recipient {
        RecipientKind::Individual if counts_beyond_payment(law, child) => {
            (Standing::CountedOnly, Some(counted_through))
        }
        RecipientKind::Individual => (Standing::NotSupported, None),
        RecipientKind::Corporate | RecipientKind::Institution => (Standing::AgedOut, None),
    }
}

/// 6条2項2号: an older sibling counts while the recipient bears the support. Until 2024-09 the years beyond payment (15 to
/// 18) were still those of a 児童 in custody, who counts without a confirmation.
fn counts_beyond_payment(law: &MonthLaw, child: &Child) -> bool {
    match (&law.regime, child.support) {
        (Regime::Until202409(_), OlderSiblingSupport::Borne | OlderSiblingSupport::NotBorne)
        | (Regime::From202410(_), OlderSiblingSupport::Borne) => true,
        (Regime::From202410(_), OlderSiblingSupport::NotBorne) => false,
    }
}

/// 4条1項: a placed child is the institution's, every other one the family's.
fn is_placed_with(recipient: RecipientKind, placement: Placement) -> bool {
    match recipient {
        RecipientKind::Individual | RecipientKind::Corporate => placement == Placement::Family,
        RecipientKind::Institution => placement == Placement::Institution,
    }
}

/// The children of the month with standing and order; amounts follow from the regime.
pub(crate) fn children(law: &MonthLaw, family: &Family, explain: &mut impl Explain) -> Vec<ChildAmount> {
    let recipient = family.recipient_kind();
    let with_standing = |child| {
        let (standing, through) = standing(law, recipient, child);
        ChildAmount { standing, order: None, class: Class::Unpaid, amount: Yen::ZERO, through }
    };
    let mut amounts: Vec<ChildAmount> = family.children.iter().map(with_standing).collect();
    match recipient {
        RecipientKind::Individual => order_from_oldest(family, &mut amounts),
        // 6条1項2号・3号 know no order.
        RecipientKind::Corporate | RecipientKind::Institution => {}
    }
    explain.record(|| narration::counted(law, family, &amounts));
    amounts
}

/// 6条1項1号: counted children in order of birth, the oldest first; twins in the order of the facts, who are paid alike in
/// sum. Each counts those before it: families are small, and nothing is allocated.
fn order_from_oldest(family: &Family, amounts: &mut [ChildAmount]) {
    let mut place = 0_usize;
    while let Some(child) = family.children.get(place) {
        let before = |&(other, sibling): &(usize, &Child)| (sibling.born_on, other) < (child.born_on, place);
        let older = family.children.iter().enumerate().filter(before);
        let counted = older.filter(|(other, _)| amounts.get(*other).is_some_and(|amount| amount.standing.is_counted()));
        let order = u32::try_from(counted.count()).unwrap_or(u32::MAX).saturating_add(1);
        if let Some(amount) = amounts.get_mut(place).filter(|amount| amount.standing.is_counted()) {
            amount.order = Some(order);
        }
        place += 1;
    }
}

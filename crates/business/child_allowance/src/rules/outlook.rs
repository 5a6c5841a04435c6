//! これからの変化 — what will change under the law and the family as they are now (児童手当法3条, 6条).

use statute::{Silent, Words};
use values::{YearMonth, Yen};

use super::{MonthLaw, monthly_amount, narration};
use crate::model::Family;

/// 変化 — a month from which a child is paid, counted or classed otherwise than in the month before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The first benefit month of the new state.
    pub month: YearMonth,
    /// Total of the month before.
    pub before: Yen,
    /// Total from this month.
    pub after: Yen,
    /// One sentence for each child that changes.
    pub reasons: Vec<Words>,
}

/// The changes after the month of the law through `last`, under that same law.
#[must_use]
pub fn changes(law: &MonthLaw, family: &Family, last: YearMonth) -> Vec<Change> {
    let mut law = law.clone();
    let mut before = monthly_amount(&law, family, &mut Silent);
    let mut changes = Vec::new();
    for month in law.month.next().through(last) {
        law.month = month;
        let after = monthly_amount(&law, family, &mut Silent);
        let reasons = narration::changes(&law, family, &before, &after);
        if !reasons.is_empty() {
            changes.push(Change { month, before: before.total, after: after.total, reasons });
        }
        before = after;
    }
    changes
}

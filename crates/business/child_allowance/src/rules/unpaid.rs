//! 未支払の児童手当 — what a deceased recipient had not been paid yet (児童手当法12条).

use statute::Explain;
use values::Yen;

use super::narration;
use crate::model::MonthlyAmount;

/// 未支払額 — 児童手当法12条1項: to each child whom the deceased recipient had in custody, that child's part of the months
/// not yet paid, in the order of the facts. The months end with the month of the death (8条2項).
pub fn of_deceased(unpaid: &[MonthlyAmount], explain: &mut impl Explain) -> Vec<Yen> {
    let children = unpaid.iter().map(|month| month.children.len()).max().unwrap_or_default();
    let part = |place: usize| unpaid.iter().filter_map(|month| Some(month.children.get(place)?.amount)).sum();
    let parts: Vec<Yen> = (0..children).map(part).collect();
    explain.record(|| narration::unpaid(unpaid, &parts));
    parts
}

//! The lines of a chunk: pure arithmetic over frozen facts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use statute::{LawBook, Recording, Silent};
use values::{YearMonth, Yen};

use crate::ChildAllowanceError;
use crate::certification::{placement_of, residence_of};
use crate::decisions::{MonthFamily, stored_facts};
use crate::facts::class_code;
use crate::model::{Child, Family, MonthlyAmount};
use crate::rules::{MonthLaw, monthly_amount};
use crate::store::runs::{ChunkFacts, FactRow, PlanRow};
use crate::store::{addressee, support};

/// Decided amounts of a certification: from which month, how much; oldest decision first.
type Decided = BTreeMap<(i64, String), Vec<(NaiveDate, i64)>>;

/// The lines of a chunk, and how many recipients they pay.
pub(super) fn plan(
    book: &LawBook,
    run_number: i64,
    facts: &ChunkFacts,
) -> Result<(Vec<PlanRow>, i64), ChildAllowanceError> {
    let mut decided = Decided::new();
    for (recipient, certification, from, yen) in &facts.decided {
        decided.entry((*recipient, certification.clone())).or_default().push((*from, *yen));
    }
    let mut planner = Planner { book, run_number, laws: BTreeMap::new(), rows: Vec::new() };
    let of_same = |one: &FactRow, next: &FactRow| {
        one.addressee_number == next.addressee_number && one.certification_number == next.certification_number
    };
    for children in facts.facts.chunk_by(of_same) {
        let Some(first) = children.first() else { continue };
        let known = decided.remove(&(first.addressee_number, first.certification_number.clone())).unwrap_or_default();
        planner.certification(first, children, known)?;
    }
    planner.differences(facts);
    let mut rows = planner.rows;
    rows.sort_by_key(|row| row.addressee_number);
    let recipients = rows.chunk_by(|one, next| one.addressee_number == next.addressee_number).count();
    Ok((rows, i64::try_from(recipients).unwrap_or(i64::MAX)))
}

struct Planner<'a> {
    book: &'a LawBook,
    run_number: i64,
    laws: BTreeMap<YearMonth, MonthLaw>,
    rows: Vec<PlanRow>,
}

impl Planner<'_> {
    /// A line for each month with an amount.
    fn certification(
        &mut self,
        first: &FactRow,
        children: &[FactRow],
        mut decided: Vec<(NaiveDate, i64)>,
    ) -> Result<(), ChildAllowanceError> {
        for month in YearMonth::of(first.from_month).through(YearMonth::of(first.through_month)) {
            let facts = family(children, month)?;
            let law = match self.laws.get(&month) {
                Some(law) => law,
                None => self.laws.entry(month).or_insert(MonthLaw::on(self.book, month)?),
            };
            let amount = monthly_amount(law, &facts.family, &mut Silent);
            let day = month.first_day();
            let known = decided.iter().rev().find(|(from, _)| *from <= day).map(|(_, yen)| *yen);
            let decision = if known == Some(amount.total.get()) {
                None
            } else {
                decided.push((day, amount.total.get()));
                let mut recording = Recording::default();
                monthly_amount(law, &facts.family, &mut recording);
                let law = self.book.version_on(day);
                let explanation = recording.finish(law.clone());
                Some(json!({
                    "law_version": law, "inputs": stored_facts(&facts, month), "explanation": explanation
                }))
            };
            if amount.total > Yen::ZERO {
                let row = line(self.run_number, first, &facts, &amount, decision);
                self.rows.push(row);
            }
        }
        Ok(())
    }

    /// Open differences: what is to be paid, and what was overpaid as far as this payment covers it (児童手当法13条).
    fn differences(&mut self, facts: &ChunkFacts) {
        let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
        for row in &self.rows {
            *sums.entry(row.addressee_number).or_default() += row.amount_yen;
        }
        let mut lines: BTreeMap<(i64, String, NaiveDate), i64> = BTreeMap::new();
        for open in &facts.differences {
            let key = (open.addressee_number, open.certification_number.clone(), open.benefit_month);
            *lines.entry(key).or_default() += open.after_yen - open.before_yen;
        }
        let mut ordered: Vec<_> = lines.into_iter().collect();
        ordered.sort_by_key(|(key, yen)| (key.0, -yen.signum(), key.2));
        for ((addressee_number, certification_number, benefit_month), yen) in ordered {
            let sum = sums.entry(addressee_number).or_default();
            if yen == 0 || *sum + yen < 0 {
                continue;
            }
            *sum += yen;
            self.rows.push(PlanRow {
                addressee_number,
                run_number: self.run_number,
                certification_number,
                benefit_month,
                line_kind: "difference",
                amount_yen: yen,
                child_addressee_numbers: Vec::new(),
                child_yen: Vec::new(),
                child_classes: Vec::new(),
                decision: None::<Value>,
            });
        }
    }
}

fn line(
    run_number: i64,
    of: &FactRow,
    facts: &MonthFamily,
    amount: &MonthlyAmount,
    decision: Option<Value>,
) -> PlanRow {
    PlanRow {
        addressee_number: of.addressee_number,
        run_number,
        certification_number: of.certification_number.clone(),
        benefit_month: amount.month.first_day(),
        line_kind: "regular",
        amount_yen: amount.total.get(),
        child_addressee_numbers: facts.children.iter().map(|number| number.to_i64()).collect(),
        child_yen: amount.children.iter().map(|child| child.amount.get()).collect(),
        child_classes: amount.children.iter().map(|child| class_code(child.class)).collect(),
        decision,
    }
}

/// The family of a month; a child of whom no day of birth is known is left out, and the checker says so.
fn family(rows: &[FactRow], month: YearMonth) -> Result<MonthFamily, ChildAllowanceError> {
    let day = month.first_day();
    let mut known: Vec<(NaiveDate, &FactRow)> = rows
        .iter()
        .filter(|row| row.child_from_month <= day && row.child_through_month.is_none_or(|last| day <= last))
        .filter_map(|row| Some((row.born_on?, row)))
        .collect();
    known.sort_by_key(|(born_on, row)| (*born_on, row.child_addressee_number));
    let unreadable = || ChildAllowanceError::Unreadable("child_allowance.run_facts");
    let children = known
        .iter()
        .map(|(born_on, row)| {
            Ok(Child {
                name: None,
                born_on: *born_on,
                residence: residence_of(&row.residence).ok_or_else(unreadable)?,
                placement: placement_of(&row.placement).ok_or_else(unreadable)?,
                support: support(row.is_supported),
            })
        })
        .collect::<Result<_, ChildAllowanceError>>()?;
    Ok(MonthFamily {
        children: known.iter().map(|(_, row)| addressee(row.child_addressee_number)).collect::<Result<_, _>>()?,
        family: Family { claimant: None, children, means: None },
    })
}

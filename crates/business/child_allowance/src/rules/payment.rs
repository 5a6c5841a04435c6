//! 支払の予定 — which months are paid on which day (児童手当法8条4項).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use statute::{Explain, InForce, LawBook, LawProblem, MonthSet};
use values::{Holidays, YearMonth, Yen, deadline};

use super::narration;

/// 支払 — one payment of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The month in which it is paid.
    pub month: YearMonth,
    /// The day, where the municipality has set one and the payment is a regular one.
    pub paid_out_on: Option<NaiveDate>,
    /// Regular or off the cycle.
    pub cycle: Cycle,
    /// The benefit months it is for, in order.
    pub benefit_months: Vec<YearMonth>,
    /// The sum.
    pub amount: Yen,
}

/// 支払の区分.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cycle {
    /// 定時払: in a month of payment.
    Regular,
    /// 随時払 (8条4項ただし書): what should have been paid before, or the rest after the ground ceased.
    OffCycle,
}

/// 支払の前提 — what a plan is made for.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// Amount by benefit month.
    pub amounts: &'a BTreeMap<YearMonth, Yen>,
    /// The month in which the decision falls: nothing is paid before it.
    pub decided_in: Option<YearMonth>,
    /// The last benefit month, once the ground for payment has ceased.
    pub ended_in: Option<YearMonth>,
}

/// 支払の予定 — 児童手当法8条4項: in each month of payment, what is due through the month before. What should have been
/// paid in an earlier period, and the rest after the end, may be paid in any month.
///
/// # Errors
/// The law knows no months of payment for a benefit month.
pub fn schedule(
    book: &LawBook,
    plan: &Plan<'_>,
    holidays: &Holidays,
    explain: &mut impl Explain,
) -> Result<Vec<Payment>, LawProblem> {
    let mut payments: BTreeMap<YearMonth, Payment> = BTreeMap::new();
    for (&benefit_month, &amount) in plan.amounts.iter().filter(|(_, amount)| !amount.is_zero()) {
        let months: InForce<MonthSet> = book.in_force("payment_months", benefit_month.first_day())?;
        let (month, cycle) = due(months.value, benefit_month, plan);
        let payment = payments.entry(month).or_insert_with(|| Payment {
            month,
            paid_out_on: paid_out_on(book, month, cycle, holidays),
            cycle,
            benefit_months: Vec::new(),
            amount: Yen::ZERO,
        });
        payment.benefit_months.push(benefit_month);
        payment.amount += amount;
    }
    let payments: Vec<Payment> = payments.into_values().collect();
    for payment in &payments {
        explain.record(|| narration::payment(payment));
    }
    Ok(payments)
}

/// The month in which a benefit month is paid.
fn due(months: MonthSet, benefit_month: YearMonth, plan: &Plan<'_>) -> (YearMonth, Cycle) {
    let regular = months.first_after(benefit_month).unwrap_or(benefit_month.next());
    // After the end the rest of the period need not wait for the month of payment.
    let earliest = plan.ended_in.map_or(regular, |ended| regular.min(ended.next().max(benefit_month.next())));
    let month = plan.decided_in.map_or(earliest, |decided| earliest.max(decided));
    (month, if months.contains(month.month()) { Cycle::Regular } else { Cycle::OffCycle })
}

/// The day of a regular payment: the municipality's, or the last open day before it. National law alone knows only the
/// month, and the day of an off-cycle payment is the office's to set.
fn paid_out_on(book: &LawBook, month: YearMonth, cycle: Cycle, holidays: &Holidays) -> Option<NaiveDate> {
    match cycle {
        Cycle::Regular => {
            let day: InForce<u32> = book.in_force("payment_day", month.first_day()).ok()?;
            Some(deadline::roll_back(month.day(day.value)?, holidays))
        }
        Cycle::OffCycle => None,
    }
}

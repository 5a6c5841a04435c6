//! 児童手当 in the old system: certifications, payments of the past, and what the next payment must come to.
//!
//! The sums are the oracle against which the benefit run is held: worked out here from the months of birth and a
//! table of three amounts, with nothing taken from the business that computes the allowance.

use chrono::{Datelike, NaiveDate};

use crate::days::{Month, plus_days, plus_years, weekday_until};
use crate::model::{Household, Member, State};
use crate::random::Draws;

/// A certification (認定) of a recipient.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) number: String,
    pub(crate) recipient: usize,
    pub(crate) claimed_on: NaiveDate,
    pub(crate) certified_on: NaiveDate,
    pub(crate) from: Month,
    pub(crate) children: Vec<ClaimChild>,
    pub(crate) bank: &'static str,
    pub(crate) branch: String,
    pub(crate) account: String,
    pub(crate) ended_on: Option<NaiveDate>,
}

/// A child of a certification.
#[derive(Debug, Clone)]
pub(crate) struct ClaimChild {
    pub(crate) member: usize,
    pub(crate) birth: NaiveDate,
    pub(crate) from: Month,
    pub(crate) bears_costs: bool,
}

/// What a certification comes to in one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct MonthSum {
    pub(crate) yen: i64,
    pub(crate) children: u64,
}

/// March of the 年度 in which somebody reaches an age, reached on the day before the birthday.
fn march_after(birth: NaiveDate, age: u32) -> Month {
    let reached = plus_days(plus_years(birth, age), -1);
    Month { year: if reached.month() <= 3 { reached.year() } else { reached.year() + 1 }, month: 3 }
}

impl ClaimChild {
    /// Paid for until the 18歳年度末.
    pub(crate) fn is_paid_in(&self, month: Month) -> bool {
        month <= march_after(self.birth, 18)
    }

    /// Counted until the 22歳年度末, if the recipient bears the costs.
    fn is_counted_in(&self, month: Month) -> bool {
        Month::of(self.birth) <= month
            && (self.is_paid_in(month) || (self.bears_costs && month <= march_after(self.birth, 22)))
    }

    fn is_under_three_in(&self, month: Month) -> bool {
        month <= Month::of(plus_days(plus_years(self.birth, 3), -1))
    }
}

impl Claim {
    /// What is due for a month from October 2024 on: 15,000 yen under three, 10,000 after, 30,000 from the third on.
    pub(crate) fn due_in(&self, month: Month) -> MonthSum {
        let mut sum = MonthSum::default();
        let is_over = self.ended_on.is_some_and(|on| month > Month::of(on));
        if is_over || month < self.from {
            return sum;
        }
        let counted = self.children.iter().filter(|child| child.is_counted_in(month));
        for (rank, child) in (1..).zip(counted) {
            if !child.is_paid_in(month) || month < child.from {
                continue;
            }
            sum.children += 1;
            sum.yen += match rank {
                1 | 2 if child.is_under_three_in(month) => 15_000,
                1 | 2 => 10_000,
                _ => 30_000,
            };
        }
        sum
    }
}

/// The day on which the allowance of the two months before `month` is paid: the 15th, or the last weekday before.
pub(crate) fn payday(month: Month) -> NaiveDate {
    weekday_until(plus_days(month.first_day(), 14))
}

/// The month of the next regular payment after a day: even months.
pub(crate) fn next_payment_month(as_of: NaiveDate) -> Month {
    let this = Month::of(as_of);
    let even = if this.month.is_multiple_of(2) { this } else { this.plus(1) };
    if payday(even) > as_of { even } else { even.plus(2) }
}

/// The six payments before the next one, oldest first: day and the two months paid for.
pub(crate) fn past_payments(as_of: NaiveDate) -> impl Iterator<Item = (NaiveDate, Month, Month)> {
    let next = next_payment_month(as_of);
    (1..=6).rev().map(move |back| {
        let month = next.plus(-2 * back);
        (payday(month), month.plus(-2), month.plus(-1))
    })
}

/// Banks that do not exist.
const BANKS: [&str; 4] = ["9101", "9102", "9103", "9104"];

/// The certification of a household with children, if somebody has claimed.
pub(crate) fn draw_claim(household: &Household, as_of: NaiveDate, draws: &mut Draws) -> Option<Claim> {
    let recipient = recipient(household, draws)?;
    let parent = household.members.get(recipient)?;
    let start = parent.rows.first()?.on;
    let is_third_generation = household.guardian == Some(2);
    let ended_on = parent.rows.last().filter(|row| row.state != State::Present).map(|row| row.on);
    let today = Month::of(ended_on.unwrap_or(as_of));
    let mut minors: Vec<(usize, &Member)> = household
        .members
        .iter()
        .enumerate()
        .filter(|(_, member)| member.is_child && !member.rows.is_empty())
        .filter(|(_, member)| member.is_resident() == ended_on.is_none())
        .filter(|(_, member)| !is_third_generation || member.rows.iter().any(|row| row.label == "孫"))
        .filter(|(_, member)| today <= march_after(member.birth, 22))
        .collect();
    minors.sort_by_key(|(_, member)| member.birth);
    let event = minors.first().map(|(_, member)| member.birth.max(start))?;
    let is_late = draws.chance(3_000);
    let wait = i64::try_from(if is_late { draws.between(40, 100) } else { draws.between(1, 14) }).unwrap_or(14);
    let claimed_on = plus_days(event, wait);
    // claimed within 15 days: from the month after the event (8条3項), otherwise from the month after the claim
    let from = Month::of(if is_late { claimed_on } else { event }).plus(1);
    let bears_costs = draws.chance(90_000);
    let mut children = Vec::new();
    for (position, member) in minors {
        let added_on = plus_days(member.birth, i64::try_from(draws.between(1, 14)).unwrap_or(14));
        if added_on <= ended_on.unwrap_or(as_of) {
            let is_minor = today <= march_after(member.birth, 18);
            children.push(ClaimChild {
                member: position,
                birth: member.birth,
                from: Month::of(member.birth).plus(1).max(from),
                bears_costs: is_minor || bears_costs,
            });
        }
    }
    let has_minor = children.iter().any(|child| child.is_paid_in(today));
    if !has_minor || claimed_on > ended_on.unwrap_or(as_of) {
        return None;
    }
    Some(Claim {
        number: format!("{:08}", 10_000_000 + household.index),
        recipient,
        claimed_on,
        certified_on: plus_days(claimed_on, 10).min(as_of),
        from,
        children,
        bank: draws.pick(&BANKS),
        branch: format!("{:03}", draws.between(1, 399)),
        account: format!("{:07}", draws.below(10_000_000)),
        ended_on,
    })
}

/// The guardian, or now and then the spouse.
fn recipient(household: &Household, draws: &mut Draws) -> Option<usize> {
    let guardian = household.guardian?;
    let spouse_label = |member: &Member| member.rows.last().is_some_and(|row| matches!(row.label, "妻" | "夫"));
    let has_spouse = guardian == 0 && household.members.get(1).is_some_and(spouse_label);
    Some(if has_spouse && draws.chance(12_000) { 1 } else { guardian })
}

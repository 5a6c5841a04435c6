//! `child_allowance.payment_schedule` and `child_allowance.retroactive_difference`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::door::{self, Choice, Field, Mode, Rule, RuleProblem, Shape};
use statute::{LawBook, Words};
use values::{Holidays, YearMonth, Yen};

use super::{BUSINESS, in_month, take};
use crate::rules::difference;
use crate::rules::payment::{self, Cycle, Payment, Plan};

pub(super) const SCHEDULE: Rule = Rule {
    business: BUSINESS,
    name: "payment_schedule",
    title_ja: "支払の予定",
    title_en: "When which months are paid",
    article: "児童手当法第8条第4項",
    input_schema: || door::schema("支払の予定を求める事実", SCHEDULE_FACTS),
    outcome_schema: || door::schema("支払の予定", SCHEDULE_OUTCOME),
    eval: schedule,
};

pub(super) const DIFFERENCE: Rule = Rule {
    business: BUSINESS,
    name: "retroactive_difference",
    title_ja: "遡及の差額",
    title_en: "Difference of a changed computation",
    article: "児童手当法第9条・第13条",
    input_schema: || door::schema("差額を求める事実", DIFFERENCE_FACTS),
    outcome_schema: || door::schema("差額", DIFFERENCE_OUTCOME),
    eval: retroactive_difference,
};

const SCHEDULE_FACTS: &[Field] = &[
    Field::required("months", "月ごとの額", "amount by benefit month", Shape::Objects(MONTH)),
    Field::optional(
        "decided_on",
        "決定の日",
        "day of the decision: nothing is paid in an earlier month; left out: in time for every month",
        Shape::Day,
    ),
    Field::optional(
        "end_month",
        "支給の最後の月",
        "last benefit month, once the ground for payment has ceased",
        Shape::Month,
    ),
    Field::optional(
        "closed_days",
        "休日",
        "days on which the municipality is closed besides weekends, national holidays and the turn of the year",
        Shape::Days,
    ),
];

const MONTH: &[Field] = &[
    Field::required("benefit_month", "支給対象月", "the month the benefit is for", Shape::Month),
    Field::required("amount", "月額", "the amount", Shape::Yen),
];

const SCHEDULE_OUTCOME: &[Field] = &[
    Field::required("payments", "支払", "the payments in order", Shape::Objects(PAYMENT)),
    Field::required("total", "合計", "the sum of all payments", Shape::Yen),
];

const PAYMENT: &[Field] = &[
    Field::required("payment_month", "支払月", "month of the payment", Shape::Month),
    Field::optional("paid_out_on", "支払日", "day of a regular payment, where an ordinance is loaded", Shape::Day),
    Field::required("cycle", "支払の区分", "regular or off the cycle", Shape::OneOf(CYCLES)),
    Field::required("benefit_months", "支給対象月", "the months it is for", Shape::MonthList),
    Field::required("amount", "支払額", "the sum", Shape::Yen),
];

const CYCLES: &[Choice] = &[
    Choice { code: "regular", ja: "定時払", en: "regular" },
    Choice { code: "off_cycle", ja: "随時払", en: "off the cycle" },
];

const DIFFERENCE_FACTS: &[Field] = &[
    Field::required("before", "決定済みの額", "amount by benefit month as decided", Shape::Objects(MONTH)),
    Field::required("after", "計算し直した額", "amount by benefit month as computed now", Shape::Objects(MONTH)),
];

const DIFFERENCE_OUTCOME: &[Field] = &[
    Field::required("months", "月ごとの差額", "every month that differs", Shape::Objects(DIFFERENCE_MONTH)),
    Field::required("to_pay", "追給額", "sum to be paid", Shape::Yen),
    Field::required("overpaid", "過払額", "sum overpaid", Shape::Yen),
    Field::required("net", "差引", "to be paid less overpaid", Shape::SignedYen),
];

const DIFFERENCE_MONTH: &[Field] = &[
    Field::required("benefit_month", "支給対象月", "the month the benefit is for", Shape::Month),
    Field::required("before", "決定済みの額", "as decided", Shape::Yen),
    Field::required("after", "計算し直した額", "as computed now", Shape::Yen),
    Field::required("difference", "差額", "after less before", Shape::SignedYen),
];

#[derive(Deserialize)]
struct ScheduleFacts {
    months: Vec<MonthFacts>,
    decided_on: Option<NaiveDate>,
    end_month: Option<YearMonth>,
    closed_days: Option<Vec<NaiveDate>>,
}

#[derive(Deserialize)]
struct MonthFacts {
    benefit_month: YearMonth,
    amount: Yen,
}

#[derive(Serialize)]
struct ScheduleOutcome {
    payments: Vec<PaymentOutcome>,
    total: Yen,
}

#[derive(Serialize)]
struct PaymentOutcome {
    payment_month: YearMonth,
    paid_out_on: Option<NaiveDate>,
    cycle: &'static str,
    benefit_months: Vec<YearMonth>,
    amount: Yen,
}

#[derive(Deserialize)]
struct DifferenceFacts {
    before: Vec<MonthFacts>,
    after: Vec<MonthFacts>,
}

#[derive(Serialize)]
struct DifferenceOutcome {
    months: Vec<DifferenceMonth>,
    to_pay: Yen,
    overpaid: Yen,
    net: Yen,
}

#[derive(Serialize)]
struct DifferenceMonth {
    benefit_month: YearMonth,
    before: Yen,
    after: Yen,
    difference: Yen,
}

fn schedule(book: &LawBook, facts: Value, mode: Mode) -> Result<Value, RuleProblem> {
    let facts: ScheduleFacts = take(SCHEDULE_FACTS, facts)?;
    let amounts = by_month(facts.months, "/months")?;
    if let Some((month, _)) = amounts.iter().find(|(month, _)| facts.end_month.is_some_and(|end| **month > end)) {
        return Err(RuleProblem::new(
            "child_allowance.month_after_end",
            "/months",
            Words::new(
                format!("{month} は支給の最後の月より後です。消すか、end_month を直してください"),
                format!("{month} is after the last benefit month: remove it or mend end_month"),
            ),
        ));
    }
    let plan = Plan { amounts: &amounts, decided_in: facts.decided_on.map(YearMonth::of), ended_in: facts.end_month };
    let mut holidays = Holidays::national();
    holidays.extend(facts.closed_days.unwrap_or_default());
    let on = amounts
        .keys()
        .next_back()
        .copied()
        .or(plan.decided_in)
        .map(YearMonth::first_day)
        .unwrap_or(crate::law::FIRST_DAY);
    door::explained(
        mode,
        || book.version_on(on),
        |explain| {
            let payments = in_month(payment::schedule(book, &plan, &holidays, explain), "months")?;
            let total = payments.iter().map(|payment| payment.amount).sum();
            Ok(ScheduleOutcome { payments: payments.into_iter().map(payment_outcome).collect(), total })
        },
    )
}

fn payment_outcome(payment: Payment) -> PaymentOutcome {
    PaymentOutcome {
        payment_month: payment.month,
        paid_out_on: payment.paid_out_on,
        cycle: match payment.cycle {
            Cycle::Regular => "regular",
            Cycle::OffCycle => "off_cycle",
        },
        benefit_months: payment.benefit_months,
        amount: payment.amount,
    }
}

fn retroactive_difference(book: &LawBook, facts: Value, mode: Mode) -> Result<Value, RuleProblem> {
    let facts: DifferenceFacts = take(DIFFERENCE_FACTS, facts)?;
    let (before, after) = (by_month(facts.before, "/before")?, by_month(facts.after, "/after")?);
    let on = after.keys().chain(before.keys()).max().copied().map_or(crate::law::FIRST_DAY, YearMonth::first_day);
    door::explained(
        mode,
        || book.version_on(on),
        |explain| {
            let difference = difference::between(&before, &after, explain);
            let month = |month: difference::MonthDifference| DifferenceMonth {
                benefit_month: month.month,
                before: month.before,
                after: month.after,
                difference: month.difference,
            };
            Ok(DifferenceOutcome {
                to_pay: difference.to_pay,
                overpaid: difference.overpaid,
                net: difference.to_pay - difference.overpaid,
                months: difference.months.into_iter().map(month).collect(),
            })
        },
    )
}

/// Each month once.
fn by_month(months: Vec<MonthFacts>, at: &str) -> Result<BTreeMap<YearMonth, Yen>, RuleProblem> {
    let mut amounts = BTreeMap::new();
    for (place, month) in months.into_iter().enumerate() {
        if amounts.insert(month.benefit_month, month.amount).is_some() {
            let words = Words::new(
                format!("{} が二度あります。一つにまとめてください", month.benefit_month),
                format!("{} stands twice: write each month once", month.benefit_month),
            );
            return Err(RuleProblem::new("child_allowance.month_twice", door::pointer(at, place), words));
        }
    }
    Ok(amounts)
}

//! 定時払の処理 — the run of a regular payment (児童手当法8条4項): `{"pay_month": "2026-12"}`.
//!
//! Freezing copies what is computed from (children, months, days of birth) into a table of the run. Each chunk reads its
//! facts, decisions and open differences in three queries, computes silently, and writes lines by COPY; where an amount
//! is another than was decided, the decision with its explanation stands beside the line. The checker ([`check`]) adds up
//! and questions the lines in SQL and knows nothing of the rules.

mod check;
mod plan;

use std::sync::OnceLock;

use batch::{BatchError, Chunk, Comparison, Frozen, Posted, RunContext, RunKind};
use chrono::NaiveDate;
use database::Tx;
use disbursement::NewPayment;
use statute::{InForce, LawBook, MonthSet};
use values::{Holidays, YearMonth, Yen, deadline};

use crate::ChildAllowanceError;
use crate::decisions::law_book;
use crate::load::BUSINESS;
use crate::store::{addressee, runs as store};

/// 定時払 — the kind of run.
pub const REGULAR_PAYMENT: RunKind = RunKind {
    code: "child_allowance.regular_payment",
    title_ja: "児童手当 定時払",
    title_en: "Child allowance, regular payment",
    prepare_permission: "child_allowance.run.prepare",
    approve_permission: "child_allowance.run.approve",
    freeze,
    clear: |tx, run| Ok(store::clear(tx, run.run_number)?),
    compute,
    check: check::check,
    compare,
    post,
};

/// What a run pays: the months before the month of payment, and the day.
pub(crate) struct Period {
    pub(crate) first_month: YearMonth,
    pub(crate) last_month: YearMonth,
    pub(crate) paid_on: NaiveDate,
}

/// The law, read once: it is embedded.
pub(crate) fn book() -> Result<&'static LawBook, ChildAllowanceError> {
    static BOOK: OnceLock<LawBook> = OnceLock::new();
    match BOOK.get() {
        Some(book) => Ok(book),
        None => {
            let book = law_book()?;
            Ok(BOOK.get_or_init(|| book))
        }
    }
}

/// 令和6年10月 — the first month of the present amounts: what a former system certified before is shown from here.
pub(crate) const FIRST_OF_PRESENT_LAW: NaiveDate = crate::rules::from_2024_10::FIRST_DAY;

/// The period of a run's parameters.
fn period(run: &RunContext) -> Result<Period, BatchError> {
    let refused = |ja: &str, en: &str| BatchError::Business {
        code: "child_allowance.pay_month",
        ja: ja.to_owned(),
        en: en.to_owned(),
    };
    let month: YearMonth = run
        .parameters
        .get("pay_month")
        .and_then(serde_json::Value::as_str)
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| {
            refused("支払月を 2026-12 のように入れてください。", "Enter the month of payment as 2026-12.")
        })?;
    period_of(month)?.ok_or_else(|| {
        refused(
            "その月は定時払の月ではありません。支払期月を入れてください。",
            "That month is no month of regular payment: enter one.",
        )
    })
}

/// What is paid in a month; nothing where it is no month of regular payment.
pub(crate) fn period_of(month: YearMonth) -> Result<Option<Period>, ChildAllowanceError> {
    let months: InForce<MonthSet> = book()?.in_force("payment_months", month.previous().first_day())?;
    if !months.value.contains(month.month()) {
        return Ok(None);
    }
    let before = (1..=12).map(|back| month.plus_months(-back)).find(|before| months.value.contains(before.month()));
    let day: InForce<u32> = book()?.in_force("payment_day", month.first_day())?;
    let paid_on = month.day(day.value).unwrap_or_else(|| month.last_day());
    Ok(Some(Period {
        first_month: before.unwrap_or_else(|| month.previous()),
        last_month: month.previous(),
        paid_on: deadline::roll_back(paid_on, &Holidays::national()),
    }))
}

fn freeze(tx: &mut Tx<'_>, run: &RunContext) -> Result<Frozen, BatchError> {
    let period = period(run)?;
    let (first, last) = (period.first_month.first_day(), period.last_month.first_day());
    let rows = store::freeze_facts(tx, run.run_number, first, last)?;
    let law = book()?.version_on(last);
    Ok(Frozen {
        facts_valid_at: tx.operation().today(),
        facts_known_at: tx.operation().now,
        law_version: law.fingerprint,
        inputs: vec![
            ("対象月".to_owned(), format!("{}から{}まで", period.first_month, period.last_month)),
            ("支払日".to_owned(), period.paid_on.to_string()),
            ("児童".to_owned(), format!("{rows}人")),
        ],
        chunks: store::chunks(tx, run.run_number)?,
    })
}

fn compute(tx: &mut Tx<'_>, run: &RunContext, chunk: Chunk) -> Result<i64, BatchError> {
    let known_at = run.facts_known_at.unwrap_or(tx.operation().now);
    let range = (chunk.key_from, chunk.key_through);
    let facts = store::chunk_facts(tx, run.run_number, range, known_at)?;
    let (rows, recipients) = plan::plan(book()?, run.run_number, &facts)?;
    store::copy_plan(tx, rows)?;
    Ok(recipients)
}

fn compare(tx: &mut Tx<'_>, run: &RunContext, previous: Option<i64>) -> Result<Vec<Comparison>, BatchError> {
    let current = store::figures(tx, run.run_number)?;
    let last = previous.map(|previous| store::figures(tx, previous)).transpose()?;
    let line = |ja: &str, en: &str, read: fn(&store::Figures) -> i64| Comparison {
        label_ja: ja.to_owned(),
        label_en: en.to_owned(),
        previous_value: last.as_ref().map(read),
        current_value: read(&current),
        tolerance_permille: 30,
    };
    Ok(vec![
        line("受給者（人）", "recipients", |it| it.recipients),
        line("児童（人）", "children", |it| it.children),
        line("支払総額（円）", "total in yen", |it| it.total_yen),
        line("3歳未満（人月）", "under three, person-months", |it| it.under_three),
        line("3歳以上（人月）", "three and over, person-months", |it| it.three_and_over),
        line("第3子以降（人月）", "third or later, person-months", |it| it.third_or_later),
        line("差額（円）", "differences in yen", |it| it.difference_yen),
    ])
}

fn post(tx: &mut Tx<'_>, run: &RunContext) -> Result<Posted, BatchError> {
    let period = period(run)?;
    let facts =
        (run.facts_valid_at.unwrap_or(tx.operation().today()), run.facts_known_at.unwrap_or(tx.operation().now));
    let planned: Vec<NewPayment> = store::payees(tx, run.run_number)?
        .into_iter()
        .map(|payee| {
            Ok(NewPayment {
                addressee_number: addressee(payee.addressee_number)?,
                benefit_months: payee.months.into_iter().map(YearMonth::of).collect(),
                amount: Yen::new(payee.amount_yen),
                paid_out_on: period.paid_on,
            })
        })
        .collect::<Result<_, ChildAllowanceError>>()?;
    store::post(tx, run.run_number, period.paid_on, facts)?;
    disbursement::plan_payments(tx, BUSINESS, run.run_number, &planned).map_err(ChildAllowanceError::from)?;
    disbursement::post_payments(tx, BUSINESS, run.run_number)?;
    tx.did("child_allowance.run.post");
    Ok(Posted { item_count: i64::try_from(planned.len()).unwrap_or(i64::MAX) })
}

//! A recipient: what is paid, what comes, what was paid, and why.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpResponse, get};
use business_kit::{PersonLine, Services};
use chrono::NaiveDate;
use database::{DatabaseError, Tx};
use disbursement::PaymentState;
use register::{AsOf, read};
use serde::{Deserialize, Serialize};
use statute::{Recording, Silent};
use utoipa::{IntoParams, ToSchema};
use values::{AddresseeNumber, YearMonth, Yen};
use web::{Caller, Failure};

use super::numbered;
use super::show::{ChildView, StepView, children, class_label, law_label, steps};
use crate::ChildAllowanceError;
use crate::certification::Certification;
use crate::decisions::{People, amount_in, people, replay};
use crate::load::BUSINESS;
use crate::notices::{day_text, month_text};
use crate::rules::{MonthLaw, outlook};
use crate::runs::{self, book};
use crate::store;

/// How far ahead changes are told, and how many payments back.
const MONTHS_AHEAD: i32 = 36;
const PAYMENTS_SHOWN: usize = 12;

/// 児童手当の受給者 as a screen shows them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowancePerson)]
pub(crate) struct PersonView {
    /// 認定番号.
    #[schema(extensions(("x-label" = json!("認定番号"))))]
    certification_number: String,
    /// 受給中 or 消滅.
    #[schema(extensions(("x-label" = json!("状態"))))]
    state: &'static str,
    /// 月額.
    #[schema(extensions(("x-label" = json!("月額")), ("x-unit" = json!("円"))))]
    monthly_total_yen: i64,
    /// 次の支払.
    #[schema(extensions(("x-label" = json!("次の支払"))))]
    next_payment: Option<NextPayment>,
    /// 児童.
    #[schema(extensions(("x-label" = json!("児童"))))]
    children: Vec<ChildView>,
    /// これからの変化.
    #[schema(extensions(("x-label" = json!("これからの変化"))))]
    upcoming: Vec<Upcoming>,
    /// 支払.
    #[schema(extensions(("x-label" = json!("支払"))))]
    payments: Vec<PaymentView>,
}

/// 次の支払.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowanceNextPayment)]
pub(crate) struct NextPayment {
    /// 支払日.
    #[schema(extensions(("x-label" = json!("支払日"))))]
    on: NaiveDate,
    /// 支払額.
    #[schema(extensions(("x-label" = json!("支払額")), ("x-unit" = json!("円"))))]
    amount_yen: i64,
}

/// これからの変化.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowanceUpcoming)]
pub(crate) struct Upcoming {
    /// いつから.
    #[schema(value_type = String, extensions(("x-label" = json!("いつから"))))]
    from_month: YearMonth,
    /// なぜ.
    #[schema(extensions(("x-label" = json!("理由"))))]
    reason: String,
    /// 月額.
    #[schema(extensions(("x-label" = json!("月額")), ("x-unit" = json!("円"))))]
    monthly_yen: i64,
    /// 差.
    #[schema(extensions(("x-label" = json!("差")), ("x-unit" = json!("円"))))]
    difference_yen: i64,
}

/// 支払.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowancePayment)]
pub(crate) struct PaymentView {
    /// 支払日.
    #[schema(extensions(("x-label" = json!("支払日"))))]
    paid_on: NaiveDate,
    /// 対象月.
    #[schema(extensions(("x-label" = json!("対象月"))))]
    months_text: String,
    /// 支払額.
    #[schema(extensions(("x-label" = json!("支払額")), ("x-unit" = json!("円"))))]
    amount_yen: i64,
    /// 状態.
    #[schema(extensions(("x-label" = json!("状態"))))]
    state: &'static str,
    /// 口座; nothing where none is known or it is withheld.
    #[schema(extensions(("x-label" = json!("口座"))))]
    account_masked: Option<String>,
}

/// なぜ — the answer, its steps and what they stand on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowanceExplanation)]
pub(crate) struct ExplanationView {
    /// 問い.
    #[schema(extensions(("x-label" = json!("問い"))))]
    question: String,
    /// 答え.
    #[schema(extensions(("x-label" = json!("答え"))))]
    answer: String,
    /// 段.
    #[schema(extensions(("x-label" = json!("段"))))]
    steps: Vec<StepView>,
    /// 適用法令.
    #[schema(extensions(("x-label" = json!("適用法令"))))]
    law_label: String,
    /// 事実の時点.
    #[schema(extensions(("x-label" = json!("事実の時点"))))]
    facts_label: String,
    /// 計算番号: that of the decision; nothing where a former system decided.
    #[schema(extensions(("x-label" = json!("計算番号"))))]
    calculation_number: Option<i64>,
    /// Whether computing the decision again from what it stored gives the same yen.
    #[schema(extensions(("x-label" = json!("再計算と一致"))))]
    replay_agrees: bool,
}

/// Which child and month.
#[derive(Debug, Deserialize, IntoParams)]
pub(crate) struct Asked {
    /// 児童の宛名番号.
    child: String,
    /// 対象月, such as 2026-12.
    #[param(value_type = String)]
    month: YearMonth,
}

/// How a person stands with child allowance; the ETag is the version for the next claim.
#[utoipa::path(tag = "child_allowance", operation_id = "child_allowance_person",
    params(("addressee_number" = String, Path)), responses((status = OK, body = PersonView)),
    extensions(("x-permission" = json!("child_allowance.person.read")), ("x-label" = json!("児童手当")),
        ("x-screen" = json!("detail"))))]
#[get("/api/v1/child_allowance/persons/{addressee_number}")]
pub(crate) async fn person(
    caller: Caller,
    addressee_number: Path<String>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let number = numbered(&addressee_number)?;
    let (view, version) = web::blocking(move || {
        Ok(services.database.read(&caller.operation, |tx| {
            let view = read_person(tx, number)?;
            Ok::<_, ChildAllowanceError>((view, store::version(tx, number)?))
        })?)
    })
    .await?;
    Ok(web::with_version(&mut HttpResponse::Ok(), version).json(view))
}

/// Why a child is paid what it is paid for a month.
#[utoipa::path(tag = "child_allowance", operation_id = "child_allowance_explanation",
    params(("addressee_number" = String, Path), Asked), responses((status = OK, body = ExplanationView)),
    extensions(("x-permission" = json!("child_allowance.person.read")), ("x-label" = json!("なぜ")),
        ("x-screen" = json!("detail"))))]
#[get("/api/v1/child_allowance/persons/{addressee_number}/explanation")]
pub(crate) async fn explanation(
    caller: Caller,
    addressee_number: Path<String>,
    asked: Query<Asked>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let number = numbered(&addressee_number)?;
    let child = numbered(&asked.child)?;
    let month = asked.month;
    let view =
        web::blocking(move || Ok(services.database.read(&caller.operation, |tx| explain(tx, number, child, month))?))
            .await?;
    Ok(HttpResponse::Ok().json(view))
}

/// The certification to show: in force before ended, newest first; with what the register says of its children.
fn certified(
    tx: &mut Tx<'_>,
    recipient: AddresseeNumber,
    as_of: AsOf,
) -> Result<Option<(Certification, People)>, ChildAllowanceError> {
    let Some(certification) = store::certifications_of(tx, recipient, as_of.known_at)?.into_iter().next() else {
        return Ok(None);
    };
    let numbers: Vec<AddresseeNumber> = certification.children.iter().map(|child| child.child).collect();
    let people = people(tx, &numbers, as_of)?;
    Ok(Some((certification, people)))
}

/// The month that is shown: this one, or the nearest within the certification.
fn month_shown(certification: &Certification, today: NaiveDate) -> YearMonth {
    let month = YearMonth::of(today).max(certification.paid_from);
    certification.paid_through().map_or(month, |last| month.min(last.max(certification.paid_from)))
}

fn read_person(tx: &mut Tx<'_>, number: AddresseeNumber) -> Result<PersonView, ChildAllowanceError> {
    let as_of = AsOf::now(tx.operation());
    let found = certified(tx, number, as_of)?;
    let (certification, people) = found.ok_or(ChildAllowanceError::NoCertification)?;
    let month = month_shown(&certification, as_of.valid_at);
    let (facts, amount) = amount_in(book()?, &certification, &people, month, &mut Silent)?;
    let children = amount.as_ref().map(|amount| children(&facts, amount, as_of.valid_at)).unwrap_or_default();
    let is_in_force = certification.paid_through().is_none_or(|last| YearMonth::of(as_of.valid_at) <= last);
    let upcoming = if certification.end.is_none() {
        let last = month.plus_months(MONTHS_AHEAD);
        let changes = outlook::changes(&MonthLaw::on(book()?, month)?, &facts.family, last);
        changes.into_iter().map(upcoming).collect()
    } else {
        Vec::new()
    };
    let total = amount.map_or(Yen::ZERO, |amount| amount.total);
    Ok(PersonView {
        next_payment: next_payment(tx, &certification, &people, as_of.valid_at)?,
        payments: payments(tx, number, as_of)?,
        certification_number: certification.certification_number,
        state: if is_in_force { "受給中" } else { "消滅" },
        monthly_total_yen: if is_in_force { total.get() } else { 0 },
        children,
        upcoming,
    })
}

fn upcoming(change: outlook::Change) -> Upcoming {
    let reasons: Vec<String> = change.reasons.into_iter().map(|words| words.ja).collect();
    Upcoming {
        from_month: change.month,
        reason: reasons.join(" "),
        monthly_yen: change.after.get(),
        difference_yen: (change.after - change.before).get(),
    }
}

fn next_payment(
    tx: &mut Tx<'_>,
    certification: &Certification,
    people: &People,
    today: NaiveDate,
) -> Result<Option<NextPayment>, ChildAllowanceError> {
    let last = store::last_paid_month(tx, certification.recipient, &certification.certification_number)?;
    let this_month = YearMonth::of(today);
    for month in this_month.through(this_month.plus_months(4)) {
        let Some(period) = runs::period_of(month)? else { continue };
        let first = last.map_or(period.first_month, YearMonth::next).max(certification.paid_from);
        if period.paid_on < today || period.last_month < first {
            continue;
        }
        let mut sum = Yen::ZERO;
        for benefit_month in first.through(period.last_month) {
            let (_, amount) = amount_in(book()?, certification, people, benefit_month, &mut Silent)?;
            sum += amount.map_or(Yen::ZERO, |amount| amount.total);
        }
        return Ok((sum > Yen::ZERO).then(|| NextPayment { on: period.paid_on, amount_yen: sum.get() }));
    }
    Ok(None)
}

fn payments(tx: &mut Tx<'_>, number: AddresseeNumber, as_of: AsOf) -> Result<Vec<PaymentView>, ChildAllowanceError> {
    // Which bank branch somebody uses tells where they live: it goes with the address.
    let is_withheld = read::person(tx, number, as_of)?.is_none_or(|view| view.is_withheld);
    let states: BTreeMap<i64, PaymentState> = disbursement::payments_of(tx, number)?
        .into_iter()
        .filter(|payment| payment.business == BUSINESS)
        .map(|payment| (payment.run_number, payment.state))
        .collect();
    let mut shown = Vec::new();
    for row in store::payments_of(tx, number)?.into_iter().take(PAYMENTS_SHOWN) {
        let account = if is_withheld { None } else { disbursement::account_on(tx, BUSINESS, number, row.paid_on)? };
        let state = row.run_number.and_then(|run| states.get(&run)).map_or("支払済", |state| state.label_ja());
        let (from, through) = (YearMonth::of(row.from_month), YearMonth::of(row.through_month));
        shown.push(PaymentView {
            paid_on: row.paid_on,
            months_text: if from == through {
                format!("{}分", month_text(from))
            } else {
                format!("{}分から{}分まで", month_text(from), month_text(through))
            },
            amount_yen: row.amount_yen,
            state,
            account_masked: account.map(|account| account.number.masked()),
        });
    }
    Ok(shown)
}

fn explain(
    tx: &mut Tx<'_>,
    number: AddresseeNumber,
    child: AddresseeNumber,
    month: YearMonth,
) -> Result<ExplanationView, ChildAllowanceError> {
    let as_of = AsOf::now(tx.operation());
    let known = store::certifications_of(tx, number, as_of.known_at)?;
    if known.is_empty() {
        return Err(ChildAllowanceError::NoCertification);
    }
    let certification = known.into_iter().find(|it| it.covers(month)).ok_or(ChildAllowanceError::NothingToExplain)?;
    let numbers: Vec<AddresseeNumber> = certification.children.iter().map(|child| child.child).collect();
    let people = people(tx, &numbers, as_of)?;
    let mut recording = Recording::default();
    let (facts, amount) = amount_in(book()?, &certification, &people, month, &mut recording)?;
    let amount = amount.ok_or(ChildAllowanceError::NothingToExplain)?;
    let place = facts.children.iter().position(|known| *known == child).ok_or(ChildAllowanceError::NothingToExplain)?;
    let own = amount.children.get(place).ok_or(ChildAllowanceError::NothingToExplain)?;
    let told = recording.finish(book()?.version_on(month.first_day()));
    let decision = store::decisions_of(tx, number)?
        .into_iter()
        .rev()
        .find(|it| it.certification_number == certification.certification_number && it.from_month <= month.first_day());
    let replay_agrees = match &decision {
        Some(decision) => {
            let is_same_law = decision.law_version.get("fingerprint").is_some();
            is_same_law
                && replay(book()?, decision)?.get() == decision.monthly_yen
                && decision.monthly_yen == amount.total.get()
        }
        None => true,
    };
    let name = facts.family.children.get(place).and_then(|child| child.name.clone()).unwrap_or_default();
    let known_on = decision.as_ref().map_or(as_of.known_at, |decision| decision.facts_known_at);
    tx.did("child_allowance.explain");
    Ok(ExplanationView {
        question: format!("{name}さんの{}分の月額は、なぜこの額か", month_text(month)),
        answer: format!("{}（{}）", own.amount, class_label(own.class)),
        steps: steps(&told, Some(place)),
        law_label: law_label(&told),
        facts_label: format!("{}に知っていた事実", day_text(known_on.date_naive())),
        calculation_number: decision.map(|decision| decision.decision_number),
        replay_agrees,
    })
}

/// The line in a person's overview.
pub(crate) fn certified_line(
    tx: &mut Tx<'_>,
    number: AddresseeNumber,
    as_of: &AsOf,
) -> Result<PersonLine, DatabaseError> {
    let line = |state: &str, concerns, content: String| PersonLine { state: state.to_owned(), concerns, content };
    let read = |tx: &mut Tx<'_>| -> Result<PersonLine, ChildAllowanceError> {
        let Some((certification, people)) = certified(tx, number, *as_of)? else {
            return Ok(line("該当なし", false, String::new()));
        };
        let month = YearMonth::of(as_of.valid_at);
        if certification.paid_through().is_some_and(|last| last < month) {
            return Ok(line("消滅", true, String::new()));
        }
        let (_, amount) = amount_in(book()?, &certification, &people, month, &mut Silent)?;
        let content = amount.map(|amount| format!("月{}", amount.total)).unwrap_or_default();
        Ok(line("受給中", true, content))
    };
    read(tx).map_err(|error| match error {
        ChildAllowanceError::Database(error) => error,
        _ => DatabaseError::NotFound,
    })
}

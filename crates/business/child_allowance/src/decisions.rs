//! 決定 — from facts to a decision with its explanation: 認定, 額改定, 消滅, and the replay of what was decided.
//!
//! A change takes the certification as it was and as it is to be, computes the months of both, and keeps one decision for
//! each month from which the amount is another. What the change means for months that were paid is kept as differences,
//! which the next run pays or sets off. Nothing that was decided before is touched.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use database::Tx;
use register::{AsOf, read};
use serde_json::{Value, json};
use statute::{Explain, Explanation, LawBook, Recording, Silent};
use values::{AddresseeNumber, Holidays, YearMonth, Yen};

use crate::ChildAllowanceError;
use crate::certification::{Certification, CertifiedChild, End, placement_code, residence_code};
use crate::law::STATUTES;
use crate::model::{Child, Family, MonthlyAmount, OlderSiblingSupport};
use crate::rules::difference::{self, Difference};
use crate::rules::period::{self, Claim, EndCause, Start};
use crate::rules::{MonthLaw, monthly_amount};
use crate::store::{self, Decision, NewDecision};

/// The law of the municipality whose ordinance comes with the program.
///
/// # Errors
/// [`ChildAllowanceError::LawFiles`].
pub fn law_book() -> Result<LawBook, ChildAllowanceError> {
    Ok(STATUTES.book(STATUTES.ordinances.first().map(|(code, _)| *code))?)
}

/// 児童の生年月日と氏名 — what the register says of the children.
pub type People = BTreeMap<AddresseeNumber, (Option<NaiveDate>, String)>;

/// Reads the children of a certification in the register, through its guard.
///
/// # Errors
/// [`ChildAllowanceError::Register`].
pub fn people(tx: &mut Tx<'_>, numbers: &[AddresseeNumber], as_of: AsOf) -> Result<People, ChildAllowanceError> {
    let views = read::persons_as_of(tx, numbers, as_of)?;
    Ok(views
        .into_iter()
        .map(|view| (view.addressee_number, (view.born_on.computing_date(), view.full_name.to_string())))
        .collect())
}

/// 受給世帯 — the family of a certification in a month, with the numbers of the children in the same order.
#[derive(Debug, Clone)]
pub struct MonthFamily {
    /// Numbers of the children, eldest first.
    pub children: Vec<AddresseeNumber>,
    /// The facts.
    pub family: Family,
}

/// The family of a certification in a month; children of whom no day of birth is known are left out.
#[must_use]
pub fn family_in(certification: &Certification, people: &People, month: YearMonth) -> MonthFamily {
    let mut known: Vec<(NaiveDate, &CertifiedChild, &str)> = certification
        .children
        .iter()
        .filter(|child| child.covers(month))
        .filter_map(|child| {
            let (born_on, name) = people.get(&child.child)?;
            Some(((*born_on)?, child, name.as_str()))
        })
        .collect();
    known.sort_by_key(|(born_on, child, _)| (*born_on, child.child));
    MonthFamily {
        children: known.iter().map(|(_, child, _)| child.child).collect(),
        family: Family {
            claimant: None,
            children: known
                .into_iter()
                .map(|(born_on, child, name)| Child {
                    name: Some(name.to_owned()),
                    born_on,
                    residence: child.residence,
                    placement: child.placement,
                    support: child.support,
                })
                .collect(),
            means: None,
        },
    }
}

/// The amount of a certification in a month; nothing outside its months.
///
/// # Errors
/// [`ChildAllowanceError::Law`].
pub fn amount_in(
    book: &LawBook,
    certification: &Certification,
    people: &People,
    month: YearMonth,
    explain: &mut impl Explain,
) -> Result<(MonthFamily, Option<MonthlyAmount>), ChildAllowanceError> {
    let facts = family_in(certification, people, month);
    if !certification.covers(month) {
        let family = Family { claimant: None, children: Vec::new(), means: None };
        return Ok((MonthFamily { children: Vec::new(), family }, None));
    }
    let amount = monthly_amount(&MonthLaw::on(book, month)?, &facts.family, explain);
    Ok((facts, Some(amount)))
}

/// The facts as the rule `child_allowance.monthly_amount` takes them at the uniform door: what a decision stores.
#[must_use]
pub fn stored_facts(facts: &MonthFamily, month: YearMonth) -> Value {
    let children: Vec<Value> = facts
        .family
        .children
        .iter()
        .map(|child| {
            let mut stored = json!({
                "birth_date": child.born_on,
                "economically_supported": child.support == OlderSiblingSupport::Borne,
                "residence": residence_code(child.residence),
                "placement": placement_code(child.placement),
            });
            if let (Some(fields), Some(name)) = (stored.as_object_mut(), &child.name) {
                fields.insert("name".to_owned(), json!(name));
            }
            stored
        })
        .collect();
    let numbers: Vec<i64> = facts.children.iter().map(|number| number.to_i64()).collect();
    json!({ "facts": { "benefit_month": month, "children": children }, "addressee_numbers": numbers })
}

/// Why something is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// What kind of decision.
    pub kind: DecisionKind,
    /// The claim that it answers.
    pub claim_number: Option<i64>,
    /// The life event that it follows.
    pub event_number: Option<i64>,
}

/// 決定の種類.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionKind {
    /// 認定.
    Certified,
    /// 額改定.
    Changed,
    /// 消滅.
    Ended,
}

impl DecisionKind {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Certified => "certified",
            Self::Changed => "changed",
            Self::Ended => "ended",
        }
    }
}

/// 決定の内容 — what was decided, or would be in a dry run.
#[derive(Debug, Clone)]
pub struct Decided {
    /// Number of the first decision.
    pub decision_number: i64,
    /// The certification as it now stands.
    pub certification: Certification,
    /// The first month that changes.
    pub from: YearMonth,
    /// Amounts of that month by child.
    pub amount: Option<MonthlyAmount>,
    /// The children of that month.
    pub facts: MonthFamily,
    /// The steps of that month.
    pub explanation: Explanation,
    /// What it means for months that were paid.
    pub difference: Difference,
}

/// Decides a change: `old` is the certification as it was (nothing for a new one), `new` as it is to be, `from` the first
/// month that changes.
///
/// # Errors
/// [`ChildAllowanceError`]; a child of whom no day of birth is known is a [`ChildAllowanceError::Field`].
pub fn decide(
    tx: &mut Tx<'_>,
    old: Option<&Certification>,
    new: &Certification,
    from: YearMonth,
    origin: Origin,
) -> Result<Decided, ChildAllowanceError> {
    let book = law_book()?;
    let as_of = AsOf::now(tx.operation());
    let people = people(tx, &child_numbers(old, new), as_of)?;
    require_births(new, &people)?;
    store::put_certification(tx, new, origin.claim_number)?;
    let this_month = YearMonth::of(as_of.valid_at);
    let mut last_yen: Option<Yen> = None;
    let mut first: Option<Decided> = None;
    for month in from.through(from.max(this_month)) {
        let mut recording = Recording::default();
        let (facts, amount) = amount_in(&book, new, &people, month, &mut recording)?;
        let yen = amount.as_ref().map_or(Yen::ZERO, |amount| amount.total);
        if last_yen == Some(yen) {
            continue;
        }
        last_yen = Some(yen);
        let law = book.version_on(month.first_day());
        let explanation = recording.finish(law.clone());
        let decision_number = store::insert_decision(
            tx,
            &NewDecision {
                addressee_number: new.recipient.to_i64(),
                certification_number: new.certification_number.clone(),
                decision_kind: origin.kind.code(),
                from_month: month.first_day(),
                monthly_yen: yen.get(),
                decided_at: as_of.known_at,
                decided_by: tx.operation().actor.login_name.clone(),
                claim_number: origin.claim_number,
                event_number: origin.event_number,
                facts_valid_at: as_of.valid_at,
                facts_known_at: as_of.known_at,
                law_version: json!(law),
                inputs: stored_facts(&facts, month),
                explanation: json!(explanation),
            },
        )?;
        first.get_or_insert_with(|| Decided {
            decision_number,
            certification: new.clone(),
            from,
            amount,
            facts,
            explanation,
            difference: Difference { months: Vec::new(), to_pay: Yen::ZERO, overpaid: Yen::ZERO },
        });
    }
    let mut decided = first.ok_or(ChildAllowanceError::NothingToExplain)?;
    decided.difference = differences(tx, (old, new), (&book, &people), from)?;
    let months = &decided.difference.months;
    store::insert_differences(tx, new.recipient, &new.certification_number, decided.decision_number, months)?;
    tx.did("child_allowance.decide");
    Ok(decided)
}

fn child_numbers(old: Option<&Certification>, new: &Certification) -> Vec<AddresseeNumber> {
    let mut numbers: Vec<AddresseeNumber> =
        old.into_iter().chain([new]).flat_map(|it| &it.children).map(|child| child.child).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}

fn require_births(new: &Certification, people: &People) -> Result<(), ChildAllowanceError> {
    let unknown = |child: &CertifiedChild| people.get(&child.child).is_none_or(|(born_on, _)| born_on.is_none());
    match new.children.iter().position(unknown) {
        None => Ok(()),
        Some(place) => Err(ChildAllowanceError::Field {
            pointer: format!("/children/{place}/addressee_number"),
            code: "child_allowance.child_unknown",
            ja: "この宛名番号の児童の生年月日が登録にありません。番号を確かめてください。".to_owned(),
            en: "The register knows no day of birth of this child: check the number.".to_owned(),
        }),
    }
}

/// The months that were paid and now come to something else.
fn differences(
    tx: &mut Tx<'_>,
    (old, new): (Option<&Certification>, &Certification),
    (book, people): (&LawBook, &People),
    from: YearMonth,
) -> Result<Difference, ChildAllowanceError> {
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    let last = store::last_paid_month(tx, new.recipient, &new.certification_number)?;
    for month in last.into_iter().flat_map(|last| from.through(last)) {
        for (certification, amounts) in [(old, &mut before), (Some(new), &mut after)] {
            let Some(certification) = certification else { continue };
            let (_, amount) = amount_in(book, certification, people, month, &mut Silent)?;
            amounts.insert(month, amount.map_or(Yen::ZERO, |amount| amount.total));
        }
    }
    Ok(difference::between(&before, &after, &mut Silent))
}

/// 認定請求・額改定請求 — a claim as it is entered.
#[derive(Debug, Clone)]
pub struct ClaimFiling {
    /// Who claims.
    pub recipient: AddresseeNumber,
    /// When, what kind, and why late.
    pub claim: Claim,
    /// The children that are claimed; for an increase the new ones only.
    pub children: Vec<CertifiedChild>,
    /// The filing as it came in, to be kept.
    pub filing: Value,
}

/// Decides a claim: a certification (児童手当法7条・8条) or an increase (9条).
///
/// # Errors
/// [`ChildAllowanceError::CertifiedAlready`], [`ChildAllowanceError::NoCertification`] for an increase without one, and
/// what [`decide`] refuses.
pub fn decide_claim(tx: &mut Tx<'_>, filing: &ClaimFiling) -> Result<(Start, Decided), ChildAllowanceError> {
    let (now, today) = (tx.operation().now, tx.operation().today());
    let start = period::start(&law_book()?, filing.claim, &Holidays::national(), &mut Silent)?;
    let known = store::certifications_of(tx, filing.recipient, now)?;
    let old = known.into_iter().find(|it| it.paid_through().is_none_or(|last| last >= start.month));
    if filing.children.is_empty() {
        return Err(ChildAllowanceError::Field {
            pointer: "/children".to_owned(),
            code: "child_allowance.no_children",
            ja: "児童を1人以上入力してください。".to_owned(),
            en: "Enter at least one child.".to_owned(),
        });
    }
    let claimed_from = |child: &CertifiedChild| CertifiedChild { from: child.from.max(start.month), ..*child };
    let (new, origin_kind, claim_kind) = match (filing.claim.kind, &old) {
        (period::ClaimKind::Certification, Some(_)) => return Err(ChildAllowanceError::CertifiedAlready),
        (period::ClaimKind::Increase, None) => return Err(ChildAllowanceError::NoCertification),
        (period::ClaimKind::Certification, None) => {
            let new = Certification {
                certification_number: store::next_certification_number(tx)?,
                recipient: filing.recipient,
                claimed_on: filing.claim.claimed_on,
                certified_on: today,
                paid_from: start.month,
                end: None,
                children: filing.children.iter().map(claimed_from).collect(),
            };
            (new, DecisionKind::Certified, "certification")
        }
        (period::ClaimKind::Increase, Some(old)) => {
            let mut new = old.clone();
            for child in &filing.children {
                new.children.retain(|known| known.child != child.child);
                new.children.push(claimed_from(child));
            }
            (new, DecisionKind::Changed, "increase")
        }
    };
    let claim_number = store::insert_claim(tx, filing.recipient, claim_kind, filing.claim.claimed_on, &filing.filing)?;
    let origin = Origin { kind: origin_kind, claim_number: Some(claim_number), event_number: None };
    let decided = decide(tx, old.as_ref(), &new, start.month, origin)?;
    Ok((start, decided))
}

/// Ends a certification (児童手当法8条2項): paid through the month in which the ground ceased.
///
/// # Errors
/// What [`decide`] refuses.
pub fn end(
    tx: &mut Tx<'_>,
    old: &Certification,
    cause: EndCause,
    ended_on: NaiveDate,
    event_number: Option<i64>,
) -> Result<Decided, ChildAllowanceError> {
    let paid_through = period::end_month(cause, ended_on, &mut Silent);
    let end = Some(End { ended_on, cause: Some(cause), paid_through });
    let new = Certification { end, ..old.clone() };
    let origin = Origin { kind: DecisionKind::Ended, claim_number: None, event_number };
    decide(tx, Some(old), &new, paid_through.next(), origin)
}

/// Takes a child out of a certification (額改定・減額, 児童手当法9条3項), or ends it where no other child is left to pay for.
///
/// # Errors
/// What [`decide`] refuses.
pub fn remove_child(
    tx: &mut Tx<'_>,
    old: &Certification,
    child: AddresseeNumber,
    arose_on: NaiveDate,
    event_number: Option<i64>,
) -> Result<Decided, ChildAllowanceError> {
    let first = period::decrease_month(arose_on, &mut Silent);
    let mut new = old.clone();
    for known in new.children.iter_mut().filter(|known| known.child == child) {
        known.through = Some(first.previous());
    }
    let numbers = child_numbers(None, &new);
    let people = people(tx, &numbers, AsOf::now(tx.operation()))?;
    let (_, amount) = amount_in(&law_book()?, &new, &people, first, &mut Silent)?;
    if amount.is_none_or(|amount| amount.total.is_zero()) {
        return end(tx, old, EndCause::LastChildDied, arose_on, event_number);
    }
    let origin = Origin { kind: DecisionKind::Changed, claim_number: None, event_number };
    decide(tx, Some(old), &new, first, origin)
}

/// 再計算 — computes a stored decision again from what it stored, under the law as it stands in the program.
///
/// # Errors
/// [`ChildAllowanceError::Unreadable`] where the stored facts are not those of the rule.
pub(crate) fn replay(book: &LawBook, decision: &Decision) -> Result<Yen, ChildAllowanceError> {
    let unreadable = || ChildAllowanceError::Unreadable("child_allowance.decisions");
    let rule = crate::facts::RULES.iter().find(|rule| rule.name == "monthly_amount").ok_or_else(unreadable)?;
    let facts = decision.inputs.get("facts").cloned().ok_or_else(unreadable)?;
    let outcome = (rule.eval)(book, facts, statute::door::Mode::Silent).map_err(|_| unreadable())?;
    outcome.get("total_monthly").and_then(Value::as_i64).map(Yen::new).ok_or_else(unreadable)
}

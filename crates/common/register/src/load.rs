//! 移行の取込み — the bulk door: whole histories of persons by COPY, ten to twenty thousand persons a batch.
//!
//! A load is an act like any other ([`open`]), and its rows name it. Nothing is checked against law here, for an old
//! register may hold what no filing could bring in; [`check`] tells beforehand what the tables would refuse.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use database::Tx;
use serde_json::json;
use values::{AddresseeNumber, HouseholdNumber, LegalDate};

use crate::bitemporal::{Fresh, Span};
use crate::store::anchors::AnchorRow;
use crate::store::keys::KeyRow;
use crate::store::load::{BatchRows, copy_in};
use crate::store::measures::MeasureRow;
use crate::store::memberships::MembershipRow;
use crate::store::numbers::NumberRow;
use crate::store::persons::PersonRow;
use crate::store::{acts, anchors};
use crate::{
    ActGrounds, ActKind, ActReason, Ground, Measure, Membership, Person, Problem, RegisterError, SealedNumber,
};

/// 個人の履歴一式 — everything that is taken over of one person.
#[derive(Debug, Clone)]
pub struct PersonHistory {
    /// 宛名番号, kept from the old system or allocated by [`allocate`].
    pub addressee_number: AddresseeNumber,
    /// What was so, span by span, in order of days; at least one, none overlapping. Of several that begin on one day the
    /// last stands; the others are kept as superseded in the moment they became known.
    pub records: Vec<(Span, Person)>,
    /// Households, span by span, none overlapping.
    pub memberships: Vec<(Span, Membership)>,
    /// 個人番号, sealed.
    pub personal_number: Option<SealedNumber>,
    /// 支援措置, oldest first: the last one counts, the others are kept as superseded.
    pub measures: Vec<Measure>,
}

/// 取込みの異動 — an open load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// The act that all rows of the load name.
    pub act_number: i64,
    /// The moment from which its rows are known.
    pub moment: DateTime<Utc>,
}

/// How many rows a batch wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LoadCounts {
    /// Rows of persons.
    pub records: usize,
    /// Rows of memberships.
    pub memberships: usize,
    /// Individual numbers.
    pub personal_numbers: usize,
    /// Protective measures.
    pub measures: usize,
    /// Search keys.
    pub search_keys: usize,
}

/// Opens a load; `source` says what is loaded (a file's name and digest), without personal data.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn open(tx: &mut Tx<'_>, source: &str) -> Result<Load, RegisterError> {
    let (today, moment) = (tx.operation().today(), tx.operation().now);
    let grounds = ActGrounds {
        happened_on: LegalDate::known(today),
        filed_on: None,
        noticed_on: None,
        ground: Ground::Load,
        legal_basis: String::new(),
        evidence: source.to_owned(),
        expected: Vec::new(),
    };
    let act = acts::NewAct {
        kind: ActKind::Load,
        reason: ActReason::EnteredExOfficio,
        grounds: &grounds,
        happened_on: today,
        recorded_at: moment,
        payload: json!({ "source": source }),
        addressees: Vec::new(),
        households: Vec::new(),
        cancels_act: None,
    };
    Ok(Load { act_number: acts::insert(tx, act)?, moment })
}

/// What the tables would refuse of a batch: no record, overlapping spans, two heads of a household at a time.
#[must_use]
pub fn check(batch: &[PersonHistory]) -> Vec<(AddresseeNumber, Problem)> {
    let mut findings = Vec::new();
    let mut heads: BTreeMap<HouseholdNumber, Vec<(Span, AddresseeNumber)>> = BTreeMap::new();
    for history in batch {
        let number = history.addressee_number;
        if history.records.is_empty() {
            let (ja, en) = ("記録が1件もありません。", "There is no record at all.");
            findings.push((number, Problem::error("register.load_no_record", "/records", ja, en)));
        }
        if overlap(standing(&history.records)) {
            let (ja, en) = ("記録の期間が重なっています。", "The spans of the records overlap.");
            findings.push((number, Problem::error("register.load_records_overlap", "/records", ja, en)));
        }
        if overlap(history.memberships.iter().map(|(span, _)| *span)) {
            let (ja, en) = ("同時に2つの世帯に属しています。", "The person belongs to two households at a time.");
            findings.push((number, Problem::error("register.load_two_households", "/memberships", ja, en)));
        }
        for (span, membership) in history.memberships.iter().filter(|(_, it)| it.relationship.is_head()) {
            let others = heads.entry(membership.household_number).or_default();
            if others.iter().any(|(other, _)| other.intersection(*span).is_some()) {
                let (ja, en) = ("世帯主が同時に2人います。", "The household has two heads at a time.");
                findings.push((number, Problem::error("register.two_heads", "/memberships", ja, en)));
            }
            others.push((*span, number));
        }
    }
    findings
}

/// The spans of records that nothing of the same day supersedes.
fn standing(records: &[(Span, Person)]) -> impl Iterator<Item = Span> {
    let next = records.iter().skip(1).map(|(span, _)| Some(span.from)).chain([None]);
    records.iter().zip(next).filter(|((span, _), next)| *next != Some(span.from)).map(|((span, _), _)| *span)
}

fn overlap(spans: impl Iterator<Item = Span>) -> bool {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort();
    spans.iter().zip(spans.iter().skip(1)).any(|(one, next)| one.intersection(*next).is_some())
}

/// Takes new addressee numbers for persons whose old numbers cannot be kept.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn allocate(tx: &mut Tx<'_>, count: usize) -> Result<Vec<AddresseeNumber>, RegisterError> {
    anchors::allocate_addressees(tx, count)
}

/// Takes a new household number for a household whose old number cannot be kept.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn allocate_household(tx: &mut Tx<'_>) -> Result<HouseholdNumber, RegisterError> {
    anchors::allocate_household(tx)
}

/// Writes a batch of persons who are not in the register yet.
///
/// # Errors
/// [`RegisterError::Conflict`] where a constraint refuses a row (a person who is there already, an overlap, a second head);
/// nothing of the transaction stays then.
pub fn write(tx: &mut Tx<'_>, load: Load, batch: &[PersonHistory]) -> Result<LoadCounts, RegisterError> {
    let households: BTreeSet<i64> = batch
        .iter()
        .flat_map(|history| &history.memberships)
        .map(|(_, membership)| membership.household_number.to_i64())
        .collect();
    anchors::ensure_households(tx, &households.into_iter().collect::<Vec<_>>(), load.act_number)?;
    let rows = BatchRows {
        anchors: batch.iter().map(|it| AnchorRow::person(it.addressee_number, load.act_number)).collect(),
        records: record_rows(load, batch)?,
        memberships: membership_rows(load, batch),
        personal_numbers: number_rows(load, batch),
        measures: batch.iter().flat_map(|history| measure_rows(load, &history.measures)).collect(),
        search_keys: key_rows(batch),
    };
    let counts = LoadCounts {
        records: rows.records.len(),
        memberships: rows.memberships.len(),
        personal_numbers: rows.personal_numbers.len(),
        measures: rows.measures.len(),
        search_keys: rows.search_keys.len(),
    };
    copy_in(tx, rows)?;
    Ok(counts)
}

/// Makes households known, those too in which nobody who came in lives.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn households(tx: &mut Tx<'_>, load: Load, numbers: &[HouseholdNumber]) -> Result<(), RegisterError> {
    let numbers: Vec<i64> = numbers.iter().map(|number| number.to_i64()).collect();
    anchors::ensure_households(tx, &numbers, load.act_number)
}

/// Closes a load: numbers allocated from now on lie above all that were taken over.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn close(tx: &mut Tx<'_>) -> Result<(), RegisterError> {
    anchors::raise_sequences(tx)
}

fn fresh<T: Clone>(load: Load, span: Span, content: &T) -> Fresh<T> {
    Fresh { span, made_by: load.act_number, redated_by: None, content: content.clone() }
}

fn record_rows(load: Load, batch: &[PersonHistory]) -> Result<Vec<PersonRow>, RegisterError> {
    let mut rows = Vec::new();
    for history in batch {
        let next = history.records.iter().skip(1).map(|(span, _)| Some(span.from)).chain([None]);
        for ((number, (span, person)), next) in (1..).zip(&history.records).zip(next) {
            let row = PersonRow::fresh(history.addressee_number, number, load.moment, &fresh(load, *span, person))?;
            rows.push(if next == Some(span.from) { row.superseded(load.moment, load.act_number) } else { row });
        }
    }
    Ok(rows)
}

fn measure_rows(load: Load, measures: &[Measure]) -> Vec<MeasureRow> {
    let last = measures.len();
    let row = |(number, measure): (i32, &Measure)| MeasureRow::fresh(measure, number, load.act_number, load.moment);
    let supersede = |(place, row): (usize, MeasureRow)| {
        if place < last { row.superseded(load.moment, load.act_number) } else { row }
    };
    (1..).zip((1..).zip(measures).map(row)).map(supersede).collect()
}

fn membership_rows(load: Load, batch: &[PersonHistory]) -> Vec<MembershipRow> {
    batch
        .iter()
        .flat_map(|history| (1..).zip(&history.memberships).map(move |(number, home)| (history, number, home)))
        .map(|(history, number, (span, home))| {
            MembershipRow::fresh(history.addressee_number, number, load.moment, &fresh(load, *span, home))
        })
        .collect()
}

fn number_rows(load: Load, batch: &[PersonHistory]) -> Vec<NumberRow> {
    batch
        .iter()
        .filter_map(|history| Some((history.addressee_number, history.personal_number.as_ref()?)))
        .map(|(owner, sealed)| NumberRow::fresh(owner, 1, sealed, (load.act_number, load.moment)))
        .collect()
}

fn key_rows(batch: &[PersonHistory]) -> Vec<KeyRow> {
    let mut rows = Vec::new();
    for history in batch {
        let mut keys: Vec<KeyRow> =
            history.records.iter().flat_map(|(_, person)| KeyRow::of(history.addressee_number, person)).collect();
        keys.sort();
        keys.dedup();
        rows.extend(keys);
    }
    rows
}

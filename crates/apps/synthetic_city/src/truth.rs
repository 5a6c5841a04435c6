//! What was planted and what must come out: `TRUTH.json`, `truth.jsonl`, `truth_allowance.jsonl`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::allowance::{Claim, next_payment_month, payday};
use crate::days::Month;
use crate::dirt::Disposition;
use crate::legacy::{Finding, HouseholdRecords, Record, Shape, column};
use crate::model::Household;
use crate::spec::CitySpec;

/// Records of a file by how they must end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All records of the file, as the old system counts them.
    pub records: u64,
    /// In the register.
    pub loaded: u64,
    /// Taken into another record.
    pub merged: u64,
    /// Waiting for a clerk.
    pub quarantined: u64,
    /// Not readable.
    pub rejected: u64,
}

impl Counts {
    fn add(&mut self, disposition: Disposition) {
        self.records += 1;
        match disposition {
            Disposition::Loaded => self.loaded += 1,
            Disposition::Merged => self.merged += 1,
            Disposition::Quarantined => self.quarantined += 1,
            Disposition::Rejected => self.rejected += 1,
        }
    }
}

/// People in the files (one 宛名番号 each) and what must become of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PeopleTruth {
    /// All of them, by how they must end.
    #[serde(flatten)]
    pub counts: Counts,
    /// Of those who are loaded: living in the city (住登者).
    pub loaded_resident: u64,
    /// Of those who are loaded: moved out or dead (除票).
    pub loaded_removed: u64,
    /// Foreign residents among those who are loaded and live in the city.
    pub loaded_foreign_resident: u64,
    /// People with 支援措置, of any kind.
    pub protected: u64,
}

/// 児童手当 of one month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AllowanceMonth {
    /// `2026-10`.
    pub month: String,
    /// Recipients to whom something is due.
    pub recipients: u64,
    /// Children for whom something is due.
    pub children: u64,
    /// The sum in yen.
    pub yen: i64,
}

/// 児童手当 of the next regular payment after the day of the city, worked out by the generator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AllowanceTruth {
    /// `2026-12`.
    pub payment_month: String,
    /// The day on which the old system would have paid, `2026-12-15`.
    pub payment_on: String,
    /// The two months that are paid for.
    pub months: [AllowanceMonth; 2],
    /// Certifications in force.
    pub certifications: u64,
    /// Recipients to whom something is paid.
    pub recipients: u64,
    /// Children for whom something is paid.
    pub children: u64,
    /// The sum of the payment in yen.
    pub total_yen: i64,
}

/// What the generator planted and what must come out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// The seed of the city.
    pub seed: u64,
    /// The day of the city.
    pub as_of: String,
    /// Six-digit codes of the wards; empty: all.
    pub wards: Vec<String>,
    /// People.
    pub people: PeopleTruth,
    /// Records by file.
    pub files: BTreeMap<&'static str, Counts>,
    /// Lines of `truth.jsonl` by kind.
    pub kinds: BTreeMap<&'static str, u64>,
    /// Lines of `truth.jsonl` by reason code.
    pub reasons: BTreeMap<&'static str, u64>,
    /// 児童手当.
    pub child_allowance: AllowanceTruth,
}

/// A line of `truth.jsonl`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TruthLine {
    pub(crate) file: &'static str,
    pub(crate) line: u64,
    pub(crate) kind: &'static str,
    pub(crate) disposition: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) key: String,
}

/// A line of `truth_allowance.jsonl`: what the next payment owes a recipient.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AllowanceLine {
    pub(crate) certification: String,
    pub(crate) recipient: String,
    pub(crate) yen_by_month: [i64; 2],
    pub(crate) children: u64,
}

/// Gathers the truth while the files are written.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) truth: Truth,
    pub(crate) lines: Vec<TruthLine>,
    months: [Month; 2],
}

impl Ledger {
    pub(crate) fn new(spec: &CitySpec) -> Self {
        let payment = next_payment_month(spec.as_of);
        let months = [payment.plus(-2), payment.plus(-1)];
        let child_allowance = AllowanceTruth {
            payment_month: payment.text(),
            payment_on: payday(payment).to_string(),
            months: months.map(|month| AllowanceMonth { month: month.text(), ..AllowanceMonth::default() }),
            ..AllowanceTruth::default()
        };
        let truth = Truth {
            seed: spec.seed,
            as_of: spec.as_of.to_string(),
            wards: spec.wards.clone(),
            child_allowance,
            ..Truth::default()
        };
        Self { truth, lines: Vec::new(), months }
    }

    /// Notes how a record that was written to a line must end.
    pub(crate) fn note(&mut self, file: &'static str, line: u64, record: &Record) {
        let disposition = record.finding.map_or(Disposition::Loaded, |finding| finding.disposition);
        self.truth.files.entry(file).or_default().add(disposition);
        let Some(Finding { kind, disposition, reason }) = record.finding else { return };
        *self.truth.kinds.entry(kind.as_str()).or_default() += 1;
        *self.truth.reasons.entry(reason).or_default() += 1;
        let key = if disposition == Disposition::Rejected { "" } else { record.field(column::ADDRESSEE) };
        self.lines.push(TruthLine {
            file,
            line,
            kind: kind.as_str(),
            disposition: disposition.as_str(),
            reason,
            key: key.to_owned(),
        });
    }

    /// Counts the people of a household.
    pub(crate) fn count_people(&mut self, household: &Household, records: &HouseholdRecords) {
        for (place, rows) in records.people.iter().enumerate() {
            let worst = rows.iter().filter_map(|row| row.finding).map(|finding| finding.disposition).max();
            let disposition = worst.unwrap_or(Disposition::Loaded);
            self.truth.people.counts.add(disposition);
            if disposition != Disposition::Loaded {
                continue;
            }
            if rows.last().is_some_and(|row| row.field(column::STATE) == "0") {
                self.truth.people.loaded_resident += 1;
                let is_foreign = household.members.get(place).is_some_and(|member| member.foreign.is_some());
                self.truth.people.loaded_foreign_resident += u64::from(is_foreign);
            } else {
                self.truth.people.loaded_removed += 1;
            }
        }
        let protected: BTreeSet<usize> = household.protections.iter().map(|protection| protection.member).collect();
        self.truth.people.protected += u64::try_from(protected.len()).unwrap_or(0);
    }

    /// Adds what the next payment owes for a certification; the line for the file, if it is in force.
    pub(crate) fn add_claim(&mut self, household: &Household, claim: &Claim) -> Option<AllowanceLine> {
        if claim.ended_on.is_some() {
            return None;
        }
        let allowance = &mut self.truth.child_allowance;
        allowance.certifications += 1;
        let sums = self.months.map(|month| claim.due_in(month));
        let mut yen = 0;
        for (month, sum) in allowance.months.iter_mut().zip(sums) {
            month.recipients += u64::from(sum.yen > 0);
            month.children += sum.children;
            month.yen += sum.yen;
            yen += sum.yen;
        }
        let children = sums.iter().map(|sum| sum.children).max().unwrap_or(0);
        allowance.recipients += u64::from(yen > 0);
        allowance.children += children;
        allowance.total_yen += yen;
        Some(AllowanceLine {
            certification: claim.number.clone(),
            recipient: household.members.get(claim.recipient).map(|m| m.addressee_number.clone()).unwrap_or_default(),
            yen_by_month: sums.map(|sum| sum.yen),
            children,
        })
    }

    /// Whether a record reaches its file at all.
    pub(crate) fn is_written(record: &Record) -> bool {
        record.shape != Shape::Missing
    }
}

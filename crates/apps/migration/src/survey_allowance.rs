//! The survey of 児童手当: which certifications and payments stand.

use std::collections::{BTreeMap, BTreeSet};

use values::AddresseeNumber;

use crate::MigrationError;
use crate::allowance::{CertificationColumns, PaymentColumns, certification, payment};
use crate::dataset::Dataset;
use crate::ending::{Disposition, Ending};
use crate::national::number;
use crate::reason::Reason;
use crate::source::{Line, SourceLine, Sources};
use crate::survey::{Fate, Survey};

/// What is remembered of the certifications that stand.
#[derive(Debug, Default)]
pub(crate) struct Certifications {
    /// Certification number to recipient, as the register numbers them.
    standing: BTreeMap<String, AddresseeNumber>,
    seen: BTreeSet<String>,
    /// Recipient to the months of the certifications so far.
    months: BTreeMap<u64, Vec<values::DayRange>>,
}

/// The lines of a certification, or a line that could not be read.
pub(crate) enum CertificationUnit {
    Lines(Vec<SourceLine>),
    Unreadable(u64, Reason),
}

/// Reads the certifications one by one; the lines of each stand together.
pub(crate) fn each_certification(
    sources: &Sources<'_>,
    it: &CertificationColumns,
    mut take: impl FnMut(CertificationUnit) -> Result<(), MigrationError>,
) -> Result<(), MigrationError> {
    let mut lines: Vec<SourceLine> = Vec::new();
    sources.each(Dataset::AllowanceCertifications, |line| {
        match line {
            Line::Unreadable(line, reason) => take(CertificationUnit::Unreadable(line, reason))?,
            Line::Record(line) => {
                let own = |line: &SourceLine| line.national.text(it.certification_number).to_owned();
                if lines.first().is_some_and(|first| own(first) != own(&line)) {
                    take(CertificationUnit::Lines(std::mem::take(&mut lines)))?;
                }
                lines.push(*line);
            }
        }
        Ok(())
    })?;
    if lines.is_empty() { Ok(()) } else { take(CertificationUnit::Lines(lines)) }
}

impl Survey {
    /// The number under which a person is in the register.
    pub(crate) fn find(&self, person: u64) -> Option<AddresseeNumber> {
        match self.fate(person) {
            Some(Fate::Held) => None,
            Some(Fate::Merged { into, .. }) => AddresseeNumber::new(into).ok(),
            None => AddresseeNumber::new(person).ok().filter(|_| self.is_known(person)),
        }
    }

    /// Whether the certification stands.
    pub(crate) fn has_certification(&self, certification_number: &str) -> bool {
        self.certifications.standing.contains_key(certification_number)
    }

    pub(crate) fn read_certifications(&mut self, sources: &Sources<'_>) -> Result<(), MigrationError> {
        let it = CertificationColumns::of(&sources.mapping(Dataset::AllowanceCertifications)?.target)?;
        each_certification(sources, &it, |unit| {
            match unit {
                CertificationUnit::Unreadable(line, reason) => {
                    self.reject(Dataset::AllowanceCertifications, line, reason);
                }
                CertificationUnit::Lines(lines) => self.take_certification(&it, &lines),
            }
            Ok(())
        })
    }

    fn take_certification(&mut self, it: &CertificationColumns, lines: &[SourceLine]) {
        let mut endings: Vec<Ending> = lines.iter().map(|line| self.line_ending(it, line)).collect();
        let good = |endings: &[Ending]| -> Vec<usize> {
            let is_good = |ending: &Ending| ending.disposition == Disposition::Loaded;
            (0..).zip(endings).filter(|(_, ending)| is_good(ending)).map(|(at, _): (usize, _)| at).collect()
        };
        let kept: Vec<&SourceLine> = good(&endings).into_iter().filter_map(|at| lines.get(at)).collect();
        let taken = certification(it, &kept, &|person| self.find(person));
        let own = lines.first().map(|line| line.national.text(it.certification_number).to_owned()).unwrap_or_default();
        let refused = match &taken {
            None => Some("value_not_representable"),
            Some(_) if !self.certifications.seen.insert(own) => Some("certification_scattered"),
            Some(taken) if self.certifications.overlaps(&taken.certification) => Some("certifications_overlap"),
            Some(_) => None,
        };
        if let Some(code) = refused {
            for at in good(&endings) {
                if let Some(ending) = endings.get_mut(at) {
                    *ending = Ending::held(Reason::of(code));
                }
            }
        } else if let Some(taken) = taken {
            let certification = taken.certification;
            self.certifications.standing.insert(certification.certification_number, certification.recipient);
        }
        for (line, ending) in lines.iter().zip(endings) {
            self.end(Dataset::AllowanceCertifications, line.line, ending);
        }
    }

    /// How a line ends by itself: its own faults, then its recipient, then its child.
    fn line_ending(&self, it: &CertificationColumns, line: &SourceLine) -> Ending {
        let text = |index: usize| line.national.text(index);
        let people = [(3, "jukyu_no", it.payee_addressee_number), (7, "jido_no", it.child_addressee_number)];
        let missing = people.into_iter().find_map(|(column, item, index)| {
            let person = number(text(index));
            let code = if self.is_known(person) { "person_held" } else { "person_not_found" };
            self.find(person).is_none().then(|| Reason::at(code, column, item, ""))
        });
        match line.held.clone().or(missing) {
            Some(reason) => Ending::held(reason),
            None => Ending::noted(line.note.clone()),
        }
    }

    pub(crate) fn read_payments(&mut self, sources: &Sources<'_>) -> Result<(), MigrationError> {
        let it = PaymentColumns::of(&sources.mapping(Dataset::AllowancePayments)?.target)?;
        let mut seen = BTreeSet::new();
        sources.each(Dataset::AllowancePayments, |line| {
            let line = match line {
                Line::Record(line) => line,
                Line::Unreadable(line, reason) => {
                    self.reject(Dataset::AllowancePayments, line, reason);
                    return Ok(());
                }
            };
            let text = |index: usize| line.national.text(index);
            let key = [it.certification_number, it.paid_on, it.payment_kind, it.from_month].map(text).join("/");
            let stands = self.has_certification(text(it.certification_number));
            let recipient = number(text(it.payee_addressee_number));
            let is_same =
                self.certifications.standing.get(text(it.certification_number)).copied() == self.find(recipient);
            let code = match payment(&it, &line.national, &|person| self.find(person)) {
                _ if !stands => Some("certification_not_loaded"),
                _ if !is_same => Some("recipient_differs"),
                None => Some("value_not_representable"),
                Some(_) if !seen.insert(key) => Some("payment_duplicate"),
                Some(_) => None,
            };
            let ending = match line.held.clone().or_else(|| code.map(|code| Reason::at(code, 1, "nintei_no", ""))) {
                Some(reason) => Ending::held(reason),
                None => Ending::noted(line.note.clone()),
            };
            self.end(Dataset::AllowancePayments, line.line, ending);
            Ok(())
        })
    }
}

impl Certifications {
    /// Whether the recipient has another certification in some of its months; if not, its months are noted.
    fn overlaps(&mut self, certification: &child_allowance::certification::Certification) -> bool {
        let from = certification.paid_from.first_day();
        let through = certification.paid_through().map(|month| month.last_day());
        // A certification that ended before its first month covers none.
        let Ok(own) = values::DayRange::new(from, through) else { return false };
        let others = self.months.entry(certification.recipient.get()).or_default();
        let overlaps = others.iter().any(|other| {
            let begins_before =
                |one: values::DayRange, two: values::DayRange| two.through().is_none_or(|last| one.from() <= last);
            begins_before(own, *other) && begins_before(*other, own)
        });
        if !overlaps {
            others.push(own);
        }
        overlaps
    }
}

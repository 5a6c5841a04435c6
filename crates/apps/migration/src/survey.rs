//! 下見 — the first pass over a delivery: how every record will end, before anything is written.
//!
//! What a record says of itself is not enough: two numbers for one person, two heads of a household or a household
//! without a line show only when all records are known. The survey keeps a few words a person and the endings that are
//! not plainly good; the second pass reads the files again and finds its decisions here.

use std::collections::{BTreeMap, BTreeSet};

use register::bitemporal::Span;
use register::{Measure, MeasureState};
use sha2::{Digest, Sha256};
use values::AddresseeNumber;

use crate::assemble::{Row, memberships};
use crate::dataset::Dataset;
use crate::ending::{Disposition, Ending};
use crate::judge::{Bench, endings};
use crate::national::{Columns, day, number};
use crate::reason::Reason;
use crate::source::{Line, SourceLine, Sources};
use crate::survey_allowance::Certifications;
use crate::{Delivery, MigrationError};

/// What becomes of a person as a whole; a person who is not named is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Held,
    Merged { into: u64, code: &'static str },
}

/// How every record of a delivery will end.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Endings of lines that are not plainly good, by dataset and line.
    endings: BTreeMap<(Dataset, u64), Ending>,
    fates: BTreeMap<u64, Fate>,
    /// Everybody in the file, whatever becomes of them.
    known: BTreeSet<u64>,
    households: BTreeSet<u64>,
    measures: BTreeMap<u64, Vec<Measure>>,
    pub(crate) certifications: Certifications,
}

/// What is remembered of a person between the passes.
struct Person {
    number: u64,
    household: u64,
    newest_line: u64,
    personal_number: u64,
    facts: [u8; 16],
    is_current_head: bool,
    is_current: bool,
    heads: Vec<(u64, Span)>,
}

impl Survey {
    pub(crate) fn of(delivery: &Delivery, sources: &Sources<'_>) -> Result<Self, MigrationError> {
        let mut survey = Self::default();
        let heads = survey.read_households(sources)?;
        let people = survey.read_people(sources)?;
        survey.merge(&people);
        survey.judge_heads(&people);
        survey.note_namesakes(&people);
        survey.note_headless(&heads);
        survey.read_measures(delivery, sources)?;
        survey.read_certifications(sources)?;
        survey.read_payments(sources)?;
        Ok(survey)
    }

    /// How a line ends by itself.
    pub(crate) fn ending(&self, dataset: Dataset, line: u64) -> Option<&Ending> {
        self.endings.get(&(dataset, line))
    }

    pub(crate) fn fate(&self, number: u64) -> Option<Fate> {
        self.fates.get(&number).copied()
    }

    /// How a row of a person ends: by itself, else with the person.
    pub(crate) fn row_ending(&self, person: u64, line: u64) -> Ending {
        let own = self.ending(Dataset::Residents, line);
        match (self.fate(person), own) {
            (None, own) => own.cloned().unwrap_or(Ending::GOOD),
            (Some(Fate::Held), Some(own)) if own.disposition == Disposition::Quarantined => own.clone(),
            (Some(Fate::Held), _) => Ending::held(Reason::of("person_held")),
            (Some(Fate::Merged { code, .. }), _) => {
                Ending { disposition: Disposition::Merged, reason: Some(Reason::of(code)) }
            }
        }
    }

    pub(crate) fn is_known(&self, person: u64) -> bool {
        self.known.contains(&person)
    }

    /// 支援措置 of a person, oldest first, those taken over from a merged number included.
    pub(crate) fn measures(&self, person: u64) -> &[Measure] {
        self.measures.get(&person).map_or(&[], Vec::as_slice)
    }

    fn hold(&mut self, person: u64) {
        self.fates.insert(person, Fate::Held);
    }

    pub(crate) fn end(&mut self, dataset: Dataset, line: u64, ending: Ending) {
        if ending != Ending::GOOD {
            self.endings.insert((dataset, line), ending);
        }
    }

    /// Reads the households; gives those that stand (line, head, whether somebody lives there).
    fn read_households(&mut self, sources: &Sources<'_>) -> Result<Vec<(u64, u64, bool)>, MigrationError> {
        let layout = &sources.mapping(Dataset::Households)?.target;
        let at = |id: &str| layout.index_of(id).ok_or_else(|| MigrationError::Declarations(id.to_owned()));
        let (own, head, state) = (at("household_number")?, at("head_addressee_number")?, at("household_state")?);
        let mut heads = Vec::new();
        sources.each(Dataset::Households, |line| {
            match line {
                Line::Unreadable(line, reason) => self.reject(Dataset::Households, line, reason),
                Line::Record(it) => {
                    let number_of = number(it.national.text(own));
                    if let Some(reason) = it.held {
                        self.end(Dataset::Households, it.line, Ending::held(reason));
                    } else if self.households.insert(number_of) {
                        heads.push((it.line, number(it.national.text(head)), it.national.text(state) == "0"));
                        self.end(Dataset::Households, it.line, Ending::noted(it.note));
                    } else {
                        let reason = Reason::at("household_duplicate", 1, "setai_no", "");
                        self.end(Dataset::Households, it.line, Ending::held(reason));
                    }
                }
            }
            Ok(())
        })?;
        Ok(heads)
    }

    pub(crate) fn reject(&mut self, dataset: Dataset, line: u64, reason: Reason) {
        self.end(dataset, line, Ending { disposition: Disposition::Rejected, reason: Some(reason) });
    }

    fn read_people(&mut self, sources: &Sources<'_>) -> Result<Vec<Person>, MigrationError> {
        let columns = Columns::of(&sources.mapping(Dataset::Residents)?.target)?;
        let households = std::mem::take(&mut self.households);
        let bench = Bench { sources, columns: &columns, households: &households };
        let mut people = Vec::new();
        each_person(sources, &columns, |unit| {
            match unit {
                Unit::Unreadable(line, reason) => self.reject(Dataset::Residents, line, reason),
                Unit::Person(rows) => people.extend(self.take_person(&bench, &rows)),
            }
            Ok(())
        })?;
        self.households = households;
        Ok(people)
    }

    /// Judges a person by the own rows; gives what is remembered of one who is not held.
    fn take_person(&mut self, bench: &Bench<'_>, rows: &[Row]) -> Option<Person> {
        let (newest, columns) = (rows.last()?, bench.columns);
        let person = newest.step.addressee_number;
        let mut endings = endings(bench, rows);
        if !self.known.insert(person)
            && let Some(first) = endings.first_mut()
        {
            *first = Ending::held(Reason::at("person_scattered", 1, "atena_no", ""));
        }
        let is_held = endings.iter().any(|ending| ending.disposition != Disposition::Loaded);
        for (row, ending) in rows.iter().zip(endings) {
            self.end(Dataset::Residents, row.line.line, ending);
        }
        if is_held {
            self.hold(person);
        }
        let text = |index: usize| newest.line.national.text(index);
        let facts =
            [text(columns.full_name), text(columns.born_on), text(columns.born_on_unknown_text), text(columns.sex)];
        let is_current = newest.step.is_registered();
        let homes = memberships(columns, rows).unwrap_or_default();
        let heads = homes.into_iter().filter(|(_, home)| home.relationship.is_head());
        Some(Person {
            number: person,
            household: newest.step.household_number,
            newest_line: newest.line.line,
            personal_number: number(text(columns.personal_number)),
            facts: digest(&facts),
            is_current_head: is_current && newest.step.is_head,
            is_current,
            heads: heads.map(|(span, home)| (home.household_number.get(), span)).collect(),
        })
    }

    /// Of two numbers for one person the lower stays (rule 3). Whoever is held is neither merged nor merged into.
    fn merge(&mut self, people: &[Person]) {
        let good = |survey: &Self, person: &Person| !survey.fates.contains_key(&person.number);
        let mut by_number: BTreeMap<u64, Vec<&Person>> = BTreeMap::new();
        let mut by_facts: BTreeMap<([u8; 16], u64), Vec<&Person>> = BTreeMap::new();
        for person in people.iter().filter(|person| good(self, person)) {
            if person.personal_number != 0 {
                by_number.entry(person.personal_number).or_default().push(person);
            }
            by_facts.entry((person.facts, person.household)).or_default().push(person);
        }
        for group in by_number.values_mut() {
            self.merge_group(group, "duplicate_personal_number");
        }
        for group in by_facts.values_mut() {
            group.retain(|person| good(self, person));
            let numbered = group.iter().filter(|person| person.personal_number != 0).count();
            // Two different individual numbers are two people, whatever else they share.
            if numbered < group.len() && numbered <= 1 {
                self.merge_group(group, "duplicate_four_facts");
            }
        }
    }

    fn merge_group(&mut self, group: &mut [&Person], code: &'static str) {
        group.sort_by_key(|person| person.number);
        let Some((stays, others)) = group.split_first() else { return };
        for other in others {
            self.fates.insert(other.number, Fate::Merged { into: stays.number, code });
        }
    }

    /// Two heads at a time: nobody in the household has a known reference for the relationship (rule 2).
    fn judge_heads(&mut self, people: &[Person]) {
        let is_merged =
            |survey: &Self, person: &Person| matches!(survey.fate(person.number), Some(Fate::Merged { .. }));
        let mut current: BTreeMap<u64, usize> = BTreeMap::new();
        for person in people.iter().filter(|person| person.is_current_head && !is_merged(self, person)) {
            *current.entry(person.household).or_default() += 1;
        }
        current.retain(|_, heads| *heads > 1);
        for person in people.iter().filter(|person| person.is_current) {
            if current.contains_key(&person.household) && !is_merged(self, person) {
                self.hold_newest(person, "two_heads");
            }
        }
        let mut past: BTreeMap<u64, Vec<(Span, &Person)>> = BTreeMap::new();
        for person in people.iter().filter(|person| self.fate(person.number).is_none()) {
            for (household, span) in &person.heads {
                past.entry(*household).or_default().push((*span, person));
            }
        }
        for mut heads in past.into_values() {
            heads.sort_by_key(|(span, _)| *span);
            let overlapping = heads
                .iter()
                .zip(heads.iter().skip(1))
                .filter(|((one, _), (next, _))| one.intersection(*next).is_some());
            for ((_, one), (_, next)) in overlapping {
                self.hold_newest(one, "two_heads_in_history");
                self.hold_newest(next, "two_heads_in_history");
            }
        }
    }

    fn hold_newest(&mut self, person: &Person, code: &'static str) {
        self.hold(person.number);
        let is_held = |ending: &Ending| ending.disposition == Disposition::Quarantined;
        let key = (Dataset::Residents, person.newest_line);
        if !self.endings.get(&key).is_some_and(is_held) {
            self.endings.insert(key, Ending::held(Reason::at(code, 21, "zokugara", "")));
        }
    }

    /// People of one name, birth date and sex in different households: two people, worth a note.
    fn note_namesakes(&mut self, people: &[Person]) {
        let mut by_facts: BTreeMap<[u8; 16], Vec<&Person>> = BTreeMap::new();
        for person in people.iter().filter(|person| self.fate(person.number).is_none()) {
            by_facts.entry(person.facts).or_default().push(person);
        }
        for person in by_facts.into_values().filter(|group| group.len() > 1).flatten() {
            let key = (Dataset::Residents, person.newest_line);
            self.endings.entry(key).or_insert_with(|| Ending::noted(Some(Reason::of("same_name_and_birth"))));
        }
    }

    /// A household stands without its head, too (標準 1.1.10 世帯主未設定), and says so.
    fn note_headless(&mut self, heads: &[(u64, u64, bool)]) {
        for (line, head, is_lived_in) in heads {
            let is_loaded = self.is_known(*head) && self.fate(*head) != Some(Fate::Held);
            let code = match (is_lived_in, *head) {
                (false, _) => continue,
                (true, 0) => "no_head",
                (true, _) if is_loaded => continue,
                (true, _) => "head_not_loaded",
            };
            self.end(Dataset::Households, *line, Ending::noted(Some(Reason::of(code))));
        }
    }

    fn read_measures(&mut self, delivery: &Delivery, sources: &Sources<'_>) -> Result<(), MigrationError> {
        let layout = &sources.mapping(Dataset::ProtectiveMeasures)?.target;
        let at = |id: &str| layout.index_of(id).ok_or_else(|| MigrationError::Declarations(id.to_owned()));
        let places = MeasureColumns {
            owner: at("addressee_number")?,
            applicant: at("applicant_addressee_number")?,
            kind: at("protective_measure_kind")?,
            starts_on: at("starts_on")?,
            ends_on: at("ends_on")?,
            places: at("protected_places")?,
            receipt: at("receipt_number")?,
        };
        sources.each(Dataset::ProtectiveMeasures, |line| {
            match line {
                Line::Unreadable(line, reason) => self.reject(Dataset::ProtectiveMeasures, line, reason),
                Line::Record(it) => self.take_measure(&places, &it, &delivery.manifest.wards),
            }
            Ok(())
        })
    }

    fn take_measure(&mut self, places: &MeasureColumns, it: &SourceLine, wards: &[String]) {
        let owner = number(it.national.text(places.owner));
        let ending = match (self.fate(owner), &it.held) {
            (_, Some(reason)) => Ending::held(reason.clone()),
            _ if !self.is_known(owner) => Ending::held(Reason::at("person_not_found", 1, "atena_no", "")),
            (Some(Fate::Held), None) => Ending::held(Reason::of("person_held")),
            // The protection of a merged number goes over to the one who stays.
            (fate, None) => {
                let stays = if let Some(Fate::Merged { into, .. }) = fate { into } else { owner };
                match measure(places, it, stays, wards) {
                    Some(measure) => {
                        self.measures.entry(stays).or_default().push(measure);
                        Ending::noted(it.note.clone())
                    }
                    None => Ending::held(Reason::of("value_not_representable")),
                }
            }
        };
        self.end(Dataset::ProtectiveMeasures, it.line, ending);
    }
}

struct MeasureColumns {
    owner: usize,
    applicant: usize,
    kind: usize,
    starts_on: usize,
    ends_on: usize,
    places: usize,
    receipt: usize,
}

/// Kinds of address that the three figures of the old system stand for.
const PLACES: [&str; 3] = ["現住所", "前住所", "本籍"];

fn measure(places: &MeasureColumns, it: &SourceLine, owner: u64, wards: &[String]) -> Option<Measure> {
    let text = |index: usize| it.national.text(index);
    let owner = AddresseeNumber::new(owner).ok()?;
    let applicant = number(text(places.applicant));
    let starts_on = day(text(places.starts_on))?;
    let marked = text(places.places).chars().zip(PLACES).filter(|(figure, _)| *figure == '1');
    let receipt = text(places.receipt);
    Some(Measure {
        addressee_number: owner,
        applicant: if applicant == 0 { owner } else { AddresseeNumber::new(applicant).ok()? },
        state: match text(places.kind) {
            "1" => MeasureState::Decided,
            "2" => MeasureState::Provisional,
            "3" => MeasureState::Ended,
            _ => return None,
        },
        starts_on,
        through_on: day(text(places.ends_on)).unwrap_or(starts_on),
        office_codes: wards.to_vec(),
        protected_addresses: marked.map(|(_, place)| place.to_owned()).collect(),
        contact: (!receipt.is_empty()).then(|| format!("受付番号 {receipt}")),
    })
}

/// A person's rows, or a line that could not be read.
pub(crate) enum Unit {
    Person(Vec<Row>),
    Unreadable(u64, Reason),
}

/// Reads the resident file person by person; rows of a person stand together, unreadable lines between them aside.
pub(crate) fn each_person(
    sources: &Sources<'_>,
    columns: &Columns,
    mut take: impl FnMut(Unit) -> Result<(), MigrationError>,
) -> Result<(), MigrationError> {
    let mut rows: Vec<Row> = Vec::new();
    sources.each(Dataset::Residents, |line| {
        match line {
            Line::Unreadable(line, reason) => take(Unit::Unreadable(line, reason))?,
            Line::Record(line) => {
                let step = crate::national::Step::of(columns, &line.national);
                if rows.first().is_some_and(|first| first.step.addressee_number != step.addressee_number) {
                    take(Unit::Person(std::mem::take(&mut rows)))?;
                }
                rows.push(Row { line: *line, step });
            }
        }
        Ok(())
    })?;
    if rows.is_empty() { Ok(()) } else { take(Unit::Person(rows)) }
}

fn digest(facts: &[&str]) -> [u8; 16] {
    let whole = Sha256::digest(facts.join("\u{1F}").as_bytes());
    let mut short = [0; 16];
    short.copy_from_slice(whole.get(..16).unwrap_or(&[0; 16]));
    short
}

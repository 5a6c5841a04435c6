//! The second pass: chunks of endings and of what is to be loaded, in the order of the files.

use child_allowance::certification::PastPayment;
use chrono::NaiveDate;
use register::PersonalNumberVault;
use register::load::PersonHistory;
use spec_mapping::Record;

use crate::MigrationError;
use crate::allowance::{CertificationColumns, PaymentColumns, Taken, certification, payment};
use crate::assemble::{Row, memberships, records};
use crate::dataset::Dataset;
use crate::ending::{Disposition, Ending};
use crate::national::{Columns, TOWN_NOT_LISTED, day, legal_date, number};
use crate::reason::Reason;
use crate::source::{Line, SourceLine, Sources};
use crate::survey::{Fate, Survey, Unit, each_person};
use crate::survey_allowance::{CertificationUnit, each_certification};
use crate::totals::{Totals, characters, row_digest};

/// Records of a chunk, at least; a person is never divided.
const CHUNK_RECORDS: usize = 3_000;

/// One record and how it ended.
#[derive(Debug, Clone)]
pub(crate) struct Ended {
    pub(crate) line: u64,
    pub(crate) key: String,
    pub(crate) sha256: Option<[u8; 32]>,
    pub(crate) ending: Ending,
    pub(crate) addressee_number: Option<u64>,
    pub(crate) history_number: Option<i32>,
    pub(crate) act: Option<ActOfRow>,
}

/// What a history row says of the act that made it.
#[derive(Debug, Clone)]
pub(crate) struct ActOfRow {
    pub(crate) reason_code: String,
    pub(crate) effective_on_code: String,
    pub(crate) filed_on: Option<NaiveDate>,
    pub(crate) processed_on: Option<NaiveDate>,
}

/// What is written together or not at all: a person with all rows, or a single record.
#[derive(Debug, Default)]
pub(crate) struct Parcel {
    pub(crate) history: Option<Box<PersonHistory>>,
    pub(crate) household: Option<values::HouseholdNumber>,
    pub(crate) certification: Option<Box<Taken>>,
    pub(crate) payment: Option<PastPayment>,
    pub(crate) endings: Vec<Ended>,
    pub(crate) totals: Totals,
}

/// The parcels of one transaction.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) number: i32,
    pub(crate) dataset: Dataset,
    pub(crate) parcels: Vec<Parcel>,
}

/// What a pass needs.
pub(crate) struct Pass<'a> {
    pub(crate) sources: &'a Sources<'a>,
    pub(crate) survey: &'a Survey,
    /// Seals individual numbers; without one nothing is made ready for loading.
    pub(crate) vault: Option<&'a PersonalNumberVault>,
    /// Chunks up to this one stand already: only their numbers are counted.
    pub(crate) last_done: i32,
}

struct Chunks<'t> {
    take: &'t mut dyn FnMut(Chunk) -> Result<(), MigrationError>,
    number: i32,
    dataset: Dataset,
    parcels: Vec<Parcel>,
    records: usize,
}

impl Chunks<'_> {
    fn push(&mut self, parcel: Parcel) -> Result<(), MigrationError> {
        self.records += parcel.endings.len();
        self.parcels.push(parcel);
        if self.records >= CHUNK_RECORDS { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), MigrationError> {
        if self.parcels.is_empty() {
            return Ok(());
        }
        self.number += 1;
        self.records = 0;
        let parcels = std::mem::take(&mut self.parcels);
        (self.take)(Chunk { number: self.number, dataset: self.dataset, parcels })
    }

    fn begin(&mut self, dataset: Dataset) -> Result<(), MigrationError> {
        self.close()?;
        self.dataset = dataset;
        Ok(())
    }
}

/// Reads the delivery once more and hands out its chunks. The same delivery always gives the same chunks.
pub(crate) fn produce(
    pass: &Pass<'_>,
    take: &mut dyn FnMut(Chunk) -> Result<(), MigrationError>,
) -> Result<(), MigrationError> {
    let columns = Columns::of(&pass.sources.mapping(Dataset::Residents)?.target)?;
    let mut chunks = Chunks { take, number: 0, dataset: Dataset::Residents, parcels: Vec::new(), records: 0 };
    each_person(pass.sources, &columns, |unit| {
        let parcel = match unit {
            Unit::Unreadable(line, reason) => unreadable(line, reason),
            Unit::Person(rows) => pass.person(&columns, &rows, chunks.number)?,
        };
        chunks.push(parcel)
    })?;
    chunks.begin(Dataset::Households)?;
    pass.households(&mut chunks)?;
    chunks.begin(Dataset::ProtectiveMeasures)?;
    pass.measures(&mut chunks)?;
    chunks.begin(Dataset::AllowanceCertifications)?;
    pass.certifications(&mut chunks)?;
    chunks.begin(Dataset::AllowancePayments)?;
    pass.payments(&mut chunks)?;
    chunks.close()
}

fn unreadable(line: u64, reason: Reason) -> Parcel {
    let ending = Ending { disposition: Disposition::Rejected, reason: Some(reason) };
    let ended = Ended {
        line,
        key: String::new(),
        sha256: None,
        ending,
        addressee_number: None,
        history_number: None,
        act: None,
    };
    Parcel { endings: vec![ended], ..Parcel::default() }
}

fn ended(line: &SourceLine, ending: Ending, addressee_number: Option<u64>, history_number: Option<i32>) -> Ended {
    Ended {
        line: line.line,
        key: line.key.clone(),
        sha256: Some(line.sha256),
        ending,
        addressee_number,
        history_number,
        act: None,
    }
}

impl Pass<'_> {
    fn person(&self, columns: &Columns, rows: &[Row], chunks_done: i32) -> Result<Parcel, MigrationError> {
        let Some(newest) = rows.last() else { return Ok(Parcel::default()) };
        let person = newest.step.addressee_number;
        let fate = self.survey.fate(person);
        let stays = match fate {
            None => Some(person),
            Some(Fate::Merged { into, .. }) => Some(into),
            Some(Fate::Held) => None,
        };
        let end = |row: &Row| {
            let ending = self.survey.row_ending(person, row.line.line);
            let mut ended = ended(&row.line, ending, stays, Some(row.step.history_number));
            ended.act = fate.is_none().then(|| act(columns, &row.line.national));
            ended
        };
        let endings = rows.iter().map(end).collect();
        let is_wanted = fate.is_none() && chunks_done >= self.last_done;
        let (history, totals) = match (is_wanted, self.vault) {
            (true, Some(vault)) => {
                let history = self.history(columns, rows, vault)?;
                let totals = totals(columns, rows, &history);
                (Some(Box::new(history)), totals)
            }
            _ => (None, Totals::default()),
        };
        Ok(Parcel { history, endings, totals, ..Parcel::default() })
    }

    fn history(
        &self,
        columns: &Columns,
        rows: &[Row],
        vault: &PersonalNumberVault,
    ) -> Result<PersonHistory, MigrationError> {
        let lost = |what: &str| MigrationError::Stored(format!("{what} of a record that the survey found good"));
        let newest = rows.last().ok_or_else(|| lost("the rows"))?;
        let addressee_number = newest.step.addressee().ok_or_else(|| lost("the number"))?;
        let mut made = records(columns, rows).map_err(|(_, item)| lost(item))?;
        for (_, person) in &mut made {
            let code = person.address.municipality_code.as_ref().map_or("", |code| code.as_str());
            let town = person.address.town_id.as_ref().map_or("", |town| town.as_str());
            if !self.sources.is_town_listed(code, town) {
                person.address.town_id = TOWN_NOT_LISTED.parse().ok();
            }
        }
        let personal_number = match newest.line.national.text(columns.personal_number) {
            "" => None,
            text => {
                let number = text.parse().map_err(|_| lost("the individual number"))?;
                Some(vault.seal(addressee_number, &number)?)
            }
        };
        Ok(PersonHistory {
            addressee_number,
            records: made,
            memberships: memberships(columns, rows).map_err(|(_, item)| lost(item))?,
            personal_number,
            measures: self.survey.measures(addressee_number.get()).to_vec(),
        })
    }

    fn households(&self, chunks: &mut Chunks<'_>) -> Result<(), MigrationError> {
        let layout = &self.sources.mapping(Dataset::Households)?.target;
        let own = layout.index_of("household_number").unwrap_or_default();
        self.sources.each(Dataset::Households, |line| {
            let parcel = match line {
                Line::Unreadable(line, reason) => unreadable(line, reason),
                Line::Record(it) => {
                    let ending = self.survey.ending(Dataset::Households, it.line).cloned().unwrap_or(Ending::GOOD);
                    let is_loaded = ending.disposition == Disposition::Loaded;
                    let household =
                        values::HouseholdNumber::new(number(it.national.text(own))).ok().filter(|_| is_loaded);
                    let totals = Totals { households: i64::from(is_loaded), ..Totals::default() };
                    Parcel { household, endings: vec![ended(&it, ending, None, None)], totals, ..Parcel::default() }
                }
            };
            chunks.push(parcel)
        })
    }

    fn measures(&self, chunks: &mut Chunks<'_>) -> Result<(), MigrationError> {
        let layout = &self.sources.mapping(Dataset::ProtectiveMeasures)?.target;
        let own = layout.index_of("addressee_number").unwrap_or_default();
        self.sources.each(Dataset::ProtectiveMeasures, |line| {
            let parcel = match line {
                Line::Unreadable(line, reason) => unreadable(line, reason),
                Line::Record(it) => {
                    let dataset = Dataset::ProtectiveMeasures;
                    let ending = self.survey.ending(dataset, it.line).cloned().unwrap_or(Ending::GOOD);
                    let owner = number(it.national.text(own));
                    let stays = match self.survey.fate(owner) {
                        Some(Fate::Merged { into, .. }) => into,
                        _ => owner,
                    };
                    let is_loaded = ending.disposition == Disposition::Loaded;
                    let totals = Totals { measures: i64::from(is_loaded), ..Totals::default() };
                    let addressee = is_loaded.then_some(stays);
                    Parcel { endings: vec![ended(&it, ending, addressee, None)], totals, ..Parcel::default() }
                }
            };
            chunks.push(parcel)
        })
    }

    fn certifications(&self, chunks: &mut Chunks<'_>) -> Result<(), MigrationError> {
        let dataset = Dataset::AllowanceCertifications;
        let it = CertificationColumns::of(&self.sources.mapping(dataset)?.target)?;
        each_certification(self.sources, &it, |unit| {
            let lines = match unit {
                CertificationUnit::Unreadable(line, reason) => return chunks.push(unreadable(line, reason)),
                CertificationUnit::Lines(lines) => lines,
            };
            let endings: Vec<Ending> = lines
                .iter()
                .map(|line| self.survey.ending(dataset, line.line).cloned().unwrap_or(Ending::GOOD))
                .collect();
            let good = lines.iter().zip(&endings).filter(|(_, ending)| ending.disposition == Disposition::Loaded);
            let good: Vec<&SourceLine> = good.map(|(line, _)| line).collect();
            let taken = certification(&it, &good, &|person| self.survey.find(person)).filter(|_| !good.is_empty());
            let totals = Totals {
                certifications: i64::from(taken.is_some()),
                children: i64::try_from(good.len()).unwrap_or(i64::MAX),
                ..Totals::default()
            };
            let recipient = taken.as_ref().map(|taken| taken.certification.recipient.get());
            let end = |(line, ending): (&SourceLine, Ending)| {
                let recipient = recipient.filter(|_| ending.disposition == Disposition::Loaded);
                ended(line, ending, recipient, None)
            };
            let endings = lines.iter().zip(endings).map(end).collect();
            chunks.push(Parcel { certification: taken.map(Box::new), endings, totals, ..Parcel::default() })
        })
    }

    fn payments(&self, chunks: &mut Chunks<'_>) -> Result<(), MigrationError> {
        let dataset = Dataset::AllowancePayments;
        let it = PaymentColumns::of(&self.sources.mapping(dataset)?.target)?;
        self.sources.each(dataset, |line| {
            let line = match line {
                Line::Unreadable(line, reason) => return chunks.push(unreadable(line, reason)),
                Line::Record(line) => line,
            };
            let ending = self.survey.ending(dataset, line.line).cloned().unwrap_or(Ending::GOOD);
            let is_loaded = ending.disposition == Disposition::Loaded;
            let find = |person| self.survey.find(person);
            let payment = payment(&it, &line.national, &find).filter(|_| is_loaded);
            let mut totals = Totals::default();
            if is_loaded {
                // From the source's own text, so that a payment that got lost on the way would show.
                let month = line.national.text(it.paid_on).get(..7).unwrap_or_default().to_owned();
                let yen = line.national.text(it.amount_yen).parse().unwrap_or_default();
                totals.yen_by_month.insert(month, yen);
            }
            let recipient = payment.as_ref().map(|payment| payment.recipient.get());
            let endings = vec![ended(&line, ending, recipient, None)];
            chunks.push(Parcel { payment, endings, totals, ..Parcel::default() })
        })
    }
}

fn act(columns: &Columns, record: &Record) -> ActOfRow {
    let effective = legal_date(record.text(columns.effective_on), "", "").flatten();
    ActOfRow {
        reason_code: record.text(columns.act_reason).to_owned(),
        effective_on_code: effective.map(values::LegalDate::to_code).unwrap_or_default(),
        filed_on: day(record.text(columns.filed_on)),
        processed_on: day(record.text(columns.processed_on)),
    }
}

/// Items whose text is digested as it stands, in the order of the query on the register.
fn content(columns: &Columns, record: &Record) -> String {
    let it = columns;
    let items = [
        it.registration_state,
        it.resident_kind,
        it.full_name,
        it.full_name_furigana,
        it.alias,
        it.former_surname,
        it.sex,
        it.resident_record_code,
        it.address_prefecture,
        it.address_municipality_name,
        it.address_town,
        it.address_lot,
        it.address_building_and_room,
        it.address_postal_code,
        it.registered_domicile,
        it.register_first_person,
    ];
    let mut text = format!("{}|{}", number(record.text(it.addressee_number)), record.text(it.history_number));
    for item in items {
        text.push('|');
        text.push_str(record.text(item));
    }
    text
}

/// The sums of a loaded person, from the source's own text.
fn totals(columns: &Columns, rows: &[Row], history: &PersonHistory) -> Totals {
    let mut totals =
        Totals { persons: 1, personal_numbers: i64::from(history.personal_number.is_some()), ..Totals::default() };
    let it = columns;
    for row in rows {
        let record = &row.line.national;
        let sum = |items: &[usize]| items.iter().map(|item| characters(record.text(*item))).sum::<i64>();
        totals.records += 1;
        totals.name_characters +=
            sum(&[it.full_name, it.full_name_furigana, it.alias, it.alias_furigana, it.former_surname]);
        totals.address_characters += sum(&[it.address_town, it.address_lot, it.address_building_and_room]);
        totals.digest += row_digest(&content(columns, record));
    }
    if let Some(newest) = rows.last().filter(|row| row.step.is_registered()) {
        totals.members = 1;
        let ward = newest.line.national.text(it.address_municipality_code).to_owned();
        totals.residents_by_ward.insert(ward, 1);
    }
    totals
}

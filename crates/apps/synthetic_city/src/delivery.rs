//! Writes a delivery: the files of the old system, the manifest and the truth.

use std::path::Path;

use serde::Serialize;
use serde_json::json;

use crate::allowance::Claim;
use crate::city::City;
use crate::cp932::Encoder;
use crate::files::{FileSummary, KanaColumns, LegacyFile, csv_line, fixed_line};
use crate::legacy::{
    HouseholdRecords, JITE_HEADER, JITEPAY_HEADER, JUMIN_HEADER, Record, SHIEN_HEADER, household_records,
};
use crate::model::Household;
use crate::plant::plant;
use crate::spec::{CityError, CitySpec};
use crate::tables::Tables;
use crate::truth::{Ledger, Truth};

/// How far the writing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Households written.
    pub households: u64,
    /// Residents written.
    pub residents: u64,
    /// Residents wanted.
    pub residents_wanted: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Households, those that have left included.
    pub households: u64,
    /// People living in the city before dirt was planted.
    pub residents: u64,
    /// The files with counts and hashes.
    pub files: Vec<FileSummary>,
    /// The contents of `TRUTH.json`.
    pub truth: Truth,
}

/// Residents between two calls of the progress function.
const PROGRESS_STEP: u64 = 1_000;
const NAMES_WITH_KANA: KanaColumns = KanaColumns(&[11, 14, 16]);
const ACCOUNT_KANA: KanaColumns = KanaColumns(&[15]);
const NO_KANA: KanaColumns = KanaColumns(&[]);

struct Delivery {
    encoder: Encoder,
    people: LegacyFile,
    households: LegacyFile,
    certifications: LegacyFile,
    payments: LegacyFile,
    protections: LegacyFile,
    allowance_truth: LegacyFile,
    ledger: Ledger,
    line: Vec<u8>,
}

/// Writes the legacy files of a city into a folder, which is made if it is missing: the files described in
/// `spec-mappings/legacy_vendor/README.md`, `MANIFEST.json` and the truth about what was planted.
///
/// # Errors
/// A specification that cannot be met, or a file that cannot be written.
pub fn generate(spec: &CitySpec, folder: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Summary, CityError> {
    std::fs::create_dir_all(folder).map_err(|source| CityError::Write { path: folder.to_owned(), source })?;
    let mut city = City::new(spec.clone())?;
    let mut delivery = Delivery::open(spec, folder, city.tables())?;
    let (mut households, mut residents) = (0, 0);
    let mut next_report = 0;
    for household in city.by_ref() {
        delivery.write(&household, spec)?;
        households += 1;
        residents += household.resident_count();
        if residents >= next_report {
            progress(Progress { households, residents, residents_wanted: spec.residents });
            next_report = residents + PROGRESS_STEP;
        }
    }
    progress(Progress { households, residents, residents_wanted: spec.residents });
    let (files, truth) = delivery.close(spec, folder, city.tables())?;
    Ok(Summary { households, residents, files, truth })
}

impl Delivery {
    fn open(spec: &CitySpec, folder: &Path, tables: &Tables) -> Result<Self, CityError> {
        let create = |name| LegacyFile::create(folder, name, "CP932");
        let mut delivery = Self {
            encoder: Encoder::new(&tables.gaiji),
            people: create("JUMIN.csv")?,
            households: create("SETAI.dat")?,
            certifications: create("JITE.csv")?,
            payments: create("JITEPAY.csv")?,
            protections: create("SHIEN.csv")?,
            allowance_truth: LegacyFile::create(folder, "truth_allowance.jsonl", "UTF-8")?,
            ledger: Ledger::new(spec),
            line: Vec::with_capacity(1024),
        };
        delivery.people.header(&JUMIN_HEADER)?;
        delivery.certifications.header(&JITE_HEADER)?;
        delivery.payments.header(&JITEPAY_HEADER)?;
        delivery.protections.header(&SHIEN_HEADER)?;
        Ok(delivery)
    }

    fn write(&mut self, household: &Household, spec: &CitySpec) -> Result<(), CityError> {
        let mut records = household_records(household, spec.as_of);
        plant(household, &mut records, spec.as_of);
        self.ledger.count_people(household, &records);
        if let Some(claim) = &household.claim {
            self.write_allowance_truth(household, claim)?;
        }
        let HouseholdRecords { people, household, certification, payments, protections } = records;
        let rows = people.into_iter().flatten();
        write_csv(&mut self.people, rows, NAMES_WITH_KANA, (&self.encoder, &mut self.ledger, &mut self.line))?;
        if Ledger::is_written(&household) {
            fixed_line(&household, &self.encoder, &mut self.line)?;
            let number = self.households.line(&self.line)?;
            self.ledger.note(self.households.name(), number, &household);
        }
        let encoder = &self.encoder;
        write_csv(&mut self.certifications, certification, ACCOUNT_KANA, (encoder, &mut self.ledger, &mut self.line))?;
        write_csv(&mut self.payments, payments, NO_KANA, (encoder, &mut self.ledger, &mut self.line))?;
        write_csv(&mut self.protections, protections, NO_KANA, (encoder, &mut self.ledger, &mut self.line))
    }

    fn write_allowance_truth(&mut self, household: &Household, claim: &Claim) -> Result<(), CityError> {
        if let Some(line) = self.ledger.add_claim(household, claim) {
            self.allowance_truth.line(&json_line(&line)?)?;
        }
        Ok(())
    }

    fn close(self, spec: &CitySpec, folder: &Path, tables: &Tables) -> Result<(Vec<FileSummary>, Truth), CityError> {
        let towns = write_towns(folder, tables, &self.encoder)?;
        let gaiji = write_gaiji(folder, tables)?;
        self.allowance_truth.finish()?;
        let mut files = vec![
            self.people.finish()?,
            self.households.finish()?,
            self.certifications.finish()?,
            self.payments.finish()?,
            self.protections.finish()?,
        ];
        files.extend([towns, gaiji]);
        let wards: Vec<&str> = tables.wards.iter().map(|ward| ward.code).collect();
        let manifest = json!({
            "vendor": "見本ベンダー",
            "layout": "mihon-1",
            "municipality_code": "271004",
            "wards": wards,
            "as_of": spec.as_of.to_string(),
            "files": files,
        });
        write_json(folder, "MANIFEST.json", &manifest)?;
        let Ledger { truth, mut lines, .. } = self.ledger;
        lines.sort_by_key(|line| (file_place(line.file), line.line));
        let mut file = LegacyFile::create(folder, "truth.jsonl", "UTF-8")?;
        for line in &lines {
            file.line(&json_line(line)?)?;
        }
        file.finish()?;
        write_json(folder, "TRUTH.json", &truth)?;
        Ok((files, truth))
    }
}

fn file_place(file: &str) -> usize {
    ["JUMIN.csv", "SETAI.dat", "JITE.csv", "JITEPAY.csv", "SHIEN.csv"]
        .iter()
        .position(|name| *name == file)
        .unwrap_or(9)
}

fn json_line(value: &impl Serialize) -> Result<Vec<u8>, CityError> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn write_json(folder: &Path, name: &'static str, value: &impl Serialize) -> Result<(), CityError> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    let mut file = LegacyFile::create(folder, name, "UTF-8")?;
    file.line(&bytes)?;
    file.finish().map(drop)
}

type Tools<'a> = (&'a Encoder, &'a mut Ledger, &'a mut Vec<u8>);

fn write_csv(
    file: &mut LegacyFile,
    records: impl IntoIterator<Item = Record>,
    kana: KanaColumns,
    (encoder, ledger, line): Tools<'_>,
) -> Result<(), CityError> {
    for record in records {
        csv_line(&record, kana, encoder, line)?;
        let number = file.line(line)?;
        ledger.note(file.name(), number, &record);
    }
    Ok(())
}

fn write_towns(folder: &Path, tables: &Tables, encoder: &Encoder) -> Result<FileSummary, CityError> {
    let mut file = LegacyFile::create(folder, "MACHI.csv", "CP932")?;
    file.header(&["SHIKU_CD", "MACHI_CD", "KU_MEI", "MACHI_MEI", "MACHI_KANA", "YUBIN"])?;
    let mut line = Vec::new();
    for ward in &tables.wards {
        for town in &ward.towns {
            let fields = [ward.code, &town.id, ward.name, town.name, town.kana, town.postal_code];
            csv_line(&Record::whole(fields), KanaColumns(&[4]), encoder, &mut line)?;
            file.line(&line)?;
        }
    }
    file.finish()
}

fn write_gaiji(folder: &Path, tables: &Tables) -> Result<FileSummary, CityError> {
    let mut file = LegacyFile::create(folder, "GAIJI.csv", "UTF-8")?;
    file.header(&["CODE", "UNICODE", "MOJI", "MJ", "CHUKI"])?;
    for gaiji in &tables.gaiji {
        let fields = [gaiji.code, gaiji.unicode, gaiji.character, gaiji.mj, gaiji.note];
        file.line(format!("{}\r\n", fields.join(",")).as_bytes())?;
    }
    file.finish()
}

//! The law of one business: national parameters and what an ordinance lays on top.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::law_file::{self, LawError, LawFile, LawProblem};
use crate::parameter::{InForce, Parameter, ParameterValue};
use crate::version::{Fingerprint, LawVersion};

/// 業務の法令 — what a business embeds: its national law and the ordinances that come with the program.
#[derive(Debug, Clone, Copy)]
pub struct Statutes {
    /// Code of the business, such as `child_allowance`.
    pub business: &'static str,
    /// National parameter files.
    pub national: &'static [LawFile],
    /// Ordinances by municipality code.
    pub ordinances: &'static [(&'static str, &'static [LawFile])],
}

impl Statutes {
    /// The law book of a municipality, or national law alone.
    ///
    /// # Errors
    /// Everything that is wrong with the files, or that no ordinance is embedded for the municipality.
    pub fn book(&self, municipality: Option<&str>) -> Result<LawBook, LawError> {
        let book = LawBook::national(self.business, self.national)?;
        let Some(code) = municipality else { return Ok(book) };
        match self.ordinances.iter().find(|(of, _)| *of == code) {
            Some((_, files)) => book.with_ordinance(code, files),
            None => Err(LawError(vec![LawProblem::new(
                self.business,
                "-",
                format!("市区町村 {code} の条例・規則のファイルがありません。ordinance/{code}.toml を用意してください"),
                format!("no ordinance of municipality {code}: add ordinance/{code}.toml"),
            )])),
        }
    }
}

/// 規則が読む値 — a parameter that the rules read, and the days on which they do.
#[derive(Debug, Clone, Copy)]
pub struct Needed {
    /// Key of the parameter.
    pub key: &'static str,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub through: NaiveDate,
}

/// 法令集 — all parameters of one business, checked; answers what was in force on a day.
#[derive(Debug, Clone)]
pub struct LawBook {
    business: String,
    municipality: Option<String>,
    parameters: BTreeMap<String, Parameter>,
}

impl LawBook {
    /// Reads national law.
    ///
    /// # Errors
    /// Everything that is wrong with the files.
    pub fn national(business: &str, files: &[LawFile]) -> Result<LawBook, LawError> {
        let mut parameters = BTreeMap::new();
        let mut problems = Vec::new();
        for file in files {
            law_file::read(file, &mut parameters, &mut problems);
        }
        no_problems(problems)?;
        Ok(LawBook { business: business.to_owned(), municipality: None, parameters })
    }

    /// The same book with an ordinance on top. An ordinance sets exactly what national law leaves to it
    /// (`delegated = true`), in the same kind.
    ///
    /// # Errors
    /// Everything that is wrong with the files: an overlap with national law, a key that national law does not leave to
    /// the municipality, one that is missing.
    pub fn with_ordinance(mut self, municipality: &str, files: &[LawFile]) -> Result<LawBook, LawError> {
        let mut set = BTreeMap::new();
        let mut problems = Vec::new();
        for file in files {
            law_file::read(file, &mut set, &mut problems);
        }
        for (key, parameter) in &set {
            let problem = |ja: &str, en: &str| LawProblem::new(&parameter.file, key, ja, en);
            match self.parameters.get(key) {
                Some(national) if !national.is_delegated => problems.push(problem(
                    "国の法令が定める項目です。条例からは消してください",
                    "national law sets this: remove it from the ordinance",
                )),
                None => problems.push(problem(
                    "国の法令が条例に委ねていない項目です。消してください",
                    "national law leaves no such value to the municipality: remove it",
                )),
                Some(national) if national.kind != parameter.kind => problems.push(problem(
                    "kind が国のファイルと違います。そろえてください",
                    "kind differs from the national file: make it the same",
                )),
                Some(_) if parameter.is_delegated => problems
                    .push(problem("条例の側で values に値を書いてください", "the ordinance must write the values")),
                Some(_) => {}
            }
        }
        let delegated = self.parameters.iter().filter(|(_, parameter)| parameter.is_delegated);
        for (key, national) in delegated.filter(|(key, _)| !set.contains_key(*key)) {
            let ja = format!("条例・規則で定める「{}」がありません。書き足してください", national.ja);
            let en = format!("the ordinance does not set {}: add it", national.en);
            problems.push(LawProblem::new(municipality, key, ja, en));
        }
        no_problems(problems)?;
        self.parameters.extend(set);
        self.municipality = Some(municipality.to_owned());
        Ok(self)
    }

    /// The value in force on the day.
    ///
    /// # Errors
    /// The law knows no such value on that day, or it is of another kind.
    pub fn in_force<T: ParameterValue>(&self, key: &str, on: NaiveDate) -> Result<InForce<T>, LawProblem> {
        let problem = |ja: String, en: String| LawProblem::new(&self.business, key, ja, en);
        let unknown = || {
            problem(
                format!("{on} に効力のある値がありません。対象の時期か法令のファイルを確かめてください"),
                format!("no value in force on {on}: check the period or the parameter files"),
            )
        };
        let parameter = self.parameters.get(key).ok_or_else(unknown)?;
        let entry = parameter.entry_on(on).ok_or_else(unknown)?;
        let value = T::of(entry.value.ok_or_else(unknown)?).ok_or_else(|| {
            problem(
                format!("kind は {:?} ですが、規則は {:?} を求めています", parameter.kind, T::KIND),
                format!("is of kind {:?} where the rule reads {:?}", parameter.kind, T::KIND),
            )
        })?;
        Ok(InForce {
            value,
            key: key.to_owned(),
            ja: parameter.ja.clone(),
            en: parameter.en.clone(),
            unit: parameter.unit.clone(),
            cite: entry.cite.clone(),
            from: entry.from,
            by: entry.by.clone(),
        })
    }

    /// Checks that what the rules read is there on every day on which they read it, and that nothing else is kept.
    ///
    /// # Errors
    /// Each gap, and each parameter that no rule reads.
    pub fn check_coverage(&self, needed: &[Needed]) -> Result<(), LawError> {
        let mut problems = Vec::new();
        for need in needed {
            if let Some(gap) = self.first_gap(need) {
                problems.push(LawProblem::new(
                    &self.business,
                    need.key,
                    format!("{gap} の値がありません。その日からの値を書き足してください"),
                    format!("has no value on {gap}: add the value from that day"),
                ));
            }
        }
        let read: BTreeSet<&str> = needed.iter().map(|need| need.key).collect();
        for (key, parameter) in self.parameters.iter().filter(|(key, _)| !read.contains(key.as_str())) {
            problems.push(LawProblem::new(
                &parameter.file,
                key,
                "どの規則も読まない項目です。消してください",
                "no rule reads this: remove it",
            ));
        }
        no_problems(problems)
    }

    /// The first needed day without a value: the first day, or a day on which the law ended.
    fn first_gap(&self, need: &Needed) -> Option<NaiveDate> {
        let Some(parameter) = self.parameters.get(need.key) else { return Some(need.from) };
        let ends = parameter.entries.iter().filter(|entry| entry.value.is_none()).map(|entry| entry.from);
        ends.chain([need.from])
            .filter(|day| (need.from..=need.through).contains(day))
            .filter(|&day| parameter.entry_on(day).is_none_or(|entry| entry.value.is_none()))
            .min()
    }

    /// The version of the law on the day.
    #[must_use]
    pub fn version_on(&self, on: NaiveDate) -> LawVersion {
        let mut fingerprint = Fingerprint::new();
        let mut since = NaiveDate::MIN;
        for (key, parameter) in &self.parameters {
            let Some(entry) = parameter.entry_on(on) else { continue };
            since = since.max(entry.from);
            if entry.value.is_some() {
                for field in [key, &entry.written, &entry.cite, &entry.from.to_string()] {
                    fingerprint.add(field);
                }
            }
        }
        LawVersion {
            business: self.business.clone(),
            municipality: self.municipality.clone(),
            on,
            since,
            fingerprint: fingerprint.hex(),
        }
    }

    /// Each parameter's key and the day on which a person last held it against its source.
    pub fn checked_on(&self) -> impl Iterator<Item = (&str, NaiveDate)> {
        self.parameters.iter().map(|(key, parameter)| (key.as_str(), parameter.checked))
    }
}

fn no_problems(problems: Vec<LawProblem>) -> Result<(), LawError> {
    if problems.is_empty() { Ok(()) } else { Err(LawError(problems)) }
}

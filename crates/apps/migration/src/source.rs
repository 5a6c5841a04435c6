//! Reading a delivery record by record: the file, the checks of its layout, and the national layout.

use std::collections::BTreeSet;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use spec_mapping::{Catalogue, GaijiTable, Layout, Mapping, Parameters, Record, RecordReader, SourceRecord};

use crate::dataset::{Dataset, GAIJI, TOWNS};
use crate::reason::{Reason, weigh};
use crate::{Delivery, MigrationError};

/// A record that could be read.
#[derive(Debug, Clone)]
pub(crate) struct SourceLine {
    pub(crate) line: u64,
    /// The key as written, its parts joined by `/`.
    pub(crate) key: String,
    pub(crate) sha256: [u8; 32],
    pub(crate) national: Record,
    pub(crate) held: Option<Reason>,
    pub(crate) note: Option<Reason>,
}

/// What stands on a line.
pub(crate) enum Line {
    Record(Box<SourceLine>),
    Unreadable(u64, Reason),
}

/// What is needed to read a delivery.
pub(crate) struct Sources<'a> {
    delivery: &'a Delivery,
    catalogue: Catalogue,
    gaiji: GaijiTable,
    parameters: Parameters,
    /// Towns of the delivery's list: ward and town.
    towns: BTreeSet<(String, String)>,
}

impl<'a> Sources<'a> {
    pub(crate) fn open(delivery: &'a Delivery) -> Result<Self, MigrationError> {
        let catalogue = Catalogue::embedded().map_err(|problems| {
            MigrationError::Declarations(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        })?;
        let ward = delivery.manifest.wards.first().unwrap_or(&delivery.manifest.municipality_code);
        let day = delivery.manifest.as_of.to_string();
        let parameters = Parameters::none()
            .with("municipality_code", ward)
            .with("operator_id", "migration")
            .with("operated_on", &day)
            .with("operated_time", "00:00:00");
        let (gaiji, towns) = (GaijiTable::empty(), BTreeSet::new());
        let mut sources = Self { delivery, catalogue, gaiji, parameters, towns };
        sources.gaiji = sources.read_gaiji()?;
        sources.towns = sources.read_towns()?;
        Ok(sources)
    }

    pub(crate) fn mapping(&self, dataset: Dataset) -> Result<&Arc<Mapping>, MigrationError> {
        let id = dataset.mapping();
        self.catalogue.mapping(id).ok_or_else(|| MigrationError::Declarations(format!("there is no mapping `{id}`")))
    }

    /// Whether the town is in the delivery's list.
    pub(crate) fn is_town_listed(&self, municipality_code: &str, town_id: &str) -> bool {
        self.towns.contains(&(municipality_code.to_owned(), town_id.to_owned()))
    }

    /// Reads a dataset from its first record to its last.
    pub(crate) fn each(
        &self,
        dataset: Dataset,
        mut take: impl FnMut(Line) -> Result<(), MigrationError>,
    ) -> Result<(), MigrationError> {
        let mapping = self.mapping(dataset)?;
        let layout = &mapping.source;
        let keys: Vec<usize> = (0..).zip(layout.items()).filter(|(_, item)| item.key).map(|(at, _)| at).collect();
        let input = self.delivery.input(dataset.file())?;
        for read in RecordReader::new(layout, dataset.file(), input, &self.gaiji) {
            match read {
                Ok(source) => take(Line::Record(Box::new(self.line(mapping, layout, &keys, source))))?,
                Err(rejected) => {
                    let worst = rejected.findings.iter().max_by_key(|finding| finding.severity);
                    let reason = worst.map_or_else(|| Reason::of("record_length"), Reason::found);
                    take(Line::Unreadable(rejected.place.line, reason))?;
                }
            }
        }
        Ok(())
    }

    fn line(&self, mapping: &Mapping, layout: &Layout, keys: &[usize], mut source: SourceRecord) -> SourceLine {
        source.check(layout);
        let mapped = mapping.forward(&source, &self.parameters);
        source.findings.extend(mapped.findings);
        let (held, note) = weigh(&source.findings);
        let mut digest = Sha256::new();
        for value in source.record.iter() {
            digest.update(value.as_bytes());
            digest.update([0x1F]);
        }
        SourceLine {
            line: source.place.line,
            key: keys.iter().map(|at| source.record.text(*at)).collect::<Vec<_>>().join("/"),
            sha256: digest.finalize().into(),
            national: mapped.record,
            held,
            note,
        }
    }

    fn read_gaiji(&self) -> Result<GaijiTable, MigrationError> {
        let rows = self.read_list("mihon_gaiji", GAIJI, ["code", "unicode"])?;
        let pairs = rows.iter().map(|[code, unicode]| (code.as_str(), unicode.as_str()));
        GaijiTable::of_code_points(pairs).map_err(|error| MigrationError::Stored(error.to_string()))
    }

    fn read_towns(&self) -> Result<BTreeSet<(String, String)>, MigrationError> {
        let rows = self.read_list("mihon_machi", TOWNS, ["shiku_cd", "machi_cd"])?;
        Ok(rows.into_iter().map(|[ward, town]| (ward, town)).collect())
    }

    /// Two items of each record of a list; a list that cannot be read stops the migration.
    fn read_list(&self, layout: &str, file: &str, items: [&str; 2]) -> Result<Vec<[String; 2]>, MigrationError> {
        let missing = || MigrationError::Declarations(format!("layout `{layout}`"));
        let layout = self.catalogue.layout(layout).ok_or_else(missing)?;
        let [first, second] = items.map(|item| layout.index_of(item));
        let (first, second) = (first.ok_or_else(missing)?, second.ok_or_else(missing)?);
        let mut rows = Vec::new();
        for read in RecordReader::new(layout, file, self.delivery.input(file)?, &self.gaiji) {
            let record = read
                .map_err(|rejected| MigrationError::Refused(vec![unreadable_list(file, rejected.place.line)]))?
                .record;
            rows.push([record.text(first).to_owned(), record.text(second).to_owned()]);
        }
        Ok(rows)
    }
}

fn unreadable_list(file: &str, line: u64) -> crate::Refusal {
    crate::Refusal {
        code: "list_unreadable",
        file: file.to_owned(),
        ja: format!("{file} の {line} 行目を読めません。一覧を出力し直してください。"),
        en: format!("line {line} of {file} cannot be read; ask for the list again"),
    }
}

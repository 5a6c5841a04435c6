//! 突合せ — what the old system had against what stands in the register.

use std::collections::BTreeMap;

use database::{Database, Operation, Tx};
use serde::Serialize;

use crate::dataset::Dataset;
use crate::reason::text;
use crate::store::{self, LoadRow, QuarantineFilter};
use crate::totals::Totals;
use crate::{MigrationError, QuarantinedRecord};

/// 旧 ＝ 取り込み ＋ 統合 ＋ 保留 ＋ 対象外 ＋ 説明なし, in records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Equation {
    /// Records as the old system counts them.
    pub source: i64,
    /// 取り込み.
    pub loaded: i64,
    /// 統合.
    pub merged: i64,
    /// 保留.
    pub quarantined: i64,
    /// 対象外.
    pub rejected: i64,
    /// 説明なし: must be 0.
    pub unexplained: i64,
}

impl Equation {
    fn add(&mut self, other: Self) {
        self.source += other.source;
        self.loaded += other.loaded;
        self.merged += other.merged;
        self.quarantined += other.quarantined;
        self.rejected += other.rejected;
        // Too many here and too few there must not cancel each other out.
        self.unexplained += other.unexplained.abs();
    }
}

/// One sum, on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What is summed up, in Japanese.
    pub label: String,
    /// The sum over the source's loaded records.
    pub source: i64,
    /// The sum over the register.
    pub target: i64,
    /// Whether they are equal.
    pub agrees: bool,
}

impl Check {
    fn of(label: impl Into<String>, source: i64, target: i64) -> Self {
        Self { label: label.into(), source, target, agrees: source == target }
    }
}

/// One dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatasetReconciliation {
    /// Code of the dataset.
    pub dataset: Dataset,
    /// Name of the dataset.
    pub name: String,
    /// Its file.
    pub file: String,
    /// Its own equation.
    #[serde(flatten)]
    pub equation: Equation,
    /// Its sums.
    pub checks: Vec<Check>,
    /// Whether nothing is unexplained and every sum agrees.
    pub is_green: bool,
}

/// How often a reason was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonCount {
    /// Code.
    pub code: String,
    /// `loaded` (a note), `merged`, `quarantined`, `rejected`.
    pub disposition: String,
    /// What it means, in Japanese.
    pub text: String,
    /// Records.
    pub count: i64,
}

/// The proof of a load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// Number of the load.
    pub load_id: i64,
    /// Its name.
    pub title: String,
    /// Where it was loaded.
    pub environment: String,
    /// The old system's vendor and the version of its layout.
    pub source_system: String,
    /// The day on which the old system was read.
    pub delivered_on: chrono::NaiveDate,
    /// SHA-256 of the delivery's manifest.
    pub manifest_sha256: String,
    /// When the load began.
    pub started_at: chrono::DateTime<chrono::Utc>,
    /// When it ended.
    pub finished_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Whether every record is explained and every sum agrees.
    pub is_green: bool,
    /// Over all datasets.
    pub equation: Equation,
    /// Dataset by dataset.
    pub datasets: Vec<DatasetReconciliation>,
    /// Reason by reason.
    pub reasons: Vec<ReasonCount>,
    /// The first records that are held or rejected.
    pub quarantine: Vec<QuarantinedRecord>,
    /// How many there are in all.
    pub quarantine_count: i64,
}

/// Records that are held, on the first page.
pub(crate) const PAGE: i64 = 200;

/// Holds a load against its delivery's counts and sums.
///
/// # Errors
/// [`MigrationError::Unfinished`] before the load has ended; [`MigrationError::NotFound`].
pub fn reconcile(
    database: &Database,
    operation: &Operation,
    load_number: i64,
) -> Result<Reconciliation, MigrationError> {
    database.read(operation, |tx| {
        tx.did("migration.reconcile");
        let row = store::load(tx, load_number)?;
        if !row.is_finished() {
            return Err(MigrationError::Unfinished(load_number));
        }
        reconcile_row(tx, row)
    })
}

fn reconcile_row(tx: &mut Tx<'_>, row: LoadRow) -> Result<Reconciliation, MigrationError> {
    let load_number = row.load_number;
    let dispositions = store::dispositions(tx, load_number)?;
    let source = store::source_totals(tx, load_number)?;
    let target = store::register_totals(tx, &row)?;
    let mut equation = Equation::default();
    let mut datasets = Vec::new();
    for dataset in Dataset::ALL {
        let own = equation_of(dataset, &row, &dispositions);
        equation.add(own);
        let checks = checks(dataset, &source, &target);
        let is_green = own.unexplained == 0 && checks.iter().all(|check| check.agrees);
        let (name, file) = (dataset.label().to_owned(), dataset.file().to_owned());
        datasets.push(DatasetReconciliation { dataset, name, file, equation: own, checks, is_green });
    }
    let reason = |((disposition, code), count): ((String, String), i64)| ReasonCount {
        text: text(&code).0.to_owned(),
        code,
        disposition,
        count,
    };
    let filter = QuarantineFilter { reason_code: None, offset: 0, limit: PAGE };
    Ok(Reconciliation {
        load_id: load_number,
        is_green: datasets.iter().all(|dataset| dataset.is_green),
        equation,
        datasets,
        reasons: store::reasons(tx, load_number)?.into_iter().map(reason).collect(),
        quarantine: store::quarantined(tx, load_number, &filter)?,
        quarantine_count: store::quarantined_count(tx, load_number, None)?,
        source_system: format!("{} {}", row.vendor, row.layout_version),
        title: row.title,
        environment: row.environment,
        delivered_on: row.delivered_on,
        manifest_sha256: row.manifest_sha256,
        started_at: row.started_at,
        finished_at: row.finished_at,
    })
}

fn equation_of(dataset: Dataset, row: &LoadRow, sums: &BTreeMap<(String, String), i64>) -> Equation {
    let source = row.source_counts.get(dataset.code()).and_then(serde_json::Value::as_i64).unwrap_or_default();
    let of =
        |disposition: &str| sums.get(&(dataset.code().to_owned(), disposition.to_owned())).copied().unwrap_or_default();
    let (loaded, merged, quarantined, rejected) = (of("loaded"), of("merged"), of("quarantined"), of("rejected"));
    let unexplained = source - loaded - merged - quarantined - rejected;
    Equation { source, loaded, merged, quarantined, rejected, unexplained }
}

fn checks(dataset: Dataset, source: &Totals, target: &Totals) -> Vec<Check> {
    match dataset {
        Dataset::Residents => {
            let mut checks = vec![
                Check::of("人数", source.persons, target.persons),
                Check::of("履歴の行数", source.records, target.records),
                Check::of("世帯員の数", source.members, target.members),
                Check::of("個人番号の数", source.personal_numbers, target.personal_numbers),
                Check::of("氏名・カナの文字数", source.name_characters, target.name_characters),
                Check::of("住所の文字数", source.address_characters, target.address_characters),
                Check::of("内容の検査値", source.digest, target.digest),
            ];
            checks.extend(keyed("住登者", &source.residents_by_ward, &target.residents_by_ward));
            checks
        }
        Dataset::Households => vec![Check::of("世帯数", source.households, target.households)],
        Dataset::ProtectiveMeasures => vec![Check::of("支援措置の数", source.measures, target.measures)],
        Dataset::AllowanceCertifications => vec![
            Check::of("認定の数", source.certifications, target.certifications),
            Check::of("児童の数", source.children, target.children),
        ],
        Dataset::AllowancePayments => keyed("支払額（円）", &source.yen_by_month, &target.yen_by_month),
    }
}

/// The same sum key by key, whichever side has the key.
fn keyed(label: &str, source: &BTreeMap<String, i64>, target: &BTreeMap<String, i64>) -> Vec<Check> {
    let mut keys: Vec<&String> = source.keys().chain(target.keys()).collect();
    keys.sort();
    keys.dedup();
    let of = |sums: &BTreeMap<String, i64>, key: &String| sums.get(key).copied().unwrap_or_default();
    keys.into_iter().map(|key| Check::of(format!("{label} {key}"), of(source, key), of(target, key))).collect()
}

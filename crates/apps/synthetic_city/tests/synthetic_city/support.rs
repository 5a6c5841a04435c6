//! A generated delivery, read back with other means than it was written with.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use chrono::NaiveDate;
use encoding_rs::SHIFT_JIS;
use serde_json::Value;
use synthetic_city::{CitySpec, Dirt, Summary, generate};

pub(crate) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub(crate) fn kita(seed: u64, residents: u64) -> CitySpec {
    CitySpec { seed, residents, wards: vec!["271276".to_owned()], as_of: as_of(), dirt: Dirt::SAMPLE }
}

/// A folder for the files of a test; the same at each run, so that nothing piles up.
pub(crate) fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("yakuba-synthetic-city-{}-{name}", std::process::id()))
}

pub(crate) struct Delivery {
    pub(crate) summary: Summary,
    /// File name to raw lines without their ending.
    pub(crate) lines: BTreeMap<&'static str, Vec<Vec<u8>>>,
    /// CSV file name to the fields of its lines, the header included.
    tables: BTreeMap<&'static str, Vec<Vec<String>>>,
    pub(crate) truth: Vec<Value>,
    pub(crate) truth_json: Value,
    pub(crate) manifest: Value,
    pub(crate) allowance: Vec<Value>,
}

pub(crate) fn generated(spec: &CitySpec, name: &str) -> Delivery {
    let folder = folder(name);
    let summary = generate(spec, &folder, &mut |_| {}).unwrap();
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let mut lines = BTreeMap::new();
    for name in ["JUMIN.csv", "SETAI.dat", "JITE.csv", "JITEPAY.csv", "SHIEN.csv", "MACHI.csv", "GAIJI.csv"] {
        let bytes = read(name);
        let text: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(|line| line.to_vec()).collect();
        let whole = text.iter().filter(|line| line.ends_with(b"\r")).map(|line| line[..line.len() - 1].to_vec());
        lines.insert(name, whole.collect());
    }
    let json_lines = |name: &str| {
        String::from_utf8(read(name)).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let csv = lines.iter().filter(|(name, _)| name.ends_with(".csv"));
    let tables =
        csv.map(|(name, lines): (&&str, &Vec<Vec<u8>>)| (*name, lines.iter().map(|line| fields(line)).collect()));
    let delivery = Delivery {
        tables: tables.collect(),
        summary,
        lines,
        truth: json_lines("truth.jsonl"),
        truth_json: serde_json::from_slice(&read("TRUTH.json")).unwrap(),
        manifest: serde_json::from_slice(&read("MANIFEST.json")).unwrap(),
        allowance: json_lines("truth_allowance.jsonl"),
    };
    std::fs::remove_dir_all(&folder).unwrap();
    delivery
}

/// The ward of the demo, made once for all tests that only read it.
pub(crate) fn demo() -> &'static Delivery {
    static DEMO: OnceLock<Delivery> = OnceLock::new();
    DEMO.get_or_init(|| generated(&kita(1, 10_000), "demo"))
}

/// The text of a line and whether all its bytes were CP932.
pub(crate) fn decoded(line: &[u8]) -> (String, bool) {
    let (text, _, had_errors) = SHIFT_JIS.decode(line);
    (text.into_owned(), !had_errors)
}

pub(crate) fn fields(line: &[u8]) -> Vec<String> {
    let (text, _) = decoded(line);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect()
}

impl Delivery {
    /// The rows of a CSV file with their line numbers, the header left out.
    pub(crate) fn rows(&self, name: &str) -> impl Iterator<Item = (u64, Vec<String>)> + '_ {
        (1..).zip(self.tables[name].iter().cloned()).skip(1)
    }

    /// The lines of a file that the truth names, with kind and reason.
    pub(crate) fn named(&self, file: &str) -> BTreeMap<u64, (String, String)> {
        let of_file = self.truth.iter().filter(|line| line["file"] == file);
        of_file
            .map(|line| {
                let word = |key: &str| line[key].as_str().unwrap().to_owned();
                (line["line"].as_u64().unwrap(), (word("kind"), word("reason")))
            })
            .collect()
    }
}

//! 納品 — a folder of files, held against its manifest before anything is read (J10: a second file that was never read).

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::dataset::{Dataset, GAIJI, TOWNS};
use crate::{MigrationError, Refusal};

const MANIFEST: &str = "MANIFEST.json";
const LAYOUT_VERSION: &str = "mihon-1";
/// What a generator of test deliveries leaves beside them; a migration never reads them.
const TRUTH: [&str; 3] = ["TRUTH.json", "truth.jsonl", "truth_allowance.jsonl"];

/// マニフェスト — what the old system says it has delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name of the old system's vendor.
    pub vendor: String,
    /// Version of its layout.
    pub layout: String,
    /// Code of the municipality.
    pub municipality_code: String,
    /// Codes of the wards; empty for all.
    pub wards: Vec<String>,
    /// The day on which the old system was read.
    pub as_of: NaiveDate,
    /// The files.
    pub files: Vec<DeliveryFile>,
}

/// One file of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryFile {
    /// Its name.
    pub name: String,
    /// `CP932` or `UTF-8`.
    pub encoding: String,
    /// Records as the old system counts them, broken ones too.
    pub records: u64,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its content, hexadecimal.
    pub sha256: String,
}

/// A delivery that is what its manifest says.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Where it lies.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
    /// SHA-256 of the manifest: the name of the delivery.
    pub manifest_sha256: String,
}

impl Delivery {
    /// Holds a folder against its manifest: every file there, none besides, each of the size and content declared.
    ///
    /// # Errors
    /// [`MigrationError::Refused`] with everything that is wrong; the delivery is refused whole.
    pub fn open(folder: &Path) -> Result<Self, MigrationError> {
        let path = folder.join(MANIFEST);
        let text = std::fs::read(&path).map_err(|_| MigrationError::Refused(vec![manifest_missing()]))?;
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|error| MigrationError::Refused(vec![manifest_unreadable(&error.to_string())]))?;
        let mut refusals = Vec::new();
        if manifest.layout != LAYOUT_VERSION {
            refusals.push(wrong_layout(&manifest.layout));
        }
        refusals.extend(undeclared(folder, &manifest)?);
        for file in &manifest.files {
            refusals.extend(differs(folder, file));
        }
        if !refusals.is_empty() {
            return Err(MigrationError::Refused(refusals));
        }
        let manifest_sha256 = hex::encode(Sha256::digest(&text));
        Ok(Self { folder: folder.to_owned(), manifest, manifest_sha256 })
    }

    /// Records of each dataset as the old system counts them.
    #[must_use]
    pub fn source_counts(&self) -> BTreeMap<Dataset, u64> {
        let records = |name: &str| self.manifest.files.iter().find(|file| file.name == name).map(|file| file.records);
        Dataset::ALL.into_iter().map(|dataset| (dataset, records(dataset.file()).unwrap_or_default())).collect()
    }

    pub(crate) fn input(&self, name: &str) -> Result<BufReader<File>, MigrationError> {
        let path = self.folder.join(name);
        let file = File::open(&path).map_err(|source| MigrationError::File { path, source })?;
        Ok(BufReader::with_capacity(1 << 18, file))
    }
}

/// Files that are needed and not declared, and files that lie there and are not declared.
fn undeclared(folder: &Path, manifest: &Manifest) -> Result<Vec<Refusal>, MigrationError> {
    let mut refusals = Vec::new();
    let declared: BTreeSet<&str> = manifest.files.iter().map(|file| file.name.as_str()).collect();
    let needed = Dataset::ALL.iter().map(|dataset| dataset.file()).chain([TOWNS, GAIJI]);
    refusals.extend(needed.filter(|name| !declared.contains(name)).map(not_declared));
    if declared.len() != manifest.files.len() {
        refusals.push(manifest_unreadable("a file is declared twice"));
    }
    let unreadable = |source| MigrationError::File { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let is_known =
        |name: &String| name == MANIFEST || TRUTH.contains(&name.as_str()) || declared.contains(name.as_str());
    refusals.extend(names.iter().filter(|name| !is_known(name)).map(|name| not_expected(name)));
    Ok(refusals)
}

/// How a file differs from what is declared of it.
fn differs(folder: &Path, declared: &DeliveryFile) -> Option<Refusal> {
    let is_plain_name = Path::new(&declared.name).file_name().is_some_and(|name| name == declared.name.as_str());
    let Ok(mut file) = File::open(folder.join(&declared.name)) else { return Some(file_missing(&declared.name)) };
    if !is_plain_name {
        return Some(file_missing(&declared.name));
    }
    let mut digest = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(_) => return Some(file_missing(&declared.name)),
        };
        digest.update(buffer.get(..read).unwrap_or_default());
        bytes += u64::try_from(read).unwrap_or_default();
    }
    let is_same = bytes == declared.bytes && hex::encode(digest.finalize()) == declared.sha256.to_lowercase();
    (!is_same).then(|| file_changed(declared, bytes))
}

fn refusal(code: &'static str, file: &str, ja: String, en: String) -> Refusal {
    Refusal { code, file: file.to_owned(), ja, en }
}

fn manifest_missing() -> Refusal {
    let ja = "MANIFEST.json がありません。納品された全ファイルの件数とハッシュ値を記したマニフェストを添えてください。";
    let en = "MANIFEST.json is missing; a delivery needs one with counts and digests of all its files";
    refusal("manifest_missing", MANIFEST, ja.to_owned(), en.to_owned())
}

fn manifest_unreadable(why: &str) -> Refusal {
    let ja = format!("MANIFEST.json を読めません（{why}）。旧システムから出力し直してください。");
    refusal("manifest_unreadable", MANIFEST, ja, format!("MANIFEST.json cannot be read: {why}"))
}

fn wrong_layout(found: &str) -> Refusal {
    let ja = format!("レイアウトの版が「{found}」です（読めるのは「{LAYOUT_VERSION}」）。版を確かめてください。");
    let en = format!("the layout version is `{found}`; this program reads `{LAYOUT_VERSION}`");
    refusal("layout_version", MANIFEST, ja, en)
}

fn not_declared(name: &str) -> Refusal {
    let ja = format!("必要なファイル {name} がマニフェストにありません。納品をやり直してください。");
    refusal("file_not_declared", name, ja, format!("{name} is needed and not in the manifest; ask for a new delivery"))
}

fn not_expected(name: &str) -> Refusal {
    let ja = format!(
        "マニフェストにないファイル {name} があります。取り込まれない記録がないか確かめ、除くかマニフェストに加えてください。"
    );
    refusal("file_not_expected", name, ja, format!("{name} is not in the manifest; remove or declare it"))
}

fn file_missing(name: &str) -> Refusal {
    let ja = format!("マニフェストにあるファイル {name} がありません。全てのファイルをそろえてください。");
    refusal("file_missing", name, ja, format!("{name} is in the manifest and not in the folder"))
}

fn file_changed(declared: &DeliveryFile, bytes: u64) -> Refusal {
    let name = &declared.name;
    let ja = format!(
        "ファイル {name}（{bytes} バイト）の内容がマニフェスト（{} バイト）と違います。転送し直してください。",
        declared.bytes
    );
    refusal("file_changed", name, ja, format!("the content of {name} is not what the manifest declares; send it again"))
}

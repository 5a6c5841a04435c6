//! Parameter files: reading TOML, and saying what is wrong with it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::Deserialize;
use thiserror::Error;
use toml::value::Datetime;

use crate::parameter::{Entry, Kind, Parameter};

/// 法令パラメータのファイル — one TOML file of parameters: national law, or an ordinance.
#[derive(Debug, Clone)]
pub struct LawFile {
    /// Path as messages show it, such as `law/amounts.toml`.
    pub path: Cow<'static, str>,
    /// The TOML text.
    pub text: Cow<'static, str>,
}

impl LawFile {
    /// A file embedded at compile time.
    #[must_use]
    pub const fn embedded(path: &'static str, text: &'static str) -> LawFile {
        LawFile { path: Cow::Borrowed(path), text: Cow::Borrowed(text) }
    }

    /// A file that was loaded at start.
    #[must_use]
    pub fn loaded(path: impl Into<String>, text: impl Into<String>) -> LawFile {
        LawFile { path: Cow::Owned(path.into()), text: Cow::Owned(text.into()) }
    }
}

/// 法令パラメータの誤り — what is wrong, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}: {key}: {en}")]
pub struct LawProblem {
    /// The file, or the law book as a whole.
    pub file: String,
    /// The parameter; `-` when the file itself cannot be read.
    pub key: String,
    /// What and how to mend it, in Japanese.
    pub ja: String,
    /// What and how to mend it, in English.
    pub en: String,
}

impl LawProblem {
    pub(crate) fn new(file: &str, key: &str, ja: impl Into<String>, en: impl Into<String>) -> LawProblem {
        LawProblem { file: file.to_owned(), key: key.to_owned(), ja: ja.into(), en: en.into() }
    }
}

/// Everything that is wrong with a set of parameter files; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct LawError(pub Vec<LawProblem>);

impl fmt::Display for LawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(LawProblem::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

/// One table of a file, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenParameter {
    kind: Kind,
    ja: String,
    en: String,
    cite: String,
    checked: Datetime,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    delegated: bool,
    #[serde(default)]
    values: Vec<WrittenEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    from: Datetime,
    value: Option<String>,
    #[serde(default)]
    repealed: bool,
    by: String,
    /// The article of this value, where it is not the parameter's.
    cite: Option<String>,
    /// How well the value is attested; for the reader of the file.
    mark: Option<String>,
}

const MARKS: [&str; 5] = ["V1", "V2", "D", "G", "[?]"];

/// Reads one file into `parameters`, adding everything that is wrong to `problems`.
pub(crate) fn read(file: &LawFile, parameters: &mut BTreeMap<String, Parameter>, problems: &mut Vec<LawProblem>) {
    let path = file.path.as_ref();
    let table = match file.text.parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            let ja = format!("TOMLとして読めません。次の場所を直してください: {error}");
            problems.push(LawProblem::new(path, "-", ja, format!("not readable as TOML, mend this place: {error}")));
            return;
        }
    };
    for (key, table) in table {
        let read = match WrittenParameter::deserialize(table) {
            Ok(written) => parameter(path, &key, written),
            Err(error) => Err(vec![LawProblem::new(
                path,
                &key,
                format!("項目の形が違います（{error}）。kind, ja, en, cite, checked, values を書いてください"),
                format!("wrong shape ({error}): write kind, ja, en, cite, checked and values"),
            )]),
        };
        match read {
            Ok(parameter) => {
                if let Some(before) = parameters.insert(key.clone(), parameter) {
                    let ja = format!("{} にも同じ項目があります。どちらかを消してください", before.file);
                    problems.push(LawProblem::new(path, &key, ja, format!("also set in {}: remove one", before.file)));
                }
            }
            Err(found) => problems.extend(found),
        }
    }
}

fn parameter(path: &str, key: &str, written: WrittenParameter) -> Result<Parameter, Vec<LawProblem>> {
    let mut problems = Vec::new();
    let mut problem = |ja: String, en: String| problems.push(LawProblem::new(path, key, ja, en));
    if written.cite.trim().is_empty() {
        problem("cite に根拠の条文を書いてください".into(), "write the article into cite".into());
    }
    if written.delegated != written.values.is_empty() {
        problem(
            "values に値を書くか、条例に委ねるなら delegated = true とだけ書いてください".into(),
            "write values, or only delegated = true where an ordinance sets them".into(),
        );
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(written.values.len());
    for entry in written.values {
        match read_entry(written.kind, &written.cite, &entry) {
            Ok(entry) if entries.last().is_some_and(|before| before.from >= entry.from) => problem(
                format!(
                    "from {} が前の行より後の日ではありません。古い順に、同じ日は一度だけ書いてください",
                    entry.from
                ),
                format!("from {} is not after the line before: write oldest first, each day once", entry.from),
            ),
            Ok(entry) => entries.push(entry),
            Err((ja, en)) => problem(ja, en),
        }
    }
    let checked = day(written.checked);
    if checked.is_none() {
        problem("checked は日付で書きます（例 2026-04-01）".into(), "checked must be a day, such as 2026-04-01".into());
    }
    match checked {
        Some(checked) if problems.is_empty() => Ok(Parameter {
            file: path.to_owned(),
            kind: written.kind,
            ja: written.ja,
            en: written.en,
            unit: written.unit,
            checked,
            is_delegated: written.delegated,
            entries,
        }),
        _ => Err(problems),
    }
}

fn read_entry(kind: Kind, cite: &str, entry: &WrittenEntry) -> Result<Entry, (String, String)> {
    let from = day(entry.from).ok_or_else(|| {
        ("from は日付で書きます（例 2024-10-01）".to_owned(), "from must be a day, such as 2024-10-01".to_owned())
    })?;
    if let Some(mark) = entry.mark.as_deref().filter(|mark| !MARKS.contains(mark)) {
        let marks = MARKS.join(" ");
        return Err((
            format!("mark {mark} はありません。{marks} から選んでください"),
            format!("there is no mark {mark}: choose one of {marks}"),
        ));
    }
    let value =
        match (entry.value.as_deref(), entry.repealed) {
            (Some(text), false) => {
                let value = kind.read(text);
                Some(value.map_err(|(ja, en)| {
                    (format!("値 {text} が読めません。{ja}"), format!("cannot read {text}: {en}"))
                })?)
            }
            (None, true) => None,
            (Some(_), true) | (None, false) => {
                return Err((
                    format!("{from} には value か repealed = true のどちらか一方を書いてください"),
                    format!("at {from} write either value or repealed = true"),
                ));
            }
        };
    Ok(Entry {
        from,
        value,
        written: entry.value.clone().unwrap_or_default(),
        cite: entry.cite.clone().unwrap_or_else(|| cite.to_owned()),
        by: entry.by.clone(),
    })
}

/// A TOML date without a time.
fn day(written: Datetime) -> Option<NaiveDate> {
    let date = written.date.filter(|_| written.time.is_none())?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

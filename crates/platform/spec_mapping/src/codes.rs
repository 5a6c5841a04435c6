//! Code lists and conversion tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::error::SpecProblem;
use crate::layout::Confidence;

/// One value of a code list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeValue {
    /// コード
    pub code: String,
    /// 名称
    pub label: String,
    /// What the value belongs to: the prefecture of a municipality, the kind of an act's reason.
    #[serde(default)]
    pub group: Option<String>,
}

/// コード一覧 — the codes that an item may hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Identifier, which is the file's name without its ending.
    pub id: String,
    /// Japanese name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// How much that can be relied on.
    pub confidence: Confidence,
    /// Anything a reader should know.
    #[serde(default)]
    pub note: Option<String>,
    /// The values in the order of the specification.
    pub values: Vec<CodeValue>,
    #[serde(skip)]
    by_code: BTreeMap<String, usize>,
    #[serde(skip)]
    by_label: BTreeMap<String, usize>,
}

impl CodeList {
    pub(crate) fn of(text: &str, file: &str) -> Result<Self, Vec<SpecProblem>> {
        let mut list: Self = toml::from_str(text).map_err(|error| vec![SpecProblem::toml(file, &error)])?;
        let mut problems = Vec::new();
        for (index, value) in list.values.iter().enumerate() {
            if list.by_code.insert(value.code.clone(), index).is_some() {
                problems.push(SpecProblem::duplicate(file, &format!("/values/{index}"), &value.code));
            }
            list.by_label.entry(value.label.clone()).or_insert(index);
        }
        if problems.is_empty() { Ok(list) } else { Err(problems) }
    }

    /// The value with this code.
    pub fn by_code(&self, code: &str) -> Option<&CodeValue> {
        self.by_code.get(code).and_then(|index| self.values.get(*index))
    }

    /// The first value with this label.
    pub fn by_label(&self, label: &str) -> Option<&CodeValue> {
        self.by_label.get(label).and_then(|index| self.values.get(*index))
    }
}

/// One line of a conversion: a source value becomes the target values, or a clerk must decide.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConversionRow {
    /// The value in the source.
    pub from: String,
    /// The values in the target, one a column.
    #[serde(default)]
    pub to: Vec<String>,
    /// 要判断: no program can convert it; what the clerk has to choose between.
    #[serde(default)]
    pub clerk: Option<String>,
}

/// コード変換表 — how a source's codes become the target's, and back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// Identifier, which is the file's name without its ending.
    pub id: String,
    /// Japanese name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// How much that can be relied on.
    pub confidence: Confidence,
    /// Anything a reader should know.
    #[serde(default)]
    pub note: Option<String>,
    /// Names of the target columns.
    pub columns: Vec<String>,
    /// The lines; reading backwards, the first line with the wanted target values wins.
    pub rows: Vec<ConversionRow>,
    #[serde(skip)]
    forward: BTreeMap<String, usize>,
    #[serde(skip)]
    backward: BTreeMap<Vec<String>, usize>,
}

impl Conversion {
    pub(crate) fn of(text: &str, file: &str) -> Result<Self, Vec<SpecProblem>> {
        let mut table: Self = toml::from_str(text).map_err(|error| vec![SpecProblem::toml(file, &error)])?;
        let mut problems = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let path = format!("/rows/{index}");
            if table.forward.insert(row.from.clone(), index).is_some() {
                problems.push(SpecProblem::duplicate(file, &path, &row.from));
            }
            match (&row.clerk, row.to.len() == table.columns.len()) {
                (Some(_), _) => {}
                (None, true) => {
                    table.backward.entry(row.to.clone()).or_insert(index);
                }
                (None, false) => problems.push(SpecProblem::new(
                    file,
                    &path,
                    &format!("変換先は {} 列必要です。", table.columns.len()),
                    &format!("the row needs {} target values", table.columns.len()),
                )),
            }
        }
        if problems.is_empty() { Ok(table) } else { Err(problems) }
    }

    /// The line for a source value.
    pub fn row(&self, from: &str) -> Option<&ConversionRow> {
        self.forward.get(from).and_then(|index| self.rows.get(*index))
    }

    /// The first source value with these target values.
    pub fn source_of(&self, to: &[&str]) -> Option<&str> {
        let found = self.backward.iter().find(|(values, _)| values.iter().map(String::as_str).eq(to.iter().copied()));
        found.and_then(|(_, index)| self.rows.get(*index)).map(|row| row.from.as_str())
    }

    /// Whether every source value comes back as itself: no two lines have the same target, none asks a clerk.
    pub fn is_exact(&self) -> bool {
        self.backward.len() == self.rows.len()
    }
}

/// The two kinds of file in spec-mappings/codes/.
#[derive(Debug, Clone)]
pub(crate) enum CodesFile {
    List(Arc<CodeList>),
    Conversion(Arc<Conversion>),
}

//! A mapping: source layout to target layout, and the same file read backwards.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::catalogue::Parts;
use crate::error::SpecProblem;
use crate::finding::{Finding, Place, Trouble};
use crate::layout::{DateForm, Layout};
use crate::reader::SourceRecord;
use crate::record::Record;
use crate::transform::{Column, DatePart, Given, Transform};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    id: String,
    name: String,
    from: String,
    to: String,
    #[serde(default)]
    note: Option<String>,
    rules: Vec<RuleFile>,
    #[serde(default)]
    not_supplied: Vec<String>,
    #[serde(default)]
    unused: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    from: Vec<String>,
    to: Vec<String>,
    by: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    parameter: String,
    #[serde(default)]
    table: String,
    #[serde(default)]
    list: String,
    #[serde(default)]
    key: Option<String>,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    separator: String,
    #[serde(default)]
    direction: Direction,
}

/// In which direction a rule gives values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Direction {
    #[default]
    Both,
    Forward,
    Backward,
}

#[derive(Debug, Clone)]
struct Rule {
    sources: Vec<usize>,
    targets: Vec<usize>,
    transform: Transform,
}

/// A rule and the place of an item in it.
#[derive(Debug, Clone, Copy)]
struct Step {
    rule: usize,
    place: usize,
}

/// What one record became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The values in the order of the target layout's items (of the source layout's, read backwards).
    pub record: Record,
    /// What could not be converted; that item is empty in the record.
    pub findings: Vec<Finding>,
}

/// Values that a mapping takes from outside the records: the municipality of a delivery, the day of an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    values: BTreeMap<String, String>,
}

impl Parameters {
    /// No parameter: items made from one are empty.
    pub fn none() -> Self {
        Self::default()
    }

    /// The same with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.values.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }
}

/// 変換定義 — how the items of one layout become those of another, in both directions.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Identifier, which is the file's name without its ending.
    pub id: String,
    /// Japanese name.
    pub name: String,
    /// Anything a reader should know.
    pub note: Option<String>,
    /// The layout that records come from.
    pub source: Arc<Layout>,
    /// The layout that they become.
    pub target: Arc<Layout>,
    rules: Vec<Rule>,
    forward: Vec<Option<Step>>,
    backward: Vec<Option<Step>>,
    described: Vec<String>,
}

impl Mapping {
    /// A source record as a record of the target layout. Findings that the source record has already are not repeated.
    pub fn forward(&self, source: &SourceRecord, parameters: &Parameters) -> Mapped {
        let mut record = Record::with_capacity(self.forward.len());
        let mut findings = Vec::new();
        for step in &self.forward {
            let made = record.push_with(|out| match self.rule_of(*step) {
                Some((rule, place)) => {
                    let given = Given { record: &source.record, items: &rule.sources };
                    rule.transform.forward(given, place, parameters, out)
                }
                None => Ok(()),
            });
            if let (Err(trouble), Some((rule, _))) = (made, self.rule_of(*step)) {
                let at = (&*self.source, &source.record, &source.place);
                add(&mut findings, &source.findings, finding(at, &rule.sources, trouble));
            }
        }
        Mapped { record, findings }
    }

    /// A record of the target layout as a record of the source layout: export in the vendor's form.
    pub fn backward(&self, target: &Record, place: &Place) -> Mapped {
        let mut record = Record::with_capacity(self.backward.len());
        let mut findings = Vec::new();
        for (step, item) in self.backward.iter().zip(self.source.items()) {
            let made = record.push_with(|out| match self.rule_of(*step) {
                Some((rule, at)) => rule.transform.backward(Given { record: target, items: &rule.targets }, at, out),
                None => {
                    out.push_str(item.default.as_deref().unwrap_or_default());
                    Ok(())
                }
            });
            if let (Err(trouble), Some((rule, _))) = (made, self.rule_of(*step)) {
                add(&mut findings, &[], finding((&self.target, target, place), &rule.targets, trouble));
            }
        }
        Mapped { record, findings }
    }

    /// One line a target item: its name, where it comes from and by which transform. For `spec show`.
    pub fn description(&self) -> &[String] {
        &self.described
    }

    fn rule_of(&self, step: Option<Step>) -> Option<(&Rule, usize)> {
        let step = step?;
        self.rules.get(step.rule).map(|rule| (rule, step.place))
    }
}

fn finding(at: (&Layout, &Record, &Place), items: &[usize], trouble: Trouble) -> Finding {
    let (layout, record, place) = at;
    let index = items.first().copied().unwrap_or_default();
    layout.finding(index, record.text(index), trouble, place)
}

/// Several targets of one rule fail for one reason, and the reader may have told of it already.
fn add(findings: &mut Vec<Finding>, known: &[Finding], finding: Finding) {
    let is_same = |other: &Finding| other.code == finding.code && other.item == finding.item;
    if !findings.iter().chain(known).any(is_same) {
        findings.push(finding);
    }
}

impl Mapping {
    pub(crate) fn of(text: &str, file: &str, parts: &Parts) -> Result<Self, Vec<SpecProblem>> {
        let raw: MappingFile = toml::from_str(text).map_err(|error| vec![SpecProblem::toml(file, &error)])?;
        let source = parts.layout(&raw.from, file, "/from")?;
        let target = parts.layout(&raw.to, file, "/to")?;
        let mut compiler = Compiler { file, parts, source: &source, target: &target, problems: Vec::new() };
        let rules: Vec<Option<Rule>> =
            raw.rules.iter().enumerate().map(|(index, rule)| compiler.rule(rule, &format!("/rules/{index}"))).collect();
        // What a broken rule would have given is not missing: mend the rule first.
        if !compiler.problems.is_empty() {
            return Err(compiler.problems);
        }
        let forward = compiler.plan(&raw, &rules, Direction::Forward);
        let backward = compiler.plan(&raw, &rules, Direction::Backward);
        if !compiler.problems.is_empty() {
            return Err(compiler.problems);
        }
        let rules: Vec<Rule> = rules.into_iter().flatten().collect();
        let described = describe(&target, &raw, &forward);
        let MappingFile { id, name, note, .. } = raw;
        Ok(Self { id, name, note, source, target, rules, forward, backward, described })
    }
}

fn describe(target: &Layout, raw: &MappingFile, forward: &[Option<Step>]) -> Vec<String> {
    let line = |(item, step): (&crate::layout::Item, &Option<Step>)| {
        let how = match step.and_then(|step| raw.rules.get(step.rule)) {
            Some(rule) if rule.from.is_empty() => rule.by.clone(),
            Some(rule) => format!("{} <- {}", rule.by, rule.from.join(", ")),
            None if item.held => "(not supplied)".to_owned(),
            None => "(not held)".to_owned(),
        };
        format!("{}\t{}\t{how}", item.id, item.name)
    };
    target.items().iter().zip(forward).map(line).collect()
}

/// Ties the names of a mapping file to indices, and says what does not fit.
struct Compiler<'a> {
    file: &'a str,
    parts: &'a Parts,
    source: &'a Layout,
    target: &'a Layout,
    problems: Vec<SpecProblem>,
}

impl Compiler<'_> {
    fn problem(&mut self, path: &str, ja: &str, en: &str) {
        self.problems.push(SpecProblem::new(self.file, path, ja, en));
    }

    fn indices(&mut self, layout: &Layout, names: &[String], path: &str) -> Vec<usize> {
        let mut indices = Vec::with_capacity(names.len());
        for name in names {
            match layout.index_of(name) {
                Some(index) => indices.push(index),
                None => {
                    let what = format!("item in layout `{}`", layout.id);
                    self.problems.push(SpecProblem::unknown(self.file, path, &what, name));
                }
            }
        }
        indices
    }

    fn rule(&mut self, raw: &RuleFile, path: &str) -> Option<Rule> {
        let (source, target) = (self.source, self.target);
        let sources = self.indices(source, &raw.from, path);
        let targets = self.indices(target, &raw.to, path);
        if sources.len() != raw.from.len() || targets.len() != raw.to.len() {
            return None;
        }
        let transform = self.transform(raw, (&sources, &targets), path)?;
        self.check_shape(raw, &transform, path);
        Some(Rule { sources, targets, transform })
    }

    fn transform(&mut self, raw: &RuleFile, items: (&[usize], &[usize]), path: &str) -> Option<Transform> {
        let (sources, targets) = items;
        Some(match raw.by.as_str() {
            "copy" => Transform::Copy,
            "constant" => Transform::Constant(raw.value.clone()),
            "parameter" => Transform::Parameter(raw.parameter.clone()),
            "codes" => Transform::Codes(self.conversion(&raw.table, path)?),
            "relationship" => {
                Transform::Relationship { table: self.conversion(&raw.table, path)?, list: self.list(&raw.list, path)? }
            }
            "lookup" => {
                let key = if raw.key.as_deref() == Some("label") { Column::Label } else { Column::Code };
                let parts = raw.parts.iter().filter_map(|part| column(part)).collect();
                Transform::Lookup { list: self.list(&raw.list, path)?, key, parts }
            }
            "date" => {
                let parts: Vec<DatePart> = raw.parts.iter().filter_map(|part| date_part(part)).collect();
                let at = parts.iter().position(|part| *part == DatePart::Date).and_then(|at| targets.get(at));
                let from = self.date_form(self.source, sources.first(), path)?;
                Transform::Date { from, to: self.date_form(self.target, at, path)?, parts }
            }
            "resident_name" => Transform::ResidentName,
            "split_name" => Transform::SplitName,
            "kana_name" => Transform::KanaName,
            "full_width_kana" => Transform::FullWidthKana,
            "full_width" => Transform::FullWidth,
            "pad_zeros" => {
                let length = |layout: &Layout, items: &[usize]| {
                    items.first().and_then(|index| layout.items().get(*index)).and_then(|item| item.length)
                };
                let (from, to) = (length(self.source, sources), length(self.target, targets));
                Transform::PadZeros { from: from.unwrap_or_default(), to: to.unwrap_or_default() }
            }
            "join" => Transform::Join(raw.separator.clone()),
            other => {
                self.problems.push(SpecProblem::unknown(self.file, path, "transform", other));
                return None;
            }
        })
    }

    /// Each transform takes and gives a certain number of items.
    fn check_shape(&mut self, raw: &RuleFile, transform: &Transform, path: &str) {
        let (sources, targets) = (raw.from.len(), raw.to.len());
        let fits = match transform {
            Transform::Copy => sources == targets,
            Transform::Constant(_) | Transform::Parameter(_) => (sources, targets) == (0, 1),
            Transform::Codes(table) => sources == 1 && targets == table.columns.len(),
            Transform::Lookup { parts, .. } => sources == 1 && targets == parts.len(),
            Transform::Relationship { .. } => (sources, targets) == (1, 5),
            Transform::Date { parts, .. } => (1..=2).contains(&sources) && targets == parts.len(),
            Transform::ResidentName => (sources, targets) == (2, 5),
            Transform::SplitName => (sources, targets) == (1, 3),
            Transform::KanaName => (sources, targets) == (2, 3),
            Transform::FullWidthKana | Transform::FullWidth | Transform::PadZeros { .. } => {
                (sources, targets) == (1, 1)
            }
            Transform::Join(_) => sources >= 1 && targets == 1,
        };
        if !fits {
            self.problem(
                path,
                &format!("変換「{}」に渡す項目の数（{sources} → {targets}）が合いません。", raw.by),
                &format!("`{}` cannot take {sources} items and give {targets}", raw.by),
            );
        }
    }

    fn conversion(&mut self, id: &str, path: &str) -> Option<Arc<crate::codes::Conversion>> {
        let found = self.parts.conversions.get(id).map(Arc::clone);
        if found.is_none() {
            self.problems.push(SpecProblem::unknown(self.file, path, "conversion table", id));
        }
        found
    }

    fn list(&mut self, id: &str, path: &str) -> Option<Arc<crate::codes::CodeList>> {
        let found = self.parts.code_lists.get(id).map(Arc::clone);
        if found.is_none() {
            self.problems.push(SpecProblem::unknown(self.file, path, "code list", id));
        }
        found
    }

    fn date_form(&mut self, layout: &Layout, index: Option<&usize>, path: &str) -> Option<DateForm> {
        let form = index.and_then(|index| layout.items().get(*index)).and_then(|item| item.date_form());
        if form.is_none() {
            self.problem(
                path,
                &format!("レイアウト「{}」の項目に日付の形式（date）がありません。", layout.id),
                &format!("the item in layout `{}` has no form of date", layout.id),
            );
        }
        form
    }

    /// Which rule gives each item; every item must have one or be declared as without.
    fn plan(&mut self, raw: &MappingFile, rules: &[Option<Rule>], direction: Direction) -> Vec<Option<Step>> {
        let (layout, without, path) = match direction {
            Direction::Backward => (self.source, &raw.unused, "/unused"),
            Direction::Both | Direction::Forward => (self.target, &raw.not_supplied, "/not_supplied"),
        };
        let exempt = self.indices(layout, without, path);
        let mut plan: Vec<Option<Step>> = vec![None; layout.items().len()];
        for (at, (rule, raw)) in rules.iter().zip(&raw.rules).enumerate() {
            let runs = raw.direction == Direction::Both || raw.direction == direction;
            let Some(rule) = rule.as_ref().filter(|_| runs) else { continue };
            let items = if direction == Direction::Backward { &rule.sources } else { &rule.targets };
            for (place, index) in items.iter().enumerate() {
                let is_marker =
                    direction == Direction::Backward && place > 0 && matches!(rule.transform, Transform::KanaName);
                let Some(slot) = plan.get_mut(*index).filter(|_| !is_marker) else { continue };
                if slot.replace(Step { rule: at, place }).is_some() {
                    self.twice(layout, *index, &format!("/rules/{at}"));
                }
            }
        }
        for (index, item) in layout.items().iter().enumerate() {
            let has_rule = plan.get(index).is_some_and(Option::is_some);
            let is_declared = exempt.contains(&index);
            let needs_none = direction == Direction::Forward && !item.held;
            if has_rule == is_declared && (is_declared || !needs_none) {
                self.uncovered(layout, &item.id, path);
            }
        }
        plan
    }

    fn twice(&mut self, layout: &Layout, index: usize, path: &str) {
        let id = layout.items().get(index).map(|item| item.id.clone()).unwrap_or_default();
        self.problem(
            path,
            &format!("項目「{id}」を定める規則が複数あります。direction で一方向に限るか、規則を一つにしてください。"),
            &format!("several rules give `{id}`; limit one by `direction` or keep one"),
        );
    }

    fn uncovered(&mut self, layout: &Layout, id: &str, path: &str) {
        let (ja, en) = (
            format!("レイアウト「{}」の項目「{id}」は、規則か {path} のどちらか一方に書いてください。", layout.id),
            format!("`{id}` of layout `{}` must be in a rule or in {path}, and not in both", layout.id),
        );
        self.problem(path, &ja, &en);
    }
}

fn column(part: &str) -> Option<Column> {
    match part {
        "code" => Some(Column::Code),
        "label" => Some(Column::Label),
        "group" => Some(Column::Group),
        _ => None,
    }
}

fn date_part(part: &str) -> Option<DatePart> {
    match part {
        "date" => Some(DatePart::Date),
        "is_unknown" => Some(DatePart::IsUnknown),
        "era" => Some(DatePart::Era),
        "wording" => Some(DatePart::Wording),
        _ => None,
    }
}

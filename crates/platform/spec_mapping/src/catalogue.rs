//! All of spec-mappings/: loaded from a folder or from the copy in the program.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::codes::{CodeList, CodesFile, Conversion};
use crate::embedded::FILES;
use crate::error::SpecProblem;
use crate::event_table::EventTable;
use crate::layout::Layout;
use crate::mapping::Mapping;
use crate::schema::{self, Kind};

/// What mappings are compiled from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub(crate) layouts: BTreeMap<String, Arc<Layout>>,
    pub(crate) code_lists: BTreeMap<String, Arc<CodeList>>,
    pub(crate) conversions: BTreeMap<String, Arc<Conversion>>,
}

impl Parts {
    pub(crate) fn layout(&self, id: &str, file: &str, path: &str) -> Result<Arc<Layout>, Vec<SpecProblem>> {
        self.layouts.get(id).map(Arc::clone).ok_or_else(|| vec![SpecProblem::unknown(file, path, "layout", id)])
    }
}

/// Everything that spec-mappings/ declares, compiled.
#[derive(Debug, Clone)]
pub struct Catalogue {
    parts: Parts,
    mappings: BTreeMap<String, Arc<Mapping>>,
    events: Arc<EventTable>,
}

/// A file's path inside spec-mappings/ and its text.
type Source = (String, String);

impl Catalogue {
    /// The declarations that the program was built with.
    ///
    /// # Errors
    /// Every mistake in them (a test holds that there is none).
    pub fn embedded() -> Result<Self, Vec<SpecProblem>> {
        Self::of(FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    /// The declarations of a folder shaped like spec-mappings/: `layouts`, `codes`, `mappings`, `event_triggers.toml`.
    ///
    /// # Errors
    /// Every mistake in them: files that cannot be read, that their schema refuses, names that lead nowhere.
    pub fn load(folder: &Path) -> Result<Self, Vec<SpecProblem>> {
        Self::of(read_folder(folder)?)
    }

    fn of(files: Vec<Source>) -> Result<Self, Vec<SpecProblem>> {
        let mut problems = Vec::new();
        let mut parts = Parts::default();
        for (path, text) in in_folder(&files, "codes/") {
            match keep(&mut problems, path, text, Kind::Codes, |text| codes_file(text, path)) {
                Some((id, CodesFile::List(list))) => {
                    parts.code_lists.insert(id, list);
                }
                Some((id, CodesFile::Conversion(table))) => {
                    parts.conversions.insert(id, table);
                }
                None => {}
            }
        }
        for (path, text) in in_folder(&files, "layouts/") {
            let layout = |text: &str| Layout::of(text, path, &parts.code_lists).map(|it| (it.id.clone(), Arc::new(it)));
            let read = keep(&mut problems, path, text, Kind::Layout, layout);
            parts.layouts.extend(read);
        }
        let mut mappings = BTreeMap::new();
        for (path, text) in in_folder(&files, "mappings/") {
            let mapping = |text: &str| Mapping::of(text, path, &parts).map(|it| (it.id.clone(), Arc::new(it)));
            mappings.extend(keep(&mut problems, path, text, Kind::Mapping, mapping));
        }
        let events = files.iter().find(|(path, _)| path == EVENT_TRIGGERS).map(|(path, text)| {
            let table = |text: &str| EventTable::of(text, path).map(|it| ("event_triggers".to_owned(), it));
            keep(&mut problems, path, text, Kind::EventTriggers, table)
        });
        match events {
            Some(Some((_, events))) if problems.is_empty() => Ok(Self { parts, mappings, events: Arc::new(events) }),
            Some(_) => Err(problems),
            None => {
                let (ja, en) = ("ファイルがありません。", "the file is missing");
                problems.push(SpecProblem::new(EVENT_TRIGGERS, "", ja, en));
                Err(problems)
            }
        }
    }

    /// The layout with this identifier.
    pub fn layout(&self, id: &str) -> Option<&Arc<Layout>> {
        self.parts.layouts.get(id)
    }

    /// All layouts by identifier.
    pub fn layouts(&self) -> impl Iterator<Item = &Arc<Layout>> {
        self.parts.layouts.values()
    }

    /// The mapping with this identifier.
    pub fn mapping(&self, id: &str) -> Option<&Arc<Mapping>> {
        self.mappings.get(id)
    }

    /// All mappings by identifier.
    pub fn mappings(&self) -> impl Iterator<Item = &Arc<Mapping>> {
        self.mappings.values()
    }

    /// The code list with this identifier.
    pub fn code_list(&self, id: &str) -> Option<&Arc<CodeList>> {
        self.parts.code_lists.get(id)
    }

    /// All code lists by identifier.
    pub fn code_lists(&self) -> impl Iterator<Item = &Arc<CodeList>> {
        self.parts.code_lists.values()
    }

    /// The conversion table with this identifier.
    pub fn conversion(&self, id: &str) -> Option<&Arc<Conversion>> {
        self.parts.conversions.get(id)
    }

    /// All conversion tables by identifier.
    pub fn conversions(&self) -> impl Iterator<Item = &Arc<Conversion>> {
        self.parts.conversions.values()
    }

    /// What happens in which business when something happens to a resident.
    pub fn events(&self) -> &EventTable {
        &self.events
    }
}

const EVENT_TRIGGERS: &str = "event_triggers.toml";

fn in_folder<'f>(files: &'f [Source], folder: &'static str) -> impl Iterator<Item = (&'f str, &'f str)> {
    files.iter().filter(move |(path, _)| path.starts_with(folder)).map(|(path, text)| (path.as_str(), text.as_str()))
}

/// Holds a file against its schema, reads it, and holds its name against its identifier.
fn keep<T>(
    problems: &mut Vec<SpecProblem>,
    path: &str,
    text: &str,
    kind: Kind,
    read: impl FnOnce(&str) -> Result<(String, T), Vec<SpecProblem>>,
) -> Option<(String, T)> {
    match schema::check(kind, text, path).and_then(|()| read(text)) {
        Ok((id, value)) => {
            let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if stem != id {
                problems.push(SpecProblem::new(
                    path,
                    "/id",
                    &format!("id「{id}」はファイル名「{stem}」と同じにしてください。"),
                    &format!("the id `{id}` must be the file's name `{stem}`"),
                ));
            }
            Some((id, value))
        }
        Err(found) => {
            problems.extend(found);
            None
        }
    }
}

fn codes_file(text: &str, path: &str) -> Result<(String, CodesFile), Vec<SpecProblem>> {
    let is_conversion = toml::from_str::<toml::Table>(text).is_ok_and(|table| table.contains_key("rows"));
    if is_conversion {
        return Conversion::of(text, path).map(|it| (it.id.clone(), CodesFile::Conversion(Arc::new(it))));
    }
    CodeList::of(text, path).map(|it| (it.id.clone(), CodesFile::List(Arc::new(it))))
}

fn read_folder(folder: &Path) -> Result<Vec<Source>, Vec<SpecProblem>> {
    let mut files = Vec::new();
    for name in ["codes", "layouts", "mappings"] {
        let entries = std::fs::read_dir(folder.join(name)).map_err(|error| unreadable(name, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| unreadable(name, &error))?.path();
            let file = path.file_name().and_then(|file| file.to_str()).unwrap_or_default();
            if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(read_file(&path, &format!("{name}/{file}"))?);
            }
        }
    }
    files.push(read_file(&folder.join(EVENT_TRIGGERS), EVENT_TRIGGERS)?);
    files.sort();
    Ok(files)
}

fn read_file(path: &Path, name: &str) -> Result<Source, Vec<SpecProblem>> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(name, &error))?;
    Ok((name.to_owned(), text))
}

fn unreadable(name: &str, error: &std::io::Error) -> Vec<SpecProblem> {
    vec![SpecProblem::new(name, "", &format!("読めません（{error}）。"), &format!("cannot be read: {error}"))]
}

use crate::fonts::Fonts;
use documents::{Document, Form, HOUSE};
use serde_json::json;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration, Value},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// All that a template can see: three sources, the data in `sys.inputs`, the fonts. No file system, no clock.
pub(crate) struct FormWorld<'a> {
    fonts: &'a Fonts,
    library: LazyHash<Library>,
    main: FileId,
    sources: [Source; 3],
}

impl<'a> FormWorld<'a> {
    /// The error is what does not fit typst's values.
    pub(crate) fn new(fonts: &'a Fonts, form: &Form, documents: &[Document]) -> Result<Self, String> {
        let form_path = format!("/{}.typ", form.name);
        let inputs = json!({
            "form": form_path,
            "title": form.title_ja,
            "documents": documents,
            "supplements": fonts.supplements,
        });
        let inputs: Value = serde_json::from_value(inputs).map_err(|cause| cause.to_string())?;
        let inputs: Dict = inputs.cast().map_err(|cause| cause.message().to_string())?;
        let main = source("/press.typ", include_str!("press.typ"))?;
        Ok(Self {
            fonts,
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            main: main.id(),
            sources: [main, source("/house.typ", HOUSE)?, source(&form_path, form.template)?],
        })
    }
}

fn source(path: &str, text: &str) -> Result<Source, String> {
    let path = VirtualPath::new(path).map_err(|cause| format!("{path}: {cause:?}"))?;
    Ok(Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), text.to_owned()))
}

impl World for FormWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = self.sources.iter().find(|source| source.id() == id);
        known.cloned().ok_or_else(|| FileError::NotFound(id.get().vpath().get_with_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Err(FileError::NotFound(id.get().vpath().get_with_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

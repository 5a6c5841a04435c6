use crate::{Error, fonts::Fonts, pages, world::FormWorld};
use documents::{Bundle, Document, Extent, Form, Rendered, check_bundle};
use std::path::PathBuf;
use typst::{
    WorldExt, comemo,
    diag::{SourceDiagnostic, Warned},
    foundations::Smart,
    layout::PageRanges,
};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// How many jobs a piece of cached layout may lie unused before it is forgotten: enough that the constant parts of a
/// form stay warm, small enough that memory does not grow with the number of jobs.
const CACHED_JOBS: usize = 8;

/// The typesetter of the house: fonts in memory, typst as the engine. Shared by threads.
pub struct Typesetter {
    fonts: Fonts,
}

/// Whether the PDF carries the structure that screen readers need.
#[derive(Clone, Copy)]
enum Structure {
    Tagged,
    Plain,
}

impl Typesetter {
    /// Reads the fonts of `directories` (see [`DEFAULT_FONT_DIRECTORIES`](crate::DEFAULT_FONT_DIRECTORIES)) and below;
    /// where two have the same font, the first counts. Further families become fallbacks for names, in order.
    ///
    /// # Errors
    /// [`Error::FontMissing`] naming the Debian package to install, [`Error::FontUnreadable`].
    pub fn new(directories: &[PathBuf]) -> Result<Self, Error> {
        Ok(Self { fonts: Fonts::load(directories)? })
    }

    fn set(&self, form: &Form, documents: &[Document], structure: Structure) -> Result<(Vec<u8>, Vec<Extent>), Error> {
        let template = |message: String| Error::Template { form: form.name, message };
        let world = FormWorld::new(&self.fonts, form, documents).map_err(template)?;
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        comemo::evict(CACHED_JOBS);
        let explain = |diagnostics: &[SourceDiagnostic]| template(explain(&world, diagnostics));
        let pages = output.map_err(|errors| explain(&errors))?;
        // A warning is an unknown font, an unstable layout or an outdated call: never right for an official paper.
        if !warnings.is_empty() {
            return Err(explain(&warnings));
        }
        let extents = pages::extents(form, documents.len(), &pages)?;
        let pdf = typst_pdf::pdf(&pages, &options(form, documents, structure)).map_err(|errors| explain(&errors))?;
        Ok((pdf, extents))
    }
}

impl documents::Typesetter for Typesetter {
    fn render(&self, form: &Form, document: &Document) -> Result<Rendered, documents::Error> {
        let documents = std::slice::from_ref(document);
        check_bundle(form, documents)?;
        let (pdf, extents) = self.set(form, documents, Structure::Tagged)?;
        let Extent { pages, remarks } = extents.into_iter().next().unwrap_or_default();
        Ok(Rendered { pdf, pages, remarks })
    }

    /// Bundles go to paper: they are not tagged, which saves a third of the file.
    fn render_bundle(&self, form: &Form, documents: &[Document]) -> Result<Bundle, documents::Error> {
        check_bundle(form, documents)?;
        let (pdf, extents) = self.set(form, documents, Structure::Plain)?;
        Bundle::new(form, documents, pdf, extents)
    }
}

fn options(form: &Form, documents: &[Document], structure: Structure) -> PdfOptions {
    let numbers = documents.iter().filter_map(|document| document.head().ok()).map(|head| head.document_number);
    let ident = [form.name].into_iter().chain(numbers).collect::<Vec<_>>().join("\n");
    PdfOptions {
        ident: Smart::Custom(format!("{ident}\n{}", form.version)),
        creator: Smart::Custom(Some("Yakuba".to_owned())),
        timestamp: None,
        page_ranges: None::<PageRanges>,
        tagged: matches!(structure, Structure::Tagged),
        ..PdfOptions::default()
    }
}

/// The diagnostics as `file:line message`, one after the other.
fn explain(world: &FormWorld<'_>, diagnostics: &[SourceDiagnostic]) -> String {
    let one = |diagnostic: &SourceDiagnostic| match place(world, diagnostic) {
        Some(place) => format!("{place}: {}", diagnostic.message),
        None => diagnostic.message.to_string(),
    };
    diagnostics.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn place(world: &FormWorld<'_>, diagnostic: &SourceDiagnostic) -> Option<String> {
    use typst::World;
    let id = diagnostic.span.id()?;
    let source = world.source(id).ok()?;
    let line = source.lines().byte_to_line(world.range(diagnostic.span)?.start)?;
    Some(format!("{}:{}", id.get().vpath().get_with_slash(), line.saturating_add(1)))
}

use crate::{Bundle, Document, Error, Form, Remark};
use std::fmt;

/// How many documents one bundle may have: what print vendors take, and what keeps an engine's memory small.
pub const BUNDLE_LIMIT: usize = 200;

/// One document as a PDF.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// What to look at before it is handed out.
    pub remarks: Vec<Remark>,
}

/// Says how long the file is instead of printing it: a page has no place in a log.
impl fmt::Debug for Rendered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pdf, pages, remarks } = self;
        write!(formatter, "Rendered {{ {} bytes, {pages} pages, {remarks:?} }}", pdf.len())
    }
}

/// Something that turns documents into PDF. The apps make one and pass it down as `Arc<dyn Typesetter>`.
///
/// The same form and documents always give the same bytes.
pub trait Typesetter: Send + Sync {
    /// Sets one document.
    ///
    /// # Errors
    /// [`Error::WrongForm`], [`Error::Data`], [`Error::Typesetting`].
    fn render(&self, form: &Form, document: &Document) -> Result<Rendered, Error>;

    /// Sets up to [`BUNDLE_LIMIT`] documents of one form in one PDF, each beginning on a page of its own.
    /// Print longer lists with `documents.chunks(BUNDLE_LIMIT)`.
    ///
    /// # Errors
    /// As [`Typesetter::render`], and [`Error::BundleSize`].
    fn render_bundle(&self, form: &Form, documents: &[Document]) -> Result<Bundle, Error>;
}

/// Whether `documents` may be printed together with `form`: what every [`Typesetter`] asks first.
///
/// # Errors
/// [`Error::BundleSize`], [`Error::WrongForm`], [`Error::Data`].
pub fn check_bundle(form: &Form, documents: &[Document]) -> Result<(), Error> {
    if documents.is_empty() || documents.len() > BUNDLE_LIMIT {
        return Err(Error::BundleSize { documents: documents.len(), limit: BUNDLE_LIMIT });
    }
    for document in documents {
        if document.form != form.name || document.version != form.version {
            return Err(Error::WrongForm {
                form: form.name.to_owned(),
                version: form.version,
                document_form: document.form.clone(),
                document_version: document.version,
            });
        }
        document.head()?;
    }
    Ok(())
}

use crate::{Document, Error, Form};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// What the person who prints must know about a page that is legal but not perfect (文字超過リスト, national resident
/// record specification 5.8).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remark {
    /// The text did not fit even at the smallest type and was printed as far as it goes.
    TextCutOff {
        /// The key in the form's data.
        field: String,
    },
    /// No font has the character: an empty box was printed.
    GlyphMissing {
        /// The character.
        character: String,
    },
    /// No font has this variant of the character: the base form was printed.
    VariantMissing {
        /// The base character followed by its variation selector.
        sequence: String,
    },
}

impl Remark {
    /// What happened, in Japanese.
    #[must_use]
    pub fn japanese(&self) -> String {
        match self {
            Self::TextCutOff { field } => format!("項目「{field}」は枠に収まらないため、途中まで印字しました。"),
            Self::GlyphMissing { character } => format!("文字「{character}」の字形がどのフォントにもありません。"),
            Self::VariantMissing { sequence } => {
                format!("文字「{sequence}」の異体字がフォントにないため、基底の字形で印字しました。")
            }
        }
    }

    /// What happened, in English.
    #[must_use]
    pub fn english(&self) -> String {
        match self {
            Self::TextCutOff { field } => format!("Field {field} did not fit and was printed as far as it goes."),
            Self::GlyphMissing { character } => format!("No font has a glyph for the character {character}."),
            Self::VariantMissing { sequence } => {
                format!("No font has this variant of {sequence}; the base form was printed.")
            }
        }
    }
}

/// What one document took of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extent {
    /// How many pages.
    pub pages: u32,
    /// What to look at before it is handed out, sorted, each once.
    pub remarks: Vec<Remark>,
}

/// One document of a bundle: whose it is and where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The place in the bundle, counted from 1.
    pub order: u32,
    /// 文書番号.
    pub document_number: String,
    /// 宛名番号 of the subject.
    pub addressee_number: String,
    /// The first page in the PDF, counted from 1.
    pub first_page: u32,
    /// How many pages it has.
    pub pages: u32,
    /// What to look at before it is handed out.
    pub remarks: Vec<Remark>,
}

/// 印刷明細 — what is in a PDF of one or more documents of one form, and by what to know the file again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The name of the form.
    pub form: String,
    /// The version of the form.
    pub version: u32,
    /// SHA-256 of the PDF, in lower-case hexadecimal digits.
    pub sha256: String,
    /// How many pages the PDF has.
    pub pages: u32,
    /// The documents in the order of the pages.
    pub entries: Vec<Entry>,
}

/// A PDF of many documents with its manifest.
#[derive(Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The file.
    pub pdf: Vec<u8>,
    /// What is in it.
    pub manifest: Manifest,
}

/// Says how long the file is instead of printing it: a page has no place in a log.
impl fmt::Debug for Bundle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Bundle {{ {} bytes, {:?} }}", self.pdf.len(), self.manifest)
    }
}

impl Bundle {
    /// Joins `documents` with where a typesetter put them in `pdf`: one extent a document, in the same order.
    ///
    /// # Errors
    /// [`Error::BundleSize`] when the two differ in number, [`Error::Data`] when a document has no head.
    pub fn new(form: &Form, documents: &[Document], pdf: Vec<u8>, extents: Vec<Extent>) -> Result<Self, Error> {
        if documents.len() != extents.len() {
            return Err(Error::BundleSize { documents: extents.len(), limit: documents.len() });
        }
        let mut pages = 0_u32;
        let mut entries = Vec::with_capacity(extents.len());
        for (order, (document, extent)) in (1_u32..).zip(documents.iter().zip(extents)) {
            let head = document.head()?;
            entries.push(Entry {
                order,
                document_number: head.document_number.to_owned(),
                addressee_number: head.addressee_number.to_owned(),
                first_page: pages.saturating_add(1),
                pages: extent.pages,
                remarks: extent.remarks,
            });
            pages = pages.saturating_add(extent.pages);
        }
        let sha256 = Sha256::digest(&pdf).iter().map(|byte| format!("{byte:02x}")).collect();
        let manifest = Manifest { form: form.name.to_owned(), version: form.version, sha256, pages, entries };
        Ok(Self { pdf, manifest })
    }
}

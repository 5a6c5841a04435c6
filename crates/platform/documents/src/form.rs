use crate::{Document, Error};
use serde::{Deserialize, Serialize};

/// The language that a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// 日本語, the language of every original.
    #[serde(rename = "ja")]
    Japanese,
    /// 英語, for translations handed out beside the original.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The ISO 639-1 code: `ja` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }
}

/// 様式 — one kind of document: a template and what people call it. The owning business embeds the template.
///
/// Every change of the template that changes the paper raises `version`; documents remember the version they were
/// made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The name by which documents refer to it, in `snake_case`, unique over all businesses.
    pub name: &'static str,
    /// Counted from 1.
    pub version: u32,
    /// The Japanese title (児童手当認定通知書).
    pub title_ja: &'static str,
    /// The English title.
    pub title_en: &'static str,
    /// The languages that the template can be set in.
    pub languages: &'static [Language],
    /// The typst text; its head comment documents the shape of the data.
    pub template: &'static str,
    /// JSON of that shape about people who do not exist, marked as a sample.
    pub sample: &'static str,
}

impl Form {
    /// Fills the form: `data` has the shape that the template documents.
    ///
    /// # Errors
    /// [`Error::Language`] when the form is not written in `language`, [`Error::Data`] when `data` is no JSON object
    /// with the keys that every document has (see [`Document::head`]).
    pub fn document(&self, data: impl Serialize, language: Language) -> Result<Document, Error> {
        if !self.languages.contains(&language) {
            return Err(Error::Language { form: self.name.to_owned(), language: language.code() });
        }
        let data = serde_json::to_value(data)
            .map_err(|cause| Error::Data { form: self.name.to_owned(), what: cause.to_string() })?;
        let document = Document { form: self.name.to_owned(), version: self.version, language, data };
        document.head()?;
        Ok(document)
    }

    /// The form filled with its sample (見本), in Japanese.
    ///
    /// # Errors
    /// As [`Form::document`].
    pub fn sample_document(&self) -> Result<Document, Error> {
        let data: serde_json::Value = serde_json::from_str(self.sample)
            .map_err(|cause| Error::Data { form: self.name.to_owned(), what: cause.to_string() })?;
        self.document(data, Language::Japanese)
    }
}

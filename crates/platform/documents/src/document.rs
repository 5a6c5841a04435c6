use crate::{Error, Language};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// 文書 — one document about one person: which form, in which language, filled with what. This is what is stored;
/// the PDF can be made from it at any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The name of the [`Form`](crate::Form).
    pub form: String,
    /// The version of the form that `data` was shaped for.
    pub version: u32,
    /// The language that it is set in.
    pub language: Language,
    /// What is printed, in the shape that the form's template documents.
    pub data: Value,
}

/// What the data of every document says, whatever the form: read from the same object that is printed, so that a
/// manifest cannot name another document than the one on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head<'a> {
    /// 文書番号・発行番号: key `document_number`.
    pub document_number: &'a str,
    /// 宛名番号 of the person that the document is about: key `addressee_number`.
    pub addressee_number: &'a str,
    /// 見本: key `is_sample`. True prints 見本 across each page.
    pub is_sample: bool,
}

impl Document {
    /// Reads the keys that every document has.
    ///
    /// # Errors
    /// [`Error::Data`] when one is missing, empty or of another type.
    pub fn head(&self) -> Result<Head<'_>, Error> {
        let wrong = |what: &str| Error::Data { form: self.form.clone(), what: what.to_owned() };
        let text = |key: &str| {
            self.data
                .get(key)
                .and_then(Value::as_str)
                .filter(|text| !text.is_empty())
                .ok_or_else(|| wrong(&format!("`{key}` must be a text")))
        };
        Ok(Head {
            document_number: text("document_number")?,
            addressee_number: text("addressee_number")?,
            is_sample: self
                .data
                .get("is_sample")
                .and_then(Value::as_bool)
                .ok_or_else(|| wrong("`is_sample` must be true or false"))?,
        })
    }
}

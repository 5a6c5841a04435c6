//! What is wrong with a file of spec-mappings/.

use thiserror::Error;

/// A mistake in a declaration: which file, where in it, what, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}{path}: {en}")]
pub struct SpecProblem {
    /// The file, relative to spec-mappings/.
    pub file: String,
    /// Where in it, as a JSON pointer; empty for the whole file.
    pub path: String,
    /// Japanese text.
    pub ja: String,
    /// English text.
    pub en: String,
}

impl SpecProblem {
    pub(crate) fn new(file: &str, path: &str, ja: &str, en: &str) -> Self {
        let path = if path.is_empty() { String::new() } else { format!("#{path}") };
        Self { file: file.to_owned(), path, ja: ja.to_owned(), en: en.to_owned() }
    }

    pub(crate) fn toml(file: &str, error: &toml::de::Error) -> Self {
        Self::new(file, "", &format!("TOML として読めません: {error}"), &format!("not readable as TOML: {error}"))
    }

    pub(crate) fn unknown(file: &str, path: &str, what: &str, id: &str) -> Self {
        Self::new(
            file,
            path,
            &format!("「{id}」（{what}）がありません。綴りを確かめるか、ファイルを追加してください。"),
            &format!("there is no {what} `{id}`; check the spelling or add its file"),
        )
    }

    pub(crate) fn duplicate(file: &str, path: &str, id: &str) -> Self {
        Self::new(
            file,
            path,
            &format!("「{id}」が二度あります。一方を削除してください。"),
            &format!("`{id}` stands twice; remove one"),
        )
    }
}

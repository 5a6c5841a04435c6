/// What can go wrong with documents. `Display` is English for logs; [`Error::japanese`] is for the person in front.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A document was given to another form, or to another version of its form, than it was made for.
    #[error(
        "this document was made for form {document_form} version {document_version}, not for {form} version {version}; print it with the form that it was made for"
    )]
    WrongForm {
        /// The name of the form that was to print it.
        form: String,
        /// The version of that form.
        version: u32,
        /// The name of the form that the document names.
        document_form: String,
        /// The version that the document names.
        document_version: u32,
    },
    /// The form is not written in the language asked for.
    #[error("form {form} is not offered in language {language}; choose one of the languages that the form lists")]
    Language {
        /// The name of the form.
        form: String,
        /// The ISO 639-1 code asked for.
        language: &'static str,
    },
    /// The data does not have the shape that the form documents.
    #[error("the data for form {form} has not the shape that it documents: {what}")]
    Data {
        /// The name of the form.
        form: String,
        /// Where and how it differs.
        what: String,
    },
    /// A bundle of no documents or of too many.
    #[error("a bundle of {documents} documents cannot be printed; give between 1 and {limit} to a bundle")]
    BundleSize {
        /// How many were given.
        documents: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The typesetting engine failed; it says why in both languages.
    #[error("{english}")]
    Typesetting {
        /// For logs and English readers.
        english: String,
        /// For Japanese readers.
        japanese: String,
    },
}

impl Error {
    /// What happened and how to mend it, in Japanese.
    #[must_use]
    pub fn japanese(&self) -> String {
        match self {
            Self::WrongForm { form, version, document_form, document_version } => format!(
                "この文書は様式「{document_form}」第{document_version}版のものです。様式「{form}」第{version}版では印刷できません。作成時の様式で印刷してください。"
            ),
            Self::Language { form, language } => {
                format!("様式「{form}」には言語「{language}」の版がありません。様式にある言語を選んでください。")
            }
            Self::Data { form, what } => {
                format!("様式「{form}」に渡されたデータの形が定めと異なります（{what}）。")
            }
            Self::BundleSize { documents, limit } => {
                format!("{documents}件は一束にできません。一束は1件から{limit}件までにしてください。")
            }
            Self::Typesetting { japanese, .. } => japanese.clone(),
        }
    }
}

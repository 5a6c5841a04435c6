use std::path::PathBuf;

/// What can go wrong with setting type. `Display` is English; [`Error::japanese`] says the same to Japanese readers.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A font that the forms need is in none of the directories.
    #[error(
        "font {family} was not found in {}; install it (Debian: apt-get install {package}) or name its directory in the configuration",
        list(searched)
    )]
    FontMissing {
        /// The family as fonts name themselves.
        family: &'static str,
        /// The Debian package that brings it.
        package: &'static str,
        /// The directories that were searched, in order.
        searched: Vec<PathBuf>,
    },
    /// A font directory or file is there but cannot be read.
    #[error("{} cannot be read: {cause}; check the permissions of the font directory", path.display())]
    FontUnreadable {
        /// What could not be read.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The template does not fit the data, or is wrong in itself.
    #[error("form {form} cannot be set with this data: {message}")]
    Template {
        /// The name of the form.
        form: &'static str,
        /// What the engine says, with the line of the template.
        message: String,
    },
    /// A sheet of the form ran over its page or into its own foot: something would be unreadable or on a wrong page.
    #[error(
        "the contents of form {form} do not fit on one sheet (physical page {page}); nothing was printed; shorten the free text"
    )]
    SheetOverrun {
        /// The name of the form.
        form: &'static str,
        /// The page of the PDF, counted from 1.
        page: usize,
    },
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

impl Error {
    /// What happened and how to mend it, in Japanese.
    #[must_use]
    pub fn japanese(&self) -> String {
        match self {
            Self::FontMissing { family, package, searched } => format!(
                "フォント「{family}」が見つかりません（探した場所: {}）。Debian では apt-get install {package} で導入するか、設定でフォントのディレクトリを指定してください。",
                list(searched)
            ),
            Self::FontUnreadable { path, cause } => {
                format!("{} を読めません（{cause}）。フォントのディレクトリの権限を確認してください。", path.display())
            }
            Self::Template { form, message } => {
                format!("様式「{form}」をこのデータで組版できません（{message}）。")
            }
            Self::SheetOverrun { form, page } => format!(
                "様式「{form}」の内容が1枚に収まりません（PDFの{page}ページ目）。印刷していません。自由記載の文を短くしてください。"
            ),
        }
    }
}

impl From<Error> for documents::Error {
    fn from(error: Error) -> Self {
        Self::Typesetting { english: error.to_string(), japanese: error.japanese() }
    }
}

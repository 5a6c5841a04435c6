//! Why a command stopped, for the person at the terminal.

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The cluster of our own could not be started.
    #[error(transparent)]
    Cluster(#[from] ::database::ClusterError),
    /// The database failed.
    #[error("データベースで失敗しました。 the database failed")]
    Database(#[from] ::database::DatabaseError),
    /// Accounts or the audit trail failed.
    #[error("利用者か証跡の処理で失敗しました。 accounts or the audit trail failed")]
    Access(#[from] access::AccessError),
    /// A run was refused.
    #[error("{} {}", .0.text().0, .0.text().1)]
    Run(#[from] batch::BatchError),
    /// The papers of a run could not be made.
    #[error("書類を作れませんでした。 the papers could not be made")]
    Documents(#[from] business_kit::RunFailure),
    /// The city could not be made.
    #[error("見本の市を作れませんでした。 the city could not be made")]
    City(#[from] synthetic_city::CityError),
    /// Fonts are missing.
    #[error("書体がありません。 fonts are missing")]
    Fonts(#[from] typesetting::Error),
    /// The server could not start.
    #[error(transparent)]
    Serve(#[from] server::ServeError),
    /// A file could not be used.
    #[error("{path} を使えません。 {path} cannot be used")]
    Files {
        /// The file.
        path: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Anything that the person can mend by reading.
    #[error("{0}")]
    Said(String),
}

impl Failure {
    /// A failure of a file with its path.
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::Files { path, source }
    }
}

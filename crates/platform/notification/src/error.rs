//! What this crate refuses.

use database::DatabaseError;

/// What this crate refuses, with a stable code and a text in both languages.
#[derive(Debug, thiserror::Error)]
pub enum NotificationError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// It is no mail address.
    #[error("`{address}` is no mail address")]
    NotAnAddress {
        /// What was given.
        address: String,
    },
    /// The text holds nine digits in a row, as numbers of persons do.
    #[error("the text of the mail holds a number like that of a person")]
    LooksPersonal,
    /// The relay cannot be spoken to as the settings say.
    #[error("the settings of the mail relay `{host}` cannot be used")]
    Settings {
        /// Host of the relay.
        host: String,
        /// What the mail library said.
        #[source]
        source: lettre::transport::smtp::Error,
    },
}

impl NotificationError {
    /// Stable code, part of the contract.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Database(_) => "notification.database",
            Self::NotAnAddress { .. } => "notification.not_an_address",
            Self::LooksPersonal => "notification.looks_personal",
            Self::Settings { .. } => "notification.settings",
        }
    }

    /// What is wrong and how to mend it, in Japanese and in English.
    #[must_use]
    pub fn text(&self) -> (String, String) {
        match self {
            Self::Database(_) => (
                "保存先で失敗しました。もう一度試してください。".to_owned(),
                "The database failed; try again.".to_owned(),
            ),
            Self::NotAnAddress { address } => (
                format!("「{address}」はメールアドレスではありません。name@example.jp の形で入れてください。"),
                format!("`{address}` is no mail address: write it as name@example.jp."),
            ),
            Self::LooksPersonal => (
                "メールに個人の番号と見られる数字があるため、送りません。画面で確かめてください。".to_owned(),
                "The mail holds digits that look like a person's number and is not sent: look at the screen instead."
                    .to_owned(),
            ),
            Self::Settings { host, .. } => (
                format!("メール中継サーバー「{host}」の設定を使えません。ホスト名と証明書を確かめてください。"),
                format!("The settings of the mail relay `{host}` cannot be used: check its name and certificates."),
            ),
        }
    }
}

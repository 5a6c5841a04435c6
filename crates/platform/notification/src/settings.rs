//! How to reach the mail relay.

use std::net::IpAddr;
use std::time::Duration;

use lettre::SmtpTransport;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};

use crate::NotificationError;

const TIMEOUT_SECONDS: u64 = 15;

/// How to reach the mail relay. Only a relay on loopback, and only without a password, is spoken to in the clear.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    host: String,
    port: u16,
    sender: Mailbox,
    credentials: Option<Credentials>,
}

impl SmtpSettings {
    /// A relay by host name or address and port (587, or 25 on loopback); `sender` is written as
    /// `北区役所 <noreply@example.jp>` or as the bare address.
    ///
    /// # Errors
    /// [`NotificationError::NotAnAddress`].
    pub fn new(host: &str, port: u16, sender: &str) -> Result<Self, NotificationError> {
        Ok(Self { host: host.to_owned(), port, sender: mailbox(sender)?, credentials: None })
    }

    /// The same relay, signed in to with a name and password; they are sent after STARTTLS only, on loopback too.
    #[must_use]
    pub fn signed_in(mut self, name: &str, password: &str) -> Self {
        self.credentials = Some(Credentials::new(name.to_owned(), password.to_owned()));
        self
    }

    pub(crate) fn sender(&self) -> &Mailbox {
        &self.sender
    }

    pub(crate) fn transport(&self) -> Result<SmtpTransport, NotificationError> {
        let settings = |source| NotificationError::Settings { host: self.host.clone(), source };
        let tls = if self.is_loopback() && self.credentials.is_none() {
            Tls::None
        } else {
            Tls::Required(TlsParameters::new(self.host.clone()).map_err(settings)?)
        };
        let builder = SmtpTransport::builder_dangerous(&self.host)
            .port(self.port)
            .timeout(Some(Duration::from_secs(TIMEOUT_SECONDS)))
            .tls(tls);
        Ok(match &self.credentials {
            Some(credentials) => builder.credentials(credentials.clone()).build(),
            None => builder.build(),
        })
    }

    fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// A mail address with or without a name before it.
pub(crate) fn mailbox(address: &str) -> Result<Mailbox, NotificationError> {
    address.parse().map_err(|_| NotificationError::NotAnAddress { address: address.to_owned() })
}

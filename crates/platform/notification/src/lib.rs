//! Outgoing mail (メール通知): queued in the transaction of what it tells of, delivered over SMTP afterwards.
//!
//! A [`Notice`] is one of a closed set whose texts are fixed and whose blanks take numbers and words of the program
//! only, so that no personal data can get into a mail; the table refuses whatever looks like a number of a person all
//! the same. A mail is sent at least once: one that was sent twice carries the same `Message-ID` twice. Mail goes in the
//! clear to a relay on loopback only; to any other host STARTTLS is required (rustls, the system's certificates).

mod delivery;
mod error;
mod notice;
mod schema;
mod settings;
mod store;

pub use delivery::{DeliveryReport, deliver_waiting};
pub use error::NotificationError;
pub use notice::{Mail, Notice, RunName};
pub use settings::SmtpSettings;
pub use store::{MailState, MailView, mails_about, queue};

/// Name and text of the replaceable objects (views, policies, grants) of schema `notification`.
pub const SQL: &[(&str, &str)] = &[("notification/sql/grants.sql", include_str!("../sql/grants.sql"))];

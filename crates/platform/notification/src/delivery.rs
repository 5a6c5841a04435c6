//! Sending what waits, a mail a transaction.

use std::time::SystemTime;

use chrono::TimeDelta;
use database::{Database, Operation, Tx};
use lettre::message::header::ContentType;
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Message, SmtpTransport, Transport};

use crate::settings::mailbox;
use crate::store::{self, MailRow, MailState};
use crate::{NotificationError, SmtpSettings};

/// RFC 5321 4.5.4.1: who gives up should have tried for four or five days.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(5);
const LONGEST_WAIT_MINUTES: i64 = 64;

/// What a round of sending did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeliveryReport {
    /// Mails that the relay took.
    pub sent: u32,
    /// Mails that it refused for good, or that waited for five days.
    pub refused: u32,
    /// Mails to try again later.
    pub postponed: u32,
}

/// What an attempt came to.
enum Attempt {
    Sent,
    Refused(String),
    Later(String),
    /// There is nobody to talk to: the rest of the queue need not be tried.
    Unreachable(String),
}

/// Sends every mail that is due at `operation.now`; any number of workers may do so at once.
///
/// A mail's row stays locked while it is sent and its end is noted in the same transaction: a worker that dies in
/// between leaves it waiting, and it is sent again with the same `Message-ID`. After a failure that may pass (4xx, no
/// connection) it waits 1, 2, 4 … 64 minutes; a refusal (5xx) is kept with its reason. When the relay cannot be
/// reached, the round ends.
///
/// # Errors
/// [`NotificationError::Settings`], [`NotificationError::Database`]; what the relay says is never an error here.
pub fn deliver_waiting(
    database: &Database,
    operation: &Operation,
    settings: &SmtpSettings,
) -> Result<DeliveryReport, NotificationError> {
    let transport = settings.transport()?;
    let mut report = DeliveryReport::default();
    loop {
        let attempt = database.write(operation, |tx| deliver_one(tx, &transport, settings))?;
        match attempt {
            None => return Ok(report),
            Some(Attempt::Sent) => report.sent += 1,
            Some(Attempt::Refused(_)) => report.refused += 1,
            Some(Attempt::Later(_)) => report.postponed += 1,
            Some(Attempt::Unreachable(_)) => {
                report.postponed += 1;
                return Ok(report);
            }
        }
    }
}

fn deliver_one(
    tx: &mut Tx<'_>,
    transport: &SmtpTransport,
    settings: &SmtpSettings,
) -> Result<Option<Attempt>, NotificationError> {
    let Some(mail) = store::claim(tx)? else { return Ok(None) };
    let now = tx.operation().now;
    let attempt = match message(&mail, settings, SystemTime::from(now)) {
        Ok(message) => match transport.send(&message) {
            Ok(_) => Attempt::Sent,
            Err(error) => judge(&error),
        },
        Err(reason) => Attempt::Refused(reason),
    };
    let attempt = match attempt {
        Attempt::Later(reason) | Attempt::Unreachable(reason) if now - mail.queued_at >= GIVE_UP_AFTER => {
            Attempt::Refused(reason)
        }
        other => other,
    };
    match &attempt {
        Attempt::Sent => store::settle(tx, &mail, MailState::Sent, None)?,
        Attempt::Refused(reason) => store::settle(tx, &mail, MailState::Refused, Some(reason))?,
        Attempt::Later(reason) | Attempt::Unreachable(reason) => {
            store::postpone(tx, &mail, now + wait(mail.attempt_count), reason)?;
        }
    }
    Ok(Some(attempt))
}

fn judge(error: &SmtpError) -> Attempt {
    let reason = match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    if error.is_permanent() {
        Attempt::Refused(reason)
    } else if error.is_transient() {
        Attempt::Later(reason)
    } else {
        Attempt::Unreachable(reason)
    }
}

/// 1, 2, 4 … 64 minutes after the first, second, third … failure.
fn wait(attempts_before: i32) -> TimeDelta {
    let doubled = u32::try_from(attempts_before).ok().and_then(|attempts| 1_i64.checked_shl(attempts.min(62)));
    TimeDelta::minutes(doubled.unwrap_or(LONGEST_WAIT_MINUTES).min(LONGEST_WAIT_MINUTES))
}

fn message(mail: &MailRow, settings: &SmtpSettings, date: SystemTime) -> Result<Message, String> {
    let sender = settings.sender().clone();
    // The same for every attempt, so that a mail sent twice can be known as one.
    let id = format!("<{}.{}@{}>", mail.mail_number, mail.queued_at.timestamp(), sender.email.domain());
    Message::builder()
        .from(sender)
        .to(mailbox(&mail.recipient).map_err(|error| error.to_string())?)
        .date(date)
        .message_id(Some(id))
        .subject(mail.subject.clone())
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body.clone())
        .map_err(|error| error.to_string())
}

//! SQL of schema `notification`.

use chrono::{DateTime, Utc};
use database::{DatabaseError, Tx};
use diesel::prelude::*;

use crate::schema::mails;
use crate::settings::mailbox;
use crate::{Mail, NotificationError};

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// 送信待ち — waits for its next attempt.
    Waiting,
    /// 送信済 — the relay took it.
    Sent,
    /// 送信不能 — the relay refused it for good, or it waited too long.
    Refused,
}

impl MailState {
    const ALL: [Self; 3] = [Self::Waiting, Self::Sent, Self::Refused];

    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Refused => "refused",
        }
    }
}

/// A mail as the run console shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailView {
    /// Number of the mail.
    pub mail_number: i64,
    /// To whom.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempt_count: i32,
    /// When it is tried next, while it waits.
    pub next_attempt_at: DateTime<Utc>,
    /// Why the last attempt failed.
    pub last_failure: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
pub(crate) struct MailRow {
    pub(crate) mail_number: i64,
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) queued_at: DateTime<Utc>,
    mail_state: String,
    pub(crate) attempt_count: i32,
    next_attempt_at: DateTime<Utc>,
    last_failure: Option<String>,
}

/// Queues a mail in the transaction of what it tells of: taken back with it, and first tried after it; gives its number.
///
/// # Errors
/// [`NotificationError::NotAnAddress`], [`NotificationError::LooksPersonal`], [`NotificationError::Database`].
pub fn queue(tx: &mut Tx<'_>, mail: &Mail) -> Result<i64, NotificationError> {
    mailbox(&mail.to)?;
    let now = tx.operation().now;
    diesel::insert_into(mails::table)
        .values((
            mails::recipient.eq(&mail.to),
            mails::about.eq(mail.notice.about()),
            mails::subject.eq(mail.notice.subject()),
            mails::body.eq(mail.notice.body()),
            mails::queued_at.eq(now),
            mails::next_attempt_at.eq(now),
        ))
        .returning(mails::mail_number)
        .get_result(tx.connection())
        .map_err(|error| match DatabaseError::from(error) {
            DatabaseError::Constraint { constraint, .. } if constraint.ends_with("_is_not_personal") => {
                NotificationError::LooksPersonal
            }
            other => other.into(),
        })
}

/// Every mail about something (`run:12`), oldest first.
///
/// # Errors
/// [`DatabaseError`].
pub fn mails_about(tx: &mut Tx<'_>, about: &str) -> Result<Vec<MailView>, DatabaseError> {
    let rows: Vec<MailRow> = mails::table
        .filter(mails::about.eq(about))
        .order(mails::mail_number)
        .select(MailRow::as_select())
        .load(tx.connection())?;
    Ok(rows.into_iter().filter_map(view).collect())
}

fn view(row: MailRow) -> Option<MailView> {
    Some(MailView {
        mail_number: row.mail_number,
        recipient: row.recipient,
        subject: row.subject,
        state: MailState::ALL.into_iter().find(|state| state.code() == row.mail_state)?,
        attempt_count: row.attempt_count,
        next_attempt_at: row.next_attempt_at,
        last_failure: row.last_failure,
    })
}

/// Claims the oldest mail that is due and that nobody else is sending, by locking its row until this transaction ends.
pub(crate) fn claim(tx: &mut Tx<'_>) -> Result<Option<MailRow>, DatabaseError> {
    let now = tx.operation().now;
    Ok(mails::table
        .filter(mails::mail_state.eq(MailState::Waiting.code()).and(mails::next_attempt_at.le(now)))
        .order(mails::mail_number)
        .select(MailRow::as_select())
        .for_update()
        .skip_locked()
        .first(tx.connection())
        .optional()?)
}

/// Notes that the mail was sent, or refused for good and why.
pub(crate) fn settle(
    tx: &mut Tx<'_>,
    mail: &MailRow,
    state: MailState,
    failure: Option<&str>,
) -> Result<(), DatabaseError> {
    let now = tx.operation().now;
    diesel::update(mails::table.find(mail.mail_number))
        .set((
            mails::mail_state.eq(state.code()),
            mails::attempt_count.eq(mail.attempt_count + 1),
            mails::settled_at.eq(Some(now)),
            mails::last_failure.eq(failure),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Notes that the attempt failed and when the next one is due.
pub(crate) fn postpone(
    tx: &mut Tx<'_>,
    mail: &MailRow,
    next_attempt_at: DateTime<Utc>,
    failure: &str,
) -> Result<(), DatabaseError> {
    diesel::update(mails::table.find(mail.mail_number))
        .set((
            mails::attempt_count.eq(mail.attempt_count + 1),
            mails::next_attempt_at.eq(next_attempt_at),
            mails::last_failure.eq(Some(failure)),
        ))
        .execute(tx.connection())?;
    Ok(())
}

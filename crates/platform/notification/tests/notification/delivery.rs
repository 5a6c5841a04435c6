//! Queued, sent once, tried again, refused, and waiting for a relay that is down.

use std::thread;

use chrono::TimeDelta;
use database::{DatabaseError, Operation};
use mailparse::MailHeaderMap;
use notification::{
    DeliveryReport, Mail, MailState, MailView, NotificationError, SmtpSettings, deliver_waiting, mails_about, queue,
};
use testing::{TestDatabase, clerk};

use crate::notices::{failed, finished};
use crate::relay::{Relay, closed_port};

const OFFICER: &str = "officer@ward.example.jp";

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings::new("127.0.0.1", port, "北区役所 Yakuba <noreply@ward.example.jp>").unwrap()
}

fn queued(test: &TestDatabase, operation: &Operation) -> i64 {
    let mail = Mail { to: OFFICER.to_owned(), notice: finished() };
    test.database.write(operation, |tx| queue(tx, &mail)).unwrap()
}

fn deliver(test: &TestDatabase, operation: &Operation, port: u16) -> DeliveryReport {
    deliver_waiting(&test.database, operation, &settings(port)).unwrap()
}

fn mail(test: &TestDatabase, operation: &Operation) -> MailView {
    let mails = test.database.read(operation, |tx| mails_about(tx, "run:12")).unwrap();
    mails.into_iter().next().unwrap()
}

fn later(operation: &Operation, wait: TimeDelta) -> Operation {
    Operation { now: operation.now + wait, ..operation.clone() }
}

const SENT: DeliveryReport = DeliveryReport { sent: 1, refused: 0, postponed: 0 };
const REFUSED: DeliveryReport = DeliveryReport { sent: 0, refused: 1, postponed: 0 };
const POSTPONED: DeliveryReport = DeliveryReport { sent: 0, refused: 0, postponed: 1 };
const NOTHING: DeliveryReport = DeliveryReport { sent: 0, refused: 0, postponed: 0 };

#[test]
fn a_mail_arrives_once_and_whole() {
    let (test, relay) = (TestDatabase::new(), Relay::start(&[]));
    let operation = clerk("北区 窓口", "2026-11-22");
    queued(&test, &operation);
    assert_eq!(deliver(&test, &operation, relay.port), SENT);
    assert_eq!(deliver(&test, &later(&operation, TimeDelta::days(1)), relay.port), NOTHING);

    let taken = relay.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].sender.as_str(), taken[0].recipient.as_str()), ("noreply@ward.example.jp", OFFICER));
    assert!(taken[0].data.is_ascii(), "it passes through any relay");
    let read = mailparse::parse_mail(&taken[0].data).unwrap();
    assert_eq!(read.headers.get_first_value("Subject").unwrap(), finished().subject());
    assert_eq!(read.headers.get_first_value("From").unwrap(), "北区役所 Yakuba <noreply@ward.example.jp>");
    assert_eq!(read.headers.get_first_value("Date").unwrap(), "Sun, 22 Nov 2026 03:00:00 +0000");
    assert_eq!(read.ctype.charset, "utf-8");
    assert_eq!(read.get_body().unwrap().replace("\r\n", "\n").trim_end(), finished().body().trim_end());
}

#[test]
fn a_mail_goes_or_stays_with_what_it_tells_of() {
    let (test, relay) = (TestDatabase::new(), Relay::start(&[]));
    let operation = clerk("北区 窓口", "2026-11-22");
    let undone: Result<(), NotificationError> = test.database.write(&operation, |tx| {
        queue(tx, &Mail { to: OFFICER.to_owned(), notice: failed() })?;
        Err(DatabaseError::NotFound.into())
    });
    assert!(undone.is_err());
    assert_eq!(deliver(&test, &operation, relay.port), NOTHING);
}

#[test]
fn a_refusal_that_may_pass_is_tried_again_after_longer_and_longer() {
    let (test, relay) = (TestDatabase::new(), Relay::start(&["451 4.3.0 try later", "421 4.3.2 busy"]));
    let operation = clerk("北区 窓口", "2026-11-22");
    queued(&test, &operation);
    assert_eq!(deliver(&test, &operation, relay.port), POSTPONED);
    let waiting = mail(&test, &operation);
    assert_eq!((waiting.state, waiting.attempt_count), (MailState::Waiting, 1));
    assert_eq!(waiting.next_attempt_at, operation.now + TimeDelta::minutes(1));
    assert!(waiting.last_failure.unwrap().contains("try later"));

    assert_eq!(deliver(&test, &later(&operation, TimeDelta::seconds(59)), relay.port), NOTHING);
    let second = later(&operation, TimeDelta::minutes(1));
    assert_eq!(deliver(&test, &second, relay.port), POSTPONED);
    assert_eq!(mail(&test, &operation).next_attempt_at, second.now + TimeDelta::minutes(2));
    assert_eq!(deliver(&test, &later(&second, TimeDelta::minutes(2)), relay.port), SENT);
    assert_eq!((mail(&test, &operation).state, relay.taken().len()), (MailState::Sent, 1));
}

#[test]
fn a_refusal_for_good_is_kept_with_its_reason_and_does_not_hold_up_others() {
    let (test, relay) = (TestDatabase::new(), Relay::start(&["550 5.7.1 no such officer"]));
    let operation = clerk("北区 窓口", "2026-11-22");
    queued(&test, &operation);
    queued(&test, &operation);
    assert_eq!(deliver(&test, &operation, relay.port), DeliveryReport { sent: 1, refused: 1, postponed: 0 });
    let refused = mail(&test, &operation);
    assert_eq!(refused.state, MailState::Refused);
    assert!(refused.last_failure.unwrap().contains("no such officer"));
    assert_eq!(deliver(&test, &later(&operation, TimeDelta::days(1)), relay.port), NOTHING);
}

#[test]
fn mails_wait_for_a_relay_that_is_down_but_not_for_ever() {
    let test = TestDatabase::new();
    let operation = clerk("北区 窓口", "2026-11-22");
    queued(&test, &operation);
    queued(&test, &operation);
    // The second is not even tried: there is nobody to talk to.
    assert_eq!(deliver(&test, &operation, closed_port()), POSTPONED);
    assert_eq!(mail(&test, &operation).attempt_count, 1);
    let relay = Relay::start(&[]);
    let tomorrow = later(&operation, TimeDelta::days(1));
    assert_eq!(deliver(&test, &tomorrow, relay.port), DeliveryReport { sent: 2, ..NOTHING });

    let lost = queued(&test, &operation);
    assert_eq!(deliver(&test, &later(&operation, TimeDelta::days(5)), closed_port()), REFUSED);
    assert_eq!(
        test.owner_value(&format!("select mail_state from notification.mails where mail_number = {lost}")).unwrap(),
        "(refused)"
    );
}

#[test]
fn many_workers_send_each_mail_once() {
    let (test, relay) = (TestDatabase::new(), Relay::start(&[]));
    let operation = clerk("北区 窓口", "2026-11-22");
    (0..12).for_each(|_| {
        queued(&test, &operation);
    });
    let sent: u32 = thread::scope(|scope| {
        let workers: Vec<_> = (0..3).map(|_| scope.spawn(|| deliver(&test, &operation, relay.port).sent)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert_eq!((sent, relay.taken().len()), (12, 12));
}

#[test]
fn a_mail_sent_twice_is_known_by_its_identifier() {
    let (test, relay) = (TestDatabase::new(), Relay::start(&[]));
    let operation = clerk("北区 窓口", "2026-11-22");
    queued(&test, &operation);
    deliver(&test, &operation, relay.port);
    // As when a worker dies after the relay took the mail and before its transaction ended.
    test.owner_run("update notification.mails set mail_state = 'waiting', settled_at = null");
    deliver(&test, &operation, relay.port);
    let identifiers: Vec<String> = relay
        .taken()
        .iter()
        .map(|taken| mailparse::parse_mail(&taken.data).unwrap().headers.get_first_value("Message-ID").unwrap())
        .collect();
    assert_eq!(identifiers.len(), 2);
    assert_eq!(identifiers[0], identifiers[1]);
}

#[test]
fn a_password_is_never_sent_in_the_clear() {
    let (test, relay) = (TestDatabase::new(), Relay::start(&[]));
    let operation = clerk("北区 窓口", "2026-11-22");
    queued(&test, &operation);
    // This relay offers no STARTTLS.
    let settings = settings(relay.port).signed_in("yakuba", "secret");
    assert_eq!(deliver_waiting(&test.database, &operation, &settings).unwrap(), POSTPONED);
    let heard = relay.heard();
    assert!(heard.iter().all(|line| !line.starts_with("AUTH") && !line.starts_with("MAIL")), "{heard:?}");
}

#[test]
fn what_is_no_address_is_not_queued() {
    let test = TestDatabase::new();
    let operation = clerk("北区 窓口", "2026-11-22");
    for address in ["", "officer", "officer@", "a@b.jp\r\nBcc: c@d.jp"] {
        let mail = Mail { to: address.to_owned(), notice: finished() };
        let refused = test.database.write(&operation, |tx| queue(tx, &mail)).unwrap_err();
        assert_eq!(refused.code(), "notification.not_an_address", "{address:?}");
    }
    assert!(SmtpSettings::new("127.0.0.1", 25, "nobody").is_err());
}

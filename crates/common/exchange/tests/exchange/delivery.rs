//! From the outbox to a business, once.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use database::{DatabaseError, Tx};
use exchange::{Delivered, LifeEvent, NewWorkItem, Reaction, deliver, raise_work_item};
use register::EventCode;
use testing::TestDatabase;

use crate::people::couple;

const BUSINESS: &str = "child_allowance";

fn raise(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    raise_work_item(
        tx,
        &NewWorkItem {
            business: BUSINESS,
            addressee: event.addressee,
            event_number: Some(event.event_number),
            title_ja: format!("転入を確かめる {}", event.happened_on),
            title_en: "Check the move in".to_owned(),
            due_on: None,
        },
    )
}

const RAISING: [Reaction; 1] = [Reaction { event: EventCode::MoveIn, react: raise }];

fn count(test: &TestDatabase, from: &str) -> String {
    test.owner_value(&format!("select count(*) from {from}")).unwrap()
}

#[test]
fn an_event_is_answered_once_by_each_business() {
    let test = TestDatabase::new();
    couple(&test, "2026-04-01", "1番1号");
    let operation = test.operation("2026-04-02");
    let first = deliver(&test.database, &operation, BUSINESS, &RAISING).unwrap();
    assert_eq!(first, Delivered { event_count: 2, reaction_count: 2 });
    let again = deliver(&test.database, &operation, BUSINESS, &RAISING).unwrap();
    assert_eq!(again, Delivered::default());
    let other = deliver(&test.database, &operation, "resident_register", &[]).unwrap();
    assert_eq!(other, Delivered { event_count: 2, reaction_count: 0 }, "an event nobody reacts to is answered too");
    assert_eq!(count(&test, "exchange.work_items"), "(2)");
}

static REACTED: AtomicU64 = AtomicU64::new(0);

fn count_reaction(_: &mut Tx<'_>, _: &LifeEvent) -> Result<(), DatabaseError> {
    REACTED.fetch_add(1, Ordering::SeqCst);
    Ok(())
}

#[test]
fn of_two_deliveries_at_once_one_answers_each_event() {
    let test = TestDatabase::new();
    for lot in 1..=20 {
        couple(&test, "2026-04-01", &format!("{lot}番地"));
    }
    let operation = test.operation("2026-04-02");
    let barrier = Barrier::new(2);
    let reactions = [Reaction { event: EventCode::MoveIn, react: count_reaction }, RAISING[0]];
    let run = || {
        barrier.wait();
        deliver(&test.database, &operation, BUSINESS, &reactions).unwrap()
    };
    let (one, two) = thread::scope(|scope| {
        let (one, two) = (scope.spawn(run), scope.spawn(run));
        (one.join().unwrap(), two.join().unwrap())
    });
    assert_eq!(one.event_count + two.event_count, 40);
    assert_eq!(REACTED.load(Ordering::SeqCst), 40);
    assert_eq!(count(&test, "exchange.work_items"), "(40)");
    assert_eq!(count(&test, "exchange.event_deliveries"), "(40)");
}

fn fail(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    raise(tx, event)?;
    Err(DatabaseError::NotFound)
}

#[test]
fn a_reaction_that_fails_leaves_the_event_in_the_outbox() {
    let test = TestDatabase::new();
    couple(&test, "2026-04-01", "1番1号");
    let operation = test.operation("2026-04-02");
    let failing = [Reaction { event: EventCode::MoveIn, react: fail }];
    assert!(deliver(&test.database, &operation, BUSINESS, &failing).is_err());
    assert_eq!(count(&test, "exchange.event_deliveries"), "(0)");
    assert_eq!(count(&test, "exchange.work_items"), "(0)", "what the reaction had done is taken back with it");
    let mended = deliver(&test.database, &operation, BUSINESS, &RAISING).unwrap();
    assert_eq!(mended.event_count, 2);
}

#[test]
fn an_event_of_a_newer_version_waits() {
    let test = TestDatabase::new();
    let (_, numbers) = couple(&test, "2026-04-01", "1番1号");
    test.owner_run(&format!(
        "insert into exchange.outbox_events (event_code, addressee_number, happened_on, act_number, payload, recorded_at) \
         values ('FROM_TOMORROW', {}, '2026-04-01', 1, '{{}}', now())",
        numbers[0]
    ));
    let delivered = deliver(&test.database, &test.operation("2026-04-02"), BUSINESS, &RAISING).unwrap();
    assert_eq!(delivered.event_count, 2);
    assert_eq!(count(&test, "exchange.event_deliveries"), "(2)");
}

//! SQL of schema `exchange`.

use chrono::{DateTime, NaiveDate, Utc};
use database::{DatabaseError, Tx};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use register::EventCode;
use serde_json::Value;
use values::{AddresseeNumber, HouseholdNumber};

use crate::schema::{event_deliveries, outbox_events, work_items};
use crate::{ItemEnd, LifeEvent, NewWorkItem, WorkItem};

type EventRow = (i64, String, i64, Option<i64>, NaiveDate, i64, Value, DateTime<Utc>);

/// Events that the business has not answered yet, oldest first; each row is held until the transaction ends.
pub(crate) fn undelivered(tx: &mut Tx<'_>, business: &str, limit: i64) -> Result<Vec<LifeEvent>, DatabaseError> {
    let answered = event_deliveries::table
        .filter(event_deliveries::event_number.eq(outbox_events::event_number))
        .filter(event_deliveries::business.eq(business));
    let rows: Vec<EventRow> = outbox_events::table
        .filter(not(exists(answered)))
        .order(outbox_events::event_number)
        .limit(limit)
        .select(outbox_events::all_columns)
        .load(tx.connection())?;
    Ok(rows.into_iter().filter_map(event_of).collect())
}

/// An event of an unknown code is another version's: it waits for a program that knows it.
fn event_of(row: EventRow) -> Option<LifeEvent> {
    let (event_number, code, addressee, household, happened_on, act_number, payload, recorded_at) = row;
    Some(LifeEvent {
        event_number,
        code: EventCode::from_code(&code)?,
        addressee: AddresseeNumber::try_from(addressee).ok()?,
        household: household.and_then(|number| HouseholdNumber::try_from(number).ok()),
        happened_on,
        act_number,
        payload,
        recorded_at,
    })
}

/// Marks the event as answered; false when it was already.
pub(crate) fn mark_delivered(tx: &mut Tx<'_>, business: &str, event_number: i64) -> Result<bool, DatabaseError> {
    let now = tx.operation().now;
    let marked = diesel::insert_into(event_deliveries::table)
        .values((
            event_deliveries::business.eq(business),
            event_deliveries::event_number.eq(event_number),
            event_deliveries::delivered_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.connection())?;
    Ok(marked == 1)
}

/// Raises a work item; raising the same one for the same event again changes nothing.
///
/// # Errors
/// [`DatabaseError`].
pub fn raise_work_item(tx: &mut Tx<'_>, item: &NewWorkItem) -> Result<(), DatabaseError> {
    let now = tx.operation().now;
    diesel::insert_into(work_items::table)
        .values((
            work_items::business.eq(item.business),
            work_items::addressee_number.eq(item.addressee.to_i64()),
            work_items::event_number.eq(item.event_number),
            work_items::title_ja.eq(&item.title_ja),
            work_items::title_en.eq(&item.title_en),
            work_items::due_on.eq(item.due_on),
            work_items::recorded_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.connection())?;
    Ok(())
}

/// Open work items of a business (of all when none is named), the nearest deadline first.
///
/// # Errors
/// [`DatabaseError`].
pub fn open_work_items(tx: &mut Tx<'_>, business: Option<&str>, limit: i64) -> Result<Vec<WorkItem>, DatabaseError> {
    type Row = (i64, String, i64, String, String, Option<NaiveDate>, DateTime<Utc>);
    let mut query = work_items::table
        .filter(work_items::item_state.eq("open"))
        .order((work_items::due_on.asc().nulls_last(), work_items::item_number))
        .limit(limit)
        .select((
            work_items::item_number,
            work_items::business,
            work_items::addressee_number,
            work_items::title_ja,
            work_items::title_en,
            work_items::due_on,
            work_items::recorded_at,
        ))
        .into_boxed();
    if let Some(business) = business {
        query = query.filter(work_items::business.eq(business.to_owned()));
    }
    let rows: Vec<Row> = query.load(tx.connection())?;
    Ok(rows
        .into_iter()
        .filter_map(|(item_number, business, addressee, title_ja, title_en, due_on, recorded_at)| {
            let addressee = AddresseeNumber::try_from(addressee).ok()?;
            Some(WorkItem { item_number, business, addressee, title_ja, title_en, due_on, recorded_at })
        })
        .collect())
}

/// Ends an open work item.
///
/// # Errors
/// [`DatabaseError::NotFound`] where no open item has this number.
pub fn close_work_item(tx: &mut Tx<'_>, item_number: i64, end: ItemEnd) -> Result<(), DatabaseError> {
    let operation = tx.operation();
    let closed = diesel::update(work_items::table.find(item_number))
        .filter(work_items::item_state.eq("open"))
        .set((
            work_items::item_state.eq(end.code()),
            work_items::closed_at.eq(Some(operation.now)),
            work_items::closed_by.eq(Some(&operation.actor.login_name)),
        ))
        .execute(tx.connection())?;
    if closed == 1 { Ok(()) } else { Err(DatabaseError::NotFound) }
}

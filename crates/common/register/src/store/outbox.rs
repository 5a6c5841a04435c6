//! Life events on their way to the other businesses.

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use diesel::prelude::*;
use serde_json::Value;
use values::{AddresseeNumber, HouseholdNumber};

use crate::schema::outbox_events;
use crate::{EventCode, RegisterError};

/// An event about to be written.
pub(crate) struct NewEvent {
    pub(crate) code: EventCode,
    pub(crate) addressee: AddresseeNumber,
    pub(crate) household: Option<HouseholdNumber>,
    pub(crate) happened_on: NaiveDate,
    /// Numbers, codes and days only: never a name or an address.
    pub(crate) payload: Value,
}

/// Writes the events of an act in its transaction.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    act: i64,
    recorded_at: DateTime<Utc>,
    events: &[NewEvent],
) -> Result<(), RegisterError> {
    for event in events {
        diesel::insert_into(outbox_events::table)
            .values((
                outbox_events::event_code.eq(event.code.code()),
                outbox_events::addressee_number.eq(event.addressee.to_i64()),
                outbox_events::household_number.eq(event.household.map(HouseholdNumber::to_i64)),
                outbox_events::happened_on.eq(event.happened_on),
                outbox_events::act_number.eq(act),
                outbox_events::payload.eq(&event.payload),
                outbox_events::recorded_at.eq(recorded_at),
            ))
            .execute(tx.connection())?;
    }
    Ok(())
}

//! From the outbox to the businesses.

use database::{Database, DatabaseError, Operation, Tx};
use register::EventCode;

use crate::LifeEvent;
use crate::store::{mark_delivered, undelivered};

/// How many events one transaction answers.
const BATCH: i64 = 200;

/// 連動 — what a business does when something happens to a person.
#[derive(Clone, Copy)]
pub struct Reaction {
    /// The event that it answers.
    pub event: EventCode,
    /// The automatic effect or the clerk's work item.
    pub react: fn(&mut Tx<'_>, &LifeEvent) -> Result<(), DatabaseError>,
}

/// What one delivery did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Events taken off the outbox.
    pub event_count: u64,
    /// Reactions that were run for them.
    pub reaction_count: u64,
}

/// Lets a business answer every waiting event, oldest first. Two deliveries at once answer each event once.
///
/// # Errors
/// [`DatabaseError`]: the events of the transaction that failed stay in the outbox.
pub fn deliver(
    database: &Database,
    operation: &Operation,
    business: &str,
    reactions: &[Reaction],
) -> Result<Delivered, DatabaseError> {
    let mut delivered = Delivered::default();
    loop {
        let taken = database.write(operation, |tx| {
            let events = undelivered(tx, business, BATCH)?;
            let mut counts = Delivered::default();
            for event in &events {
                if !mark_delivered(tx, business, event.event_number)? {
                    continue;
                }
                counts.event_count += 1;
                for reaction in reactions.iter().filter(|reaction| reaction.event == event.code) {
                    (reaction.react)(tx, event)?;
                    counts.reaction_count += 1;
                }
            }
            Ok::<_, DatabaseError>(counts)
        })?;
        delivered.event_count += taken.event_count;
        delivered.reaction_count += taken.reaction_count;
        if taken.event_count == 0 {
            return Ok(delivered);
        }
    }
}

//! Life events as other businesses hear of them.

use chrono::{DateTime, NaiveDate, Utc};
use register::EventCode;
use serde_json::Value;
use values::{AddresseeNumber, HouseholdNumber};

/// ライフイベント — something that happened to a person, as an act of the register recorded it.
#[derive(Debug, Clone)]
pub struct LifeEvent {
    /// Number in the outbox; order of time for one person.
    pub event_number: i64,
    /// What happened.
    pub code: EventCode,
    /// To whom (宛名番号).
    pub addressee: AddresseeNumber,
    /// In which household (世帯番号).
    pub household: Option<HouseholdNumber>,
    /// When it happened; for an unknown day the computing date.
    pub happened_on: NaiveDate,
    /// The act that recorded it.
    pub act_number: i64,
    /// Numbers, codes and days of this event.
    pub payload: Value,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

//! What one business may know of another (庁内連携): published facts, life events and the work they raise.
//!
//! An act writes its life events into the outbox in its own transaction. Each business answers them with its
//! [`Reaction`]s: an automatic effect or a [`WorkItem`] for a clerk, in one transaction with the mark of delivery, so
//! that an event is answered once however often delivery is tried. Events hold numbers, codes and days, never a name or
//! an address. Facts are the views of schema `exchange`; only what they show may be read across businesses.

mod delivery;
mod event;
mod schema;
mod store;
mod work_item;

pub use delivery::{Delivered, Reaction, deliver};
pub use event::LifeEvent;
pub use store::{close_work_item, open_work_items, raise_work_item};
pub use work_item::{ItemEnd, NewWorkItem, WorkItem};

/// Name and text of the replaceable objects (views, policies, grants) of schema `exchange`.
pub const SQL: &[(&str, &str)] = &[("exchange/sql/grants.sql", include_str!("../sql/grants.sql"))];

//! 異動 — the acts: the only way in. One file an act; each is one function over a transaction.
//!
//! Every act goes the same way: a [`desk::Scene`] locks whom it touches and checks the versions that the clerk saw; the act
//! looks for errors and alerts (標準 11.1); a [`desk::Change`] edits the timelines in memory; its `finish` writes the rows, the
//! keys and the life events. `database.dry_run` over the same function shows the outcome without keeping it.

mod birth;
mod cancellation;
mod checks;
mod correction;
mod death;
mod desk;
mod head_change;
mod household_checks;
mod move_in;
mod move_out;
mod move_within;
mod protection;

pub use birth::{Birth, birth};
pub use cancellation::{Cancellation, cancellation};
pub use correction::{Amendment, Correction, ErasableItem, correction};
pub use death::{Death, death};
pub use head_change::{HeadChange, head_change};
pub use move_in::{Incoming, MoveIn, move_in};
pub use move_out::{MoveInNotice, MoveOutFiling, move_in_notice, move_out};
pub use move_within::{MoveWithin, move_within};
pub use protection::{PROTECT_PERMISSION, ProtectionFiling, protect};

use serde::Serialize;
use values::{AddresseeNumber, HouseholdNumber, Relationship};

/// 異動先の世帯 — which household somebody comes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// A new household.
    New,
    /// A household that is there.
    Existing(HouseholdNumber),
}

/// 続柄の届出 — what a member is to the head from the day of the act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placement {
    /// The member.
    pub addressee_number: AddresseeNumber,
    /// 続柄.
    pub relationship: Relationship,
}

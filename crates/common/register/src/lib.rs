//! 住民基本台帳の核 — persons, addressees (宛名), households, addresses and protective measures, kept twice-dated.
//!
//! Facts come in through acts (異動, [`acts`]) and through loads ([`load`]) and in no other way. Each is one transaction:
//! it locks the anchors of what it touches, checks the versions that the clerk saw, appends rows, closes what it
//! supersedes, and writes the life events that the other businesses wait for. Nothing is overwritten or deleted.
//!
//! Every read ([`read`], [`search`]) takes an [`AsOf`] (valid day, known moment) and passes the one guard ([`guard`]), which
//! withholds the addresses and households of protected persons (支援措置) from whoever may not see them.

pub mod acts;
pub mod bitemporal;
mod error;
pub mod guard;
pub mod load;
mod model;
pub mod read;
mod schema;
pub mod search;
mod store;
mod vault;

pub use error::{Level, Problem, RegisterError};
pub use model::{
    Act, ActGrounds, ActKind, ActOutcome, ActReason, AsOf, Effect, EventCode, ExpectedVersion, ForeignStatus, Ground,
    Measure, MeasureState, Membership, MoveOut, Person, RegistrationState, ResidentKind, Subject, Version,
};
pub use vault::{PersonalNumberVault, SealedNumber, VaultError};

/// Name and text of the replaceable objects (views, policies, grants) of schema `register`.
pub const SQL: &[(&str, &str)] = &[
    ("register/sql/exchange_views.sql", include_str!("../sql/exchange_views.sql")),
    ("register/sql/grants.sql", include_str!("../sql/grants.sql")),
];

//! 帳票 — documents: a form, the data that fills it, and the manifest of what was printed.
//!
//! No typesetting engine lives here. A business owns its forms ([`Form`]: a template and a sample, embedded with
//! `include_str!`) and turns its facts into [`Document`]s; the app gives it something that is a [`Typesetter`] and
//! gets back PDF bytes with a [`Manifest`] that says whose document is on which page.
//!
//! A document is stored as its form's name, version and data, so that the same paper can be printed again years
//! later. Templates are written in typst against the parts in [`HOUSE`]; `house.typ` says how.

mod document;
mod error;
mod form;
mod manifest;
mod typesetter;

pub use document::{Document, Head};
pub use error::Error;
pub use form::{Form, Language};
pub use manifest::{Bundle, Entry, Extent, Manifest, Remark};
pub use typesetter::{BUNDLE_LIMIT, Rendered, Typesetter, check_bundle};

/// The parts that all forms are made of (fonts, sheets, ruled cells, seal, attestation, appeal instruction), as a
/// typst module that templates import as `/house.typ`.
pub const HOUSE: &str = include_str!("../house.typ");

//! 組版 — documents to PDF with typst, and nothing else: slow to compile, so nothing below the apps may see it.
//!
//! A [`Typesetter`] is made once at start with the directories in which fonts are looked for, then shared by all
//! threads. Nothing but the form, the data and the fonts reaches a template: no file, no clock, no network. The same
//! input therefore gives the same bytes.

mod engine;
mod error;
mod fonts;
mod pages;
mod world;

pub use engine::Typesetter;
pub use error::Error;
pub use fonts::{DEFAULT_FONT_DIRECTORIES, REQUIRED_FONTS};

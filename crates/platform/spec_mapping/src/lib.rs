//! Reads what spec-mappings/ declares — layouts, code lists, conversions, mappings, the event table — and reads, checks,
//! converts and writes records by it, in both directions.
//!
//! The way of a record: [`RecordReader`] takes it out of a file (or says why it cannot), [`SourceRecord::check`] holds
//! it against its [`Layout`], [`Mapping::forward`] makes it a record of the national layout; [`Mapping::backward`] and
//! [`RecordWriter`] go the other way. No byte is replaced silently and nothing here panics on what a file may hold:
//! whatever is wrong is a [`Finding`] with file, line, column, item and remedy.

mod catalogue;
mod check;
mod codes;
mod embedded;
mod encoding;
mod error;
mod event_table;
mod file_date;
mod finding;
mod gaiji;
mod layout;
mod mapping;
mod reader;
mod record;
mod schema;
mod show;
mod transform;
mod width;
mod writer;

pub use catalogue::Catalogue;
pub use codes::{CodeList, CodeValue, Conversion, ConversionRow};
pub use error::SpecProblem;
pub use event_table::{BasisMark, Event, EventAction, EventTable};
pub use finding::{Finding, Place, Severity};
pub use gaiji::{GaijiError, GaijiTable};
pub use layout::{
    CheckDigit, Confidence, DateForm, Encoding, FileForm, Format, Header, Item, ItemKind, KanaWidth, Layout,
    LengthUnit, Newline, Quote,
};
pub use mapping::{Mapped, Mapping, Parameters};
pub use reader::{RecordReader, Rejected, SourceRecord};
pub use record::Record;
pub use show::{show, summary};
pub use writer::{Extent, RecordWriter};

//! The only place of this crate that speaks SQL.

pub(crate) mod acts;
pub(crate) mod anchors;
pub(crate) mod keys;
pub(crate) mod load;
pub(crate) mod measures;
pub(crate) mod memberships;
pub(crate) mod numbers;
pub(crate) mod outbox;
pub(crate) mod persons;
pub(crate) mod search;

use std::ops::Bound;

use chrono::{DateTime, NaiveDate, Utc};
use database::DatabaseError;
use diesel::sql_types::{Range, SingleValue};

use crate::RegisterError;
use crate::bitemporal::{ActReferences, Span, Stored};

pub(crate) type Days = (Bound<NaiveDate>, Bound<NaiveDate>);
pub(crate) type Moments = (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>);

diesel::define_sql_function! {
    /// Whether a range has no upper end.
    fn upper_inf<T: SingleValue>(range: Range<T>) -> Bool;
}

impl From<diesel::result::Error> for RegisterError {
    fn from(error: diesel::result::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

/// A `valid` column of a span.
pub(crate) fn days(span: Span) -> Days {
    (Bound::Included(span.from), span.until.map_or(Bound::Unbounded, Bound::Excluded))
}

/// The span of a `valid` column; PostgreSQL gives date ranges as `[from, until)`.
pub(crate) fn span(days: Days) -> Result<Span, RegisterError> {
    match days {
        (Bound::Included(from), Bound::Excluded(until)) => Ok(Span { from, until: Some(until) }),
        (Bound::Included(from), Bound::Unbounded) => Ok(Span { from, until: None }),
        other => Err(RegisterError::Stored(format!("the span {other:?}"))),
    }
}

/// A `known` column that begins at a moment and has no end.
pub(crate) fn known_from(moment: DateTime<Utc>) -> Moments {
    (Bound::Included(moment), Bound::Unbounded)
}

/// A `known` column that is empty: what was superseded in the moment it became known.
pub(crate) fn known_never(moment: DateTime<Utc>) -> Moments {
    (Bound::Included(moment), Bound::Excluded(moment))
}

/// The moments of a `known` column: from, and until; an empty one (superseded in the moment it was made) is both none.
pub(crate) fn known_edges(known: Moments) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    match known {
        (Bound::Included(from), Bound::Excluded(until)) => (Some(from), Some(until)),
        (Bound::Included(from), _) => (Some(from), None),
        _ => (None, None),
    }
}

/// Puts a row together.
pub(crate) fn stored<T>(number: i32, valid: Days, acts: ActReferences, content: T) -> Result<Stored<T>, RegisterError> {
    Ok(Stored { number, span: span(valid)?, acts, content })
}

/// Reads a stored value back, or says which one it was (never the value itself).
pub(crate) fn read<T>(what: &str, value: Option<T>) -> Result<T, RegisterError> {
    value.ok_or_else(|| RegisterError::Stored(what.to_owned()))
}

/// Reads a stored value that may be missing.
pub(crate) fn read_optional<S, T>(
    what: &str,
    stored: Option<S>,
    parse: impl FnOnce(S) -> Option<T>,
) -> Result<Option<T>, RegisterError> {
    stored.map(|value| read(what, parse(value))).transpose()
}

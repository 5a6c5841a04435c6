//! The history rows of one person as the register takes them.

use chrono::NaiveDate;
use register::bitemporal::Span;
use register::{Membership, Person};

use crate::national::{Columns, Misfit, Past, Step, person};
use crate::source::SourceLine;

/// A row with what its order depends on.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: SourceLine,
    pub(crate) step: Step,
}

/// From when until when each row was so. A row that is dated before the one in front of it begins with that one; of
/// rows that begin on one day, the last stands.
pub(crate) fn spans(rows: &[Row]) -> Result<Vec<Span>, Misfit> {
    let mut begins: Vec<NaiveDate> = Vec::with_capacity(rows.len());
    for row in rows {
        let from = row.step.from.ok_or("effective_on")?;
        begins.push(begins.last().map_or(from, |last| from.max(*last)));
    }
    let ends = begins.iter().skip(1).map(|next| Some(*next)).chain([None]);
    let span = |(from, next): (&NaiveDate, Option<NaiveDate>)| {
        Span::new(*from, next).or_else(|| Span::new(*from, from.succ_opt())).ok_or("effective_on")
    };
    begins.iter().zip(ends).map(span).collect()
}

/// The register's records of the rows; of a row that it cannot hold, which one and the item that is in the way.
pub(crate) fn records(columns: &Columns, rows: &[Row]) -> Result<Vec<(Span, Person)>, (usize, Misfit)> {
    let spans = spans(rows).map_err(|item| (0, item))?;
    let mut past = Past::default();
    let made = rows.iter().enumerate().zip(spans).map(|((place, row), span)| {
        person(columns, &row.line.national, &mut past).map(|person| (span, person)).map_err(|item| (place, item))
    });
    made.collect()
}

/// Households, span by span, of the rows in which the person is on the register.
pub(crate) fn memberships(columns: &Columns, rows: &[Row]) -> Result<Vec<(Span, Membership)>, (usize, Misfit)> {
    let spans = spans(rows).map_err(|item| (0, item))?;
    let mut homes: Vec<(Span, Membership)> = Vec::new();
    for (place, (row, span)) in rows.iter().zip(&spans).enumerate() {
        let is_superseded = spans.get(place + 1).is_some_and(|next| next.from == span.from);
        if is_superseded || !row.step.is_registered() {
            continue;
        }
        let home = membership(columns, row).map_err(|item| (place, item))?;
        match homes.last_mut() {
            Some((last, same)) if *same == home && last.until == Some(span.from) => last.until = span.until,
            _ => homes.push((*span, home)),
        }
    }
    Ok(homes)
}

fn membership(columns: &Columns, row: &Row) -> Result<Membership, Misfit> {
    let record = &row.line.national;
    Ok(Membership {
        household_number: row.step.household().ok_or("household_number")?,
        relationship: record.text(columns.relationship_text).parse().map_err(|_| "relationship_text")?,
        member_order: record.text(columns.entry_order).parse().unwrap_or(1),
    })
}

//! Twice-dated rows: what a change does to them, as data.
//!
//! A [`Timeline`] holds what is known now of one person (each piece a half-open span of days and what was so in it).
//! Changes are made to the timeline in memory; [`Timeline::into_plan`] says which stored rows cease to be known and which
//! rows are appended. A stored row is never altered: when it is cut short, a re-dated copy takes its place.

use chrono::NaiveDate;

/// 有効期間 — days from `from` up to, and without, `until`; open where no end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// First day after the last.
    pub until: Option<NaiveDate>,
}

impl Span {
    /// All days from `from` on.
    #[must_use]
    pub const fn starting(from: NaiveDate) -> Self {
        Self { from, until: None }
    }

    /// The days `from` up to, and without, `until`; nothing when there is none.
    #[must_use]
    pub fn new(from: NaiveDate, until: Option<NaiveDate>) -> Option<Self> {
        until.is_none_or(|until| from < until).then_some(Self { from, until })
    }

    /// Whether the day lies in the span.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// The days both have.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self::new(self.from.max(other.from), until)
    }

    /// The days of this span before and after the other.
    fn outside(self, other: Self) -> [Option<Self>; 2] {
        let before = Self::new(self.from, Some(self.until.map_or(other.from, |until| until.min(other.from))));
        let after = other.until.and_then(|until| Self::new(self.from.max(until), self.until));
        [before, after]
    }
}

/// The acts that a row names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActReferences {
    /// The act that made its content.
    pub made_by: i64,
    /// The act because of which it ceased to be known.
    pub ended_by: Option<i64>,
    /// The act that gave it its present span.
    pub redated_by: Option<i64>,
}

/// A row as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<T> {
    /// 履歴番号 within its person.
    pub number: i32,
    /// 有効期間.
    pub span: Span,
    /// The acts it names.
    pub acts: ActReferences,
    /// What it says.
    pub content: T,
}

/// A row to be appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh<T> {
    /// 有効期間.
    pub span: Span,
    /// The act that made its content.
    pub made_by: i64,
    /// The act that gave it its span, where that is not the one that made it.
    pub redated_by: Option<i64>,
    /// What it says.
    pub content: T,
}

/// What a change does to the stored rows of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<T> {
    /// Numbers of the rows that cease to be known.
    pub closed: Vec<i32>,
    /// Rows to append, in order of their first day.
    pub appended: Vec<Fresh<T>>,
}

impl<T> Plan<T> {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.closed.is_empty() && self.appended.is_empty()
    }
}

#[derive(Debug, Clone)]
struct Piece<T> {
    /// Number of the stored row that it still is, unaltered.
    stored: Option<i32>,
    row: Fresh<T>,
}

/// What is known now of one person, while an act changes it.
#[derive(Debug, Clone)]
pub struct Timeline<T> {
    act: i64,
    stored: Vec<i32>,
    pieces: Vec<Piece<T>>,
}

impl<T: Clone + PartialEq> Timeline<T> {
    /// The rows known now, about to be changed by `act`. Rows that are no longer known are left aside.
    #[must_use]
    pub fn new(act: i64, rows: Vec<Stored<T>>) -> Self {
        let known: Vec<Stored<T>> = rows.into_iter().filter(|row| row.acts.ended_by.is_none()).collect();
        let stored = known.iter().map(|row| row.number).collect();
        let pieces = known
            .into_iter()
            .map(|row| {
                let Stored { number, span, acts, content } = row;
                Piece {
                    stored: Some(number),
                    row: Fresh { span, made_by: acts.made_by, redated_by: acts.redated_by, content },
                }
            })
            .collect();
        Self { act, stored, pieces }
    }

    /// What is so on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&T> {
        self.pieces.iter().find(|piece| piece.row.span.contains(day)).map(|piece| &piece.row.content)
    }

    /// Every span and what is so in it, in order of days.
    #[must_use]
    pub fn spans(&self) -> Vec<(Span, &T)> {
        let mut spans: Vec<_> = self.pieces.iter().map(|piece| (piece.row.span, &piece.row.content)).collect();
        spans.sort_by_key(|(span, _)| *span);
        spans
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Changes what is so in every part of `period` that is covered; where `change` gives nothing, that part ends.
    pub fn amend(&mut self, period: Span, mut change: impl FnMut(&T) -> Option<T>) {
        let mut pieces = Vec::with_capacity(self.pieces.len() + 2);
        for piece in std::mem::take(&mut self.pieces) {
            let Some(inside) = piece.row.span.intersection(period) else {
                pieces.push(piece);
                continue;
            };
            let changed = change(&piece.row.content);
            if changed.as_ref() == Some(&piece.row.content) {
                pieces.push(piece);
                continue;
            }
            for rest in piece.row.span.outside(period).into_iter().flatten() {
                let redated_by = if piece.row.made_by == self.act { piece.row.redated_by } else { Some(self.act) };
                pieces.push(Piece { stored: None, row: Fresh { span: rest, redated_by, ..piece.row.clone() } });
            }
            if let Some(content) = changed {
                let row = Fresh { span: inside, made_by: self.act, redated_by: None, content };
                pieces.push(Piece { stored: None, row });
            }
        }
        self.pieces = pieces;
    }

    /// Says that from now on it is known that `content` was so in `period`, whatever was known before.
    pub fn put(&mut self, period: Span, content: T) {
        self.end(period);
        let row = Fresh { span: period, made_by: self.act, redated_by: None, content };
        self.pieces.push(Piece { stored: None, row });
    }

    /// Says that nothing was so in `period`.
    pub fn end(&mut self, period: Span) {
        self.amend(period, |_| None);
    }

    /// Which stored rows cease to be known, and which rows are appended.
    #[must_use]
    pub fn into_plan(self) -> Plan<T> {
        let kept: Vec<i32> = self.pieces.iter().filter_map(|piece| piece.stored).collect();
        let closed = self.stored.into_iter().filter(|number| !kept.contains(number)).collect();
        let mut appended: Vec<Fresh<T>> =
            self.pieces.into_iter().filter(|piece| piece.stored.is_none()).map(|piece| piece.row).collect();
        appended.sort_by_key(|row| row.span);
        Plan { closed, appended }
    }
}

/// Takes back what `act` did: what it made or re-dated ceases to be known, what it ended is known again.
///
/// `rows` are all rows of one person. It holds only while no later act has touched them.
#[must_use]
pub fn undo<T: Clone>(rows: &[Stored<T>], act: i64) -> Plan<T> {
    let is_of_act = |row: &&Stored<T>| row.acts.made_by == act || row.acts.redated_by == Some(act);
    let closed =
        rows.iter().filter(|row| row.acts.ended_by.is_none()).filter(is_of_act).map(|row| row.number).collect();
    let mut appended: Vec<Fresh<T>> = rows
        .iter()
        .filter(|row| row.acts.ended_by == Some(act))
        .map(|row| Fresh {
            span: row.span,
            made_by: row.acts.made_by,
            redated_by: row.acts.redated_by,
            content: row.content.clone(),
        })
        .collect();
    appended.sort_by_key(|row| row.span);
    Plan { closed, appended }
}

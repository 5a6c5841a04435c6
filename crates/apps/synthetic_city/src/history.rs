//! What happened to the members of a household, as rows in the order in which they were recorded.

use chrono::NaiveDate;

use crate::composition::{Part, Sketch};
use crate::days::{day, days_between, plus_days, plus_years, years};
use crate::model::{Reason, Row, State};
use crate::names::{adult_on, register_of_foreigners_opened};
use crate::random::Draws;

/// The days on which something happened to the whole household.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    /// The day of the city.
    pub(crate) today: NaiveDate,
    pub(crate) settled_on: NaiveDate,
    pub(crate) moved_within_on: Option<NaiveDate>,
    /// When the second member joined the first.
    pub(crate) joined_on: Option<NaiveDate>,
    /// When the former head died.
    pub(crate) widowed_on: Option<NaiveDate>,
    pub(crate) left: Option<(NaiveDate, Reason)>,
}

/// Whether people still live in the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Stays,
    Leaves,
}

fn span(draws: &mut Draws, days: i64) -> i64 {
    i64::try_from(draws.below(u64::try_from(days).unwrap_or(0))).unwrap_or(0)
}

/// A day in `from..through`, or `from` if that is empty.
fn day_within(draws: &mut Draws, from: NaiveDate, through: NaiveDate) -> NaiveDate {
    plus_days(from, span(draws, days_between(from, through).max(0)))
}

/// Draws the household's days.
pub(crate) fn draw_times(sketches: &[Sketch], fate: Fate, as_of: NaiveDate, draws: &mut Draws) -> Times {
    let head_adult = sketches.first().map_or(as_of, |head| adult_on(head.birth));
    let is_widowed = sketches.iter().any(|sketch| sketch.part == Part::DeadHead);
    let widowed_on = is_widowed.then(|| plus_days(as_of, -30 - span(draws, years(9))));
    let last_day = match fate {
        Fate::Leaves => plus_days(as_of, -130 - span(draws, years(9))),
        Fate::Stays => widowed_on.unwrap_or(plus_days(as_of, -1)),
    };
    let tenure = span(draws, years(24)).min(span(draws, years(24))) + if is_widowed { years(3) } else { 0 };
    let settled_on = plus_days(last_day, -tenure).max(head_adult).min(plus_days(as_of, -1));
    let leaving = if draws.chance(88_000) { Reason::MoveOut } else { Reason::MoveOutAbroad };
    let left = (fate == Fate::Leaves && settled_on < last_day).then(|| {
        let is_old_single =
            sketches.len() == 1 && sketches.iter().all(|head| head.birth < plus_days(as_of, -years(78)));
        (last_day, if is_old_single { Reason::Death } else { leaving })
    });
    let end = left.map_or(plus_days(as_of, -1), |(on, _)| on);
    let had_time = days_between(settled_on, end) > years(2);
    let moved_within_on =
        (had_time && draws.chance(25_000)).then(|| day_within(draws, plus_days(settled_on, 200), plus_days(end, -60)));
    let joined_on = (had_time && draws.chance(22_000)).then(|| plus_days(settled_on, 60 + span(draws, 300)));
    Times { today: as_of, settled_on, moved_within_on, joined_on, widowed_on, left }
}

/// What a member's rows depend on beside the household's days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Path<'a> {
    pub(crate) sketch: &'a Sketch,
    pub(crate) is_foreign: bool,
    /// Joined the head later, first unmarried (the second member of a couple).
    pub(crate) joins: bool,
    /// Records a former surname.
    pub(crate) records_former_surname: bool,
}

struct Event {
    on: NaiveDate,
    reason: Reason,
    label: &'static str,
    names: usize,
    state: State,
}

/// The rows of a member, oldest first; empty if the member never was in the household.
pub(crate) fn rows(path: Path<'_>, times: &Times, draws: &mut Draws) -> Vec<Row> {
    let mut events = events(path, times, draws);
    events.sort_by_key(|event| event.on);
    let mut rows: Vec<Row> = Vec::with_capacity(events.len());
    for event in events {
        let delay = i64::try_from(draws.below(13)).unwrap_or(0);
        let after_last = rows.last().map_or(event.on, |row| row.processed_on.max(event.on));
        let processed_on = plus_days(event.on, delay).min(times.today).max(after_last);
        let moved = times.moved_within_on.is_some_and(|on| on <= event.on);
        let settled_on = match (event.reason, rows.last()) {
            (Reason::MoveWithin, _) | (_, None) => event.on,
            (_, Some(last)) => last.settled_on,
        };
        rows.push(Row {
            reason: event.reason,
            on: event.on,
            filed_on: event.reason.is_filed().then_some(processed_on),
            processed_on,
            address: usize::from(moved),
            names: event.names,
            label: event.label,
            state: event.state,
            settled_on,
        });
    }
    rows
}

fn events(path: Path<'_>, times: &Times, draws: &mut Draws) -> Vec<Event> {
    let sketch = path.sketch;
    let present = |on, reason, label, names| Event { on, reason, label, names, state: State::Present };
    let (start, reason) = start(path, times, draws);
    let end = times.left.map_or(times.today, |(on, _)| on);
    if start >= end {
        return Vec::new();
    }
    let unmarried = if sketch.label == "夫" { "内縁の夫" } else { "内縁の妻" };
    let married_on = plus_days(start, 40 + span(draws, 120));
    let marries = path.joins && married_on < end;
    let is_widow = times.widowed_on.is_some() && sketch.part == Part::Present;
    let first_label = if marries {
        unmarried
    } else if is_widow {
        "妻"
    } else {
        sketch.label
    };
    let mut events = vec![present(start, reason, first_label, 0)];
    let mut names = 0;
    if marries {
        names = 1;
        events.push(present(married_on, Reason::ExOfficioCorrection, sketch.label, names));
    }
    let known_on = married_on.max(day(2019, 11, 5));
    if path.records_former_surname && plus_days(known_on, 30) < end {
        names += 1;
        events.push(present(plus_days(known_on, 30), Reason::FormerSurname, sketch.label, names));
    }
    if let Some(on) = times.moved_within_on.filter(|on| *on > start) {
        let before = events.iter().rev().find(|event| event.on <= on);
        let (label, shown) = before.map_or((sketch.label, names), |event| (event.label, event.names));
        events.push(present(on, Reason::MoveWithin, label, shown));
    }
    events.extend(ending(path, times, start, names, draws));
    events
}

fn start(path: Path<'_>, times: &Times, draws: &mut Draws) -> (NaiveDate, Reason) {
    let settled = if path.joins { times.joined_on.unwrap_or(times.settled_on) } else { times.settled_on };
    let opened = register_of_foreigners_opened();
    if path.is_foreign && settled.max(path.sketch.birth) < opened {
        return (opened, Reason::ExOfficioEntry);
    }
    if path.sketch.birth > settled {
        return (path.sketch.birth, Reason::Birth);
    }
    let from_abroad = if path.is_foreign { 45_000 } else { 2_500 };
    (settled, if draws.chance(from_abroad) { Reason::MoveInFromAbroad } else { Reason::MoveIn })
}

fn ending(path: Path<'_>, times: &Times, start: NaiveDate, names: usize, draws: &mut Draws) -> Option<Event> {
    let label = path.sketch.label;
    let ends = |on, reason, state| Some(Event { on, reason, label, names, state });
    match (path.sketch.part, times.widowed_on, times.left) {
        (Part::DeadHead, Some(on), _) => ends(on.max(start), Reason::Death, State::Dead),
        (Part::Present, Some(on), _) => ends(on.max(start), Reason::HeadChange, State::Present),
        (Part::LeftChild, _, _) => {
            let from = plus_years(path.sketch.birth, 18).max(plus_days(start, 1));
            ends(day_within(draws, from, plus_days(times.today, -1)).min(times.today), Reason::MoveOut, State::MovedOut)
        }
        (_, _, Some((on, Reason::Death))) => ends(on, Reason::Death, State::Dead),
        (_, _, Some((on, reason))) => ends(on, reason, State::MovedOut),
        _ => None,
    }
}

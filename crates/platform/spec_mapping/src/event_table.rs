//! 異動の波及: what happens in which business when something happens to a resident.

use serde::Deserialize;

use crate::error::SpecProblem;

/// How the basis of an action is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum BasisMark {
    /// The statute's text was read.
    S,
    /// A published specification, manual or municipal page was read.
    P,
    /// General professional knowledge, unchecked.
    G,
}

/// What one business does on an event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventAction {
    /// Short name of the business; `*` is every business that keeps a name and address.
    pub business: String,
    /// The action in one or two words.
    pub short: String,
    /// The action in full.
    pub action: String,
    /// From when it takes effect.
    #[serde(default)]
    pub effective: String,
    /// When it applies.
    #[serde(default)]
    pub condition: String,
    /// Articles and specifications that it rests on.
    #[serde(default)]
    pub basis: String,
    /// How that is known.
    pub mark: BasisMark,
}

/// 異動 — an event and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Identifier, such as `MV_IN`.
    pub id: String,
    /// Japanese name.
    pub name: String,
    /// What follows, business by business.
    pub actions: Vec<EventAction>,
}

/// The table of events, businesses and actions against which the reactions of the businesses are held.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventTable {
    /// Where the table comes from.
    pub source: String,
    /// What the marks of the basis mean.
    pub basis_marks: std::collections::BTreeMap<BasisMark, String>,
    /// The events in the order of the source.
    pub events: Vec<Event>,
}

impl EventTable {
    pub(crate) fn of(text: &str, file: &str) -> Result<Self, Vec<SpecProblem>> {
        let table: Self = toml::from_str(text).map_err(|error| vec![SpecProblem::toml(file, &error)])?;
        let mut problems = Vec::new();
        for (index, event) in table.events.iter().enumerate() {
            if table.events.iter().take(index).any(|earlier| earlier.id == event.id) {
                problems.push(SpecProblem::duplicate(file, &format!("/events/{index}"), &event.id));
            }
        }
        if problems.is_empty() { Ok(table) } else { Err(problems) }
    }

    /// The event with this identifier.
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.events.iter().find(|event| event.id == id)
    }

    /// What a business does, event by event. Rows for every business (`*`) are not among them.
    pub fn of_business<'a>(&'a self, business: &'a str) -> impl Iterator<Item = (&'a Event, &'a EventAction)> {
        let actions = |event: &'a Event| event.actions.iter().map(move |action| (event, action));
        self.events.iter().flat_map(actions).filter(move |(_, action)| action.business == business)
    }
}

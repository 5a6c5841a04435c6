//! What every act does in the same way: lock, check versions, record, write.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use serde::Serialize;
use serde_json::Value;
use values::{AddresseeNumber, HouseholdNumber};

use super::checks::Findings;
use super::household_checks::{self, Households};
use crate::bitemporal::{Plan, Span, Stored, Timeline};
use crate::store::outbox::NewEvent;
use crate::store::{acts, anchors, keys, memberships, outbox, persons};
use crate::{
    ActGrounds, ActKind, ActOutcome, ActReason, Effect, EventCode, Membership, Person, RegisterError, Subject, Version,
    guard,
};

/// The rows of one person, as they were when the act began.
#[derive(Default)]
pub(super) struct File {
    pub(super) persons: Vec<Stored<Person>>,
    pub(super) memberships: Vec<Stored<Membership>>,
}

impl File {
    /// What is known now of a day.
    pub(super) fn on(&self, day: NaiveDate) -> Option<&Person> {
        self.persons.iter().find(|row| row.acts.ended_by.is_none() && row.span.contains(day)).map(|row| &row.content)
    }

    /// The membership of a day, as known now.
    pub(super) fn membership_on(&self, day: NaiveDate) -> Option<&Membership> {
        self.memberships
            .iter()
            .find(|row| row.acts.ended_by.is_none() && row.span.contains(day))
            .map(|row| &row.content)
    }
}

/// Whom an act touches, locked: the persons and households of the filing, and everybody in these households.
pub(super) struct Scene {
    /// The day that stands for the day of the act in computing.
    pub(super) day: NaiveDate,
    pub(super) files: BTreeMap<AddresseeNumber, File>,
    pub(super) households: BTreeSet<HouseholdNumber>,
    named: BTreeSet<AddresseeNumber>,
    moment: DateTime<Utc>,
}

impl Scene {
    /// Locks and reads; refuses with [`RegisterError::Changed`] where the clerk saw another version.
    pub(super) fn open(
        tx: &mut Tx<'_>,
        grounds: &ActGrounds,
        day: NaiveDate,
        named: &[AddresseeNumber],
        households: &[HouseholdNumber],
    ) -> Result<Self, RegisterError> {
        let mut locked: BTreeSet<HouseholdNumber> = households_from(tx, named, day)?;
        locked.extend(households);
        let subjects: BTreeSet<Subject> = locked
            .iter()
            .map(|number| Subject::Household(*number))
            .chain(named.iter().map(|number| Subject::Person(*number)))
            .collect();
        let versions = anchors::lock(tx, &subjects)?;
        check_versions(grounds, &versions)?;
        let after_lock = households_from(tx, named, day)?;
        let mut members: BTreeSet<AddresseeNumber> = named.iter().copied().collect();
        for number in &locked {
            let rows = memberships::of_household(tx, *number)?;
            members.extend(rows.into_iter().filter(|row| reaches(row.row.span, day)).map(|row| row.addressee_number));
        }
        let scene = Self {
            day,
            files: read_files(tx, &members)?,
            households: locked,
            named: named.iter().copied().collect(),
            moment: tx.operation().now,
        };
        scene.check_coverage(grounds, &versions, &after_lock)?;
        scene.with_moment(tx)
    }

    /// Every person that the filing names must be covered by an own version or that of a household of theirs, and so must
    /// every household that is there.
    fn check_coverage(
        &self,
        grounds: &ActGrounds,
        versions: &BTreeMap<Subject, Version>,
        after_lock: &BTreeSet<HouseholdNumber>,
    ) -> Result<(), RegisterError> {
        let covered: BTreeSet<Subject> = grounds.expected.iter().map(|expected| expected.subject).collect();
        for (subject, version) in versions {
            let is_covered = match subject {
                Subject::Household(number) => {
                    let member_covered = self.files.iter().any(|(person, file)| {
                        covered.contains(&Subject::Person(*person)) && self.is_member(file, *number)
                    });
                    covered.contains(subject) || member_covered
                }
                Subject::Person(number) => {
                    let file = self.files.get(number);
                    let household_covered = self.households.iter().any(|household| {
                        covered.contains(&Subject::Household(*household))
                            && file.is_some_and(|file| self.is_member(file, *household))
                    });
                    covered.contains(subject) || household_covered
                }
            };
            if !is_covered || !after_lock.is_subset(&self.households) {
                return Err(RegisterError::Changed { subject: *subject, expected: None, found: *version });
            }
        }
        Ok(())
    }

    fn is_member(&self, file: &File, household: HouseholdNumber) -> bool {
        file.memberships.iter().any(|row| {
            row.acts.ended_by.is_none() && row.content.household_number == household && reaches(row.span, self.day)
        })
    }

    /// Knowledge never runs backwards: the act is known from now, or from the latest moment of what it touches.
    fn with_moment(mut self, tx: &mut Tx<'_>) -> Result<Self, RegisterError> {
        let owners: Vec<AddresseeNumber> = self.files.keys().copied().collect();
        self.moment = self.moment.max(persons::latest_moment(tx, &owners)?.unwrap_or(self.moment));
        Ok(self)
    }

    /// The file of a person that the filing names.
    pub(super) fn file(&self, number: AddresseeNumber) -> Result<&File, RegisterError> {
        self.files.get(&number).ok_or_else(|| RegisterError::NotFound(Subject::Person(number).to_string()))
    }

    /// Names in the act everybody who belongs to a household on its day: the household's lock covers them.
    pub(super) fn name_members(&mut self, household: HouseholdNumber) {
        let members: Vec<AddresseeNumber> =
            self.members_on(household, self.day).into_iter().map(|(number, _, _)| number).collect();
        self.named.extend(members);
    }

    /// The members of a household on a day, as known now, with their memberships.
    pub(super) fn members_on(
        &self,
        household: HouseholdNumber,
        day: NaiveDate,
    ) -> Vec<(AddresseeNumber, &Membership, &File)> {
        self.files
            .iter()
            .filter_map(|(number, file)| file.membership_on(day).map(|membership| (*number, membership, file)))
            .filter(|(_, membership, _)| membership.household_number == household)
            .collect()
    }

    /// Writes the act and opens the timelines for change. `newcomers` and `founded` are new numbers.
    pub(super) fn record(
        self,
        tx: &mut Tx<'_>,
        heading: Heading<'_>,
        newcomers: &[AddresseeNumber],
        founded: Option<HouseholdNumber>,
    ) -> Result<Change, RegisterError> {
        let mut households = self.households.clone();
        households.extend(founded);
        let mut named = self.named.clone();
        named.extend(newcomers);
        let act = acts::insert(
            tx,
            acts::NewAct {
                kind: heading.kind,
                reason: heading.reason,
                grounds: heading.grounds,
                happened_on: self.day,
                recorded_at: self.moment,
                payload: heading.payload,
                addressees: named.iter().copied().collect(),
                households: households.iter().copied().collect(),
                cancels_act: heading.cancels_act,
            },
        )?;
        let mut change = Change {
            act,
            day: self.day,
            moment: self.moment,
            persons: BTreeMap::new(),
            memberships: BTreeMap::new(),
            before: BTreeMap::new(),
            named,
            households,
            events: Vec::new(),
        };
        for number in newcomers {
            change.insert(*number, File::default());
        }
        for (number, file) in self.files {
            change.insert(number, file);
        }
        Ok(change)
    }
}

/// What heads the record of an act.
pub(super) struct Heading<'a> {
    pub(super) kind: ActKind,
    pub(super) reason: ActReason,
    pub(super) grounds: &'a ActGrounds,
    pub(super) payload: Value,
    pub(super) cancels_act: Option<i64>,
}

impl<'a> Heading<'a> {
    /// The heading of a filing; the filing itself is kept with the act.
    pub(super) fn of(
        kind: ActKind,
        reason: ActReason,
        grounds: &'a ActGrounds,
        filing: &impl Serialize,
    ) -> Result<Self, RegisterError> {
        let payload = serde_json::to_value(filing).map_err(|error| RegisterError::Stored(error.to_string()))?;
        Ok(Self { kind, reason, grounds, payload, cancels_act: None })
    }
}

/// An act being carried out: timelines changed in memory, written by [`Change::finish`].
pub(super) struct Change {
    pub(super) act: i64,
    pub(super) day: NaiveDate,
    pub(super) moment: DateTime<Utc>,
    pub(super) persons: BTreeMap<AddresseeNumber, Timeline<Person>>,
    pub(super) memberships: BTreeMap<AddresseeNumber, Timeline<Membership>>,
    before: BTreeMap<AddresseeNumber, (Timeline<Person>, Timeline<Membership>)>,
    named: BTreeSet<AddresseeNumber>,
    households: BTreeSet<HouseholdNumber>,
    events: Vec<NewEvent>,
}

impl Change {
    fn insert(&mut self, number: AddresseeNumber, file: File) {
        let person = Timeline::new(self.act, file.persons);
        let membership = Timeline::new(self.act, file.memberships);
        self.before.insert(number, (person.clone(), membership.clone()));
        self.persons.insert(number, person);
        self.memberships.insert(number, membership);
    }

    /// All days from the day of the act on.
    pub(super) const fn onwards(&self) -> Span {
        Span::starting(self.day)
    }

    /// Changes what is recorded of a person in a span of days.
    pub(super) fn amend_person(&mut self, number: AddresseeNumber, span: Span, change: impl Fn(&mut Person)) {
        if let Some(timeline) = self.persons.get_mut(&number) {
            timeline.amend(span, |person| {
                let mut changed = person.clone();
                change(&mut changed);
                Some(changed)
            });
        }
    }

    /// Records a person from a day on.
    pub(super) fn put_person(&mut self, number: AddresseeNumber, span: Span, person: Person) {
        if let Some(timeline) = self.persons.get_mut(&number) {
            timeline.put(span, person);
        }
    }

    /// Makes somebody a member of a household.
    pub(super) fn join(&mut self, number: AddresseeNumber, span: Span, membership: Membership) {
        if let Some(timeline) = self.memberships.get_mut(&number) {
            timeline.put(span, membership);
        }
    }

    /// Takes somebody out of whatever household they are in.
    pub(super) fn leave(&mut self, number: AddresseeNumber, span: Span) {
        if let Some(timeline) = self.memberships.get_mut(&number) {
            timeline.end(span);
        }
    }

    /// Whether somebody is registered and a member on a day.
    pub(super) fn household_on(&self, number: AddresseeNumber, day: NaiveDate) -> Option<HouseholdNumber> {
        self.memberships.get(&number).and_then(|timeline| timeline.on(day)).map(|member| member.household_number)
    }

    /// Tells the other businesses. `payload` holds numbers, codes and days only.
    pub(super) fn announce(&mut self, code: EventCode, addressee: AddresseeNumber, payload: Value) {
        let household = self.household_on(addressee, self.day).or_else(|| {
            let (_, before) = self.before.get(&addressee)?;
            before.on(self.day).map(|membership| membership.household_number)
        });
        self.events.push(NewEvent { code, addressee, household, happened_on: self.day, payload });
    }

    /// Checks the households, writes everything, and says what was done.
    pub(super) fn finish(self, tx: &mut Tx<'_>, mut findings: Findings) -> Result<ActOutcome, RegisterError> {
        let placed = self.placed();
        let all = Households { persons: &self.persons, memberships: &self.memberships, placed };
        household_checks::check(&all, self.day, &mut findings);
        findings.refuse_errors()?;
        let effects = self.effects();
        let mut plans = Vec::new();
        for (number, timeline) in self.persons {
            let membership = self.memberships.get(&number).cloned();
            let membership = membership.map_or(Plan { closed: Vec::new(), appended: Vec::new() }, Timeline::into_plan);
            plans.push((number, timeline.into_plan(), membership));
        }
        let written = Written { act: self.act, moment: self.moment, plans };
        let mut subjects: BTreeSet<Subject> = self.named.iter().map(|number| Subject::Person(*number)).collect();
        subjects.extend(written.touched().map(Subject::Person));
        subjects.extend(self.households.iter().map(|number| Subject::Household(*number)));
        anchors::stamp(tx, &subjects, self.act)?;
        written.write(tx)?;
        outbox::insert(tx, self.act, self.moment, &self.events)?;
        let effects = guard::withhold_effects(tx, effects)?;
        Ok(ActOutcome {
            act_number: self.act,
            recorded_at: self.moment,
            addressee_numbers: subjects.iter().filter_map(|subject| person_of(*subject)).collect(),
            household_numbers: self.households,
            effects,
            alerts: findings.into_alerts(),
            events: self.events.iter().map(|event| (event.code, event.addressee)).collect(),
        })
    }

    /// Whose membership changes.
    fn placed(&self) -> BTreeSet<AddresseeNumber> {
        let is_changed = |number: &AddresseeNumber, timeline: &Timeline<Membership>| {
            self.before.get(number).is_none_or(|before| before.1.spans() != timeline.spans())
        };
        self.memberships.iter().filter(|(number, it)| is_changed(number, it)).map(|(number, _)| *number).collect()
    }

    fn effects(&self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (number, timeline) in &self.persons {
            let before = self.before.get(number);
            let membership = self.memberships.get(number);
            let mut days: BTreeSet<NaiveDate> = timeline.spans().iter().map(|(span, _)| span.from).collect();
            days.extend(membership.iter().flat_map(|it| it.spans()).map(|(span, _)| span.from));
            days.extend(membership.iter().flat_map(|it| it.spans()).filter_map(|(span, _)| span.until));
            for day in days {
                let was = (before.and_then(|it| it.0.on(day)), before.and_then(|it| it.1.on(day)));
                let is = (timeline.on(day), membership.and_then(|it| it.on(day)));
                if was != is {
                    effects.extend(guard::items_changed(*number, day, was, is));
                }
            }
        }
        effects
    }
}

/// The plans of an act on their way to the tables.
pub(super) struct Written {
    pub(super) act: i64,
    pub(super) moment: DateTime<Utc>,
    pub(super) plans: Vec<(AddresseeNumber, Plan<Person>, Plan<Membership>)>,
}

impl Written {
    /// Whose rows change.
    pub(super) fn touched(&self) -> impl Iterator<Item = AddresseeNumber> + '_ {
        self.plans
            .iter()
            .filter(|(_, person, membership)| !person.is_empty() || !membership.is_empty())
            .map(|(number, _, _)| *number)
    }

    /// Closes every superseded row, then appends the new ones, so that one head can follow another.
    pub(super) fn write(&self, tx: &mut Tx<'_>) -> Result<(), RegisterError> {
        for (number, _, membership) in &self.plans {
            memberships::close(tx, *number, &membership.closed, self.act, self.moment)?;
        }
        for (number, person, membership) in &self.plans {
            if !person.is_empty() {
                persons::apply(tx, *number, person, self.act, self.moment)?;
            }
            if !membership.appended.is_empty() {
                memberships::append(tx, *number, membership, self.moment)?;
            }
            for fresh in &person.appended {
                keys::insert(tx, *number, &fresh.content)?;
            }
        }
        Ok(())
    }
}

/// Reads the rows of persons.
pub(super) fn read_files(
    tx: &mut Tx<'_>,
    numbers: &BTreeSet<AddresseeNumber>,
) -> Result<BTreeMap<AddresseeNumber, File>, RegisterError> {
    let owners: Vec<AddresseeNumber> = numbers.iter().copied().collect();
    let mut files: BTreeMap<AddresseeNumber, File> = owners.iter().map(|number| (*number, File::default())).collect();
    for row in persons::history(tx, &owners)? {
        files.entry(row.addressee_number).or_default().persons.push(row.row);
    }
    for row in memberships::history(tx, &owners)? {
        files.entry(row.addressee_number).or_default().memberships.push(row.row);
    }
    Ok(files)
}

/// Numbers of the households that persons belong to on or after a day, as known now.
fn households_from(
    tx: &mut Tx<'_>,
    owners: &[AddresseeNumber],
    day: NaiveDate,
) -> Result<BTreeSet<HouseholdNumber>, RegisterError> {
    let rows = memberships::history(tx, owners)?;
    Ok(rows
        .into_iter()
        .filter(|row| row.row.acts.ended_by.is_none() && reaches(row.row.span, day))
        .map(|row| row.row.content.household_number)
        .collect())
}

fn reaches(span: Span, day: NaiveDate) -> bool {
    span.until.is_none_or(|until| day < until)
}

fn person_of(subject: Subject) -> Option<AddresseeNumber> {
    match subject {
        Subject::Person(number) => Some(number),
        Subject::Household(_) => None,
    }
}

fn check_versions(grounds: &ActGrounds, versions: &BTreeMap<Subject, Version>) -> Result<(), RegisterError> {
    for expected in &grounds.expected {
        if let Some(found) = versions.get(&expected.subject).filter(|found| **found != expected.version) {
            let subject = expected.subject;
            return Err(RegisterError::Changed { subject, expected: Some(expected.version), found: *found });
        }
    }
    Ok(())
}

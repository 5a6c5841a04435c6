//! 異動の取消し (標準 4.6).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::{AddresseeNumber, LegalDate};

use super::checks::{Findings, Future, check_dates};
use super::desk::{Heading, Scene, Written, read_files};
use crate::bitemporal::{Fresh, Plan, Span, Stored, undo};
use crate::store::outbox::NewEvent;
use crate::store::{acts, anchors, outbox};
use crate::{
    Act, ActGrounds, ActKind, ActOutcome, ActReason, EventCode, Person, RegisterError, RegistrationState, Subject,
};

/// 異動の取消し — an act that should not have been is taken back; both stay in the record of acts.
#[derive(Debug, Clone, Serialize)]
pub struct Cancellation {
    /// On what ground, against which versions; the day is that of the request.
    pub grounds: ActGrounds,
    /// The act to take back.
    pub act_number: i64,
}

/// Takes an act back: what it changed is again as it was before. Only the last standing act of everybody concerned can be
/// taken back; somebody whom it had entered stays as a deleted record (異動の取消し（減）).
///
/// # Errors
/// [`RegisterError::Refused`] with the findings; [`RegisterError::Changed`] when a record was changed since it was read;
/// [`RegisterError::NotFound`] for an unknown act.
pub fn cancellation(tx: &mut Tx<'_>, filing: &Cancellation) -> Result<ActOutcome, RegisterError> {
    let today = tx.operation().today();
    let act = acts::find(tx, filing.act_number)?
        .ok_or_else(|| RegisterError::NotFound(format!("act {}", filing.act_number)))?;
    let mut findings = Findings::default();
    let day = filing.grounds.happened_on.computing_date().unwrap_or(today);
    check_dates(&filing.grounds, day, today, Future::Refused, &mut findings);
    let first_day = act.happened_on.computing_date().unwrap_or(act.processed_on);
    let scene = Scene::open(tx, &filing.grounds, first_day, &act.addressee_numbers, &act.household_numbers)?;
    check_standing(tx, &act, &mut findings)?;
    findings.refuse_errors()?;
    let reason = reason_of(act.kind);
    let mut heading = Heading::of(ActKind::Cancellation, reason, &filing.grounds, filing)?;
    heading.cancels_act = Some(act.act_number);
    let mut persons: BTreeSet<AddresseeNumber> = scene.files.keys().copied().collect();
    persons.extend(&act.addressee_numbers);
    let change = scene.record(tx, heading, &[], None)?;
    let files = read_files(tx, &persons)?;
    let plans = files
        .into_iter()
        .map(|(number, file)| {
            let person = without_vanishing(undo(&file.persons, act.act_number), &file.persons, filing, change.act);
            (number, person, undo(&file.memberships, act.act_number))
        })
        .filter(|(_, person, membership)| !person.is_empty() || !membership.is_empty())
        .collect();
    let written = Written { act: change.act, moment: change.moment, plans };
    keep(tx, &act, written, first_day, findings)
}

fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    written: Written,
    first_day: NaiveDate,
    findings: Findings,
) -> Result<ActOutcome, RegisterError> {
    let mut subjects: BTreeSet<Subject> = act.addressee_numbers.iter().map(|number| Subject::Person(*number)).collect();
    subjects.extend(written.touched().map(Subject::Person));
    subjects.extend(act.household_numbers.iter().map(|number| Subject::Household(*number)));
    anchors::stamp(tx, &subjects, written.act)?;
    written.write(tx)?;
    acts::mark_canceled(tx, act.act_number, written.act)?;
    let code = event_of(act.kind);
    let events: Vec<NewEvent> = act
        .addressee_numbers
        .iter()
        .map(|number| NewEvent {
            code,
            addressee: *number,
            household: act.household_numbers.first().copied(),
            happened_on: first_day,
            payload: json!({ "canceled_act": act.act_number, "canceled_kind": act.kind.code() }),
        })
        .collect();
    outbox::insert(tx, written.act, written.moment, &events)?;
    Ok(ActOutcome {
        act_number: written.act,
        recorded_at: written.moment,
        addressee_numbers: act.addressee_numbers.iter().copied().collect(),
        household_numbers: act.household_numbers.iter().copied().collect(),
        effects: Vec::new(),
        alerts: findings.into_alerts(),
        events: events.iter().map(|event| (event.code, event.addressee)).collect(),
    })
}

fn check_standing(tx: &mut Tx<'_>, act: &Act, findings: &mut Findings) -> Result<(), RegisterError> {
    if act.canceled_by_act.is_some() {
        findings.error(
            "register.act_already_canceled",
            "/act_number",
            "この異動はすでに取り消されています。",
            "This act has already been canceled.",
        );
    }
    if matches!(act.kind, ActKind::Cancellation | ActKind::Load | ActKind::ProtectiveMeasure) {
        findings.error(
            "register.act_not_cancelable",
            "/act_number",
            "取消し・移行・支援措置は取り消せません。改めて異動を登録してください。",
            "A cancellation, a load or a protective measure cannot be canceled. Record a new act instead.",
        );
    }
    let later = acts::touching(tx, &act.addressee_numbers, &act.household_numbers, &[])?
        .into_iter()
        .filter(|other| other.act_number > act.act_number)
        .any(|other| {
            other.canceled_by_act.is_none() && other.cancels_act.is_none() && other.kind != ActKind::ProtectiveMeasure
        });
    if later {
        findings.error(
            "register.later_acts_stand",
            "/act_number",
            "この異動より後の異動があります。新しいものから順に取り消してください。",
            "Later acts stand on this one. Cancel the newest first.",
        );
    }
    Ok(())
}

/// Somebody of whom nothing would be known any more stays as a deleted record from the day of the entry.
fn without_vanishing(mut plan: Plan<Person>, rows: &[Stored<Person>], filing: &Cancellation, act: i64) -> Plan<Person> {
    let standing: Vec<&Stored<Person>> = rows.iter().filter(|row| row.acts.ended_by.is_none()).collect();
    let all_closed = standing.iter().all(|row| plan.closed.contains(&row.number));
    let Some(first) = standing.iter().min_by_key(|row| row.span).filter(|_| all_closed && plan.appended.is_empty())
    else {
        return plan;
    };
    let mut content = first.content.clone();
    content.registration_state = RegistrationState::Deleted;
    content.deletion_reason = Some(ActReason::DeletedByCancellation);
    content.deleted_on = Some(deleted_on(filing, first.span.from));
    plan.appended.push(Fresh { span: Span::starting(first.span.from), made_by: act, redated_by: None, content });
    plan
}

fn deleted_on(filing: &Cancellation, fallback: NaiveDate) -> LegalDate {
    if filing.grounds.happened_on.is_known() { filing.grounds.happened_on } else { LegalDate::known(fallback) }
}

/// 異動の取消し（増）, （減） or （修正）, by what the canceled act did to the number of residents.
fn reason_of(kind: ActKind) -> ActReason {
    match kind {
        ActKind::MoveIn | ActKind::Birth => ActReason::DeletedByCancellation,
        ActKind::MoveOut | ActKind::Death => ActReason::RestoredByCancellation,
        ActKind::MoveWithin
        | ActKind::MoveInNotice
        | ActKind::HeadChange
        | ActKind::Correction
        | ActKind::Cancellation
        | ActKind::ProtectiveMeasure
        | ActKind::Load => ActReason::AmendedByCancellation,
    }
}

fn event_of(kind: ActKind) -> EventCode {
    match kind {
        ActKind::MoveIn => EventCode::MoveInCanceled,
        ActKind::MoveOut => EventCode::MoveOutCanceled,
        ActKind::MoveWithin
        | ActKind::MoveInNotice
        | ActKind::Birth
        | ActKind::Death
        | ActKind::HeadChange
        | ActKind::Correction
        | ActKind::Cancellation
        | ActKind::ProtectiveMeasure
        | ActKind::Load => EventCode::Canceled,
    }
}

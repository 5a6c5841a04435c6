//! 国内転出 (法24条; 標準 4.1.3) and the notice of the new municipality (法9条1項).

use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::{Address, AddresseeNumber};

use super::checks::{FILING_DAYS, Findings, Future, check_dates, known_day, require_registered};
use super::desk::{Heading, Scene};
use crate::bitemporal::Span;
use crate::store::measures;
use crate::{
    ActGrounds, ActKind, ActOutcome, ActReason, EventCode, MeasureState, MoveOut, Person, RegisterError,
    RegistrationState,
};

/// 転出届 — who leaves for another municipality, on which planned day.
#[derive(Debug, Clone, Serialize)]
pub struct MoveOutFiling {
    /// When (転出予定日; may lie ahead), on what ground, against which versions.
    pub grounds: ActGrounds,
    /// Who leaves.
    pub members: Vec<AddresseeNumber>,
    /// 転出先（予定）.
    pub destination: Address,
}

/// Plans a move out: until the planned day everybody stays on the register and in the household (標準 1.1.5).
///
/// # Errors
/// [`RegisterError::Refused`] with the findings; [`RegisterError::Changed`] when a record was changed since it was read.
pub fn move_out(tx: &mut Tx<'_>, filing: &MoveOutFiling) -> Result<ActOutcome, RegisterError> {
    let grounds = &filing.grounds;
    let day = known_day(grounds)?;
    let today = tx.operation().today();
    let mut findings = Findings::default();
    check_dates(grounds, day, today, Future::Allowed, &mut findings);
    if filing.members.is_empty() {
        findings.error(
            "register.nobody",
            "/members",
            "転出する人がいません。1人以上を選んでください。",
            "Nobody moves out. Choose one person or more.",
        );
    }
    let scene = Scene::open(tx, grounds, day, &filing.members, &[])?;
    for (index, number) in filing.members.iter().enumerate() {
        let file = scene.file(*number)?;
        require_registered(file, day, &format!("/members/{index}"), &mut findings);
        let is_own = |person: &Person| filing.destination.municipality_code.as_ref() == Some(&person.office_code);
        if file.on(day).is_some_and(is_own) {
            findings.error(
                "register.move_out_to_here",
                "/destination/municipality_code",
                "転出先がこの区の区域内です。転居として届け出てください。",
                "The destination lies in this ward. File a move within.",
            );
        }
    }
    if grounds.filed_on.is_some_and(|filed| (filed - day).num_days() > i64::try_from(FILING_DAYS).unwrap_or(i64::MAX)) {
        findings.alert(
            "register.move_out_filed_late",
            "/grounds/filed_on",
            "転出の日から14日を過ぎた届出です。職権で消除し、転出証明書に準ずる証明書を交付してください。",
            "The filing came more than 14 days after the move. Delete ex officio and issue the substitute certificate.",
        );
    }
    findings.refuse_errors()?;
    let heading = Heading::of(ActKind::MoveOut, ActReason::MovedOut, grounds, filing)?;
    let mut change = scene.record(tx, heading, &[], None)?;
    let planned = MoveOut {
        filed_on: grounds.filed_on,
        planned_on: day,
        planned_destination: Some(filing.destination.clone()),
        confirmed_on: None,
        confirmed_destination: None,
        noticed_on: None,
    };
    let filed = grounds.filed_on.unwrap_or(today);
    for number in &filing.members {
        if let Some(until_planned) = Span::new(filed, Some(day)) {
            change.amend_person(*number, until_planned, |person| person.move_out = Some(planned.clone()));
        }
        let span = change.onwards();
        change.amend_person(*number, span, |person| delete(person, grounds, &planned));
        change.leave(*number, span);
        let code = filing.destination.municipality_code.as_ref();
        change.announce(
            EventCode::MoveOut,
            *number,
            json!({ "planned_on": day, "destination_municipality_code": code }),
        );
    }
    let (act, moment) = (change.act, change.moment);
    let outcome = change.finish(tx, findings)?;
    for number in &filing.members {
        // 標準 3.4: on a move the old municipality goes on protecting provisionally, so that no gap arises.
        if let Some(mut measure) = measures::current(tx, *number)?.filter(|it| it.state == MeasureState::Decided) {
            measure.state = MeasureState::Provisional;
            measures::replace(tx, &measure, act, moment)?;
        }
    }
    Ok(outcome)
}

fn delete(person: &mut Person, grounds: &ActGrounds, planned: &MoveOut) {
    person.registration_state = RegistrationState::MovedOut;
    person.deletion_reason = Some(ActReason::MovedOut);
    person.deleted_on = Some(grounds.happened_on);
    person.move_out = Some(planned.clone());
}

/// 転入通知 — the new municipality tells that somebody has moved in there.
#[derive(Debug, Clone, Serialize)]
pub struct MoveInNotice {
    /// When (the day of moving in there), on what ground, against which versions.
    pub grounds: ActGrounds,
    /// Who.
    pub addressee_number: AddresseeNumber,
    /// 転出先（確定）.
    pub destination: Address,
}

/// Confirms a move out, beside what was planned. The record is deleted on the earlier of the planned day and the day in
/// the notice (標準 1.1.5).
///
/// # Errors
/// [`RegisterError::Refused`] with the findings, above all when no move out was filed (a matter for a clerk);
/// [`RegisterError::Changed`] when the record was changed since it was read.
pub fn move_in_notice(tx: &mut Tx<'_>, notice: &MoveInNotice) -> Result<ActOutcome, RegisterError> {
    let grounds = &notice.grounds;
    let confirmed_on = known_day(grounds)?;
    let today = tx.operation().today();
    let mut findings = Findings::default();
    check_dates(grounds, confirmed_on, today, Future::Refused, &mut findings);
    let number = notice.addressee_number;
    let scene = Scene::open(tx, grounds, confirmed_on, &[number], &[])?;
    let Some(planned) = planned_move_out(&scene.file(number)?.persons) else {
        findings.error(
            "register.not_moved_out",
            "/addressee_number",
            "転出届のない人への転入通知です。本人に確かめ、職権での消除を検討してください。",
            "The notice is for somebody who has filed no move out. Ask the person; consider a deletion ex officio.",
        );
        return Err(findings.refuse_errors().err().unwrap_or(RegisterError::NotFound(number.to_string())));
    };
    let file = scene.file(number)?;
    check_destination(file.persons.iter().map(|row| &row.content), &planned, &notice.destination, &mut findings);
    findings.refuse_errors()?;
    let heading = Heading::of(ActKind::MoveInNotice, ActReason::MovedOut, grounds, notice)?;
    let mut change = scene.record(tx, heading, &[], None)?;
    let confirmed = MoveOut {
        confirmed_on: Some(confirmed_on),
        confirmed_destination: Some(notice.destination.clone()),
        noticed_on: grounds.noticed_on,
        ..planned.clone()
    };
    let earlier = confirmed_on.min(planned.planned_on);
    let span = Span::starting(earlier);
    change.amend_person(number, span, |person| {
        if person.is_registered() && confirmed_on < planned.planned_on {
            delete(person, grounds, &confirmed);
        }
        if person.registration_state == RegistrationState::MovedOut {
            person.move_out = Some(confirmed.clone());
            if confirmed_on < planned.planned_on {
                person.deleted_on = Some(grounds.happened_on);
            }
        }
    });
    if confirmed_on < planned.planned_on {
        change.leave(number, span);
        change.announce(EventCode::MoveOut, number, json!({ "confirmed_on": confirmed_on }));
    }
    change.finish(tx, findings)
}

/// Refuses a destination in the ward that keeps the record; alerts when it is not the municipality that was planned.
fn check_destination<'a>(
    mut records: impl Iterator<Item = &'a Person>,
    planned: &MoveOut,
    destination: &Address,
    findings: &mut Findings,
) {
    let confirmed = destination.municipality_code.as_ref();
    if records.any(|person| confirmed == Some(&person.office_code)) {
        findings.error(
            "register.move_in_notice_from_here",
            "/destination/municipality_code",
            "転入通知の転出先がこの区の区域内です。通知の内容と宛名番号を確かめてください。",
            "The destination in the notice lies in this ward. Check the notice and the addressee.",
        );
    }
    let expected = planned.planned_destination.as_ref().and_then(|address| address.municipality_code.as_ref());
    if confirmed.is_some() && expected.is_some() && confirmed != expected {
        findings.alert(
            "register.destination_differs",
            "/destination/municipality_code",
            "転入通知の市区町村が、転出届の転出先（予定）と違います。転出先（確定）として記録します。",
            "The notice comes from another municipality than the one planned. It is recorded as the confirmed one.",
        );
    }
}

/// The move out that stands now, if it is not confirmed yet.
fn planned_move_out(rows: &[crate::bitemporal::Stored<Person>]) -> Option<MoveOut> {
    rows.iter()
        .filter(|row| row.acts.ended_by.is_none() && row.content.registration_state == RegistrationState::MovedOut)
        .max_by_key(|row| row.span)
        .and_then(|row| row.content.move_out.clone())
        .filter(|move_out| move_out.confirmed_on.is_none())
}

//! 死亡 (法8条; 令12条; 標準 4.2.2).

use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::AddresseeNumber;

use super::checks::{Findings, Future, check_dates, check_order, require_registered};
use super::desk::{Heading, Scene};
use crate::{ActGrounds, ActKind, ActOutcome, ActReason, EventCode, RegisterError, RegistrationState};

/// 死亡 — the record is deleted from the day of death; the day may be partly or wholly unknown.
#[derive(Debug, Clone, Serialize)]
pub struct Death {
    /// When (the day of death), on what ground, against which versions.
    pub grounds: ActGrounds,
    /// Who died.
    pub addressee_number: AddresseeNumber,
}

/// Deletes the record of somebody who died. A wholly unknown day counts from the day of the notice.
///
/// # Errors
/// [`RegisterError::Refused`] with the findings; [`RegisterError::Changed`] when the record was changed since it was read.
pub fn death(tx: &mut Tx<'_>, filing: &Death) -> Result<ActOutcome, RegisterError> {
    let grounds = &filing.grounds;
    let today = tx.operation().today();
    let mut findings = Findings::default();
    let day = grounds.happened_on.computing_date().or(grounds.noticed_on).or(grounds.filed_on).unwrap_or(today);
    if !grounds.happened_on.is_known() {
        findings.alert(
            "register.death_day_unknown",
            "/grounds/happened_on",
            "死亡日が不詳です。消除の計算には推定できる最初の日（なければ通知日）を用います。",
            "The day of death is not fully known. The first possible day (or the day of the notice) is computed with.",
        );
    }
    check_dates(grounds, day, today, Future::Refused, &mut findings);
    let scene = Scene::open(tx, grounds, day, &[filing.addressee_number], &[])?;
    let file = scene.file(filing.addressee_number)?;
    require_registered(file, day, "/addressee_number", &mut findings);
    check_order(file, day, "/grounds/happened_on", &mut findings);
    findings.refuse_errors()?;
    let heading = Heading::of(ActKind::Death, ActReason::Died, grounds, filing)?;
    let mut change = scene.record(tx, heading, &[], None)?;
    let span = change.onwards();
    change.amend_person(filing.addressee_number, span, |person| {
        person.registration_state = RegistrationState::Died;
        person.deletion_reason = Some(ActReason::Died);
        person.deleted_on = Some(grounds.happened_on);
        person.move_out = None;
    });
    change.leave(filing.addressee_number, span);
    change.announce(EventCode::Death, filing.addressee_number, json!({ "died_on": grounds.happened_on }));
    change.finish(tx, findings)
}

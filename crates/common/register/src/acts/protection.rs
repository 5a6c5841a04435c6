//! 支援措置の開始, 延長, 終了 (事務処理要領; 標準 1.1.16, 3.4).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::AddresseeNumber;

use super::checks::{Findings, Future, check_dates, known_day};
use crate::store::{acts, anchors, measures, outbox};
use crate::{ActGrounds, ActKind, ActOutcome, ActReason, EventCode, Measure, MeasureState, RegisterError, Subject};

/// The permission to decide, extend and end protective measures.
pub const PROTECT_PERMISSION: &str = "register.protected.decide";

/// 支援措置の申出 — protection begins, goes on or ends for somebody.
#[derive(Debug, Clone, Serialize)]
pub struct ProtectionFiling {
    /// When, on what ground.
    pub grounds: ActGrounds,
    /// Who is protected.
    pub addressee_number: AddresseeNumber,
    /// The applicant, when the person is protected together with somebody (併支援対象者).
    pub applicant: Option<AddresseeNumber>,
    /// 支援措置区分: `provisional`, `decided` or `ended`.
    #[serde(serialize_with = "state_code")]
    pub state: MeasureState,
    /// First day.
    pub starts_on: NaiveDate,
    /// Offices that keep records under protection.
    pub office_codes: Vec<String>,
    /// Kinds of address under protection: 現住所, 前住所, 本籍, 前本籍.
    pub protected_addresses: Vec<String>,
    /// Contact for this matter; not kept in the record of acts.
    #[serde(skip)]
    pub contact: Option<String>,
}

fn state_code<S: serde::Serializer>(state: &MeasureState, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(state.code())
}

/// Begins, extends or ends protection. The term is one year; it protects beyond it until an officer ends it.
///
/// # Errors
/// [`RegisterError::Forbidden`] without [`PROTECT_PERMISSION`]; [`RegisterError::Refused`] with the findings.
pub fn protect(tx: &mut Tx<'_>, filing: &ProtectionFiling) -> Result<ActOutcome, RegisterError> {
    if !tx.operation().may(PROTECT_PERMISSION) {
        return Err(RegisterError::Forbidden(PROTECT_PERMISSION));
    }
    let day = known_day(&filing.grounds)?;
    let (today, moment) = (tx.operation().today(), tx.operation().now);
    let mut findings = Findings::default();
    check_dates(&filing.grounds, day, today, Future::Refused, &mut findings);
    let number = filing.addressee_number;
    let subjects = BTreeSet::from([Subject::Person(number)]);
    anchors::lock(tx, &subjects)?;
    let standing = measures::current(tx, number)?;
    if filing.state == MeasureState::Ended && standing.is_none_or(|measure| measure.state == MeasureState::Ended) {
        findings.error(
            "register.nothing_to_end",
            "/state",
            "終了する支援措置がありません。対象者を確かめてください。",
            "There is no protective measure to end. Check the person.",
        );
    }
    findings.refuse_errors()?;
    let heading = acts::NewAct {
        kind: ActKind::ProtectiveMeasure,
        reason: ActReason::AmendedExOfficio,
        grounds: &filing.grounds,
        happened_on: day,
        recorded_at: moment,
        payload: serde_json::to_value(filing).map_err(|error| RegisterError::Stored(error.to_string()))?,
        addressees: vec![number],
        households: Vec::new(),
        cancels_act: None,
    };
    let act = acts::insert(tx, heading)?;
    let measure = Measure {
        addressee_number: number,
        applicant: filing.applicant.unwrap_or(number),
        state: filing.state,
        starts_on: filing.starts_on,
        through_on: last_day(filing.starts_on),
        office_codes: filing.office_codes.clone(),
        protected_addresses: filing.protected_addresses.clone(),
        contact: filing.contact.clone(),
    };
    measures::replace(tx, &measure, act, moment)?;
    anchors::stamp(tx, &subjects, act)?;
    let payload = json!({ "state": filing.state.code() });
    let event =
        outbox::NewEvent { code: EventCode::Protection, addressee: number, household: None, happened_on: day, payload };
    outbox::insert(tx, act, moment, &[event])?;
    Ok(ActOutcome {
        act_number: act,
        recorded_at: moment,
        addressee_numbers: BTreeSet::from([number]),
        household_numbers: BTreeSet::new(),
        effects: Vec::new(),
        alerts: findings.into_alerts(),
        events: vec![(EventCode::Protection, number)],
    })
}

/// One year less a day: 2020-04-01 runs through 2021-03-31, 2024-02-29 through 2025-02-28.
fn last_day(starts_on: NaiveDate) -> NaiveDate {
    let day_after = values::age::birthday(starts_on, 1);
    day_after.pred_opt().unwrap_or(day_after)
}

//! Rows of `register.acts`.

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use diesel::prelude::*;
use serde_json::Value;
use values::{AddresseeNumber, HouseholdNumber, LegalDate};

use super::anchors::{addressee_number, household_number};
use super::read;
use crate::schema::acts;
use crate::{Act, ActGrounds, ActKind, ActReason, Ground, RegisterError};

#[derive(Queryable, Selectable)]
#[diesel(table_name = acts)]
struct ActRow {
    act_number: i64,
    act_kind: String,
    reason_code: String,
    happened_on_code: String,
    filed_on: Option<NaiveDate>,
    noticed_on: Option<NaiveDate>,
    processed_on: NaiveDate,
    recorded_at: DateTime<Utc>,
    login_name: String,
    office_code: String,
    ground: String,
    legal_basis: String,
    evidence: String,
    payload: Value,
    addressee_numbers: Vec<i64>,
    household_numbers: Vec<i64>,
    cancels_act: Option<i64>,
    canceled_by_act: Option<i64>,
}

/// An act about to be written.
pub(crate) struct NewAct<'a> {
    pub(crate) kind: ActKind,
    pub(crate) reason: ActReason,
    pub(crate) grounds: &'a ActGrounds,
    /// The day that stands for the day of the act in computing.
    pub(crate) happened_on: NaiveDate,
    pub(crate) recorded_at: DateTime<Utc>,
    pub(crate) payload: Value,
    pub(crate) addressees: Vec<AddresseeNumber>,
    pub(crate) households: Vec<HouseholdNumber>,
    pub(crate) cancels_act: Option<i64>,
}

/// Writes an act and gives its number.
pub(crate) fn insert(tx: &mut Tx<'_>, act: NewAct<'_>) -> Result<i64, RegisterError> {
    let operation = tx.operation();
    let grounds = act.grounds;
    let addressees: Vec<i64> = act.addressees.iter().map(|number| number.to_i64()).collect();
    let households: Vec<i64> = act.households.iter().map(|number| number.to_i64()).collect();
    let number = diesel::insert_into(acts::table)
        .values((
            acts::act_kind.eq(act.kind.code()),
            acts::reason_code.eq(act.reason.code()),
            acts::happened_on_code.eq(grounds.happened_on.to_code()),
            acts::happened_on.eq(act.happened_on),
            acts::filed_on.eq(grounds.filed_on),
            acts::noticed_on.eq(grounds.noticed_on),
            acts::processed_on.eq(operation.today()),
            acts::recorded_at.eq(act.recorded_at),
            acts::login_name.eq(&operation.actor.login_name),
            acts::office_code.eq(&operation.office_code),
            acts::terminal.eq(&operation.terminal),
            acts::ground.eq(grounds.ground.code()),
            acts::legal_basis.eq(&grounds.legal_basis),
            acts::evidence.eq(&grounds.evidence),
            acts::payload.eq(act.payload),
            (
                acts::addressee_numbers.eq(addressees),
                acts::household_numbers.eq(households),
                acts::cancels_act.eq(act.cancels_act),
            ),
        ))
        .returning(acts::act_number)
        .get_result(tx.connection())?;
    tx.did(&format!("register.{}", act.kind.code()));
    Ok(number)
}

/// One act.
pub(crate) fn find(tx: &mut Tx<'_>, act_number: i64) -> Result<Option<Act>, RegisterError> {
    let row: Option<ActRow> =
        acts::table.find(act_number).select(ActRow::as_select()).first(tx.connection()).optional()?;
    row.map(ActRow::into_act).transpose()
}

/// The acts that touched any of these persons or households, or have one of these numbers; newest first.
pub(crate) fn touching(
    tx: &mut Tx<'_>,
    addressees: &[AddresseeNumber],
    households: &[HouseholdNumber],
    numbers: &[i64],
) -> Result<Vec<Act>, RegisterError> {
    let addressees: Vec<i64> = addressees.iter().map(|number| number.to_i64()).collect();
    let households: Vec<i64> = households.iter().map(|number| number.to_i64()).collect();
    let rows: Vec<ActRow> = acts::table
        .filter(
            acts::addressee_numbers
                .overlaps_with(addressees)
                .or(acts::household_numbers.overlaps_with(households))
                .or(acts::act_number.eq_any(numbers)),
        )
        .order(acts::act_number.desc())
        .select(ActRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(ActRow::into_act).collect()
}

/// Notes on an act that another canceled it.
pub(crate) fn mark_canceled(tx: &mut Tx<'_>, act_number: i64, canceled_by: i64) -> Result<(), RegisterError> {
    diesel::update(acts::table.find(act_number)).set(acts::canceled_by_act.eq(canceled_by)).execute(tx.connection())?;
    Ok(())
}

impl ActRow {
    fn into_act(self) -> Result<Act, RegisterError> {
        Ok(Act {
            act_number: self.act_number,
            kind: read("act_kind", ActKind::from_code(&self.act_kind))?,
            reason: read("reason_code", ActReason::from_code(&self.reason_code))?,
            happened_on: read("happened_on_code", LegalDate::from_code(&self.happened_on_code).ok())?,
            filed_on: self.filed_on,
            noticed_on: self.noticed_on,
            processed_on: self.processed_on,
            recorded_at: self.recorded_at,
            login_name: self.login_name,
            office_code: self.office_code,
            ground: read("ground", Ground::from_code(&self.ground))?,
            legal_basis: self.legal_basis,
            evidence: self.evidence,
            payload: self.payload,
            addressee_numbers: self.addressee_numbers.into_iter().map(addressee_number).collect::<Result<_, _>>()?,
            household_numbers: self.household_numbers.into_iter().map(household_number).collect::<Result<_, _>>()?,
            cancels_act: self.cancels_act,
            canceled_by_act: self.canceled_by_act,
        })
    }
}

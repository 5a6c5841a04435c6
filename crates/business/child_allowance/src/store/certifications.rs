//! Claims, certifications and their children.

use chrono::{DateTime, NaiveDate, Utc};
use database::{DatabaseError, Tx};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde_json::Value;
use values::{AddresseeNumber, YearMonth};

use crate::ChildAllowanceError;
use crate::certification::{
    Certification, CertifiedChild, End, child_kind_code, child_kind_of, end_cause_code, end_cause_of, placement_code,
    placement_of, residence_code, residence_of,
};
use crate::model::OlderSiblingSupport;
use crate::rules::payee::Home;
use crate::schema::{certifications, certified_children, claims};

/// A row of `child_allowance.certifications`.
#[derive(Queryable, Selectable, Insertable, Clone)]
#[diesel(table_name = certifications, treat_none_as_default_value = false)]
pub(crate) struct CertificationRow {
    pub(crate) addressee_number: i64,
    pub(crate) certification_number: String,
    pub(crate) history_number: i32,
    known_from: DateTime<Utc>,
    known_until: Option<DateTime<Utc>>,
    claim_number: Option<i64>,
    claimed_on: NaiveDate,
    certified_on: NaiveDate,
    from_month: NaiveDate,
    through_month: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    end_cause: Option<String>,
}

impl CertificationRow {
    pub(crate) fn of(it: &Certification, history: i32, moment: DateTime<Utc>, claim: Option<i64>) -> Self {
        Self {
            addressee_number: it.recipient.to_i64(),
            certification_number: it.certification_number.clone(),
            history_number: history,
            known_from: moment,
            known_until: None,
            claim_number: claim,
            claimed_on: it.claimed_on,
            certified_on: it.certified_on,
            from_month: it.paid_from.first_day(),
            through_month: it.paid_through().map(YearMonth::first_day),
            ended_on: it.end.map(|end| end.ended_on),
            end_cause: it.end.and_then(|end| end.cause).map(|cause| end_cause_code(cause).to_owned()),
        }
    }

    fn certification(&self, children: &[ChildRow]) -> Result<Certification, ChildAllowanceError> {
        let unreadable = || ChildAllowanceError::Unreadable("child_allowance.certifications");
        let end = match (self.through_month, self.ended_on) {
            (Some(through), Some(ended_on)) => Some(End {
                ended_on,
                cause: self.end_cause.as_deref().and_then(end_cause_of),
                paid_through: YearMonth::of(through),
            }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(unreadable()),
        };
        let own = children.iter().filter(|child| child.certification_number == self.certification_number);
        Ok(Certification {
            certification_number: self.certification_number.clone(),
            recipient: addressee(self.addressee_number)?,
            claimed_on: self.claimed_on,
            certified_on: self.certified_on,
            paid_from: YearMonth::of(self.from_month),
            end,
            children: own.map(ChildRow::child).collect::<Result<_, _>>()?,
        })
    }
}

/// A row of `child_allowance.certified_children`.
#[derive(Queryable, Selectable, Insertable, Clone)]
#[diesel(table_name = certified_children, treat_none_as_default_value = false)]
pub(crate) struct ChildRow {
    addressee_number: i64,
    certification_number: String,
    child_addressee_number: i64,
    pub(crate) history_number: i32,
    known_from: DateTime<Utc>,
    known_until: Option<DateTime<Utc>>,
    child_kind: String,
    from_month: NaiveDate,
    through_month: Option<NaiveDate>,
    is_supported: bool,
    lives_together: bool,
    residence: String,
    placement: String,
}

impl ChildRow {
    pub(crate) fn of(it: &Certification, child: &CertifiedChild, history: i32, moment: DateTime<Utc>) -> Self {
        Self {
            addressee_number: it.recipient.to_i64(),
            certification_number: it.certification_number.clone(),
            child_addressee_number: child.child.to_i64(),
            history_number: history,
            known_from: moment,
            known_until: None,
            child_kind: child_kind_code(child.kind).to_owned(),
            from_month: child.from.first_day(),
            through_month: child.through.map(YearMonth::first_day),
            is_supported: child.support == OlderSiblingSupport::Borne,
            lives_together: child.home == Home::WithChild,
            residence: residence_code(child.residence).to_owned(),
            placement: placement_code(child.placement).to_owned(),
        }
    }

    fn child(&self) -> Result<CertifiedChild, ChildAllowanceError> {
        let unreadable = || ChildAllowanceError::Unreadable("child_allowance.certified_children");
        Ok(CertifiedChild {
            child: addressee(self.child_addressee_number)?,
            kind: child_kind_of(&self.child_kind).ok_or_else(unreadable)?,
            from: YearMonth::of(self.from_month),
            through: self.through_month.map(YearMonth::of),
            support: support(self.is_supported),
            home: if self.lives_together { Home::WithChild } else { Home::Apart },
            residence: residence_of(&self.residence).ok_or_else(unreadable)?,
            placement: placement_of(&self.placement).ok_or_else(unreadable)?,
        })
    }
}

pub(crate) const fn support(is_supported: bool) -> OlderSiblingSupport {
    if is_supported { OlderSiblingSupport::Borne } else { OlderSiblingSupport::NotBorne }
}

pub(crate) fn addressee(number: i64) -> Result<AddresseeNumber, ChildAllowanceError> {
    AddresseeNumber::try_from(number).map_err(|_| ChildAllowanceError::Unreadable("an addressee number"))
}

/// Every certification of a recipient as known at the moment, the newest first.
pub(crate) fn certifications_of(
    tx: &mut Tx<'_>,
    recipient: AddresseeNumber,
    known_at: DateTime<Utc>,
) -> Result<Vec<Certification>, ChildAllowanceError> {
    use {certifications as c, certified_children as k};
    let rows: Vec<CertificationRow> = c::table
        .filter(c::addressee_number.eq(recipient.to_i64()))
        .filter(c::known_from.le(known_at).and(c::known_until.is_null().or(c::known_until.gt(known_at))))
        .order((c::from_month.desc(), c::certification_number.desc()))
        .select(CertificationRow::as_select())
        .load(tx.connection())?;
    let children: Vec<ChildRow> = k::table
        .filter(k::addressee_number.eq(recipient.to_i64()))
        .filter(k::known_from.le(known_at).and(k::known_until.is_null().or(k::known_until.gt(known_at))))
        .order((k::certification_number, k::child_addressee_number))
        .select(ChildRow::as_select())
        .load(tx.connection())?;
    tx.touch(recipient.to_i64());
    rows.iter().map(|row| row.certification(&children)).collect()
}

/// Recipients of certifications, as known now, that a child belongs to in a month or later.
pub(crate) fn recipients_for(
    tx: &mut Tx<'_>,
    child: AddresseeNumber,
    month: YearMonth,
) -> Result<Vec<AddresseeNumber>, ChildAllowanceError> {
    use certified_children as k;
    let numbers: Vec<i64> = k::table
        .filter(k::child_addressee_number.eq(child.to_i64()))
        .filter(k::known_until.is_null())
        .filter(k::through_month.is_null().or(k::through_month.ge(month.first_day())))
        .select(k::addressee_number)
        .distinct()
        .order(k::addressee_number)
        .load(tx.connection())?;
    numbers.into_iter().map(addressee).collect()
}

/// Keeps a claim as it was filed; gives its number.
pub(crate) fn insert_claim(
    tx: &mut Tx<'_>,
    recipient: AddresseeNumber,
    kind: &str,
    claimed_on: NaiveDate,
    filing: &Value,
) -> Result<i64, DatabaseError> {
    let operation = tx.operation();
    Ok(diesel::insert_into(claims::table)
        .values((
            claims::addressee_number.eq(recipient.to_i64()),
            claims::claim_kind.eq(kind),
            claims::claimed_on.eq(claimed_on),
            claims::filing.eq(filing),
            claims::recorded_at.eq(operation.now),
            claims::login_name.eq(&operation.actor.login_name),
        ))
        .returning(claims::claim_number)
        .get_result(tx.connection())?)
}

/// A new certification number.
pub(crate) fn next_certification_number(tx: &mut Tx<'_>) -> Result<String, DatabaseError> {
    let number: i64 = diesel::select(sql::<BigInt>("nextval('child_allowance.certification_numbers')"))
        .get_result(tx.connection())?;
    Ok(format!("{number:08}"))
}

/// Keeps a certification as it stands from now on; what was known of it before stays known until now.
pub(crate) fn put_certification(
    tx: &mut Tx<'_>,
    certification: &Certification,
    claim: Option<i64>,
) -> Result<(), DatabaseError> {
    use {certifications as c, certified_children as k};
    let now = tx.operation().now;
    let recipient = certification.recipient.to_i64();
    let number = certification.certification_number.as_str();
    let own = c::addressee_number.eq(recipient).and(c::certification_number.eq(number));
    let last: Option<(i32, Option<i64>)> = c::table
        .filter(own)
        .order(c::history_number.desc())
        .select((c::history_number, c::claim_number))
        .for_update()
        .first(tx.connection())
        .optional()?;
    diesel::update(c::table.filter(own).filter(c::known_until.is_null()))
        .set(c::known_until.eq(Some(now)))
        .execute(tx.connection())?;
    let (history, first_claim) = last.map_or((1, claim), |(history, first)| (history + 1, first));
    diesel::insert_into(c::table)
        .values(CertificationRow::of(certification, history, now, first_claim))
        .execute(tx.connection())?;
    let kin = k::addressee_number.eq(recipient).and(k::certification_number.eq(number));
    let known: Vec<(i64, i32)> =
        k::table.filter(kin).select((k::child_addressee_number, k::history_number)).load(tx.connection())?;
    diesel::update(k::table.filter(kin).filter(k::known_until.is_null()))
        .set(k::known_until.eq(Some(now)))
        .execute(tx.connection())?;
    let rows: Vec<ChildRow> = certification
        .children
        .iter()
        .map(|child| {
            let numbers = known.iter().filter(|(number, _)| *number == child.child.to_i64()).map(|(_, last)| *last);
            ChildRow::of(certification, child, numbers.max().unwrap_or(0) + 1, now)
        })
        .collect();
    diesel::insert_into(k::table).values(rows).execute(tx.connection())?;
    tx.touch(recipient);
    Ok(())
}

/// The version of a recipient's certifications: how many rows were ever written. What an ETag carries.
pub(crate) fn version(tx: &mut Tx<'_>, recipient: AddresseeNumber) -> Result<i64, DatabaseError> {
    use certifications as c;
    Ok(c::table.filter(c::addressee_number.eq(recipient.to_i64())).count().get_result(tx.connection())?)
}

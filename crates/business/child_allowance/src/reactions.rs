//! 連動 — what child allowance does when something happens to a person (the event table's rows of 児童手当).
//!
//! Where the law leaves nothing to decide (death, moving out) the decision is made at once, with its difference; a clerk
//! is told of it. Where a claim or a look is needed, a work item says what to do and until when. What cannot be decided
//! automatically becomes a work item too: an event is never lost.

use chrono::NaiveDate;
use database::{DatabaseError, Tx};
use exchange::{LifeEvent, NewWorkItem, Reaction, raise_work_item};
use register::{AsOf, EventCode, read};
use values::{AddresseeNumber, Holidays, YearMonth, age, deadline};

use crate::ChildAllowanceError;
use crate::certification::Certification;
use crate::decisions::{self, Decided};
use crate::load::BUSINESS;
use crate::rules::counting::end_of_school_year;
use crate::rules::period::EndCause;
use crate::store;

/// Every reaction of this business.
pub const REACTIONS: &[Reaction] = &[
    Reaction { event: EventCode::Birth, react: born },
    Reaction { event: EventCode::Death, react: died },
    Reaction { event: EventCode::MoveOut, react: moved_out },
    Reaction { event: EventCode::MoveIn, react: moved_in },
    Reaction { event: EventCode::MoveWithin, react: moved_within },
    Reaction { event: EventCode::Canceled, react: canceled },
    Reaction { event: EventCode::MoveOutCanceled, react: canceled },
    Reaction { event: EventCode::MoveInCanceled, react: canceled },
    Reaction { event: EventCode::Corrected, react: corrected },
];

/// Days in which a claim counts from the event (8条3項), and in which a change must be reported (児童手当法施行規則).
const CLAIM_DAYS: u32 = 15;
const REPORT_DAYS: u32 = 14;
const PAID_UNTIL_AGE: u32 = 18;

/// 出生: a claim for an increase, or a first one, within fifteen days.
fn born(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    let parent = event.payload.get("parent_addressee_number").and_then(|it| serde_json::from_value(it.clone()).ok());
    let mut people: Vec<AddresseeNumber> = parent.into_iter().collect();
    people.extend(household(tx, event)?);
    for person in people {
        if in_force(tx, person, YearMonth::of(event.happened_on))?.is_some() {
            let (ja, en) =
                ("出生: 額改定請求の案内（15日以内）", "Birth: invite a claim for an increase within 15 days");
            return raise(tx, event, person, (ja, en), Some(CLAIM_DAYS));
        }
    }
    let (ja, en) = ("出生: 認定請求の案内（15日以内）", "Birth: invite a claim for certification within 15 days");
    raise(tx, event, parent.unwrap_or(event.addressee), (ja, en), Some(CLAIM_DAYS))
}

/// 死亡: of the recipient ends the certification, of a child lowers the amount, from the month after.
fn died(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    let month = YearMonth::of(event.happened_on);
    let number = Some(event.event_number);
    if let Some(old) = in_force(tx, event.addressee, month)? {
        let decided = decisions::end(tx, &old, EndCause::RecipientDied, event.happened_on, number);
        let ja = "受給者の死亡: 消滅（自動）。未支払分と、ほかの養育者の請求（15日以内）を確認";
        let en = "Recipient died: ended automatically. See to unpaid months and another carer's claim within 15 days";
        settle(tx, event, old.recipient, decided, (ja, en))?;
    }
    for recipient in recipients_for(tx, event.addressee, month)? {
        let Some(old) = in_force(tx, recipient, month)? else { continue };
        let decided = decisions::remove_child(tx, &old, event.addressee, event.happened_on, number);
        let (ja, en) = (
            "児童の死亡: 減額又は消滅（自動）。差額を確認",
            "Child died: amount lowered automatically. See the difference",
        );
        settle(tx, event, recipient, decided, (ja, en))?;
    }
    Ok(())
}

/// 転出: paid through the month of the planned day (8条2項).
fn moved_out(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    let planned: Option<NaiveDate> =
        event.payload.get("planned_on").and_then(|it| serde_json::from_value(it.clone()).ok());
    // The later notice of the new municipality confirms what was planned; the planned day decides.
    let Some(planned_on) = planned else { return Ok(()) };
    let month = YearMonth::of(planned_on);
    if let Some(old) = in_force(tx, event.addressee, month)? {
        let decided = decisions::end(tx, &old, EndCause::MovedOut, planned_on, Some(event.event_number));
        let (ja, en) =
            ("受給者の転出: 消滅（自動）。消滅通知を送付", "Recipient moves out: ended automatically. Send the notice");
        settle(tx, event, old.recipient, decided, (ja, en))?;
    }
    for recipient in recipients_for(tx, event.addressee, month)? {
        if in_force(tx, recipient, month.next())?.is_some() {
            let (ja, en) =
                ("児童の転出: 監護と生計、別居監護の申立てを確認", "A child moves out: check custody and livelihood");
            raise(tx, event, recipient, (ja, en), Some(REPORT_DAYS))?;
        }
    }
    Ok(())
}

/// 転入: invites a claim where a child of an age to be paid for came along; one item a household, for its head.
fn moved_in(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    let as_of = AsOf::day(tx.operation(), event.happened_on);
    let Some(number) = event.household else { return Ok(()) };
    let Some(household) = guarded(read::household(tx, number, as_of))? else { return Ok(()) };
    let month = YearMonth::of(event.happened_on);
    let is_paid_for = |born_on: NaiveDate| month <= end_of_school_year(born_on, PAID_UNTIL_AGE);
    let has_child = household
        .members
        .iter()
        .filter_map(|member| member.person.born_on.computing_date())
        .any(|born_on| age::age_on(born_on, event.happened_on) < PAID_UNTIL_AGE || is_paid_for(born_on));
    if has_child && household.head.is_none_or(|head| head == event.addressee) {
        let ja = "転入: 認定請求の案内（転出予定日の翌日から15日以内）";
        let en = "Moved in: invite a claim within 15 days after the planned day of moving out";
        raise(tx, event, event.addressee, (ja, en), Some(CLAIM_DAYS))?;
    }
    Ok(())
}

/// 転居: the change of address, and whether recipient and child still live together.
fn moved_within(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    let words = ("転居: 住所変更届と別居監護の確認", "Moved within: report the address, check living together");
    for recipient in concerned(tx, event)? {
        raise(tx, event, recipient, words, Some(REPORT_DAYS))?;
    }
    Ok(())
}

/// 異動の取消し: what was decided because of the act is looked at again by a clerk.
fn canceled(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    let words =
        ("異動の取消し: この異動による決定の見直し", "Act canceled: look again at what was decided because of it");
    let mut people = concerned(tx, event)?;
    let now = tx.operation().now;
    if !guarded(store::certifications_of(tx, event.addressee, now))?.is_empty() {
        people.push(event.addressee);
    }
    people.sort();
    people.dedup();
    for recipient in people {
        raise(tx, event, recipient, words, None)?;
    }
    Ok(())
}

/// 職権修正: a day of birth may have changed, and with it an amount.
fn corrected(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<(), DatabaseError> {
    let words = ("職権修正: 生年月日・氏名の変更と支給額の確認", "Corrected: check day of birth, name and amount");
    for recipient in concerned(tx, event)? {
        raise(tx, event, recipient, words, None)?;
    }
    Ok(())
}

/// Recipients in force that an event concerns: the person, and whoever is paid for the person.
fn concerned(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<Vec<AddresseeNumber>, DatabaseError> {
    let month = YearMonth::of(event.happened_on);
    let mut people = recipients_for(tx, event.addressee, month)?;
    people.push(event.addressee);
    people.sort();
    people.dedup();
    let mut found = Vec::new();
    for person in people {
        if in_force(tx, person, month)?.is_some() {
            found.push(person);
        }
    }
    Ok(found)
}

fn in_force(
    tx: &mut Tx<'_>,
    person: AddresseeNumber,
    month: YearMonth,
) -> Result<Option<Certification>, DatabaseError> {
    let now = tx.operation().now;
    let known = guarded(store::certifications_of(tx, person, now))?;
    Ok(known.into_iter().find(|it| it.paid_through().is_none_or(|last| month < last)))
}

fn recipients_for(
    tx: &mut Tx<'_>,
    child: AddresseeNumber,
    month: YearMonth,
) -> Result<Vec<AddresseeNumber>, DatabaseError> {
    guarded(store::recipients_for(tx, child, month))
}

fn household(tx: &mut Tx<'_>, event: &LifeEvent) -> Result<Vec<AddresseeNumber>, DatabaseError> {
    let as_of = AsOf::day(tx.operation(), event.happened_on);
    let Some(number) = event.household else { return Ok(Vec::new()) };
    let members = guarded(read::household(tx, number, as_of))?.map(|household| household.members);
    Ok(members.into_iter().flatten().map(|member| member.person.addressee_number).collect())
}

/// A decision that was made is told; one that could not be made is left to a clerk.
fn settle(
    tx: &mut Tx<'_>,
    event: &LifeEvent,
    recipient: AddresseeNumber,
    decided: Result<Decided, ChildAllowanceError>,
    words: (&str, &str),
) -> Result<(), DatabaseError> {
    match decided {
        Ok(decided) => {
            let difference = decided.difference.to_pay - decided.difference.overpaid;
            let ja = format!("{}（差額 {difference}）", words.0);
            let en = format!("{} (difference {} yen)", words.1, difference.get());
            raise(tx, event, recipient, (&ja, &en), None)
        }
        Err(ChildAllowanceError::Database(error)) => Err(error),
        Err(_) => {
            let ja = format!("自動で決定できません。入力してください: {}", words.0);
            let en = format!("Cannot be decided automatically, enter it: {}", words.1);
            raise(tx, event, recipient, (&ja, &en), None)
        }
    }
}

fn raise(
    tx: &mut Tx<'_>,
    event: &LifeEvent,
    about: AddresseeNumber,
    (ja, en): (&str, &str),
    days: Option<u32>,
) -> Result<(), DatabaseError> {
    let due = |days| deadline::roll_forward(deadline::days_after(event.happened_on, days), &Holidays::national());
    raise_work_item(
        tx,
        &NewWorkItem {
            business: BUSINESS,
            addressee: about,
            event_number: Some(event.event_number),
            title_ja: ja.to_owned(),
            title_en: en.to_owned(),
            due_on: days.map(due),
        },
    )
}

/// Delivery is tried again when the database failed; anything else of the register means there is nothing to read.
fn guarded<T, E: Into<ChildAllowanceError>>(outcome: Result<T, E>) -> Result<T, DatabaseError> {
    outcome.map_err(|error| match error.into() {
        ChildAllowanceError::Database(error) => error,
        _ => DatabaseError::NotFound,
    })
}

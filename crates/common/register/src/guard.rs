//! 支援措置の守り — the one place that decides what may be shown of a protected person.
//!
//! A person is shielded while a protective measure stands, and so is whoever lives with a protected person: the shared
//! address would give it away. Whoever lacks [`DISCLOSE_PERMISSION`] sees of a shielded person neither address, household, domicile
//! nor anything that was filed; that nothing is shown is itself shown. It fails closed: no measure lapses by itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use database::{Operation, Tx};
use values::{AddresseeNumber, LegalDate};

use crate::store::measures;
use crate::{Effect, Membership, Person, RegisterError};

/// The permission to see what is withheld of protected persons; for the officers in charge of the measures.
pub const DISCLOSE_PERMISSION: &str = "register.protected.disclose";

/// Which of some persons are shielded, and whether the actor may see them all the same.
#[derive(Debug, Clone)]
pub struct Disclosure {
    shielded: BTreeSet<AddresseeNumber>,
    may_disclose: bool,
}

impl Disclosure {
    /// Asks for these persons, on the day of the operation and by what is known now: protection reaches back to old records.
    ///
    /// # Errors
    /// [`RegisterError`] when the database fails; nothing may be shown then.
    pub fn of(tx: &mut Tx<'_>, persons: &[AddresseeNumber]) -> Result<Self, RegisterError> {
        let may_disclose = may_disclose(tx.operation());
        Ok(Self { shielded: measures::shielded(tx, persons)?, may_disclose })
    }

    /// Whether the person is protected, or lives with somebody who is: every screen that shows the person shows the mark.
    #[must_use]
    pub fn is_protected(&self, person: AddresseeNumber) -> bool {
        self.shielded.contains(&person)
    }

    /// Whether address, household and domicile of the person must be withheld from this actor.
    #[must_use]
    pub fn withholds(&self, person: AddresseeNumber) -> bool {
        !self.may_disclose && self.is_protected(person)
    }
}

/// Whether the actor may see what is withheld of protected persons.
#[must_use]
pub fn may_disclose(operation: &Operation) -> bool {
    operation.may(DISCLOSE_PERMISSION)
}

/// Items of which nothing is shown for a shielded person.
const WITHHELD_ITEMS: [&str; 9] = [
    "address",
    "address_since_on",
    "previous_address",
    "registered_domicile",
    "register_first_person",
    "move_out_destination",
    "household_number",
    "relationship_to_head",
    "remarks",
];

/// Takes out of the effects of an act what may not be shown to this actor.
pub(crate) fn withhold_effects(tx: &mut Tx<'_>, effects: Vec<Effect>) -> Result<Vec<Effect>, RegisterError> {
    let persons: Vec<AddresseeNumber> = effects.iter().map(|effect| effect.addressee_number).collect();
    let disclosure = Disclosure::of(tx, &persons)?;
    Ok(effects
        .into_iter()
        .map(|effect| {
            if disclosure.withholds(effect.addressee_number) && WITHHELD_ITEMS.contains(&effect.item) {
                Effect { before: None, after: None, ..effect }
            } else {
                effect
            }
        })
        .collect())
}

type Recorded<'a> = (Option<&'a Person>, Option<&'a Membership>);

/// The items of a record that differ between two states of a day.
pub(crate) fn items_changed(
    addressee_number: AddresseeNumber,
    from: NaiveDate,
    was: Recorded<'_>,
    is: Recorded<'_>,
) -> Vec<Effect> {
    items(was)
        .into_iter()
        .zip(items(is))
        .filter(|((_, _, before), (_, _, after))| before != after)
        .map(|((item, label, before), (_, _, after))| Effect { addressee_number, from, item, label, before, after })
        .collect()
}

type Item = (&'static str, &'static str, Option<String>);

fn items((person, membership): Recorded<'_>) -> Vec<Item> {
    let of = |read: fn(&Person) -> Option<String>| person.and_then(read);
    let date = |date: Option<LegalDate>| date.map(LegalDate::text);
    vec![
        ("registration_state", "住民状態", of(|it| Some(it.registration_state.label().to_owned()))),
        ("full_name", "氏名", of(|it| Some(it.full_name.to_string()))),
        ("furigana", "振り仮名", of(|it| it.furigana.as_ref().map(|kana| kana.as_str().to_owned()))),
        ("former_surname", "旧氏", of(|it| it.former_surname.as_ref().map(ToString::to_string))),
        ("alias", "通称", of(|it| it.alias.as_ref().map(ToString::to_string))),
        ("roman_name", "ローマ字氏名", of(|it| it.roman_name.as_ref().map(ToString::to_string))),
        ("born_on", "生年月日", of(|it| Some(it.born_on.text()))),
        ("sex", "性別", of(|it| Some(it.sex.label().to_owned()))),
        ("resident_record_code", "住民票コード", of(|it| it.resident_record_code.as_ref().map(ToString::to_string))),
        ("address", "住所", of(|it| Some(it.address.one_line()))),
        ("resident_since_on", "住民となった日", date(person.and_then(|it| it.resident_since_on))),
        ("address_since_on", "住所を定めた日", date(person.and_then(|it| it.address_since_on))),
        ("previous_address", "転入前住所", of(|it| it.previous_address.as_ref().map(values::Address::one_line))),
        ("registered_domicile", "本籍", of(|it| it.registered_domicile.clone())),
        ("register_first_person", "筆頭者", of(|it| it.register_first_person.clone())),
        ("planned_move_out_on", "転出予定日", of(|it| Some(day_text(it.move_out.as_ref()?.planned_on)))),
        ("confirmed_move_out_on", "転出確定日", of(|it| it.move_out.as_ref()?.confirmed_on.map(day_text))),
        ("move_out_destination", "転出先", of(destination)),
        ("deletion_reason", "消除の事由", of(|it| it.deletion_reason.map(|reason| reason.label().to_owned()))),
        ("deleted_on", "消除の異動日", date(person.and_then(|it| it.deleted_on))),
        ("remarks", "備考", of(|it| it.remarks.clone())),
        ("household_number", "世帯番号", membership.map(|it| it.household_number.to_string())),
        ("relationship_to_head", "続柄", membership.map(|it| it.relationship.to_string())),
    ]
}

fn destination(person: &Person) -> Option<String> {
    let move_out = person.move_out.as_ref()?;
    let address = move_out.confirmed_destination.as_ref().or(move_out.planned_destination.as_ref())?;
    Some(address.one_line())
}

fn day_text(day: NaiveDate) -> String {
    LegalDate::known(day).text()
}

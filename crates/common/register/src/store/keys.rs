//! Rows of `register.search_keys`: folded forms of names and addresses, present and past.

use std::collections::BTreeSet;

use database::Tx;
use diesel::prelude::*;
use values::{AddresseeNumber, kana, variants};

use crate::schema::search_keys as rows;
use crate::{Person, RegisterError};

/// What a key was folded from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyKind {
    /// A reading, first folding.
    Kana,
    /// A reading, second folding.
    KanaSecond,
    /// A name in characters.
    Name,
    /// An address.
    Address,
}

impl KeyKind {
    /// The word in the database.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Kana => "kana_k1",
            Self::KanaSecond => "kana_k2",
            Self::Name => "name",
            Self::Address => "address",
        }
    }
}

/// A row of `register.search_keys`.
#[derive(Insertable, PartialEq, Eq, PartialOrd, Ord)]
#[diesel(table_name = rows, treat_none_as_default_value = false)]
pub(crate) struct KeyRow {
    addressee_number: i64,
    key_kind: &'static str,
    search_key: String,
}

impl KeyRow {
    /// The rows of what one record is found by.
    pub(crate) fn of(owner: AddresseeNumber, person: &Person) -> Vec<Self> {
        keys(person)
            .into_iter()
            .map(|(kind, search_key)| Self { addressee_number: owner.to_i64(), key_kind: kind.code(), search_key })
            .collect()
    }
}

/// Everything that a record is found by.
pub(crate) fn keys(person: &Person) -> BTreeSet<(KeyKind, String)> {
    let mut keys = BTreeSet::new();
    for reading in [&person.furigana, &person.former_surname_furigana, &person.alias_furigana].into_iter().flatten() {
        let folded = kana::search_keys(reading.as_str());
        keys.insert((KeyKind::Kana, folded.k1));
        keys.insert((KeyKind::KanaSecond, folded.k2));
    }
    for name in [Some(&person.full_name), person.alias.as_ref()].into_iter().flatten() {
        keys.insert((KeyKind::Name, fold_name(name.as_str())));
    }
    if let Some(former) = &person.former_surname {
        keys.insert((KeyKind::Name, fold_name(former.as_str())));
        let given = person.full_name.given_name().unwrap_or_default();
        keys.insert((KeyKind::Name, fold_name(&format!("{}{given}", former.as_str()))));
    }
    if let Some(name) = &person.roman_name {
        keys.insert((KeyKind::Name, fold_name(name.as_str())));
    }
    keys.insert((KeyKind::Address, fold_address(&person.address.one_line())));
    keys.retain(|(_, key)| !key.is_empty());
    keys
}

/// A name as it is compared: variants folded, without spaces.
pub(crate) fn fold_name(name: &str) -> String {
    variants::fold(name).chars().filter(|character| !character.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// An address as it is compared: variants and digits folded, `丁目`, `番地`, `番` and `号` as dashes, without spaces.
pub(crate) fn fold_address(address: &str) -> String {
    let plain: String = fold_name(address).chars().map(plain_character).collect();
    let dashed = ["丁目", "番地の", "番地", "番", "号"].into_iter().fold(plain, |text, word| text.replace(word, "-"));
    let mut folded = String::with_capacity(dashed.len());
    for character in dashed.chars() {
        if character != '-' || !folded.ends_with('-') {
            folded.push(character);
        }
    }
    folded.trim_end_matches('-').to_owned()
}

fn plain_character(character: char) -> char {
    match character {
        '\u{FF10}'..='\u{FF19}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        'ー' | '―' | '－' | '‐' | 'ｰ' | '−' | '–' => '-',
        _ => character,
    }
}

/// Adds what a record is found by; a key that is there already stays.
pub(crate) fn insert(tx: &mut Tx<'_>, owner: AddresseeNumber, person: &Person) -> Result<(), RegisterError> {
    diesel::insert_into(rows::table)
        .values(KeyRow::of(owner, person))
        .on_conflict_do_nothing()
        .execute(tx.connection())?;
    Ok(())
}

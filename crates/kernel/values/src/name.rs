//! Names of people.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::text::{serde_as_text, to_ascii_width};

/// Why a name cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameError {
    /// Nothing but spaces.
    #[error("a name cannot be empty")]
    Empty,
    /// A character no name is written with.
    #[error("a name cannot hold the character U+{0:04X}")]
    Character(u32),
}

impl NameError {
    /// The same for the person at the screen.
    #[must_use]
    pub fn japanese(&self) -> String {
        match self {
            NameError::Empty => "氏名を入力してください。".to_owned(),
            NameError::Character(code) => {
                format!("使えない文字（U+{code:04X}）があります。その文字を除いてください。")
            }
        }
    }
}

/// 氏名 — a name as registered, kept code point for code point: never normalised, variation selectors included.
///
/// Surname and given name stand apart by the first full-width space; a name without one is all surname (通称, mononyms).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// The name.
    ///
    /// # Errors
    /// [`NameError`] when it is empty or holds a control character.
    pub fn new(name: &str) -> Result<PersonName, NameError> {
        checked(name, |_| true).map(PersonName)
    }

    /// The name as registered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first full-width space.
    #[must_use]
    pub fn surname(&self) -> &str {
        self.0.split_once('\u{3000}').map_or(&self.0, |(surname, _)| surname)
    }

    /// The part behind the first full-width space, if there is one.
    #[must_use]
    pub fn given_name(&self) -> Option<&str> {
        self.0.split_once('\u{3000}').map(|(_, given)| given)
    }

    /// How many characters a reader sees: variation selectors and combining marks do not count.
    #[must_use]
    pub fn length(&self) -> usize {
        visible_length(&self.0)
    }
}

/// 氏名（ローマ字） — the name of a foreign resident in Latin letters: ASCII capitals, one space between parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RomanName(String);

impl RomanName {
    /// The name; small and full-width letters are read, and kept as ASCII capitals.
    ///
    /// # Errors
    /// [`NameError`] when it is empty or holds anything but letters, spaces and `-'.,`.
    pub fn new(name: &str) -> Result<RomanName, NameError> {
        let plain = to_ascii_width(name).to_ascii_uppercase();
        let plain = plain.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        checked(&plain, |it| it.is_ascii_uppercase() || matches!(it, ' ' | '-' | '\'' | '.' | ',')).map(RomanName)
    }

    /// The name in ASCII capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many letters and spaces it has.
    #[must_use]
    pub fn length(&self) -> usize {
        self.0.len()
    }
}

/// The text itself, if it is not blank and every character is allowed.
pub(crate) fn checked(text: &str, is_allowed: impl Fn(char) -> bool) -> Result<String, NameError> {
    if text.trim().is_empty() {
        return Err(NameError::Empty);
    }
    match text.chars().find(|&character| character.is_control() || !is_allowed(character)) {
        Some(character) => Err(NameError::Character(u32::from(character))),
        None => Ok(text.to_owned()),
    }
}

/// Characters as a reader counts them: what only changes the character before it is not counted.
pub(crate) fn visible_length(text: &str) -> usize {
    text.chars().filter(|&character| !is_mark(character)).count()
}

/// Variation selectors, the marks of kana and Latin that combine, and the zero-width joiner.
pub(crate) fn is_mark(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{3099}' | '\u{309A}' | '\u{200D}')
        || is_variation_selector(character)
}

/// Standard and ideographic variation selectors.
pub(crate) fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{180B}'..='\u{180D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for PersonName {
    type Err = NameError;

    fn from_str(name: &str) -> Result<PersonName, NameError> {
        PersonName::new(name)
    }
}

impl fmt::Display for RomanName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for RomanName {
    type Err = NameError;

    fn from_str(name: &str) -> Result<RomanName, NameError> {
        RomanName::new(name)
    }
}

serde_as_text!(PersonName, RomanName);

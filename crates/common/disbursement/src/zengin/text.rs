//! Text as the format writes it: half-width kana without small letters, capitals, digits, space and four marks.

use std::fmt;

use values::kana::to_full_width;

use super::{Field, ZenginError};

/// The katakana of JIS X 0201 from 0xB1 (ｱ) to 0xDD (ﾝ), in the order of their codes.
const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
const FIRST_KANA: u32 = 0xFF71;
const VOICED: char = '\u{FF9E}';
const HALF_VOICED: char = '\u{FF9F}';

/// 半角カナ — text in the letters of the format, and short enough for its field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ZenginText(String);

impl ZenginText {
    /// Brings text into the letters of the format: hiragana and full width become half width, small kana large, ヲ オ,
    /// ヰ イ, ヱ エ, long marks and dashes a hyphen, ・ a full stop, small Latin letters capitals.
    ///
    /// # Errors
    /// [`ZenginError::Unwritable`], [`ZenginError::TooLong`], [`ZenginError::Empty`].
    pub fn new(field: Field, text: &str) -> Result<Self, ZenginError> {
        let mut written = String::new();
        for character in to_full_width(text.trim()).chars() {
            let letters = letters(character).ok_or(ZenginError::Unwritable { field, character })?;
            written.extend(letters.into_iter().flatten());
        }
        let length = written.chars().count();
        if length > field.width() {
            return Err(ZenginError::TooLong { field, length });
        }
        if length == 0 {
            return Err(ZenginError::Empty { field });
        }
        Ok(Self(written))
    }

    /// The text in half-width letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its bytes in JIS X 0201.
    pub(super) fn bytes(&self) -> impl Iterator<Item = u8> {
        self.0.chars().map(|character| match u8::try_from(character) {
            Ok(ascii) => ascii,
            Err(_) => u8::try_from(u32::from(character) - 0xFEC0).unwrap_or(b' '),
        })
    }

    /// The characters of JIS X 0201 bytes; none for a byte that the format does not know.
    pub(super) fn decode(bytes: &[u8]) -> Option<String> {
        bytes
            .iter()
            .map(|&byte| match byte {
                b' ' | b'A'..=b'Z' | b'0'..=b'9' | b'(' | b')' | b'-' | b'.' => Some(char::from(byte)),
                0xB1..=0xDF => char::from_u32(u32::from(byte) + 0xFEC0),
                _ => None,
            })
            .collect()
    }
}

impl fmt::Display for ZenginText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// The one or two letters that a full-width character becomes.
fn letters(character: char) -> Option<[Option<char>; 2]> {
    let plain = |letter: char| Some([Some(letter), None]);
    match character {
        'A'..='Z' | '0'..='9' | ' ' | '(' | ')' | '-' | '.' => plain(character),
        'a'..='z' => plain(character.to_ascii_uppercase()),
        'ー' | '\u{FF70}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '－' => plain('-'),
        '\u{3000}' => plain(' '),
        '・' => plain('.'),
        '！'..='～' => letters(char::from_u32(u32::from(character) - 0xFEE0)?),
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' => {
            plain(half(shifted(character, 1)?)?)
        }
        'ヵ' => plain(half('カ')?),
        'ヶ' => plain(half('ケ')?),
        'ヲ' => plain(half('オ')?),
        'ヰ' => plain(half('イ')?),
        'ヱ' => plain(half('エ')?),
        'ヴ' => Some([half('ウ'), Some(VOICED)]),
        _ => match half(character) {
            Some(letter) => plain(letter),
            None => marked(character),
        },
    }
}

/// A voiced or half-voiced katakana as letter and mark; in Unicode it stands one or two behind the plain one.
fn marked(character: char) -> Option<[Option<char>; 2]> {
    if "パピプペポ".contains(character) {
        return Some([Some(half(shifted(character, -2)?)?), Some(HALF_VOICED)]);
    }
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボ"
        .contains(character)
        .then(|| Some([Some(half(shifted(character, -1)?)?), Some(VOICED)]))
        .flatten()
}

fn shifted(character: char, steps: i32) -> Option<char> {
    u32::from(character).checked_add_signed(steps).and_then(char::from_u32)
}

fn half(character: char) -> Option<char> {
    let place = KANA.chars().position(|it| it == character)?;
    char::from_u32(FIRST_KANA + u32::try_from(place).ok()?)
}

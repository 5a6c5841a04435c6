//! Half-width to full-width and back, character for character.

use crate::finding::Trouble;

/// ASCII to its full-width forms, the space included; anything else stays.
pub(crate) fn to_full_width(text: &str, out: &mut String) {
    out.extend(text.chars().map(|character| match character {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
        _ => character,
    }));
}

/// Full-width forms of ASCII to ASCII.
pub(crate) fn to_ascii(text: &str, out: &mut String) {
    out.extend(text.chars().map(|character| match character {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ => character,
    }));
}

const PLAIN: &str =
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
const VOICED: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヺ";
const VOICED_BASE: &str = "カキクケコサシスセソタチツテトハヒフヘホウワヲ";
const HALF_VOICED: &str = "パピプペポ";

/// Full-width katakana to half-width, a voicing mark becoming a character of its own.
pub(crate) fn to_half_width_kana(text: &str, out: &mut String) -> Result<(), Trouble> {
    for character in text.chars() {
        if let Some(place) = place_in(VOICED, character) {
            out.extend(VOICED_BASE.chars().nth(place).and_then(half));
            out.push('ﾞ');
        } else if let Some(place) = place_in(HALF_VOICED, character) {
            out.extend("ハヒフヘホ".chars().nth(place).and_then(half));
            out.push('ﾟ');
        } else if character.is_ascii() {
            out.push(character);
        } else {
            out.push(half(character).ok_or_else(|| no_half_width(character))?);
        }
    }
    Ok(())
}

fn place_in(row: &str, character: char) -> Option<usize> {
    row.chars().position(|it| it == character)
}

fn half(character: char) -> Option<char> {
    match character {
        '\u{3000}' => Some(' '),
        '・' => Some('･'),
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => {
            let place = u32::try_from(place_in(PLAIN, character)?).ok()?;
            char::from_u32(0xFF66 + place)
        }
    }
}

fn no_half_width(character: char) -> Trouble {
    Trouble::error(
        "kana_no_half_width",
        format!("「{character}」には半角カナがありません。"),
        format!("U+{:04X} has no half-width form", u32::from(character)),
    )
}

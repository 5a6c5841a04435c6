//! Kana: the registered form, and the keys that names are searched by (住民記録システム標準仕様書 2.1.2).

use std::fmt;
use std::str::FromStr;

use crate::name::{NameError, checked};
use crate::text::{ascii_width, serde_as_text};

/// カナ氏名 — a reading in full-width katakana; parts stand apart by a full-width space.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kana(String);

impl Kana {
    /// The reading, as it is.
    ///
    /// # Errors
    /// [`NameError`] when it is empty or holds anything but full-width katakana, ー, ・, hyphens and full-width spaces.
    pub fn new(kana: &str) -> Result<Kana, NameError> {
        checked(kana, |it| matches!(it, 'ァ'..='ヺ' | '・' | 'ー' | 'ヽ' | 'ヾ' | '\u{3000}' | '－' | '‐')).map(Kana)
    }

    /// The reading out of half-width katakana, hiragana or a mixture.
    ///
    /// # Errors
    /// [`NameError`], as [`Kana::new`].
    pub fn from_half_width(kana: &str) -> Result<Kana, NameError> {
        Kana::new(&to_full_width(kana).replace(' ', "\u{3000}").replace('-', "－"))
    }

    /// The reading.
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

    /// Its search keys.
    #[must_use]
    pub fn search_keys(&self) -> SearchKeys {
        search_keys(&self.0)
    }
}

impl fmt::Display for Kana {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Kana {
    type Err = NameError;

    fn from_str(kana: &str) -> Result<Kana, NameError> {
        Kana::new(kana)
    }
}

serde_as_text!(Kana);

/// The two keys of a reading. Two readings match when they agree in one of them: with a single key ヂ=ジ would make
/// シ and チ the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchKeys {
    /// Voicing taken off as it stands: ヂ is チ.
    pub k1: String,
    /// ヂ and ヅ read as ジ and ズ before voicing is taken off: ヂ is シ.
    pub k2: String,
}

/// Whether two readings are the same for a search.
#[must_use]
pub fn matches(a: &str, b: &str) -> bool {
    let (a, b) = (search_keys(a), search_keys(b));
    a.k1 == b.k1 || a.k2 == b.k2
}

/// The search keys of a reading: without voicing, long marks, dashes and spaces; small kana as large; ヴァ as バ, ワ as
/// ハ, ヲ as オ, ヰ and ヱ as イ and エ; ウ behind the オ row as オ. Hiragana and half width are read as katakana.
#[must_use]
pub fn search_keys(kana: &str) -> SearchKeys {
    let wide = spell_out_v(&to_full_width(kana));
    let yotsugana: String = wide
        .chars()
        .map(|it| match it {
            'ヂ' => 'ジ',
            'ヅ' => 'ズ',
            _ => it,
        })
        .collect();
    SearchKeys { k1: fold(&wide), k2: fold(&yotsugana) }
}

/// Full-width katakana out of half-width katakana (voicing marks joined), hiragana and combining voicing marks.
/// Full-width ASCII letters and digits and the full-width space stay as they are.
#[must_use]
pub fn to_full_width(kana: &str) -> String {
    let mut wide = String::with_capacity(kana.len());
    for character in kana.chars() {
        let voiced = match character {
            '\u{FF9E}' | '\u{3099}' | '゛' => wide.pop().map(|before| (before, voiced(before))),
            '\u{FF9F}' | '\u{309A}' | '゜' => wide.pop().map(|before| (before, half_voiced(before))),
            _ => None,
        };
        match voiced {
            Some((_, Some(joined))) => wide.push(joined),
            Some((before, None)) => wide.extend([before, character]),
            None => wide.push(katakana(character)),
        }
    }
    wide
}

/// U+FF66 to U+FF9D in full width, in their order.
const HALF_WIDTH: [char; 56] = [
    'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー', 'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク',
    'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ', 'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ',
    'フ', 'ヘ', 'ホ', 'マ', 'ミ', 'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン',
];

/// The full-width katakana of one half-width kana or hiragana; any other character as it is.
fn katakana(character: char) -> char {
    match character {
        '\u{FF65}' => '・',
        '\u{FF66}'..='\u{FF9D}' => {
            let place = usize::try_from(u32::from(character) - 0xFF66).unwrap_or_default();
            HALF_WIDTH.get(place).copied().unwrap_or(character)
        }
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(character) + 0x60).unwrap_or(character),
        _ => character,
    }
}

/// The voiced katakana of one that has it: in Unicode it stands right behind.
fn voiced(character: char) -> Option<char> {
    match character {
        'ウ' => Some('ヴ'),
        'ワ' => Some('ヷ'),
        'ヲ' => Some('ヺ'),
        _ if "カキクケコサシスセソタチツテトハヒフヘホ".contains(character) => {
            char::from_u32(u32::from(character) + 1)
        }
        _ => None,
    }
}

fn half_voiced(character: char) -> Option<char> {
    "ハヒフヘホ".contains(character).then(|| char::from_u32(u32::from(character) + 2)).flatten()
}

/// ヴァ, ヴィ, ヴ, ヴェ, ヴォ and the old ヷ, ヸ, ヹ, ヺ as バ, ビ, ブ, ベ, ボ.
fn spell_out_v(kana: &str) -> String {
    let mut spelled = String::with_capacity(kana.len());
    let mut characters = kana.chars().peekable();
    while let Some(character) = characters.next() {
        let (letter, takes_next) = match (character, characters.peek()) {
            ('ヴ', Some('ァ' | 'ア')) => ('バ', true),
            ('ヴ', Some('ィ' | 'イ')) => ('ビ', true),
            ('ヴ', Some('ェ' | 'エ')) => ('ベ', true),
            ('ヴ', Some('ォ' | 'オ')) => ('ボ', true),
            ('ヴ', _) => ('ブ', false),
            ('ヷ', _) => ('バ', false),
            ('ヸ', _) => ('ビ', false),
            ('ヹ', _) => ('ベ', false),
            ('ヺ', _) => ('ボ', false),
            _ => (character, false),
        };
        spelled.push(letter);
        if takes_next {
            characters.next();
        }
    }
    spelled
}

fn fold(kana: &str) -> String {
    let mut key = String::with_capacity(kana.len());
    for character in kana.chars().filter(|&it| !is_ignored(it)) {
        let letter = plain_letter(character);
        let after_o_row = key.chars().next_back().is_some_and(|it| "オコソトノホモヨロ".contains(it));
        key.push(if letter == 'ウ' && after_o_row { 'オ' } else { letter });
    }
    key
}

/// Spaces, long marks, the dashes typed for them, the middle dot, and voicing marks that joined nothing.
fn is_ignored(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, 'ー' | '\u{FF70}' | '-' | '－' | '・' | '゛' | '゜')
        || matches!(character, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}')
}

/// One letter without voicing, large, in the spelling the rule takes as one; Latin in ASCII capitals.
fn plain_letter(character: char) -> char {
    match character {
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' => next(character, 1),
        'ヮ' | 'ワ' => 'ハ',
        'ヲ' => 'オ',
        'ヰ' => 'イ',
        'ヱ' => 'エ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        'ガ' | 'ギ' | 'グ' | 'ゲ' | 'ゴ' | 'ザ' | 'ジ' | 'ズ' | 'ゼ' | 'ゾ' => next(character, -1),
        'ダ' | 'ヂ' | 'ヅ' | 'デ' | 'ド' | 'バ' | 'ビ' | 'ブ' | 'ベ' | 'ボ' => next(character, -1),
        'パ' | 'ピ' | 'プ' | 'ペ' | 'ポ' => next(character, -2),
        _ => ascii_width(character).to_ascii_uppercase(),
    }
}

fn next(character: char, steps: i32) -> char {
    u32::from(character).checked_add_signed(steps).and_then(char::from_u32).unwrap_or(character)
}

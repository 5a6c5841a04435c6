//! CP932 bytes. The encoder of `encoding_rs` searches its tables for each kanji; a city has a billion of them, so the
//! table is turned round once, with `encoding_rs` as the source of truth.

use encoding_rs::SHIFT_JIS;

use crate::spec::CityError;
use crate::tables::Gaiji;

/// Characters to bytes.
#[derive(Debug)]
pub(crate) struct Encoder {
    /// Two bytes by code point of the basic plane, 0 where there are none.
    pairs: Vec<u16>,
    /// Sequences with a 外字 and the private character that CP932 has for it.
    gaiji: Vec<(&'static str, char)>,
}

/// Half-width katakana and voicing marks for the full-width letters from ァ (U+30A1) on.
const HALF_WIDTH: [&str; 84] = [
    "ｧ", "ｱ", "ｨ", "ｲ", "ｩ", "ｳ", "ｪ", "ｴ", "ｫ", "ｵ", "ｶ", "ｶﾞ", "ｷ", "ｷﾞ", "ｸ", "ｸﾞ", "ｹ", "ｹﾞ", "ｺ", "ｺﾞ", "ｻ", "ｻﾞ", "ｼ",
    "ｼﾞ", "ｽ", "ｽﾞ", "ｾ", "ｾﾞ", "ｿ", "ｿﾞ", "ﾀ", "ﾀﾞ", "ﾁ", "ﾁﾞ", "ｯ", "ﾂ", "ﾂﾞ", "ﾃ", "ﾃﾞ", "ﾄ", "ﾄﾞ", "ﾅ", "ﾆ", "ﾇ", "ﾈ", "ﾉ",
    "ﾊ", "ﾊﾞ", "ﾊﾟ", "ﾋ", "ﾋﾞ", "ﾋﾟ", "ﾌ", "ﾌﾞ", "ﾌﾟ", "ﾍ", "ﾍﾞ", "ﾍﾟ", "ﾎ", "ﾎﾞ", "ﾎﾟ", "ﾏ", "ﾐ", "ﾑ", "ﾒ", "ﾓ", "ｬ", "ﾔ", "ｭ",
    "ﾕ", "ｮ", "ﾖ", "ﾗ", "ﾘ", "ﾙ", "ﾚ", "ﾛ", "ﾜ", "ﾜ", "ｲ", "ｴ", "ｦ", "ﾝ", "ｳﾞ",
];

/// Kana as the old system keeps it.
pub(crate) fn half_width_kana(text: &str) -> String {
    let mut half = String::with_capacity(text.len());
    for letter in text.chars() {
        let place = u32::from(letter).checked_sub(0x30A1).and_then(|place| usize::try_from(place).ok());
        match (letter, place.and_then(|place| HALF_WIDTH.get(place))) {
            (_, Some(narrow)) => half.push_str(narrow),
            ('　', _) => half.push(' '),
            ('ー', _) => half.push('ｰ'),
            ('・', _) => half.push('･'),
            (other, _) => half.push(other),
        }
    }
    half
}

/// Kana of an account holder as 全銀 has it: no small letters, no long mark.
pub(crate) fn account_kana(kana: &str) -> String {
    const LARGE: [(char, char); 11] = [
        ('ァ', 'ア'),
        ('ィ', 'イ'),
        ('ゥ', 'ウ'),
        ('ェ', 'エ'),
        ('ォ', 'オ'),
        ('ッ', 'ツ'),
        ('ャ', 'ヤ'),
        ('ュ', 'ユ'),
        ('ョ', 'ヨ'),
        ('ヮ', 'ワ'),
        ('ー', '-'),
    ];
    let large = |letter| LARGE.iter().find(|(small, _)| *small == letter).map_or(letter, |(_, large)| *large);
    kana.chars().map(large).collect()
}

impl Encoder {
    /// Turns the decoder's table round; where it has a character twice, the pair that Windows writes is kept.
    pub(crate) fn new(gaiji: &[Gaiji]) -> Self {
        let mut pairs = vec![0_u16; 0x1_0000];
        // 13区 first, then IBM's extensions; NEC's selection of the latter (ED, EE) is never written
        let leads = (0x81_u8..=0x9F).chain(0xE0..=0xEC).chain(0xEF..=0xFC);
        for lead in leads {
            for trail in (0x40_u8..=0x7E).chain(0x80..=0xFC) {
                if let Some(position) = decode(lead, trail)
                    && let Some(slot) = pairs.get_mut(position)
                    && *slot == 0
                {
                    *slot = u16::from_be_bytes([lead, trail]);
                }
            }
        }
        let private = gaiji.iter().filter_map(|entry| {
            let code = u16::from_str_radix(entry.code, 16).ok()?;
            let [lead, trail] = code.to_be_bytes();
            let character = char::from_u32(u32::try_from(decode(lead, trail)?).ok()?)?;
            Some((entry.character, character))
        });
        Self { gaiji: private.collect(), pairs }
    }

    /// Appends the bytes of a text.
    ///
    /// # Errors
    /// A character that CP932 does not have and that is no 外字 of the city.
    pub(crate) fn append(&self, text: &str, bytes: &mut Vec<u8>) -> Result<(), CityError> {
        if text.is_ascii() {
            bytes.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        let start = bytes.len();
        if self.append_plain(text, bytes) {
            return Ok(());
        }
        bytes.truncate(start);
        let mut replaced = text.to_owned();
        for (sequence, private) in &self.gaiji {
            replaced = replaced.replace(sequence, private.encode_utf8(&mut [0; 4]));
        }
        if self.append_plain(&replaced, bytes) { Ok(()) } else { Err(CityError::NotEncodable(text.to_owned())) }
    }

    fn append_plain(&self, text: &str, bytes: &mut Vec<u8>) -> bool {
        for letter in text.chars() {
            let code = u32::from(letter);
            if let Ok(byte) = u8::try_from(code)
                && byte < 0x80
            {
                bytes.push(byte);
            } else if (0xFF61..=0xFF9F).contains(&code) {
                bytes.push(u8::try_from(code - 0xFF61 + 0xA1).unwrap_or(b'?'));
            } else {
                let pair = usize::try_from(code).ok().and_then(|position| self.pairs.get(position)).copied();
                match pair {
                    Some(pair) if pair != 0 => bytes.extend_from_slice(&pair.to_be_bytes()),
                    _ => return false,
                }
            }
        }
        true
    }
}

/// The code point for a pair of bytes, if it is one character of the basic plane.
fn decode(lead: u8, trail: u8) -> Option<usize> {
    let pair = [lead, trail];
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&pair)?;
    let mut letters = text.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    usize::try_from(u32::from(letter)).ok().filter(|code| *code <= 0xFFFF)
}

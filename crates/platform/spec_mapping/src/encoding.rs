//! Bytes to text and back. Nothing is replaced: what cannot be converted is an error that says where.

use encoding_rs::{DecoderResult, EncoderResult, SHIFT_JIS};

use crate::finding::{Trouble, hex};
use crate::gaiji::{GaijiTable, code_of, is_placeholder};
use crate::layout::Encoding;

/// Appends one field's text. A malformed byte fails the field; a 外字 that the table does not know stays as its private
/// use character (so that nothing is lost) and is reported.
pub(crate) fn decode(
    bytes: &[u8],
    encoding: Encoding,
    gaiji: &GaijiTable,
    out: &mut String,
) -> Result<Option<Trouble>, Trouble> {
    match encoding {
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => {
                out.push_str(text);
                Ok(None)
            }
            Err(error) => Err(broken(bytes, error.valid_up_to(), "UTF-8")),
        },
        Encoding::Cp932 => decode_cp932(bytes, gaiji, out),
    }
}

fn decode_cp932(bytes: &[u8], gaiji: &GaijiTable, out: &mut String) -> Result<Option<Trouble>, Trouble> {
    if let Some(ascii) = bytes.is_ascii().then(|| std::str::from_utf8(bytes).ok()).flatten() {
        out.push_str(ascii);
        return Ok(None);
    }
    let start = out.len();
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    out.reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, out, true);
    if let DecoderResult::Malformed(length, beyond) = result {
        let at = read.saturating_sub(usize::from(length) + usize::from(beyond));
        return Err(broken(bytes, at, "CP932"));
    }
    // 0x80 and its like decode to control characters of the upper half, which no Japanese file means.
    if out.get(start..).is_some_and(|text| text.chars().any(|it| ('\u{80}'..='\u{9F}').contains(&it))) {
        let at = bytes.iter().position(|byte| *byte == 0x80).unwrap_or_default();
        return Err(broken(bytes, at, "CP932"));
    }
    Ok(replace_gaiji(start, gaiji, out))
}

/// Puts the city's characters in the place of the decoder's placeholders from `start` on.
fn replace_gaiji(start: usize, gaiji: &GaijiTable, out: &mut String) -> Option<Trouble> {
    let decoded = out.get(start..)?;
    if !decoded.chars().any(is_placeholder) {
        return None;
    }
    let mut text = String::with_capacity(decoded.len() + 8);
    let mut unmapped = Vec::new();
    for character in decoded.chars() {
        match gaiji.text_of(character) {
            Some(known) => text.push_str(known),
            None => {
                text.push(character);
                unmapped.extend(code_of(character).map(|code| format!("{code:04X}")));
            }
        }
    }
    out.truncate(start);
    out.push_str(&text);
    let codes = unmapped.join(" ");
    (!unmapped.is_empty()).then(|| {
        Trouble::error(
            "gaiji_without_mapping",
            format!("外字 {codes} が外字テーブルにありません。外字テーブルに追加してから再度取り込んでください。"),
            format!("the user-defined character {codes} is not in the table of the city; add it and read again"),
        )
    })
}

fn broken(bytes: &[u8], at: usize, encoding: &str) -> Trouble {
    let rest = hex(bytes.get(at..).unwrap_or_default().get(..4).unwrap_or_else(|| bytes.get(at..).unwrap_or_default()));
    Trouble::fatal(
        "encoding_broken",
        format!(
            "{encoding} として読めないバイト（{rest}）が、項目の {} バイト目にあります。元のファイルを確かめてください。",
            at + 1
        ),
        format!("bytes {rest} at byte {} of the item are not {encoding}; look at the original file", at + 1),
    )
}

/// Appends one field's bytes. A character that the encoding does not have fails the field.
pub(crate) fn encode(text: &str, encoding: Encoding, gaiji: &GaijiTable, out: &mut Vec<u8>) -> Result<(), Trouble> {
    if encoding == Encoding::Utf8 || text.is_ascii() {
        out.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    let start = out.len();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let taken = encode_one(rest, character, gaiji, out);
        let Some(after) = taken.and_then(|length| rest.get(length..)) else {
            out.truncate(start);
            return Err(unencodable(character));
        };
        rest = after;
    }
    Ok(())
}

/// Encodes what `rest` begins with; gives the number of its bytes that were used.
fn encode_one(rest: &str, character: char, gaiji: &GaijiTable, out: &mut Vec<u8>) -> Option<usize> {
    let width = character.len_utf8();
    let known = gaiji.code_at(rest);
    // A character with a selector is the city's own before its base alone is tried.
    if let Some((code, length)) = known.filter(|(_, length)| *length > width) {
        out.extend_from_slice(&code.to_be_bytes());
        return Some(length);
    }
    let mut buffer = [0; 4];
    let one = rest.get(..width)?;
    let (result, _, written) = SHIFT_JIS.new_encoder().encode_from_utf8_without_replacement(one, &mut buffer, true);
    // ¥ and ‾ encode to 5C and 7E, which read back as other characters.
    if result == EncoderResult::InputEmpty && !matches!(character, '¥' | '‾' | '\u{80}') {
        out.extend_from_slice(buffer.get(..written)?);
        return Some(width);
    }
    let code = known.map(|(code, _)| code).or_else(|| code_of(character))?;
    out.extend_from_slice(&code.to_be_bytes());
    Some(width)
}

fn unencodable(character: char) -> Trouble {
    let point = u32::from(character);
    Trouble::error(
        "character_unencodable",
        format!(
            "「{character}」（U+{point:04X}）は CP932 で表せません。外字テーブルに追加するか、UTF-8 で出力してください。"
        ),
        format!("U+{point:04X} does not exist in CP932; add it to the table of the city or write UTF-8"),
    )
}

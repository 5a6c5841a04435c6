//! 外字: the characters that a municipality added to CP932 itself.

use std::collections::BTreeMap;

/// 外字テーブル — what each user-defined character of a city (CP932 F040–F9FC) stands for in Unicode, variation selector
/// included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GaijiTable {
    to_text: BTreeMap<char, String>,
    by_first: BTreeMap<char, Vec<(String, u16)>>,
}

impl GaijiTable {
    /// A table of nothing: every 外字 is then reported as unmapped.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A table of these pairs of CP932 code and text.
    ///
    /// # Errors
    /// The code that lies outside F040–F9FC or has no text.
    pub fn of(pairs: impl IntoIterator<Item = (u16, String)>) -> Result<Self, GaijiError> {
        let mut table = Self::default();
        for (code, text) in pairs {
            let placeholder = placeholder(code).ok_or(GaijiError::OutsideArea(code))?;
            let first = text.chars().next().ok_or(GaijiError::NoText(code))?;
            let candidates = table.by_first.entry(first).or_default();
            candidates.push((text.clone(), code));
            // The longest first, so that a base with its selector wins over the base alone.
            candidates.sort_by(|(a, a_code), (b, b_code)| b.len().cmp(&a.len()).then(a_code.cmp(b_code)));
            table.to_text.insert(placeholder, text);
        }
        Ok(table)
    }

    /// Reads codes as a vendor's table has them: `F040` and `U+908A U+E0102`.
    ///
    /// # Errors
    /// Text that is not of this form, and what [`GaijiTable::of`] refuses.
    pub fn of_code_points<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, GaijiError> {
        let pairs: Result<Vec<_>, _> = rows.into_iter().map(|(code, points)| read_row(code, points)).collect();
        Self::of(pairs?)
    }

    /// How many characters the table knows.
    pub fn len(&self) -> usize {
        self.to_text.len()
    }

    /// Whether the table knows none.
    pub fn is_empty(&self) -> bool {
        self.to_text.is_empty()
    }

    pub(crate) fn text_of(&self, placeholder: char) -> Option<&str> {
        self.to_text.get(&placeholder).map(String::as_str)
    }

    /// The 外字 with which `rest` begins: its code and how many bytes of `rest` it stands for.
    pub(crate) fn code_at(&self, rest: &str) -> Option<(u16, usize)> {
        let candidates = self.by_first.get(&rest.chars().next()?)?;
        candidates.iter().find(|(text, _)| rest.starts_with(text.as_str())).map(|(text, code)| (*code, text.len()))
    }
}

fn read_row(code: &str, points: &str) -> Result<(u16, String), GaijiError> {
    let malformed = || GaijiError::Malformed(format!("{code} {points}"));
    let number = u16::from_str_radix(code.trim(), 16).map_err(|_| malformed())?;
    let text: Option<String> = points
        .split_whitespace()
        .map(|point| point.strip_prefix("U+").and_then(|digits| u32::from_str_radix(digits, 16).ok()))
        .map(|point| point.and_then(char::from_u32))
        .collect();
    Ok((number, text.ok_or_else(malformed)?))
}

/// Why a 外字 table cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GaijiError {
    /// The code is not in the user-defined area.
    #[error("{0:04X} lies outside F040-F9FC")]
    OutsideArea(u16),
    /// Nothing is said of what the code stands for.
    #[error("{0:04X} has no text")]
    NoText(u16),
    /// The row has another form than `F040` and `U+908A U+E0102`.
    #[error("`{0}` is not a code and its code points")]
    Malformed(String),
}

const FIRST_PLACEHOLDER: u32 = 0xE000;
const CELLS_A_ROW: u32 = 188;

/// The private-use character that CP932 decoders give for a user-defined code.
fn placeholder(code: u16) -> Option<char> {
    let [lead, trail] = code.to_be_bytes();
    let row = lead.checked_sub(0xF0).filter(|row| *row < 10)?;
    let cell = match trail {
        0x40..=0x7E => trail - 0x40,
        0x80..=0xFC => trail - 0x41,
        _ => return None,
    };
    char::from_u32(FIRST_PLACEHOLDER + u32::from(row) * CELLS_A_ROW + u32::from(cell))
}

/// Whether the character is a decoder's placeholder for a user-defined code.
pub(crate) fn is_placeholder(character: char) -> bool {
    ('\u{E000}'..='\u{E757}').contains(&character)
}

/// The user-defined code of a placeholder.
pub(crate) fn code_of(placeholder: char) -> Option<u16> {
    if !is_placeholder(placeholder) {
        return None;
    }
    let place = u32::from(placeholder) - FIRST_PLACEHOLDER;
    let cell = place % CELLS_A_ROW;
    let trail = if cell < 0x3F { cell + 0x40 } else { cell + 0x41 };
    u16::try_from((0xF0 + place / CELLS_A_ROW) * 0x100 + trail).ok()
}

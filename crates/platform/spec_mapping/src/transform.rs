//! The closed list of transforms, each read in both directions.

use std::sync::Arc;

use values::kana;

use crate::check::date_malformed;
use crate::codes::{CodeList, CodeValue, Conversion};
use crate::file_date::FileDate;
use crate::finding::Trouble;
use crate::layout::DateForm;
use crate::mapping::Parameters;
use crate::record::Record;
use crate::width;

/// The values that one rule looks at: some items of a record.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(crate) record: &'a Record,
    pub(crate) items: &'a [usize],
}

impl<'a> Given<'a> {
    pub(crate) fn get(self, place: usize) -> &'a str {
        self.items.get(place).map_or("", |index| self.record.text(*index))
    }

    fn all(self) -> Vec<&'a str> {
        (0..self.items.len()).map(|place| self.get(place)).collect()
    }

    fn is_empty(self) -> bool {
        self.items.iter().all(|index| self.record.text(*index).is_empty())
    }
}

/// Which column of a code list a target item takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Code,
    Label,
    Group,
}

impl Column {
    fn of(self, value: &CodeValue) -> &str {
        match self {
            Self::Code => &value.code,
            Self::Label => &value.label,
            Self::Group => value.group.as_deref().unwrap_or_default(),
        }
    }
}

/// What a target item takes from a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DatePart {
    /// The date in the target's form.
    Date,
    /// 不詳フラグ: 1 if a part is unknown or there is a wording.
    IsUnknown,
    /// 元号 as its national code; empty if the source has none.
    Era,
    /// 不詳表記: the wording.
    Wording,
}

/// One way of making target values from source values and back. A place counts the rule's own items from 0.
#[derive(Debug, Clone)]
pub(crate) enum Transform {
    Copy,
    Constant(String),
    Parameter(String),
    Codes(Arc<Conversion>),
    Lookup { list: Arc<CodeList>, key: Column, parts: Vec<Column> },
    Relationship { table: Arc<Conversion>, list: Arc<CodeList> },
    Date { from: DateForm, to: DateForm, parts: Vec<DatePart> },
    ResidentName,
    SplitName,
    KanaName,
    FullWidthKana,
    FullWidth,
    PadZeros { from: usize, to: usize },
    Join(String),
}

type Written = Result<(), Trouble>;

impl Transform {
    /// Appends the value of the rule's target item at `place`.
    pub(crate) fn forward(&self, given: Given<'_>, place: usize, with: &Parameters, out: &mut String) -> Written {
        match self {
            Self::Constant(value) => out.push_str(value),
            Self::Parameter(name) => out.push_str(with.get(name)),
            _ if given.is_empty() => {}
            Self::Copy => out.push_str(given.get(place)),
            Self::Codes(table) => out.push_str(convert(table, given.get(0), place)?),
            Self::Lookup { list, key, parts } => {
                let value = find(list, *key, given.get(0))?;
                out.push_str(parts.get(place).map_or("", |column| column.of(value)));
            }
            Self::Relationship { table, list } => relationship(table, list, given.get(0), place, out)?,
            Self::Date { from, to, parts } => date(given, (*from, *to), parts.get(place).copied(), out)?,
            Self::ResidentName => resident_name(given.get(0), given.get(1), place, out),
            Self::SplitName => out.push_str(name_part(given.get(0), place)),
            Self::KanaName => {
                let mut wide = String::new();
                width::to_full_width(&kana::to_full_width(given.get(0)), &mut wide);
                let is_foreign = !given.get(1).is_empty();
                out.push_str(if is_foreign && place > 0 { "" } else { name_part(&wide, place) });
            }
            Self::FullWidthKana => width::to_full_width(&kana::to_full_width(given.get(0)), out),
            Self::FullWidth => width::to_full_width(given.get(0), out),
            Self::PadZeros { to, .. } => pad(given.get(0), *to, out),
            Self::Join(separator) => out.push_str(&given.all().join(separator)),
        }
        Ok(())
    }

    /// Appends the value of the rule's source item at `place`, made from its target items.
    pub(crate) fn backward(&self, given: Given<'_>, place: usize, out: &mut String) -> Written {
        if given.is_empty() {
            return Ok(());
        }
        match self {
            Self::Constant(_) | Self::Parameter(_) => {}
            Self::Copy => out.push_str(given.get(place)),
            Self::Codes(table) => {
                let values = given.all();
                out.push_str(table.source_of(&values).ok_or_else(|| no_source(&values))?);
            }
            Self::Lookup { list, key, parts } => lookup_back(list, *key, parts, given, out)?,
            Self::Relationship { table, .. } => {
                let label = given.items.last().map_or("", |index| given.record.text(*index));
                out.push_str(table.source_of(&[label]).unwrap_or(label));
            }
            Self::Date { from, to, parts } => date_back(given, (*from, *to), parts, place, out)?,
            Self::ResidentName => resident_name_back(given, place, out),
            Self::SplitName => out.push_str(given.get(0)),
            // The second source item only tells whether the resident is foreign; its own rule restores it.
            Self::KanaName if place > 0 => {}
            Self::KanaName | Self::FullWidthKana => width::to_half_width_kana(given.get(0), out)?,
            Self::FullWidth => width::to_ascii(given.get(0), out),
            Self::PadZeros { from, .. } => unpad(given.get(0), *from, out)?,
            Self::Join(separator) => {
                out.push_str(given.get(0).split(separator.as_str()).nth(place).unwrap_or_default())
            }
        }
        Ok(())
    }
}

fn convert<'t>(table: &'t Conversion, value: &str, place: usize) -> Result<&'t str, Trouble> {
    let row = table.row(value).ok_or_else(|| unknown_code(value, &table.name))?;
    if let Some(choice) = &row.clerk {
        return Err(needs_clerk("code_needs_clerk", value, choice));
    }
    Ok(row.to.get(place).map_or("", String::as_str))
}

fn find<'l>(list: &'l CodeList, key: Column, value: &str) -> Result<&'l CodeValue, Trouble> {
    let found = if key == Column::Label { list.by_label(value) } else { list.by_code(value) };
    found.ok_or_else(|| unknown_code(value, &list.name))
}

fn lookup_back(list: &CodeList, key: Column, parts: &[Column], given: Given<'_>, out: &mut String) -> Written {
    // Any of the parts that names a value will do; the code names one and only one.
    let by = |column| parts.iter().position(|part| *part == column).map(|place| given.get(place));
    let value = match (by(Column::Code), by(Column::Label)) {
        (Some(code), _) => find(list, Column::Code, code)?,
        (None, Some(label)) => find(list, Column::Label, label)?,
        (None, None) => return Ok(()),
    };
    out.push_str(key.of(value));
    Ok(())
}

/// Targets: 続柄コード1 to 4, then 続柄表記. A label is converted by the table; one that the table does not have is read
/// by the national grammar (terms of the list joined by の).
fn relationship(table: &Conversion, list: &CodeList, label: &str, place: usize, out: &mut String) -> Written {
    let standard = match table.row(label) {
        Some(row) => match &row.clerk {
            Some(choice) => return Err(needs_clerk("relationship_needs_clerk", label, choice)),
            None => row.to.first().map_or(label, String::as_str),
        },
        None => label,
    };
    let mut codes = [""; 4];
    let mut terms = standard.split('の');
    for code in &mut codes {
        match terms.next().map(|term| list.by_label(term)) {
            Some(Some(value)) => *code = &value.code,
            Some(None) => return Err(unknown_relationship(label)),
            None => break,
        }
    }
    if terms.next().is_some() {
        return Err(unknown_relationship(label));
    }
    out.push_str(codes.get(place).copied().unwrap_or(standard));
    Ok(())
}

fn date(given: Given<'_>, forms: (DateForm, DateForm), part: Option<DatePart>, out: &mut String) -> Written {
    let (text, wording) = (given.get(0), given.get(1));
    let (from, to) = forms;
    match part {
        Some(DatePart::Wording) => out.push_str(wording),
        Some(DatePart::IsUnknown) if !wording.is_empty() => out.push('1'),
        Some(_) if text.is_empty() => {}
        Some(part) => {
            let read = FileDate::read(text, from).ok_or_else(|| date_malformed(text))?.in_own_era();
            match part {
                DatePart::Date => read.write(to, out).ok_or_else(|| date_malformed(text))?,
                DatePart::IsUnknown => out.push(if read.is_partly_unknown() { '1' } else { '0' }),
                DatePart::Era => out.extend(read.era.and_then(|era| char::from_digit(era.code(), 10))),
                DatePart::Wording => {}
            }
        }
        None => {}
    }
    Ok(())
}

fn date_back(
    given: Given<'_>,
    forms: (DateForm, DateForm),
    parts: &[DatePart],
    place: usize,
    out: &mut String,
) -> Written {
    let (from, to) = forms;
    let part = |wanted| parts.iter().position(|part| *part == wanted).map(|at| given.get(at));
    if place > 0 {
        out.push_str(part(DatePart::Wording).unwrap_or_default());
        return Ok(());
    }
    let text = part(DatePart::Date).unwrap_or_default();
    if text.is_empty() {
        return Ok(());
    }
    let read = FileDate::read(text, to).ok_or_else(|| date_malformed(text))?;
    let era = part(DatePart::Era).and_then(|code| code.parse().ok()).and_then(values::Era::of_code);
    FileDate { era, ..read }.write(from, out).ok_or_else(|| date_malformed(text))
}

/// Sources: 氏名, ローマ字氏名 (of foreign residents only). Targets: 氏名, 氏, 名, ローマ字, 漢字 of foreign residents.
fn resident_name(name: &str, roman: &str, place: usize, out: &mut String) {
    match (place, roman.is_empty(), name.is_empty()) {
        (0, false, true) | (3, _, _) => width::to_full_width(roman, out),
        (0, _, _) => out.push_str(name),
        (1 | 2, true, _) => out.push_str(name_part(name, place)),
        (4, false, _) => out.push_str(name),
        _ => {}
    }
}

fn resident_name_back(given: Given<'_>, place: usize, out: &mut String) {
    let roman = given.get(3);
    match (place, roman.is_empty()) {
        (0, true) => out.push_str(given.get(0)),
        (0, false) => out.push_str(given.get(4)),
        _ => width::to_ascii(roman, out),
    }
}

/// 0 the whole name, 1 the part before its one full-width space, 2 the part behind it. A name with no space or several
/// has no parts: which is which is for a clerk to say.
fn name_part(name: &str, place: usize) -> &str {
    if place == 0 {
        return name;
    }
    match name.split_once('\u{3000}') {
        Some((surname, given)) if !given.contains('\u{3000}') => {
            if place == 1 {
                surname
            } else {
                given
            }
        }
        Some(_) | None => "",
    }
}

fn pad(value: &str, width: usize, out: &mut String) {
    out.extend(std::iter::repeat_n('0', width.saturating_sub(value.len())));
    out.push_str(value);
}

fn unpad(value: &str, width: usize, out: &mut String) -> Written {
    let (zeros, rest) = value.split_at_checked(value.len().saturating_sub(width)).unwrap_or(("", value));
    if zeros.bytes().any(|byte| byte != b'0') {
        return Err(Trouble::error(
            "number_too_long",
            format!("「{value}」は {width} 桁に収まりません。"),
            format!("`{value}` does not fit into {width} digits"),
        ));
    }
    pad(rest, width, out);
    Ok(())
}

fn unknown_code(value: &str, list: &str) -> Trouble {
    Trouble::error(
        "code_unknown",
        format!("「{value}」は「{list}」にありません。変換表に追加するか、元の値を直してください。"),
        format!("`{value}` is not in the table `{list}`; add it there or mend the source"),
    )
}

fn unknown_relationship(label: &str) -> Trouble {
    Trouble::error(
        "relationship_unknown",
        format!("続柄「{label}」は変換表にも標準の続柄にもありません。変換表に追加するか、元の値を直してください。"),
        format!("the relationship `{label}` is neither in the table nor one of the national grammar"),
    )
}

fn needs_clerk(code: &'static str, value: &str, choice: &str) -> Trouble {
    Trouble::error(
        code,
        format!("「{value}」は自動で変換できません（{choice}）。職員が確認して決めてください。"),
        format!("`{value}` cannot be converted by a program ({choice}); a clerk must decide"),
    )
}

fn no_source(values: &[&str]) -> Trouble {
    let values = values.join(", ");
    Trouble::error(
        "code_without_source",
        format!("「{values}」に当たる元の値が変換表にありません。"),
        format!("no source value of the table stands for `{values}`"),
    )
}

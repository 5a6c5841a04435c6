//! Reading a file record by record. A record that cannot be read is handed out as rejected, and the next one follows.

mod csv_line;
mod lines;

use std::io::Read;
use std::sync::Arc;

use crate::encoding::decode;
use crate::finding::{Finding, Place, Severity, Trouble, excerpt, hex};
use crate::gaiji::GaijiTable;
use crate::layout::{Encoding, Format, Header, Item, Layout, Newline};
use crate::record::Record;

use csv_line::{Fields, Split};
use lines::{Line, Lines};

/// A record as its file has it, aligned with its layout, and what reading it brought to light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRecord {
    /// Where it stands.
    pub place: Place,
    /// The values in the order of the layout's items.
    pub record: Record,
    /// What reading (and, if the caller asks for it, checking) found. Nothing here is fatal.
    pub findings: Vec<Finding>,
}

impl SourceRecord {
    /// Holds the record against the layout and keeps what that finds.
    pub fn check(&mut self, layout: &Layout) {
        layout.check(&self.record, &self.place, &mut self.findings);
    }

    /// The weightiest finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// A line that could not be read as a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Where it stands.
    pub place: Place,
    /// Why; at least one is fatal.
    pub findings: Vec<Finding>,
}

/// Reads the records of one file.
#[derive(Debug)]
pub struct RecordReader<'a, R> {
    layout: &'a Layout,
    gaiji: &'a GaijiTable,
    file: Arc<str>,
    lines: Lines<R>,
    fields: Fields,
    newline: Option<Newline>,
    columns: usize,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    BeforeHeader,
    InRecords,
    Ended,
}

/// No record of a municipality comes near this; a file without newlines must not fill the memory.
const LONGEST_RECORD: usize = 1 << 20;
/// A quoted field may run over lines; a stray quote must not swallow the file.
const MOST_LINES_A_RECORD: usize = 50;

impl<'a, R: Read> RecordReader<'a, R> {
    /// A reader of `input`, which is the file called `file_name`.
    pub fn new(layout: &'a Layout, file_name: &str, input: R, gaiji: &'a GaijiTable) -> Self {
        let state = if layout.file.header == Header::Names { State::BeforeHeader } else { State::InRecords };
        Self {
            layout,
            gaiji,
            file: Arc::from(file_name),
            lines: Lines::new(input, LONGEST_RECORD),
            fields: Fields::default(),
            newline: None,
            columns: layout.ordered_count(),
            state,
        }
    }

    fn read_next(&mut self) -> Option<Result<SourceRecord, Rejected>> {
        let place = self.place();
        let without_newline = self.layout.file.newline == Newline::None;
        let line = match self.layout.file.record_bytes.filter(|_| without_newline) {
            Some(length) => self.lines.read_exactly(length),
            None => self.lines.read_line(),
        };
        let mut findings = Vec::new();
        match line {
            Ok(None) => return None,
            Ok(Some(Line::TooLong)) => return Some(Err(reject(place, too_long(), String::new()))),
            Ok(Some(Line::Complete(newline))) => {
                // The end-of-file mark of MS-DOS is no record.
                if self.lines.bytes() == [0x1A] {
                    return None;
                }
                findings.extend(self.newline_trouble(newline).map(|it| it.about_record(&place, String::new())));
            }
            Err(error) => {
                self.state = State::Ended;
                return Some(Err(reject(place, unreadable(&error), String::new())));
            }
        }
        let mut source = SourceRecord { place, record: Record::with_capacity(self.layout.items().len()), findings };
        let is_readable = match self.layout.file.format {
            Format::Csv => self.read_csv(&mut source),
            Format::Fixed => self.read_fixed(&mut source),
        };
        Some(if is_readable { Ok(source) } else { Err(Rejected { place: source.place, findings: source.findings }) })
    }

    fn place(&self) -> Place {
        Place { file: Arc::clone(&self.file), line: self.lines.line(), byte_offset: self.lines.offset() }
    }

    /// The first newline tells the file's habit; a record that departs from it is noted.
    fn newline_trouble(&mut self, newline: Newline) -> Option<Trouble> {
        let declared = self.layout.file.newline;
        if declared == Newline::None {
            return None;
        }
        if newline == Newline::None {
            return Some(Trouble::new(
                Severity::Warning,
                "no_final_newline",
                "最後の行に改行がありません。ファイルが途中で切れていないか、件数を確かめてください。",
                "the last line has no newline; compare the counts, the file may be cut off",
            ));
        }
        let is_first = self.newline.is_none();
        let habit = *self.newline.get_or_insert(newline);
        (newline != habit || (is_first && newline != declared)).then(|| {
            Trouble::new(
                Severity::Warning,
                "newline_mixed",
                format!("改行が {newline:?} です（想定は {declared:?}）。ファイル転送の方法を確かめてください。"),
                format!("the newline is {newline:?} where {declared:?} is expected; look at how the file was sent"),
            )
        })
    }

    fn split_csv(&mut self) -> Result<(), Trouble> {
        for _ in 0..MOST_LINES_A_RECORD {
            match self.fields.split(self.lines.bytes()) {
                Split::Whole => return Ok(()),
                Split::StrayQuote => return Err(stray_quote()),
                Split::OpenQuote => {
                    if !self.lines.read_continuation().unwrap_or_default() {
                        break;
                    }
                }
            }
        }
        Err(open_quote())
    }

    /// Takes a CSV record apart; gives whether every item could be read.
    fn read_csv(&mut self, source: &mut SourceRecord) -> bool {
        let problem = self.split_csv().err().or_else(|| {
            let count = self.fields.len();
            (count != self.columns).then(|| column_count(count, self.columns))
        });
        if let Some(trouble) = problem {
            source.findings.push(trouble.about_record(&source.place, String::new()));
            return false;
        }
        let mut is_readable = true;
        for index in 0..self.layout.items().len() {
            let bytes = if index < self.columns { self.fields.get(index) } else { &[] };
            is_readable &= self.push(source, index, bytes);
        }
        is_readable
    }

    /// Cuts a fixed-length record; gives whether every item could be read.
    fn read_fixed(&self, source: &mut SourceRecord) -> bool {
        let mut rest = self.lines.bytes();
        let expected = self.layout.file.record_bytes.unwrap_or_default();
        if rest.len() != expected {
            let trouble = record_length(rest.len(), expected);
            source.findings.push(trouble.about_record(&source.place, String::new()));
            return false;
        }
        let mut is_readable = true;
        for (index, item) in self.layout.items().iter().enumerate() {
            let (own, after) = rest.split_at_checked(item.length.unwrap_or_default()).unwrap_or((rest, &[]));
            rest = after;
            is_readable &= self.push(source, index, own);
        }
        is_readable
    }

    /// Decodes one item; gives whether that went without a malformed byte.
    fn push(&self, source: &mut SourceRecord, index: usize, bytes: &[u8]) -> bool {
        let is_fixed = self.layout.file.format == Format::Fixed;
        let mut seen = None;
        let decoded = source.record.push_with(|out| {
            let start = out.len();
            seen = decode(bytes, self.layout.file.encoding, self.gaiji, out)?;
            if is_fixed {
                let kept = out.get(start..).map_or(0, |text| text.trim_end_matches([' ', '\u{3000}']).len());
                out.truncate(start + kept);
            }
            Ok(())
        });
        if let Some(trouble) = seen {
            source.findings.push(self.layout.finding(index, source.record.text(index), trouble, &source.place));
        }
        let Err(trouble) = decoded else { return true };
        let is_secret = self.layout.items().get(index).is_some_and(|item: &Item| item.secret);
        let mut finding = self.layout.finding(index, "", trouble, &source.place);
        finding.value_excerpt = excerpt(&hex(bytes), is_secret);
        source.findings.push(finding);
        false
    }

    /// Reads the header line: the layout's headings, with or without the supplements.
    fn read_header(&mut self) -> Option<Rejected> {
        self.state = State::InRecords;
        let found = self.header_text()?;
        let headings: Vec<&str> = self.layout.items().iter().map(Item::heading).collect();
        let ordered = headings.get(..self.layout.ordered_count()).unwrap_or_default();
        let place = Place { file: Arc::clone(&self.file), line: 1, byte_offset: 0 };
        match found {
            Ok(names) if names == headings => self.columns = headings.len(),
            Ok(names) if names == ordered => {}
            Ok(names) => {
                self.state = State::Ended;
                return Some(reject(place, wrong_header(&names, ordered), String::new()));
            }
            Err(trouble) => {
                self.state = State::Ended;
                return Some(reject(place, trouble, String::new()));
            }
        }
        None
    }

    /// The names of the header line; `None` for an empty file.
    fn header_text(&mut self) -> Option<Result<Vec<String>, Trouble>> {
        match self.lines.read_line() {
            Err(error) => return Some(Err(unreadable(&error))),
            Ok(None) => return Some(Err(empty_file())),
            Ok(Some(Line::TooLong)) => return Some(Err(too_long())),
            Ok(Some(Line::Complete(newline))) => {
                self.newline = Some(newline).filter(|it| *it == self.layout.file.newline)
            }
        }
        if self.layout.file.encoding == Encoding::Utf8 {
            self.lines.drop_byte_order_mark();
        }
        if let Err(trouble) = self.split_csv() {
            return Some(Err(trouble));
        }
        let mut names = Vec::with_capacity(self.fields.len());
        for index in 0..self.fields.len() {
            let mut name = String::new();
            if let Err(trouble) = decode(self.fields.get(index), self.layout.file.encoding, self.gaiji, &mut name) {
                return Some(Err(trouble));
            }
            names.push(name);
        }
        Some(Ok(names))
    }
}

impl<R: Read> Iterator for RecordReader<'_, R> {
    type Item = Result<SourceRecord, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::BeforeHeader
            && let Some(rejected) = self.read_header()
        {
            return Some(Err(rejected));
        }
        if self.state == State::Ended {
            return None;
        }
        self.read_next()
    }
}

fn reject(place: Place, trouble: Trouble, value_excerpt: String) -> Rejected {
    let findings = vec![trouble.about_record(&place, value_excerpt)];
    Rejected { place, findings }
}

fn unreadable(error: &std::io::Error) -> Trouble {
    Trouble::fatal(
        "file_unreadable",
        format!("ファイルを読めません（{error}）。ここまでの行は読み込み済みです。"),
        format!("the file cannot be read on from here: {error}"),
    )
}

fn empty_file() -> Trouble {
    Trouble::fatal(
        "file_empty",
        "ファイルが空です。見出し行がありません。元のファイルを確かめてください。",
        "the file is empty: it lacks its header line",
    )
}

fn too_long() -> Trouble {
    Trouble::fatal(
        "record_too_long",
        "1 行が長すぎます。改行が失われていないか、レイアウトが合っているか確かめてください。",
        "the line is too long for any record; have its newlines been lost, or is it another layout's file?",
    )
}

fn stray_quote() -> Trouble {
    Trouble::fatal(
        "quote_stray",
        "閉じた引用符の後に文字があります。項目内の引用符は二重にしてください。",
        "text follows a closing quote; double the quotes inside a field",
    )
}

fn open_quote() -> Trouble {
    Trouble::fatal(
        "quote_open",
        "引用符が閉じていません。この行を直すか、元のファイルが途中で切れていないか確かめてください。",
        "a quote is never closed; mend the line, or see whether the file is cut off",
    )
}

fn column_count(found: usize, expected: usize) -> Trouble {
    Trouble::fatal(
        "column_count",
        format!("列数が {found} です（正しくは {expected}）。行が途中で切れていないか確かめてください。"),
        format!("{found} columns instead of {expected}; see whether the line is cut off"),
    )
}

fn record_length(found: usize, expected: usize) -> Trouble {
    Trouble::fatal(
        "record_length",
        format!("レコードが {found} バイトです（正しくは {expected}）。元のファイルを確かめてください。"),
        format!("the record has {found} bytes instead of {expected}; look at the original file"),
    )
}

fn wrong_header(found: &[String], expected: &[&str]) -> Trouble {
    let at = found.iter().zip(expected).position(|(a, b)| a != b).unwrap_or_else(|| found.len().min(expected.len()));
    let have = found.get(at).map_or("", String::as_str);
    let want = expected.get(at).copied().unwrap_or_default();
    Trouble::fatal(
        "header_wrong",
        format!(
            "見出しの {} 列目が「{have}」です（正しくは「{want}」）。ファイルの種類とレイアウトを確かめてください。",
            at + 1
        ),
        format!("heading {} is `{have}` instead of `{want}`; is this a file of another layout?", at + 1),
    )
}

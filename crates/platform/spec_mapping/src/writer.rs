//! Writing records in the form of a layout. What the encoding cannot say is reported, never replaced.

use std::io::{self, Write};

use crate::encoding::encode;
use crate::finding::{Finding, Place, Trouble};
use crate::gaiji::GaijiTable;
use crate::layout::{Format, Header, Item, ItemKind, Layout, Newline, Quote};
use crate::record::Record;

/// Which columns a file gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The columns of the specification's order.
    Ordered,
    /// These and the supplements behind them.
    WithSupplements,
}

/// Writes one file of a layout.
#[derive(Debug)]
pub struct RecordWriter<'a, W> {
    layout: &'a Layout,
    gaiji: &'a GaijiTable,
    output: W,
    columns: usize,
    line: Vec<u8>,
    field: Vec<u8>,
}

impl<'a, W: Write> RecordWriter<'a, W> {
    /// A writer that has already written the header line, if the layout has one.
    ///
    /// # Errors
    /// When writing fails.
    pub fn new(layout: &'a Layout, output: W, gaiji: &'a GaijiTable, extent: Extent) -> io::Result<Self> {
        let columns = match extent {
            Extent::Ordered => layout.ordered_count(),
            Extent::WithSupplements => layout.items().len(),
        };
        let mut writer = Self { layout, gaiji, output, columns, line: Vec::new(), field: Vec::new() };
        if layout.file.header == Header::Names {
            writer.write_header()?;
        }
        Ok(writer)
    }

    /// Writes a record, unless one of its values cannot be written: then nothing is, and the findings say why. `place`
    /// is where the record comes from.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&mut self, record: &Record, place: &Place) -> io::Result<Vec<Finding>> {
        let mut findings = Vec::new();
        self.line.clear();
        for (index, item) in self.layout.items().iter().enumerate().take(self.columns) {
            let value = record.get(index).or(item.default.as_deref()).unwrap_or_default();
            self.field.clear();
            let encoded = encode(value, self.layout.file.encoding, self.gaiji, &mut self.field);
            let added = encoded.and_then(|()| self.add_field(index, item));
            if let Err(trouble) = added {
                findings.push(self.layout.finding(index, value, trouble, place));
            }
        }
        if findings.is_empty() {
            self.end_line()?;
        }
        Ok(findings)
    }

    /// Ends the file and gives the output back.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.output.flush()?;
        Ok(self.output)
    }

    fn add_field(&mut self, index: usize, item: &Item) -> Result<(), Trouble> {
        match self.layout.file.format {
            Format::Csv => {
                self.add_csv(index);
                Ok(())
            }
            Format::Fixed => self.add_fixed(item),
        }
    }

    fn add_csv(&mut self, index: usize) {
        if index > 0 {
            self.line.push(b',');
        }
        let needs_quotes = self.field.iter().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'));
        if !needs_quotes && self.layout.file.quote == Quote::Needed {
            self.line.extend_from_slice(&self.field);
            return;
        }
        self.line.push(b'"');
        for byte in &self.field {
            if *byte == b'"' {
                self.line.push(b'"');
            }
            self.line.push(*byte);
        }
        self.line.push(b'"');
    }

    fn add_fixed(&mut self, item: &Item) -> Result<(), Trouble> {
        let width = item.length.unwrap_or_default();
        let used = self.field.len();
        let room = width.checked_sub(used).ok_or_else(|| too_wide(used, width))?;
        let is_full_width = item.kind == ItemKind::N;
        let wide_space: &[u8] = &WIDE_SPACE;
        match item.kind {
            ItemKind::Integer if used > 0 => {
                self.line.extend(std::iter::repeat_n(b'0', room));
                self.line.extend_from_slice(&self.field);
            }
            // A full-width item of CP932 is filled with full-width spaces; an odd byte at its end with a half-width one.
            _ if is_full_width && self.layout.file.encoding == crate::layout::Encoding::Cp932 => {
                self.line.extend_from_slice(&self.field);
                self.line.extend(wide_space.repeat(room / 2));
                self.line.extend(std::iter::repeat_n(b' ', room % 2));
            }
            _ => {
                self.line.extend_from_slice(&self.field);
                self.line.extend(std::iter::repeat_n(b' ', room));
            }
        }
        Ok(())
    }

    fn end_line(&mut self) -> io::Result<()> {
        match self.layout.file.newline {
            Newline::Crlf => self.line.extend_from_slice(b"\r\n"),
            Newline::Lf => self.line.push(b'\n'),
            Newline::None => {}
        }
        self.output.write_all(&self.line)
    }

    fn write_header(&mut self) -> io::Result<()> {
        self.line.clear();
        for (index, item) in self.layout.items().iter().enumerate().take(self.columns) {
            self.field.clear();
            encode(item.heading(), self.layout.file.encoding, self.gaiji, &mut self.field)
                .map_err(|trouble| io::Error::new(io::ErrorKind::InvalidData, trouble.en))?;
            self.add_csv(index);
        }
        self.end_line()
    }
}

/// 全角空白 in CP932.
const WIDE_SPACE: [u8; 2] = [0x81, 0x40];

fn too_wide(used: usize, width: usize) -> Trouble {
    Trouble::error(
        "too_wide",
        format!("{used} バイトになり、項目の {width} バイトに収まりません。"),
        format!("takes {used} bytes and does not fit into the item's {width}"),
    )
}

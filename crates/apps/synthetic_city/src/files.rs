//! The files of a delivery, written as a stream: bytes, lines and SHA-256 are counted on the way.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::cp932::{Encoder, half_width_kana};
use crate::legacy::{Record, Shape};
use crate::spec::CityError;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FileSummary {
    /// The name in the delivery's folder.
    pub name: &'static str,
    /// `CP932` or `UTF-8`.
    pub encoding: &'static str,
    /// Records, without the header line.
    pub records: u64,
    /// Size.
    pub bytes: u64,
    /// Of the whole file, in hex.
    pub sha256: String,
}

/// A file being written.
pub(crate) struct LegacyFile {
    name: &'static str,
    encoding: &'static str,
    path: PathBuf,
    writer: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
    lines: u64,
    header_lines: u64,
}

impl LegacyFile {
    pub(crate) fn create(folder: &Path, name: &'static str, encoding: &'static str) -> Result<Self, CityError> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(|source| CityError::Write { path: path.clone(), source })?;
        let writer = BufWriter::with_capacity(1 << 18, file);
        Ok(Self { name, encoding, path, writer, hash: Sha256::new(), bytes: 0, lines: 0, header_lines: 0 })
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Writes the names of the columns.
    pub(crate) fn header(&mut self, columns: &[&str]) -> Result<(), CityError> {
        self.header_lines = 1;
        self.line(format!("{}\r\n", columns.join(",")).as_bytes())?;
        Ok(())
    }

    /// Writes a line, its ending included, and gives its number.
    pub(crate) fn line(&mut self, bytes: &[u8]) -> Result<u64, CityError> {
        self.writer.write_all(bytes).map_err(|source| CityError::Write { path: self.path.clone(), source })?;
        self.hash.update(bytes);
        self.bytes += u64::try_from(bytes.len()).unwrap_or(0);
        self.lines += 1;
        Ok(self.lines)
    }

    pub(crate) fn finish(mut self) -> Result<FileSummary, CityError> {
        self.writer.flush().map_err(|source| CityError::Write { path: self.path.clone(), source })?;
        Ok(FileSummary {
            name: self.name,
            encoding: self.encoding,
            records: self.lines - self.header_lines,
            bytes: self.bytes,
            sha256: hex::encode(self.hash.finalize()),
        })
    }
}

/// Columns of a CSV file that hold kana.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KanaColumns(pub(crate) &'static [usize]);

/// Columns of a cut-off line that reach the file.
const CUT_OFF_COLUMNS: usize = 20;
/// Bytes of a cut-off household record that reach the file.
const CUT_OFF_BYTES: usize = 160;

/// The bytes of a CSV line.
pub(crate) fn csv_line(
    record: &Record,
    kana: KanaColumns,
    encoder: &Encoder,
    bytes: &mut Vec<u8>,
) -> Result<(), CityError> {
    bytes.clear();
    let columns = if record.shape == Shape::CutOff { CUT_OFF_COLUMNS } else { record.fields.len() };
    for (column, field) in record.fields.iter().enumerate().take(columns) {
        if column > 0 {
            bytes.push(b',');
        }
        let start = bytes.len();
        if kana.0.contains(&column) {
            encoder.append(&half_width_kana(field), bytes)?;
        } else {
            encoder.append(field, bytes)?;
        }
        if record.shape == Shape::BrokenBytes && column == crate::legacy::column::NAME {
            // 0x85 leads a pair that a figure cannot end, 0xFF leads nothing
            bytes.extend_from_slice(&[0x85, b'9', 0xFF]);
        }
        quote_from(start, bytes);
    }
    bytes.extend_from_slice(b"\r\n");
    Ok(())
}

/// Quotes what was appended since `start` if it holds a comma or a quote; no second byte of a pair is either.
fn quote_from(start: usize, bytes: &mut Vec<u8>) {
    let field = bytes.get(start..).unwrap_or_default();
    if !field.iter().any(|byte| matches!(byte, b',' | b'"')) {
        return;
    }
    let quoted: Vec<u8> =
        field.iter().flat_map(|byte| std::iter::repeat_n(*byte, if *byte == b'"' { 2 } else { 1 })).collect();
    bytes.truncate(start);
    bytes.push(b'"');
    bytes.extend(quoted);
    bytes.push(b'"');
}

/// How a field of `SETAI.dat` is filled up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fill {
    Space,
    WideSpace,
}

/// Bytes and filling of the fields of `SETAI.dat`.
const SETAI_FIELDS: [(usize, Fill); 13] = [
    (9, Fill::Space),
    (9, Fill::Space),
    (6, Fill::Space),
    (7, Fill::Space),
    (7, Fill::Space),
    (50, Fill::WideSpace),
    (30, Fill::WideSpace),
    (60, Fill::WideSpace),
    (7, Fill::Space),
    (2, Fill::Space),
    (1, Fill::Space),
    (1, Fill::Space),
    (11, Fill::Space),
];

/// The bytes of a household record.
pub(crate) fn fixed_line(record: &Record, encoder: &Encoder, bytes: &mut Vec<u8>) -> Result<(), CityError> {
    bytes.clear();
    for (field, (length, fill)) in record.fields.iter().zip(SETAI_FIELDS) {
        let end = bytes.len() + length;
        encoder.append(field, bytes)?;
        if bytes.len() > end {
            return Err(CityError::TooLong(field.clone(), length));
        }
        while bytes.len() < end {
            match fill {
                Fill::Space => bytes.push(b' '),
                Fill::WideSpace => bytes.extend_from_slice(&[0x81, 0x40]),
            }
        }
    }
    if record.shape == Shape::CutOff {
        bytes.truncate(CUT_OFF_BYTES);
    }
    bytes.extend_from_slice(b"\r\n");
    Ok(())
}

//! Physical lines with their numbers and offsets, never more than a limit in memory.

use std::io::{BufRead, BufReader, Read};

use crate::layout::Newline;

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// A whole line, which ended with this.
    Complete(Newline),
    /// A line beyond the limit; it was skipped.
    TooLong,
}

#[derive(Debug)]
pub(crate) struct Lines<R> {
    input: BufReader<R>,
    buffer: Vec<u8>,
    limit: usize,
    line: u64,
    offset: u64,
    ended_with: Newline,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(input: R, limit: usize) -> Self {
        let input = BufReader::with_capacity(1 << 16, input);
        Self { input, buffer: Vec::new(), limit, line: 1, offset: 0, ended_with: Newline::None }
    }

    /// The record's bytes without its newline.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.buffer
    }

    /// Line of the record that is read next, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Offset of the record that is read next.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Reads the next line into the buffer; `None` at the end of the file.
    pub(crate) fn read_line(&mut self) -> std::io::Result<Option<Line>> {
        self.buffer.clear();
        self.append_line()
    }

    /// Appends the next line, with the newline before it, to the record that is being read.
    pub(crate) fn read_continuation(&mut self) -> std::io::Result<bool> {
        if self.buffer.len() > self.limit {
            return Ok(false);
        }
        if self.ended_with == Newline::Crlf {
            self.buffer.push(b'\r');
        }
        self.buffer.push(b'\n');
        let line = self.append_line()?;
        Ok(line.is_some_and(|line| line != Line::TooLong))
    }

    /// Reads a record of exactly this many bytes; the last one of a file may be shorter.
    pub(crate) fn read_exactly(&mut self, length: usize) -> std::io::Result<Option<Line>> {
        self.buffer.clear();
        let wanted = u64::try_from(length).unwrap_or(u64::MAX);
        let read = self.input.by_ref().take(wanted).read_to_end(&mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        self.advance(read);
        self.line += 1;
        Ok(Some(Line::Complete(Newline::None)))
    }

    pub(crate) fn drop_byte_order_mark(&mut self) {
        if self.buffer.starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.buffer.drain(..3);
        }
    }

    fn advance(&mut self, bytes: usize) {
        self.offset = self.offset.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
    }

    fn append_line(&mut self) -> std::io::Result<Option<Line>> {
        let before = self.buffer.len();
        let mut read = 0;
        let mut is_too_long = false;
        let mut has_newline = false;
        while !has_newline {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            has_newline = end.is_some();
            let taken = end.map_or(chunk.len(), |end| end + 1);
            if self.buffer.len() - before + taken > self.limit {
                is_too_long = true;
            } else if !is_too_long {
                self.buffer.extend_from_slice(chunk.get(..taken).unwrap_or_default());
            }
            self.input.consume(taken);
            read += taken;
        }
        if read == 0 {
            return Ok(None);
        }
        self.advance(read);
        self.line += 1;
        if is_too_long {
            self.buffer.truncate(before);
            return Ok(Some(Line::TooLong));
        }
        self.ended_with = self.strip_newline();
        Ok(Some(Line::Complete(self.ended_with)))
    }

    fn strip_newline(&mut self) -> Newline {
        if self.buffer.last() != Some(&b'\n') {
            return Newline::None;
        }
        self.buffer.pop();
        if self.buffer.last() != Some(&b'\r') {
            return Newline::Lf;
        }
        self.buffer.pop();
        Newline::Crlf
    }
}

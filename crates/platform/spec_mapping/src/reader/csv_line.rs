//! One CSV record taken apart. In UTF-8 and CP932 no byte of a longer character is a comma, a quote or a newline, so
//! bytes can be split before they are decoded.

/// How far a split came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    /// The record is complete.
    Whole,
    /// It ends inside quotes: more lines belong to it.
    OpenQuote,
    /// Text follows a closing quote.
    StrayQuote,
}

/// The fields of one record, without their quotes.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Fields {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, index: usize) -> &[u8] {
        let end = self.ends.get(index).copied().unwrap_or_default();
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.bytes.get(start..end).unwrap_or_default()
    }

    pub(crate) fn split(&mut self, line: &[u8]) -> Split {
        self.bytes.clear();
        self.ends.clear();
        if line.contains(&b'"') {
            return self.split_quoted(line);
        }
        for field in line.split(|byte| *byte == b',') {
            self.bytes.extend_from_slice(field);
            self.ends.push(self.bytes.len());
        }
        Split::Whole
    }

    fn split_quoted(&mut self, line: &[u8]) -> Split {
        let mut rest = line;
        loop {
            let after = match rest.strip_prefix(b"\"") {
                Some(quoted) => match self.take_quoted(quoted) {
                    Ok(after) => after,
                    Err(problem) => return problem,
                },
                None => {
                    // A quote inside an unquoted field is a character like any other.
                    let end = rest.iter().position(|byte| *byte == b',').unwrap_or(rest.len());
                    let (field, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
                    self.bytes.extend_from_slice(field);
                    after
                }
            };
            self.ends.push(self.bytes.len());
            match after.split_first() {
                Some((_, next)) => rest = next,
                None => return Split::Whole,
            }
        }
    }

    /// Takes a field up to its closing quote and gives what follows: a comma or nothing.
    fn take_quoted<'l>(&mut self, mut rest: &'l [u8]) -> Result<&'l [u8], Split> {
        loop {
            let end = rest.iter().position(|byte| *byte == b'"').ok_or(Split::OpenQuote)?;
            let (text, quote) = rest.split_at_checked(end).ok_or(Split::OpenQuote)?;
            self.bytes.extend_from_slice(text);
            let after = quote.get(1..).unwrap_or_default();
            match after.first() {
                Some(b'"') => {
                    self.bytes.push(b'"');
                    rest = after.get(1..).unwrap_or_default();
                }
                Some(b',') | None => return Ok(after),
                Some(_) => return Err(Split::StrayQuote),
            }
        }
    }
}

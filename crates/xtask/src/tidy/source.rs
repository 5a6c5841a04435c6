//! A file as the rules see it: Rust is split into code, comments and literals, so that a rule about code is not
//! misled by a text that only talks about it (the tables of cases in this folder do nothing else).

use std::path::Path;

/// A file of the tree, with its path relative to the root.
pub(crate) struct Source {
    /// Path with forward slashes.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
    layers: Layers,
}

/// The same lines three times over, each with everything else blanked out.
#[derive(Default)]
struct Layers {
    code: String,
    comments: String,
    literals: String,
}

impl Source {
    /// Splits `text` as the file name demands: only `.rs` files have layers.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let is_rust = Path::new(path).extension().is_some_and(|extension| extension == "rs");
        let layers = if is_rust { Layers::of(text) } else { Layers::default() };
        Self { path: path.to_owned(), text: text.to_owned(), layers }
    }

    /// Reads a file; pictures, fonts and files deleted but not yet committed are no sources.
    pub(crate) fn read(root: &Path, path: &str) -> Option<Self> {
        let text = std::fs::read_to_string(root.join(path)).ok()?;
        Some(Self::new(path, &text))
    }

    /// Whether the file stands below one of these folders.
    pub(crate) fn is_below(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// Whether the whole file is test code (a crate's tests and benches, and the crate that only tests use).
    pub(crate) fn is_test(&self) -> bool {
        let folders = ["/tests/", "/benches/"];
        self.is_below(&["crates/testing"])
            || folders.iter().any(|folder| self.path.contains(folder))
            || [".test.ts", ".test.tsx", ".spec.ts"].iter().any(|end| self.path.ends_with(end))
    }

    /// Lines of code, counted from 1, literals and comments blanked out.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        numbered(&self.layers.code)
    }

    /// As `code`, up to the file's own test module, and nothing of a test file.
    pub(crate) fn code_outside_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_code = !self.is_test();
        self.code().take_while(move |(_, line)| is_code && !line.contains("#[cfg(test)]"))
    }

    /// Lines of comments, counted from 1.
    pub(crate) fn comments(&self) -> impl Iterator<Item = (usize, &str)> {
        numbered(&self.layers.comments)
    }

    /// Lines of literals before the file's own test module, and nothing of a test file.
    pub(crate) fn literals_outside_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let last = self.code_outside_tests().last().map_or(0, |(number, _)| number);
        numbered(&self.layers.literals).take_while(move |(number, _)| *number <= last)
    }

    /// All lines, counted from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        numbered(&self.text)
    }
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// Whether `word` stands in `line` with no letter, digit or underscore at either side.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    let joins = |character: Option<char>| character.is_some_and(is_word);
    line.match_indices(word).any(|(start, _)| {
        let (before, rest) = line.split_at(start);
        let after = rest.strip_prefix(word).unwrap_or_default();
        !joins(before.chars().next_back()) && !joins(after.chars().next())
    })
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

enum Kind {
    Code,
    Comment,
    Literal,
}

impl Layers {
    fn of(text: &str) -> Self {
        let mut layers = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (kind, length) = piece(rest);
            let (piece, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
            layers.push(&kind, piece);
            rest = after;
        }
        layers
    }

    fn push(&mut self, kind: &Kind, piece: &str) {
        let blank: String = piece.chars().map(|character| if character == '\n' { '\n' } else { ' ' }).collect();
        let (code, comment, literal) = match kind {
            Kind::Code => (piece, blank.as_str(), blank.as_str()),
            Kind::Comment => (blank.as_str(), piece, blank.as_str()),
            Kind::Literal => (blank.as_str(), blank.as_str(), piece),
        };
        self.code.push_str(code);
        self.comments.push_str(comment);
        self.literals.push_str(literal);
    }
}

/// The kind and length in bytes of the piece that `rest` begins with.
fn piece(rest: &str) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, block_comment(rest));
    }
    if let Some(length) = text_literal(rest).or_else(|| character_literal(rest)) {
        return (Kind::Literal, length);
    }
    let word = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
    (Kind::Code, if word > 0 { word } else { rest.chars().next().map_or(1, char::len_utf8) })
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_u32;
    let mut previous = ' ';
    for (index, character) in rest.char_indices() {
        match (previous, character) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth = depth.saturating_sub(1),
            _ => {
                previous = character;
                continue;
            }
        }
        if depth == 0 {
            return index + 1;
        }
        previous = ' ';
    }
    rest.len()
}

/// `"…"`, `b"…"`, `c"…"`, and the raw ones with any number of `#`.
fn text_literal(rest: &str) -> Option<usize> {
    let unprefixed = ["br", "cr", "b", "c", "r"].iter().find_map(|prefix| Some((*prefix, rest.strip_prefix(prefix)?)));
    let (prefix, opening) = unprefixed.unwrap_or(("", rest));
    if prefix.ends_with('r') {
        let body = opening.trim_start_matches('#');
        let hashes = opening.len() - body.len();
        let body = body.strip_prefix('"')?;
        let closing = format!("\"{}", "#".repeat(hashes));
        let length = body.find(&closing).map_or(body.len(), |end| end + closing.len());
        return Some(prefix.len() + hashes + 1 + length);
    }
    let body = opening.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = body.find(|character| {
        let closes = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        closes
    });
    Some(prefix.len() + 1 + end.map_or(body.len(), |end| end + 1))
}

/// `'x'` or `'\…'`; a lifetime is code.
fn character_literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let first = body.chars().next()?;
    let skipped = if first == '\\' { 2 } else { first.len_utf8() };
    let end = body.get(skipped..)?.find('\'')?;
    (first == '\\' || end == 0).then_some(1 + skipped + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_comments_and_literals_are_told_apart() {
        let source = Source::new(
            "a.rs",
            "let a = \"one // \\\" two\"; // three\nlet b: &'x str = r#\"four\"#; /* five /* six */ seven */ eight('\\'', '9');\n",
        );
        let code: Vec<&str> = source.code().map(|(_, line)| line).collect();
        let comments: Vec<&str> = source.comments().map(|(_, line)| line.trim()).collect();
        assert_eq!(code[0].trim_end(), "let a =                ;");
        assert!(code[1].starts_with("let b: &'x str ="));
        assert!(code[1].trim_end().ends_with("eight(    ,    );"));
        assert_eq!(comments, ["// three", "/* five /* six */ seven */"]);
        assert!(source.literals_outside_tests().any(|(number, line)| number == 2 && line.contains("four")));
    }

    #[test]
    fn the_layers_keep_every_line() {
        let text = include_str!("source.rs");
        let source = Source::new("source.rs", text);
        assert_eq!(source.code().count(), text.lines().count());
        assert_eq!(source.comments().count(), text.lines().count());
        assert!(source.code_outside_tests().count() < text.lines().count());
    }

    #[test]
    fn words_have_edges() {
        assert!(has_word("let a: f64 = x", "f64"));
        assert!(!has_word("let a_f64 = x", "f64"));
        assert!(has_word("f64x f64", "f64"));
    }
}

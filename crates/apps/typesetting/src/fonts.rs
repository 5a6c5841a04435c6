use crate::Error;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Where Debian's packages put the fonts that the forms need.
pub const DEFAULT_FONT_DIRECTORIES: [&str; 3] = [
    "/usr/share/fonts/truetype/ipamj",
    "/usr/share/fonts/truetype/bizud-mincho",
    "/usr/share/fonts/truetype/bizud-gothic",
];

/// The families that the forms need, each with the Debian package that brings it. IPAmj Mincho has the characters and
/// variants of the family register (戸籍統一文字, 住民基本台帳ネットワーク統一文字) and sets the names.
pub const REQUIRED_FONTS: [(&str, &str); 3] = [
    ("IPAmjMincho", "fonts-ipamj-mincho"),
    ("BIZ UDMincho", "fonts-morisawa-bizud-mincho"),
    ("BIZ UDPGothic", "fonts-morisawa-bizud-gothic"),
];

/// Faces of the same packages that no form uses: not loaded, so that they never stand in for a missing name glyph.
const UNUSED_FONTS: [&str; 2] = ["BIZ UDGothic", "BIZ UDPMincho"];

/// All fonts of the configured directories.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
    /// Families beyond the required ones, in the order found: names fall back on them, so that a municipality that
    /// holds a supplement of 行政事務標準文字 only adds its directory.
    pub(crate) supplements: Vec<String>,
}

impl Fonts {
    /// Reads the fonts of `directories` and below, in order; of two fonts of the same family and style the first
    /// counts. A directory that does not exist is passed over.
    pub(crate) fn load(directories: &[PathBuf]) -> Result<Self, Error> {
        let mut files = Vec::new();
        for directory in directories {
            collect(directory, &mut files)?;
        }
        let mut fonts: Vec<Font> = Vec::new();
        let mut supplements = Vec::new();
        for file in files {
            let data = fs::read(&file).map_err(|cause| Error::FontUnreadable { path: file, cause })?;
            for font in Font::iter(Bytes::new(data)) {
                let (family, variant) = (&font.info().family, font.info().variant);
                if UNUSED_FONTS.contains(&family.as_str()) {
                    continue;
                }
                if fonts.iter().any(|known| known.info().family == *family && known.info().variant == variant) {
                    continue;
                }
                if !REQUIRED_FONTS.iter().any(|(required, _)| required == family) && !supplements.contains(family) {
                    supplements.push(family.clone());
                }
                fonts.push(font);
            }
        }
        let book = FontBook::from_fonts(&fonts);
        for (family, package) in REQUIRED_FONTS {
            if !book.contains_family(&family.to_lowercase()) {
                return Err(Error::FontMissing { family, package, searched: directories.to_vec() });
            }
        }
        Ok(Self { book: LazyHash::new(book), fonts, supplements })
    }
}

/// Adds the font files of `directory` and below, sorted by path.
fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    if !directory.is_dir() {
        return Ok(());
    }
    let unreadable = |cause| Error::FontUnreadable { path: directory.to_owned(), cause };
    let mut paths = BTreeSet::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        paths.insert(entry.map_err(unreadable)?.path());
    }
    for path in paths {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| {
            ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
        }) {
            files.push(path);
        }
    }
    Ok(())
}

//! Fonts are looked for where the configuration says, and what is missing is named with its package.

use std::{fs, path::PathBuf};
use typesetting::{DEFAULT_FONT_DIRECTORIES, Error, REQUIRED_FONTS, Typesetter};

#[test]
fn a_missing_font_is_named_with_its_package_in_both_languages() {
    for (missing, directory) in DEFAULT_FONT_DIRECTORIES.iter().enumerate() {
        let others = DEFAULT_FONT_DIRECTORIES.iter().filter(|other| *other != directory).map(PathBuf::from);
        let error = Typesetter::new(&others.collect::<Vec<_>>()).err().unwrap();
        let (family, package) = REQUIRED_FONTS[missing];
        for text in [error.to_string(), error.japanese()] {
            assert!(text.contains(family) && text.contains(&format!("apt-get install {package}")), "{text}");
        }
    }
}

#[test]
fn a_directory_that_does_not_exist_is_named_among_the_searched() {
    let error = Typesetter::new(&[PathBuf::from("/nonexistent/fonts")]).err().unwrap();
    assert!(matches!(error, Error::FontMissing { .. }));
    assert!(error.to_string().contains("/nonexistent/fonts") && error.japanese().contains("/nonexistent/fonts"));
}

#[test]
fn fonts_are_found_below_a_directory() {
    assert!(Typesetter::new(&[PathBuf::from("/usr/share/fonts/truetype")]).is_ok());
}

#[test]
fn a_file_that_is_no_font_is_passed_over() {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("not_a_font");
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("a.ttf"), "not a font").unwrap();
    let mut directories = vec![directory];
    directories.extend(DEFAULT_FONT_DIRECTORIES.map(PathBuf::from));
    assert!(Typesetter::new(&directories).is_ok());
}

//! What stands on the paper, read back with poppler; what is reported; what is refused. Every PDF that is read is left
//! in the target directory's `tmp`, to be looked at.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bundles;
mod certificates;
mod engine;
mod fonts;
mod forms;
mod notices;
mod remarks;

use documents::{Document, Form, Rendered, Typesetter as _};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Command, sync::LazyLock};
use typesetting::{DEFAULT_FONT_DIRECTORIES, Typesetter};

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(|| {
    Typesetter::new(&DEFAULT_FONT_DIRECTORIES.map(PathBuf::from)).unwrap_or_else(|error| panic!("{error}"))
});

/// The form's sample after `change`.
fn filled(form: &Form, change: impl FnOnce(&mut Value)) -> Document {
    let mut document = form.sample_document().unwrap();
    change(&mut document.data);
    document
}

fn render(form: &Form, document: &Document) -> Rendered {
    TYPESETTER.render(form, document).unwrap_or_else(|error| panic!("{error}"))
}

/// The text of each page, without white space: where lines break is not what these tests are about.
fn pages(name: &str, pdf: &[u8]) -> Vec<String> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    fs::write(&file, pdf).unwrap();
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output();
    let output = output.unwrap_or_else(|error| {
        panic!("pdftotext cannot be run ({error}); install it (Debian: apt-get install poppler-utils)")
    });
    assert!(output.status.success(), "pdftotext: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut pages: Vec<String> = text.split('\u{c}').map(|page| page.split_whitespace().collect()).collect();
    assert_eq!(pages.pop().as_deref(), Some(""), "pdftotext ends each page with a form feed");
    pages
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// `count` members made from the sample's first, each with a name of its own (見本 一号 …).
fn members(count: usize) -> Value {
    let sample: Value = serde_json::from_str(forms::HOUSEHOLD.sample).unwrap();
    let member = |number: usize| {
        let mut member = sample["members"][0].clone();
        member["full_name"] = json!(format!("見本　第{number}号"));
        member
    };
    (1..=count).map(member).collect()
}

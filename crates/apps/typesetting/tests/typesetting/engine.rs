//! The same input gives the same bytes, and a template sees nothing but its data.

use crate::{
    TYPESETTER, filled,
    forms::{FORMS, HOUSEHOLD},
};
use documents::{Error, Form, Typesetter as _};
use serde_json::json;
use std::path::PathBuf;
use typesetting::{DEFAULT_FONT_DIRECTORIES, Typesetter};

fn with_template(template: &'static str) -> Form {
    Form { name: "experiment", template, ..HOUSEHOLD }
}

fn refusal(template: &'static str) -> String {
    let form = with_template(template);
    let document = form.sample_document().unwrap();
    match TYPESETTER.render(&form, &document) {
        Err(Error::Typesetting { english, japanese }) => format!("{english} {japanese}"),
        other => panic!("refused otherwise or not at all: {:?}", other.err()),
    }
}

#[test]
fn rendering_twice_gives_equal_bytes() {
    let fresh = Typesetter::new(&DEFAULT_FONT_DIRECTORIES.map(PathBuf::from)).unwrap();
    for form in FORMS {
        let document = form.sample_document().unwrap();
        let first = TYPESETTER.render(&form, &document).unwrap();
        assert_eq!(first, TYPESETTER.render(&form, &document).unwrap(), "{}", form.name);
        typst::comemo::evict(0);
        assert_eq!(first, fresh.render(&form, &document).unwrap(), "{}: another process", form.name);
    }
    let pair = [HOUSEHOLD.sample_document().unwrap(), filled(&HOUSEHOLD, |data| data["scope"] = json!("世帯の一部"))];
    let bundle = TYPESETTER.render_bundle(&HOUSEHOLD, &pair).unwrap();
    assert_eq!(bundle, fresh.render_bundle(&HOUSEHOLD, &pair).unwrap());
}

#[test]
fn the_pdf_does_not_say_when_it_was_made() {
    let pdf = TYPESETTER.render(&HOUSEHOLD, &HOUSEHOLD.sample_document().unwrap()).unwrap().pdf;
    for dated in [&b"/CreationDate"[..], b"/ModDate", b"CreateDate", b"ModifyDate"] {
        assert!(!pdf.windows(dated.len()).any(|window| window == dated), "{}", String::from_utf8_lossy(dated));
    }
}

#[test]
fn a_template_has_no_clock_and_no_files() {
    let clock = refusal("#import \"/house.typ\": *\n#let form(it) = sheet(it, datetime.today().display())");
    assert!(clock.contains("/experiment.typ:2"), "{clock}");
    let file = refusal("#import \"/house.typ\": *\n#let form(it) = sheet(it, read(\"/etc/hostname\"))");
    assert!(file.contains("not found"), "{file}");
}

#[test]
fn a_sheet_that_runs_over_its_page_is_refused() {
    let over = refusal("#import \"/house.typ\": *\n#let form(it) = sheet(it, v(20cm) + [a] + v(20cm) + [b])");
    assert!(over.contains("physical page 2") && over.contains("2ページ目"), "{over}");
}

#[test]
fn a_body_that_runs_into_its_foot_is_refused() {
    let over =
        refusal("#import \"/house.typ\": *\n#let form(it) = sheet(it, foot: block(height: 20cm)[a], v(10cm) + [b])");
    assert!(over.contains("physical page 1"), "{over}");
}

#[test]
fn a_form_that_prints_nothing_is_refused() {
    let none = refusal("#let form(it) = [loose text]");
    assert!(none.contains("page 1"), "{none}");
}

#[test]
fn an_unknown_font_in_a_template_is_refused() {
    let font = refusal("#import \"/house.typ\": *\n#let form(it) = sheet(it, text(font: \"No Such Mincho\")[a])");
    assert!(font.contains("no such mincho"), "{font}");
}

//! What does not come out as it should is reported, and never silently.

use crate::{filled, forms::HOUSEHOLD, members, pages, render, without_spaces};
use documents::Remark;
use serde_json::json;

fn named(name: &str) -> documents::Document {
    filled(&HOUSEHOLD, |data| {
        data["members"] = members(1);
        data["members"][0]["full_name"] = json!(name);
    })
}

#[test]
fn a_long_name_is_set_smaller_and_stays_whole() {
    let name = "見本".repeat(25);
    let rendered = render(&HOUSEHOLD, &named(&name));
    assert_eq!(rendered.remarks, []);
    assert!(pages("name_long", &rendered.pdf)[0].contains(&name));
}

#[test]
fn a_long_latin_name_is_set_smaller_and_stays_whole() {
    for name in [vec!["MARIA"; 16].join(" "), "MARIA".repeat(9)] {
        let rendered = render(&HOUSEHOLD, &named(&name));
        assert_eq!(rendered.remarks, []);
        assert!(pages("name_latin", &rendered.pdf)[0].contains(&without_spaces(&name)), "{name}");
    }
}

#[test]
fn a_latin_word_that_would_stick_out_of_its_cell_is_reported() {
    let rendered = render(&HOUSEHOLD, &named(&"MARIA".repeat(16)));
    assert_eq!(rendered.remarks, [Remark::TextCutOff { field: "full_name".to_owned() }]);
}

#[test]
fn a_name_that_cannot_fit_is_cut_and_reported() {
    let rendered = render(&HOUSEHOLD, &named(&"見本".repeat(200)));
    assert_eq!(rendered.pages, 1);
    assert_eq!(rendered.remarks, [Remark::TextCutOff { field: "full_name".to_owned() }]);
    assert!(rendered.remarks[0].japanese().contains("full_name"));
}

#[test]
fn a_character_without_glyph_is_reported() {
    let rendered = render(&HOUSEHOLD, &named("見本　\u{13000}"));
    assert_eq!(rendered.remarks, [Remark::GlyphMissing { character: "\u{13000}".to_owned() }]);
}

#[test]
fn a_variant_that_no_font_has_is_reported_and_one_that_it_has_is_not() {
    assert_eq!(render(&HOUSEHOLD, &named("渡邉\u{E010F}")).remarks, []);
    let unknown = "邉\u{E01EE}";
    assert_eq!(
        render(&HOUSEHOLD, &named(&format!("渡{unknown}"))).remarks,
        [Remark::VariantMissing { sequence: unknown.to_owned() }]
    );
}

//! Forms, documents, bundles and their messages, without an engine.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use documents::{BUNDLE_LIMIT, Bundle, Document, Error, Extent, Form, Language, Remark, check_bundle};
use serde_json::{Value, json};

const FORM: Form = Form {
    name: "test_notice",
    version: 2,
    title_ja: "試験通知書",
    title_en: "Test notice",
    languages: &[Language::Japanese],
    template: "",
    sample: r#"{"document_number": "見本1", "addressee_number": "000000000000001", "is_sample": true}"#,
};

fn document(number: usize) -> Document {
    let data = json!({
        "document_number": format!("第{number}号"), "addressee_number": format!("{number:015}"), "is_sample": false,
    });
    FORM.document(data, Language::Japanese).unwrap()
}

/// Each error speaks both languages and names what it is about in both.
fn assert_bilingual(error: &Error, about: &str) {
    let (english, japanese) = (error.to_string(), error.japanese());
    assert!(english.is_ascii() && english.contains(about), "{english}");
    assert!(!japanese.is_ascii() && japanese.contains(about), "{japanese}");
}

#[test]
fn a_document_says_whose_it_is() {
    let sample = FORM.sample_document().unwrap();
    assert_eq!((sample.form.as_str(), sample.version), ("test_notice", 2));
    let head = sample.head().unwrap();
    assert_eq!((head.document_number, head.addressee_number, head.is_sample), ("見本1", "000000000000001", true));
}

#[test]
fn data_without_a_head_is_refused() {
    let whole = json!({ "document_number": "1", "addressee_number": "2", "is_sample": false });
    for key in ["document_number", "addressee_number", "is_sample"] {
        for wrong in [None, Some(json!("")), Some(Value::Null), Some(json!(7))] {
            let mut data = whole.clone();
            let object = data.as_object_mut().unwrap();
            object.remove(key);
            object.extend(wrong.map(|wrong| (key.to_owned(), wrong)));
            assert_bilingual(&FORM.document(&data, Language::Japanese).unwrap_err(), key);
        }
    }
    assert_bilingual(&FORM.document(json!([]), Language::Japanese).unwrap_err(), "document_number");
}

#[test]
fn a_language_that_the_form_lacks_is_refused() {
    let data = json!({ "document_number": "1", "addressee_number": "2", "is_sample": false });
    assert_bilingual(&FORM.document(data, Language::English).unwrap_err(), "en");
}

#[test]
fn a_document_is_stored_and_read_back_unchanged() {
    let stored = serde_json::to_value(document(1)).unwrap();
    assert_eq!(stored.get("language"), Some(&json!("ja")));
    assert_eq!(serde_json::from_value::<Document>(stored).unwrap(), document(1));
}

#[test]
fn a_bundle_holds_between_one_and_the_limit() {
    let documents: Vec<Document> = (0..=BUNDLE_LIMIT).map(document).collect();
    assert_bilingual(&check_bundle(&FORM, &[]).unwrap_err(), "0");
    assert_bilingual(&check_bundle(&FORM, &documents).unwrap_err(), "201");
    for chunk in documents.chunks(BUNDLE_LIMIT) {
        check_bundle(&FORM, chunk).unwrap();
    }
}

#[test]
fn a_document_of_another_form_or_version_is_refused() {
    let older = Document { version: 1, ..document(1) };
    assert_bilingual(&check_bundle(&FORM, &[document(1), older]).unwrap_err(), "test_notice");
    let foreign = Document { form: "other_notice".to_owned(), ..document(1) };
    assert_bilingual(&check_bundle(&FORM, &[foreign]).unwrap_err(), "other_notice");
}

#[test]
fn the_manifest_counts_pages_and_keeps_the_order() {
    let remark = Remark::TextCutOff { field: "full_name".to_owned() };
    let extents = vec![
        Extent { pages: 2, remarks: vec![] },
        Extent { pages: 1, remarks: vec![remark] },
        Extent { pages: 3, remarks: vec![] },
    ];
    let documents: Vec<Document> = (1..=3).map(document).collect();
    let manifest = Bundle::new(&FORM, &documents, b"abc".to_vec(), extents).unwrap().manifest;
    assert_eq!(
        serde_json::to_value(&manifest).unwrap(),
        json!({
            "form": "test_notice",
            "version": 2,
            // FIPS 180-2, the example "abc".
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "pages": 6,
            "entries": [
                { "order": 1, "document_number": "第1号", "addressee_number": "000000000000001", "first_page": 1, "pages": 2, "remarks": [] },
                { "order": 2, "document_number": "第2号", "addressee_number": "000000000000002", "first_page": 3, "pages": 1,
                  "remarks": [{ "kind": "text_cut_off", "field": "full_name" }] },
                { "order": 3, "document_number": "第3号", "addressee_number": "000000000000003", "first_page": 4, "pages": 3, "remarks": [] },
            ],
        })
    );
    assert!(Bundle::new(&FORM, &documents, vec![], vec![]).is_err());
}

#[test]
fn a_remark_speaks_both_languages() {
    let remarks = [
        (Remark::TextCutOff { field: "full_name".to_owned() }, "full_name"),
        (Remark::GlyphMissing { character: "𓀀".to_owned() }, "𓀀"),
        (Remark::VariantMissing { sequence: "邉\u{E01EE}".to_owned() }, "邉\u{E01EE}"),
    ];
    for (remark, about) in remarks {
        assert!(remark.english().contains(about) && remark.japanese().contains(about));
    }
}

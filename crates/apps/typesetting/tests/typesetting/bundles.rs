//! Many documents in one PDF: each on pages of its own, and the manifest says whose they are (other people's
//! certificates have been handed out elsewhere; here a page cannot be on another's entry).

use crate::{TYPESETTER, filled, forms::HOUSEHOLD, members, pages};
use documents::{Document, Error, Remark, Typesetter as _};
use serde_json::json;
use sha2::{Digest, Sha256};

fn household(number: usize, size: usize) -> Document {
    filled(&HOUSEHOLD, |data| {
        data["document_number"] = json!(format!("文書{number}"));
        data["addressee_number"] = json!(format!("{number:015}"));
        data["issue_number"] = json!(format!("発行{number}の"));
        data["members"] = members(size);
    })
}

#[test]
fn the_manifest_names_the_pages_of_each_document() {
    let documents = [household(1, 1), household(2, 9), household(3, 4)];
    let bundle = TYPESETTER.render_bundle(&HOUSEHOLD, &documents).unwrap();
    let manifest = &bundle.manifest;
    assert_eq!((manifest.form.as_str(), manifest.version, manifest.pages), (HOUSEHOLD.name, 1, 5));
    let entry = |index: usize| {
        let entry = &manifest.entries[index];
        (entry.order, entry.document_number.as_str(), entry.addressee_number.as_str(), entry.first_page, entry.pages)
    };
    assert_eq!(entry(0), (1, "文書1", "000000000000001", 1, 1));
    assert_eq!(entry(1), (2, "文書2", "000000000000002", 2, 3));
    assert_eq!(entry(2), (3, "文書3", "000000000000003", 5, 1));
    let digest: String = Sha256::digest(&bundle.pdf).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(manifest.sha256, digest);

    let text = pages("bundle", &bundle.pdf);
    for (page, text) in (1_u32..).zip(&text) {
        let owners = manifest.entries.iter().filter(|entry| {
            (entry.first_page..entry.first_page + entry.pages).contains(&page)
                && text.contains(&format!("発行{}の", entry.order))
        });
        assert_eq!(owners.count(), 1, "page {page}");
        assert_eq!(text.matches("発行番号").count(), 1, "page {page}");
    }
}

#[test]
fn a_remark_is_on_the_entry_of_its_document() {
    let mut documents = vec![household(1, 1), household(2, 1), household(3, 1)];
    documents[1].data["members"][0]["full_name"] = json!("見本".repeat(200));
    let bundle = TYPESETTER.render_bundle(&HOUSEHOLD, &documents).unwrap();
    let remarks: Vec<&[Remark]> = bundle.manifest.entries.iter().map(|entry| entry.remarks.as_slice()).collect();
    assert_eq!(remarks, [&[][..], &[Remark::TextCutOff { field: "full_name".to_owned() }][..], &[][..]]);
}

#[test]
fn a_document_of_another_version_is_refused() {
    let mut documents = vec![household(1, 1), household(2, 1)];
    documents[1].version = 2;
    let error = TYPESETTER.render_bundle(&HOUSEHOLD, &documents).unwrap_err();
    assert!(matches!(error, Error::WrongForm { version: 1, document_version: 2, .. }), "{error}");
}

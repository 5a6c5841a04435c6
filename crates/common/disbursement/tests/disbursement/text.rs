//! What the format can write.

use disbursement::zengin::{Field, ZenginError, ZenginText};
use disbursement::{AccountNumber, BankCode, BranchCode};
use proptest::prelude::*;

#[test]
fn readings_become_half_width_capitals() {
    for (given, written) in [
        ("ヤマダ　タロウ", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("やまだ　たろう", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("キョウコ　ヴィッキー", "ｷﾖｳｺ ｳﾞｲﾂｷ-"),
        ("ヲダ　ヰチ", "ｵﾀﾞ ｲﾁ"),
        ("ピョートル・ペトロフ", "ﾋﾟﾖ-ﾄﾙ.ﾍﾟﾄﾛﾌ"),
        ("ｎｇｕｙｅｎ van", "NGUYEN VAN"),
        ("（カ）サンプル−２", "(ｶ)ｻﾝﾌﾟﾙ-2"),
    ] {
        assert_eq!(ZenginText::new(Field::Holder, given).unwrap().as_str(), written);
    }
}

#[test]
fn what_cannot_be_written_is_refused_with_field_and_both_languages() {
    let refused = ZenginText::new(Field::Holder, "山田 タロウ").unwrap_err();
    assert_eq!(refused, ZenginError::Unwritable { field: Field::Holder, character: '山' });
    assert!(refused.to_string().contains("/holder_kana"));
    let (ja, en) = refused.text();
    assert!(ja.contains("口座名義の「山」") && en.contains("`山` in the account holder"), "{ja} {en}");

    // Sixteen letters of which fifteen are voiced take thirty-one places.
    let long = "ガ".repeat(15) + "ア";
    assert_eq!(ZenginText::new(Field::Holder, &long), Err(ZenginError::TooLong { field: Field::Holder, length: 31 }));
    assert_eq!(ZenginText::new(Field::BankName, "　"), Err(ZenginError::Empty { field: Field::BankName }));
    for mark in ["アヽ", "ア,イ", "ア/イ", "ア'", "ヷ", "ア゛", "é"] {
        assert!(ZenginText::new(Field::Holder, mark).is_err(), "{mark}");
    }
}

#[test]
fn codes_are_of_so_many_digits_and_account_numbers_are_filled_and_masked() {
    assert!(BankCode::new("001").is_err() && BankCode::new("00012").is_err() && BankCode::new("00a1").is_err());
    assert!(BranchCode::new("12").is_err() && BranchCode::new("１２３").is_err());
    assert!(AccountNumber::new("").is_err() && AccountNumber::new("12345678").is_err());
    let number = AccountNumber::new("12345").unwrap();
    assert_eq!(number.as_str(), "0012345");
    assert_eq!(number.masked(), "****345");
    assert_eq!(format!("{number:?}"), "****345", "a log never shows it whole");
}

proptest! {
    #[test]
    fn text_is_in_the_letters_of_the_format_and_stays_what_it_is(given in "[ぁ-んァ-ヶーｱ-ﾝA-Za-z0-9　・()-]{1,12}") {
        if let Ok(text) = ZenginText::new(Field::Holder, &given) {
            let is_known = |it: char| " ()-.".contains(it) || it.is_ascii_uppercase() || it.is_ascii_digit()
                || ('ｱ'..='ﾟ').contains(&it);
            prop_assert!(text.as_str().chars().all(is_known), "{}", text);
            prop_assert_eq!(ZenginText::new(Field::Holder, text.as_str()).unwrap(), text);
        }
    }
}

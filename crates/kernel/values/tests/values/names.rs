use proptest::prelude::*;
use values::kana::{matches, search_keys, to_full_width};
use values::{Address, Kana, PersonName, RomanName, Sex, variants};

use crate::{cases, text, vectors};

const KANA_SEARCH: &str = include_str!("../../../../../fixtures/registry/kana_search.json");

#[test]
fn kana_match_as_the_specification_says() {
    let vectors = vectors(KANA_SEARCH);
    for case in cases(&vectors, "pairs") {
        assert_eq!(matches(text(case, "one"), text(case, "other")), case["match"].as_bool().unwrap(), "{case}");
    }
    for case in cases(&vectors, "keys") {
        let keys = search_keys(text(case, "kana"));
        assert_eq!((keys.k1.as_str(), keys.k2.as_str()), (text(case, "k1"), text(case, "k2")));
    }
}

#[test]
fn half_width_and_hiragana_become_full_width() {
    assert_eq!(to_full_width("ｶﾞｷﾞｸﾞ ﾊﾟﾋﾟ ｳﾞｧｰ"), "ガギグ パピ ヴァー");
    assert_eq!(to_full_width("がっこう"), "ガッコウ");
    assert_eq!(to_full_width("カ\u{3099}ハ\u{309A}"), "ガパ");
    assert_eq!(to_full_width("ｱﾞ"), "ア\u{FF9E}");
    let kana = Kana::from_half_width("ｻﾄｳ ﾊﾅｺ").unwrap();
    assert_eq!((kana.surname(), kana.given_name()), ("サトウ", Some("ハナコ")));
    assert!(Kana::new("佐藤").is_err() && Kana::new("ｻﾄｳ").is_err() && Kana::new("").is_err());
}

#[test]
fn names_are_kept_code_point_for_code_point() {
    // A decomposed ガ, a compatibility ideograph and an ideographic variation sequence: none may change.
    for name in ["カ\u{3099}　\u{FA19}", "葛\u{E0100}城　\u{F9DC}", "𠮷田　太郎"] {
        let kept = PersonName::new(name).unwrap();
        assert_eq!(kept.as_str(), name);
        assert_eq!(serde_json::from_str::<PersonName>(&serde_json::to_string(&kept).unwrap()).unwrap(), kept);
    }
    let name = PersonName::new("葛\u{E0100}城　カ\u{3099}").unwrap();
    assert_eq!((name.surname(), name.given_name(), name.length()), ("葛\u{E0100}城", Some("カ\u{3099}"), 4));
    assert_eq!(PersonName::new("龍").unwrap().given_name(), None);
    assert!(PersonName::new("　").is_err() && PersonName::new("山田\u{7}").is_err());
}

#[test]
fn roman_names_are_ascii_capitals() {
    assert_eq!(RomanName::new("Ｎｇｕｙｅｎ  van-a").unwrap().as_str(), "NGUYEN VAN-A");
    assert!(RomanName::new("NGUYỄN").is_err() && RomanName::new(" ").is_err());
}

#[test]
fn variant_kanji_are_one_for_searching() {
    for (one, other) in [
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("髙﨑", "高崎"),
        ("齋藤", "斉籐"),
        ("濵澤", "浜沢"),
        ("葛\u{E0100}", "葛"),
        ("𠮷 田", "吉田"),
    ] {
        assert!(variants::matches(one, other), "{one} {other}");
    }
    assert!(!variants::matches("大田", "太田") && !variants::matches("佐々木", "佐木"));
}

#[test]
fn an_address_is_one_line_with_its_building() {
    let mut address = Address {
        municipality_code: Some("271276".parse().unwrap()),
        prefecture: "大阪府".into(),
        municipality: "大阪市北区".into(),
        town_id: None,
        town: "架空町一丁目".into(),
        lot: "2番3号".into(),
        building: "架空荘101".into(),
        postal_code: None,
    };
    assert_eq!(address.one_line(), "大阪府大阪市北区架空町一丁目2番3号　架空荘101");
    address.building.clear();
    assert_eq!(address.one_line(), "大阪府大阪市北区架空町一丁目2番3号");
}

#[test]
fn sex_has_the_national_codes() {
    for (sex, code) in [(Sex::Unknown, "0"), (Sex::Male, "1"), (Sex::Female, "2")] {
        assert_eq!((sex.code(), code.parse::<Sex>()), (code, Ok(sex)));
    }
    assert!("3".parse::<Sex>().is_err());
}

proptest! {
    #[test]
    fn kana_keys_are_keys_of_themselves(kana in "[ァ-ヺー・　ｦ-ﾟぁ-ゖ゛゜A-Za-z -]{0,12}") {
        let keys = search_keys(&kana);
        prop_assert_eq!(&search_keys(&keys.k1).k1, &keys.k1);
        prop_assert_eq!(&search_keys(&keys.k2).k2, &keys.k2);
        prop_assert!(matches(&kana, &keys.k1) && matches(&kana, &to_full_width(&kana)));
    }

    #[test]
    fn folded_names_stay_folded(name in "\\PC{0,12}") {
        let folded = variants::fold(&name);
        prop_assert_eq!(variants::fold(&folded), folded);
        prop_assert!(variants::matches(&name, &name));
    }

    #[test]
    fn a_name_is_never_changed(name in "\\PC{1,20}") {
        if let Ok(kept) = PersonName::new(&name) {
            prop_assert_eq!(kept.as_str(), name);
        }
    }
}

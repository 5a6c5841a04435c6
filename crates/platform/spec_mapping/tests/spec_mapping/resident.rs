//! The sample vendor's resident file, record by record, to the national layout.

use spec_mapping::{Extent, Mapped, Record, Severity};

use crate::{CATALOGUE, codes, layout, parameters, place, read, record, value, write};

/// A Japanese resident's current record, complete and right.
pub(crate) fn tanaka() -> Vec<(&'static str, &'static str)> {
    vec![
        ("atena_no", "000000019"),
        ("rireki_no", "1"),
        ("setai_no", "000000019"),
        ("jumin_kbn", "1"),
        ("jotai_kbn", "0"),
        ("saishin_kbn", "1"),
        ("ido_jiyu", "T1"),
        ("ido_ymd", "4310430"),
        ("todoke_ymd", "5010501"),
        ("shori_ymd", "5010501"),
        ("shimei", "田中　太郎"),
        ("shimei_kana", "ﾀﾅｶ ﾀﾛｳ"),
        ("seibetsu", "M"),
        ("umare_ymd", "3640107"),
        ("zokugara", "世帯主"),
        ("shiku_cd", "271276"),
        ("machi_cd", "0001002"),
        ("machi_mei", "天神橋二丁目"),
        ("banchi", "３番１２号"),
        ("yubin", "5300041"),
        ("honseki", "大阪府大阪市北区天神橋二丁目３番地"),
        ("hittosha", "田中　一郎"),
        ("jun_i", "01"),
    ]
}

/// A foreign resident: birth date in the western calendar, name in Roman letters and Chinese characters.
pub(crate) fn zhang() -> Vec<(&'static str, &'static str)> {
    vec![
        ("atena_no", "000000027"),
        ("rireki_no", "2"),
        ("setai_no", "000000019"),
        ("jumin_kbn", "2"),
        ("jotai_kbn", "2"),
        ("saishin_kbn", "1"),
        ("ido_jiyu", "S3"),
        ("ido_ymd", "5060000"),
        ("shori_ymd", "5060801"),
        ("shimei", "張　玉麗"),
        ("shimei_kana", "ﾁﾖｳ ｷﾞﾖｸﾚｲ"),
        ("romaji", "ZHANG YULI"),
        ("tsusho", "田中　麗"),
        ("tsusho_kana", "ﾀﾅｶ ｳﾗﾗ"),
        ("seibetsu", "W"),
        ("umare_ymd", "19850200"),
        ("zokugara", "妻"),
        ("shiku_cd", "271276"),
        ("machi_cd", "0001002"),
        ("machi_mei", "天神橋二丁目"),
        ("banchi", "３番１２号"),
        ("yubin", "5300041"),
        ("kokuseki_cd", "CHN"),
        ("zairyu_shikaku", "永住者の配偶者等"),
        ("zairyu_manryo", "20270331"),
        ("zairyu_card", "AB12345678CD"),
        ("gai_jumin_ymd", "4240709"),
        ("ho30_45_kbn", "1"),
        ("jun_i", "02"),
    ]
}

/// Through the file's bytes, the checks of the vendor's layout and the mapping.
fn map(values: &[(&str, &str)]) -> (Vec<(String, &'static str)>, Mapped) {
    let vendor = layout("mihon_jumin");
    let bytes = write(vendor, &[record(vendor, values)], Extent::Ordered);
    let mut source = read(vendor, &bytes).pop().unwrap().unwrap();
    source.check(vendor);
    let found = source.findings.iter().map(|it| (it.item.clone(), it.code)).collect();
    let mapping = CATALOGUE.mapping("mihon_jumin_to_national_resident").unwrap();
    (found, mapping.forward(&source, &parameters()))
}

/// The known good record with some items changed; gives what is found in all.
fn findings_with(changes: &[(&'static str, &'static str)]) -> Vec<(String, &'static str)> {
    let mut values = tanaka();
    values.retain(|(id, _)| !changes.iter().any(|(changed, _)| changed == id));
    values.extend(changes);
    let (mut found, mapped) = map(&values);
    found.extend(mapped.findings.into_iter().map(|it| (it.item, it.code)));
    found
}

fn national(mapped: &Mapped, id: &str) -> String {
    value(layout("national_resident"), &mapped.record, id).to_owned()
}

#[test]
fn a_japanese_resident_becomes_a_national_record() {
    let (found, mapped) = map(&tanaka());
    assert_eq!(found, []);
    assert_eq!(codes(&mapped.findings), []);
    for (id, expected) in [
        ("addressee_number", "000000000000019"),
        ("full_name", "田中　太郎"),
        ("surname", "田中"),
        ("given_name", "太郎"),
        ("full_name_furigana", "タナカ　タロウ"),
        ("given_name_furigana", "タロウ"),
        ("born_on", "1989-01-07"),
        ("born_on_era", "3"),
        ("born_on_is_unknown", "0"),
        ("effective_on", "2019-04-30"),
        ("relationship_code_1", "02"),
        ("relationship_text", "世帯主"),
        ("address_prefecture", "大阪府"),
        ("act_reason", "01"),
        ("sex_text", "男"),
        ("municipality_code", "271276"),
        ("register_first_person_surname", "田中"),
        ("is_removed_record", "0"),
    ] {
        assert_eq!(national(&mapped, id), expected, "{id}");
    }
    let target = layout("national_resident");
    let mut findings = Vec::new();
    target.check(&mapped.record, &place(), &mut findings);
    assert_eq!(codes(&findings), []);
}

#[test]
fn a_foreign_resident_keeps_western_dates_and_all_three_names() {
    let (found, mapped) = map(&zhang());
    assert_eq!(found, [("ido_ymd".to_owned(), "date_partly_unknown"), ("umare_ymd".to_owned(), "date_partly_unknown")]);
    for (id, expected) in [
        ("full_name", "張　玉麗"),
        ("kanji_name", "張　玉麗"),
        ("surname", ""),
        ("roman_name", "ＺＨＡＮＧ　ＹＵＬＩ"),
        ("alias_furigana", "タナカ　ウララ"),
        ("born_on", "1985-02-00"),
        ("born_on_era", ""),
        ("born_on_is_unknown", "1"),
        ("effective_on", "2024-00-00"),
        ("residence_status_code", "T62"),
        ("nationality_code", "CHN"),
        ("registration_state", "3"),
        ("is_removed_record", "1"),
    ] {
        assert_eq!(national(&mapped, id), expected, "{id}");
    }
}

#[test]
fn a_date_past_the_end_of_its_era_is_converted_and_noted() {
    for (written, day, era) in
        [("3640108", "1989-01-08", "4"), ("4310501", "2019-05-01", "5"), ("4360401", "2024-04-01", "5")]
    {
        let mut values = tanaka();
        values.retain(|(id, _)| *id != "umare_ymd");
        values.push(("umare_ymd", written));
        let (found, mapped) = map(&values);
        assert_eq!(found, [("umare_ymd".to_owned(), "era_past_end")]);
        assert_eq!((national(&mapped, "born_on").as_str(), national(&mapped, "born_on_era").as_str()), (day, era));
    }
}

#[test]
fn the_right_date_is_offered_in_both_languages() {
    let vendor = layout("mihon_jumin");
    let mut values = tanaka();
    values.retain(|(id, _)| *id != "umare_ymd");
    values.push(("umare_ymd", "4310501"));
    let mut findings = Vec::new();
    vendor.check(&record(vendor, &values), &place(), &mut findings);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity, Severity::Warning);
    assert_eq!(findings[0].ja, "「4310501」は平成の期間外です。令和元年5月1日に読み替えます。");
    assert!(findings[0].en.contains("令和元年5月1日"));
}

#[test]
fn each_planted_defect_is_named() {
    for (item, bad, code) in [
        ("umare_ymd", "3550431", "non_calendar_date"),
        ("umare_ymd", "3550200", "date_partly_unknown"),
        ("umare_ymd", "0000000", "date_partly_unknown"),
        ("umare_ymd", "6010101", "date_malformed"),
        ("todoke_ymd", "5010500", "date_must_be_known"),
        ("kojin_no", "123456789012", "personal_number_check_digit"),
        ("juminhyo_cd", "12345678901", "resident_record_code_check_digit"),
        ("atena_no", "000000018", "addressee_number_check_digit"),
        ("shiku_cd", "271277", "municipality_code_check_digit"),
        ("zokugara", "祖父", "relationship_needs_clerk"),
        ("zokugara", "大家", "relationship_unknown"),
        ("zokugara", "子の子の子の子の子", "relationship_unknown"),
        ("ido_jiyu", "Z9", "code_unknown"),
        ("saishin_kbn", "7", "code_unknown"),
        ("setai_no", "", "required_empty"),
        ("shimei", "田中 太郎", "wrong_characters"),
        ("shimei_kana", "タナカ", "wrong_characters"),
        ("zairyu_card", "A12345678CD", "residence_card_number_form"),
    ] {
        let found = findings_with(&[(item, bad)]);
        let named: Vec<_> = found.iter().filter(|(of, found)| of == item && *found == code).collect();
        assert_eq!(named.len(), 1, "{item} {bad}: {found:?}");
    }
}

#[test]
fn a_bad_personal_number_is_never_quoted() {
    let vendor = layout("mihon_jumin");
    let mut findings = Vec::new();
    vendor.check(&record(vendor, &[("kojin_no", "123456789012")]), &place(), &mut findings);
    let text = format!("{findings:?}");
    assert!(text.contains("personal_number_check_digit") && !text.contains("123456789012"), "{text}");
}

#[test]
fn relationships_follow_the_table_and_the_grammar() {
    for (label, codes, text) in [
        ("長男", ["20", "", "", ""], "子"),
        ("嫁", ["20", "12", "", ""], "子の妻"),
        ("内縁の妻", ["14", "", "", ""], "妻（未届）"),
        ("妻の子", ["12", "20", "", ""], "妻の子"),
        ("兄の子の妻", ["71", "20", "12", ""], "兄の子の妻"),
        ("孫", ["20", "20", "", ""], "子の子"),
    ] {
        let mut values = tanaka();
        values.retain(|(id, _)| *id != "zokugara");
        values.push(("zokugara", label));
        let (_, mapped) = map(&values);
        let found: Vec<String> = (1..=4).map(|it| national(&mapped, &format!("relationship_code_{it}"))).collect();
        assert_eq!(
            (found.as_slice(), national(&mapped, "relationship_text").as_str()),
            (codes.map(str::to_owned).as_slice(), text)
        );
    }
}

#[test]
fn a_wording_wins_over_the_digits() {
    let mut values = tanaka();
    values.retain(|(id, _)| *id != "umare_ymd");
    values.extend([("umare_ymd", "3200000"), ("umare_hyoki", "昭和２０年頃")]);
    let (found, mapped) = map(&values);
    assert_eq!(found, [("umare_ymd".to_owned(), "date_partly_unknown")]);
    assert_eq!(national(&mapped, "born_on"), "1945-00-00");
    assert_eq!(national(&mapped, "born_on_unknown_text"), "昭和２０年頃");
    assert_eq!(national(&mapped, "born_on_is_unknown"), "1");
}

#[test]
fn what_goes_out_comes_back() {
    let vendor = layout("mihon_jumin");
    let mapping = CATALOGUE.mapping("mihon_jumin_to_national_resident").unwrap();
    for values in [tanaka(), zhang()] {
        let (_, mapped) = map(&values);
        let back = mapping.backward(&mapped.record, &place());
        assert_eq!(codes(&back.findings), []);
        let original: Record = record(vendor, &values);
        for item in vendor.items() {
            assert_eq!(value(vendor, &back.record, &item.id), value(vendor, &original, &item.id), "{}", item.id);
        }
    }
}

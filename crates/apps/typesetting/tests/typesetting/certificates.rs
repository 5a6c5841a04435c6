//! 住民票の写し: what is left out is absent, the attestation stands once and last.

use crate::{
    filled,
    forms::{HOUSEHOLD, INDIVIDUAL},
    members, pages, render, without_spaces,
};
use documents::Typesetter as _;
use serde_json::{Value, json};

const ATTESTATION: &str = "相違ないことを証明する。";

/// What is left out unless asked for (住民基本台帳法12条5項), with a value that can be found in the text.
const ON_REQUEST: [(&str, &str); 5] = [
    ("relationship_to_head", "続柄見本値"),
    ("registered_domicile", "本籍見本値"),
    ("register_first_person", "筆頭者見本値"),
    ("resident_record_code", "10000000001"),
    ("individual_number", "200000000002"),
];

#[test]
fn the_household_sample_shows_what_it_should() {
    let rendered = render(&HOUSEHOLD, &HOUSEHOLD.sample_document().unwrap());
    assert_eq!((rendered.pages, rendered.remarks), (2, vec![]));
    let text = pages("household_sample", &rendered.pdf);
    for expected in [
        "住民票",
        "大阪市見本区見本町一丁目２番３号見本マンション４０５号室",
        "見本葛󠄃乃",
        "見本𠮷次郎",
        "渡邉󠄏",
        "（ミホンタロウ）",
        "昭和60年4月1日",
        "20261122大阪市見本区本庁1プリンタ0010111/2",
    ] {
        assert!(text[0].contains(expected), "{expected} is not on page 1: {}", text[0]);
    }
    for expected in ["SAMPLEMARIAELENA", "見本真理", "1958年3月15日", "大阪府大阪市見本区長見本一郎", "0112/2"]
    {
        assert!(text[1].contains(expected), "{expected} is not on page 2: {}", text[1]);
    }
}

#[test]
fn an_item_that_nobody_asked_for_is_absent() {
    for (omitted, _) in ON_REQUEST {
        let household = filled(&HOUSEHOLD, |data| {
            data["members"] = members(1);
            data["household_head"] = json!("世帯主見本値");
            for (key, value) in ON_REQUEST {
                data["members"][0][key] = if key == omitted { Value::Null } else { json!(value) };
            }
        });
        let individual = filled(&INDIVIDUAL, |data| {
            data["member"] = household.data["members"][0].clone();
            data["household_head"] = json!("世帯主見本値");
        });
        for (form, document) in [(HOUSEHOLD, household), (INDIVIDUAL, individual)] {
            let text = pages(&format!("omitted_{omitted}"), &render(&form, &document).pdf).concat();
            for (key, value) in ON_REQUEST {
                assert_eq!(text.contains(value), key != omitted, "{key} with {omitted} left out: {text}");
            }
            assert_eq!(text.matches("（省略）").count(), 1, "{omitted}: {text}");
        }
    }
}

#[test]
fn the_head_of_household_is_left_out_alike() {
    for form in [HOUSEHOLD, INDIVIDUAL] {
        let shown = filled(&form, |data| data["household_head"] = json!("世帯主見本値"));
        let omitted = filled(&form, |data| data["household_head"] = Value::Null);
        assert!(pages("head_shown", &render(&form, &shown).pdf)[0].contains("世帯主見本値"));
        assert!(!pages("head_omitted", &render(&form, &omitted).pdf).concat().contains("世帯主見本値"));
    }
}

#[test]
fn an_item_that_the_data_does_not_speak_of_is_an_error() {
    let silent = filled(&HOUSEHOLD, |data| {
        data["members"][0].as_object_mut().unwrap().remove("individual_number");
    });
    let error = crate::TYPESETTER.render(&HOUSEHOLD, &silent).unwrap_err();
    assert!(error.to_string().contains("individual_number"), "{error}");
    assert!(error.japanese().contains("組版できません"), "{}", error.japanese());
}

#[test]
fn the_attestation_stands_once_and_on_the_last_page() {
    for (count, sheets) in [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)] {
        let household = filled(&HOUSEHOLD, |data| data["members"] = members(count));
        let rendered = render(&HOUSEHOLD, &household);
        let text = pages(&format!("household_of_{count}"), &rendered.pdf);
        assert_eq!((text.len(), rendered.pages), (sheets, u32::try_from(sheets).unwrap()));
        for (index, page) in text.iter().enumerate() {
            let is_last = index + 1 == sheets;
            assert_eq!(page.matches(ATTESTATION).count(), usize::from(is_last), "page {} of {sheets}", index + 1);
            assert_eq!(page.contains("（次のページに続く）"), !is_last);
            assert!(page.contains(&format!("プリンタ001011{}/{sheets}", index + 1)), "{page}");
        }
        for number in 1..=count {
            let page = (number - 1) / 4;
            assert!(text[page].contains(&format!("見本第{number}号")), "member {number} is on page {}", page + 1);
        }
    }
}

#[test]
fn a_long_history_goes_on_over_pages() {
    let line = |number: usize| json!({ "event": "転居", "changed_on": format!("平成{number}年1月8日"), "filed_on": "同日", "detail": "見本" });
    let person = filled(&INDIVIDUAL, |data| data["history"] = (1..=40).map(line).collect());
    let text = pages("individual_history", &render(&INDIVIDUAL, &person).pdf);
    assert_eq!(text.len(), 3);
    for number in 1..=40 {
        let shown = text.iter().filter(|page| page.contains(&format!("平成{number}年1月8日"))).count();
        assert_eq!(shown, 1, "line {number}");
    }
    assert_eq!(text.iter().map(|page| page.matches(ATTESTATION).count()).collect::<Vec<_>>(), [0, 0, 1]);
}

#[test]
fn a_foreign_resident_has_other_items() {
    let person = filled(&INDIVIDUAL, |data| {
        let household: Value = serde_json::from_str(HOUSEHOLD.sample).unwrap();
        data["member"] = household["members"][4].clone();
        data["member"]["foreign"]["nationality"] = Value::Null;
    });
    let text = pages("individual_foreign", &render(&INDIVIDUAL, &person).pdf).concat();
    for expected in ["外国人住民と", "在留資格", "特定活動", "在留期間の満了の日", "2027年8月20日"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("フィリピン") && !text.contains("本籍"), "{text}");
}

#[test]
fn the_fullest_sheets_still_hold_their_attestation() {
    let sample: Value = serde_json::from_str(HOUSEHOLD.sample).unwrap();
    let foreign = &sample["members"][4];
    let household = filled(&HOUSEHOLD, |data| data["members"] = json!([foreign, foreign, foreign, foreign]));
    let person = filled(&INDIVIDUAL, |data| {
        let line = data["history"][0].clone();
        data["member"] = foreign.clone();
        data["history"] = json!([line, line, line, line, line, line]);
    });
    for (form, document) in [(HOUSEHOLD, household), (INDIVIDUAL, person)] {
        let rendered = render(&form, &document);
        assert_eq!((rendered.pages, rendered.remarks.as_slice()), (1, &[][..]), "{}", form.name);
        assert_eq!(pages("fullest", &rendered.pdf)[0].matches(ATTESTATION).count(), 1);
    }
}

#[test]
fn the_word_sample_crosses_each_page_of_a_sample_only() {
    for form in crate::forms::FORMS {
        let sample = form.sample_document().unwrap();
        let real = filled(&form, |data| data["is_sample"] = json!(false));
        let count = |document| {
            let text = pages("sample_mark", &render(&form, document).pdf).concat();
            without_spaces(&text).matches('見').count()
        };
        let sheets = usize::try_from(render(&form, &sample).pages).unwrap();
        assert_eq!(count(&sample), count(&real) + sheets, "{}", form.name);
    }
}

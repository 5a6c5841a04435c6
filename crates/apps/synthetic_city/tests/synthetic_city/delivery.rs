//! The files: deterministic, complete, encodable, with right check digits.

use std::collections::{BTreeMap, BTreeSet};

use synthetic_city::{CitySpec, Dirt, DirtKind};
use values::{AddresseeNumber, HouseholdNumber, PersonalNumber, PostalCode, ResidentRecordCode, TownId};

use crate::support::{decoded, demo, generated, kita};

fn hashes(spec: &CitySpec, name: &str) -> Vec<(&'static str, String)> {
    generated(spec, name).summary.files.into_iter().map(|file| (file.name, file.sha256)).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let first = hashes(&kita(42, 1_500), "first");
    assert_eq!(first, hashes(&kita(42, 1_500), "second"));
    assert_ne!(first, hashes(&kita(43, 1_500), "third"));
}

#[test]
fn the_manifest_agrees_with_the_files() {
    let delivery = demo();
    for file in delivery.manifest["files"].as_array().unwrap() {
        let name = file["name"].as_str().unwrap();
        let header = u64::from(name != "SETAI.dat");
        let lines = u64::try_from(delivery.lines[name].len()).unwrap();
        assert_eq!(file["records"].as_u64().unwrap(), lines - header, "{name}");
        assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
    }
    assert_eq!(delivery.manifest["files"].as_array().unwrap().len(), delivery.lines.len());
}

#[test]
fn only_planted_lines_are_not_cp932_or_not_whole() {
    let delivery = demo();
    let named = delivery.named("JUMIN.csv");
    for (number, line) in (1..).zip(&delivery.lines["JUMIN.csv"]) {
        let kind = named.get(&number).map_or("", |(kind, _)| kind.as_str());
        let columns = crate::support::fields(line).len();
        assert_eq!(decoded(line).1, kind != "broken_bytes", "line {number}");
        assert_eq!(columns == 45, kind != "columns_missing", "line {number}: {columns} columns");
    }
    let named = delivery.named("SETAI.dat");
    for (number, line) in (1..).zip(&delivery.lines["SETAI.dat"]) {
        let is_short = named.get(&number).is_some_and(|(kind, _)| kind == "household_line_short");
        assert_eq!(line.len() == 200, !is_short, "line {number}: {} bytes", line.len());
        assert!(decoded(line).1, "line {number}");
    }
}

#[test]
fn numbers_are_right_but_where_planted() {
    let delivery = demo();
    let named = delivery.named("JUMIN.csv");
    for (number, row) in delivery.rows("JUMIN.csv").filter(|(_, row)| row.len() == 45) {
        let kind = named.get(&number).map_or("", |(kind, _)| kind.as_str());
        let check = |is_right: bool, planted: DirtKind| {
            assert_eq!(is_right, kind != planted.as_str(), "line {number}: {}", planted.as_str());
        };
        check(row[0].parse::<AddresseeNumber>().is_ok(), DirtKind::AddresseeNumberWrong);
        if !row[21].is_empty() {
            check(row[21].parse::<PersonalNumber>().is_ok(), DirtKind::PersonalNumberWrong);
            check(row[22].parse::<ResidentRecordCode>().is_ok(), DirtKind::RecordCodeWrong);
        }
        assert!(row[2].parse::<HouseholdNumber>().is_ok(), "line {number}: household {}", row[2]);
        assert!(row[24].parse::<TownId>().is_ok() && row[28].parse::<PostalCode>().is_ok(), "line {number}");
    }
}

#[test]
fn histories_are_in_order_but_where_planted() {
    let delivery = demo();
    let named = delivery.named("JUMIN.csv");
    let mut last: BTreeMap<String, (u64, String)> = BTreeMap::new();
    for (number, row) in delivery.rows("JUMIN.csv").filter(|(_, row)| row.len() == 45) {
        let before = last.get(&row[0]).cloned();
        let is_planned = named.get(&number).is_some_and(|(kind, _)| kind.starts_with("history_"));
        let serial: u64 = row[1].parse().unwrap();
        match before {
            Some((previous, processed)) if !is_planned => {
                assert_eq!(serial, previous + 1, "line {number}");
                assert!(processed <= row[9], "line {number}: {processed} then {}", row[9]);
            }
            Some(_) => {}
            None => assert_eq!(serial, 1, "line {number}"),
        }
        last.insert(row[0].clone(), (serial, row[9].clone()));
    }
}

#[test]
fn relationships_are_of_the_list_but_where_planted() {
    let known: BTreeSet<&str> =
        "本人 世帯主 夫 妻 内縁の夫 内縁の妻 妻（未届） 長男 二男 三男 四男 長女 二女 次女 三女 四女 養子 養女 子 \
         妻の子 子の妻 嫁 孫 父 母 弟 妹 兄の子 姉の子 縁故者 同居人 使用人"
            .split(' ')
            .collect();
    let delivery = demo();
    let named = delivery.named("JUMIN.csv");
    let mut seen = BTreeSet::new();
    for (number, row) in delivery.rows("JUMIN.csv").filter(|(_, row)| row.len() == 45) {
        let kind = named.get(&number).map_or("", |(kind, _)| kind.as_str());
        let reason = named.get(&number).map_or("", |(_, reason)| reason.as_str());
        let is_planted = kind.starts_with("relationship") && reason != "person_held";
        assert_eq!(known.contains(row[20].as_str()), !is_planted, "line {number}: {}", row[20]);
        seen.insert(row[20].clone());
    }
    assert!(seen.len() > 15, "{seen:?}");
}

#[test]
fn each_household_has_one_head_but_where_planted() {
    let delivery = demo();
    let named = delivery.named("JUMIN.csv");
    let mut heads: BTreeMap<String, u64> = BTreeMap::new();
    for (number, row) in delivery.rows("JUMIN.csv").filter(|(_, row)| row.len() == 45) {
        let is_current_head = row[4] == "0" && row[5] == "1" && matches!(row[20].as_str(), "世帯主" | "本人");
        let is_planted = named.get(&number).is_some_and(|(kind, _)| kind == "two_heads");
        if is_current_head && !is_planted {
            *heads.entry(row[2].clone()).or_default() += 1;
        }
    }
    assert!(heads.values().all(|count| *count == 1));
    let ends = delivery.named("SETAI.dat");
    for (number, line) in (1..).zip(&delivery.lines["SETAI.dat"]).filter(|(number, _)| !ends.contains_key(number)) {
        let text = decoded(line).0;
        let has_head = heads.contains_key(text.get(..9).unwrap());
        let is_present = text.chars().rev().nth(11) == Some('0');
        assert_eq!(has_head, is_present, "line {number}");
    }
}

#[test]
fn gaiji_are_private_bytes_that_the_table_names() {
    let delivery = demo();
    let table: BTreeSet<u32> = delivery
        .rows("GAIJI.csv")
        .map(|(_, row)| {
            let code = u32::from_str_radix(&row[0], 16).unwrap();
            let (lead, trail) = (code >> 8, code & 0xFF);
            0xE000 + (lead - 0xF0) * 188 + trail - if trail < 0x7F { 0x40 } else { 0x41 }
        })
        .collect();
    let named = delivery.named("JUMIN.csv");
    let mut used = 0;
    for (number, row) in delivery.rows("JUMIN.csv") {
        let kind = named.get(&number).map_or("", |(kind, _)| kind.as_str());
        for letter in row.get(10).map(|name| name.chars()).into_iter().flatten().map(u32::from) {
            if (0xE000..0xE758).contains(&letter) {
                used += 1;
                assert_eq!(table.contains(&letter), kind != "gaiji_without_mapping", "line {number}");
            }
        }
    }
    assert!(used > 30, "{used}");
}

#[test]
fn a_clean_city_has_nothing_to_tell() {
    let delivery = generated(&CitySpec { dirt: Dirt::None, ..kita(9, 2_000) }, "clean");
    assert!(delivery.truth.is_empty());
    assert_eq!(delivery.summary.truth.people.loaded_resident, 2_000);
    assert!(delivery.summary.truth.files.values().all(|counts| counts.loaded == counts.records));
}

#[test]
fn personal_numbers_and_record_codes_are_unrelated() {
    let delivery = demo();
    let alike = delivery.rows("JUMIN.csv").filter(|(_, row)| row.len() == 45);
    let alike = alike.filter(|(_, row)| row[21].get(6..10) == row[22].get(5..9)).count();
    assert!(alike < 20, "{alike}");
}

#[test]
fn the_city_has_the_cases_that_demos_need() {
    let delivery = demo();
    let rows: Vec<Vec<String>> = delivery.rows("JUMIN.csv").map(|(_, row)| row).collect();
    let whole = || rows.iter().filter(|row| row.len() == 45);
    for reason in ["T1", "T2", "T3", "T6", "S1", "S2", "S3", "H1", "H3", "H8", "K1"] {
        assert!(whole().any(|row| row[6] == reason), "異動事由 {reason}");
    }
    assert!(whole().any(|row| !row[13].is_empty()), "通称");
    assert!(whole().any(|row| !row[12].is_empty() && !row[10].is_empty()), "ローマ字 and Chinese characters");
    assert!(whole().any(|row| row[10].contains('髙') || row[10].contains('﨑')), "variant characters");
    let classes: BTreeSet<u8> = delivery.lines["SETAI.dat"].iter().filter_map(|line| line.get(187).copied()).collect();
    assert_eq!(classes, BTreeSet::from([b'1', b'2', b'3']));
    let protections: Vec<Vec<String>> = delivery.rows("SHIEN.csv").map(|(_, row)| row).collect();
    assert!(protections.len() >= 10 && protections.iter().any(|row| !row[6].is_empty()));
    assert!(protections.iter().any(|row| row[4].as_str() < "5081122"), "none is past its end");
}

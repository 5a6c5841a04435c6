//! The truth: every line that it names shows what it says, and its sums agree with the files.

use std::collections::{BTreeMap, BTreeSet};

use synthetic_city::DirtKind;

use crate::support::{decoded, demo};

#[test]
fn every_kind_is_planted_in_a_ward_of_ten_thousand() {
    for kind in DirtKind::ALL {
        assert!(demo().summary.truth.kinds.get(kind.as_str()).is_some_and(|count| *count > 0), "{}", kind.as_str());
    }
}

#[test]
fn every_line_of_the_truth_shows_its_kind() {
    let delivery = demo();
    let households: BTreeSet<String> =
        delivery.lines["SETAI.dat"].iter().filter(|line| line.len() == 200).map(|line| household(line)).collect();
    let rows: Vec<Vec<String>> = delivery.rows("JUMIN.csv").map(|(_, row)| row).collect();
    let people: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(place, row)| (row[0].as_str(), place)).collect();
    for line in &delivery.truth {
        let (kind, reason) = (line["kind"].as_str().unwrap(), line["reason"].as_str().unwrap());
        let number = usize::try_from(line["line"].as_u64().unwrap()).unwrap();
        let file = line["file"].as_str().unwrap();
        let raw = &delivery.lines[file][number - 1];
        if reason == "person_held" {
            continue;
        }
        let shown = match file {
            "SETAI.dat" => household_shows(kind, raw),
            "JITE.csv" => !people.contains_key(crate::support::fields(raw)[6].as_str()),
            _ => {
                let row = crate::support::fields(raw);
                match kind {
                    "household_missing" | "household_line_short" => !households.contains(&row[2]),
                    "duplicate_number" => rows.iter().any(|other| other[0] < row[0] && other.get(21) == row.get(21)),
                    "duplicate_facts" => {
                        row[21].is_empty() && rows.iter().any(|other| other[0] < row[0] && same_facts(other, &row))
                    }
                    _ => row_shows(kind, &row, raw),
                }
            }
        };
        assert!(shown, "{file} line {number}: {kind}");
        let key = line["key"].as_str().unwrap();
        assert!(key.is_empty() || decoded(raw).0.starts_with(key), "{file} line {number}: {key}");
    }
}

fn household(line: &[u8]) -> String {
    decoded(line).0.get(..9).unwrap().to_owned()
}

fn household_shows(kind: &str, raw: &[u8]) -> bool {
    match kind {
        "no_head" => raw[9..18] == *b"         ",
        "household_line_short" => raw.len() < 200,
        "two_heads" => raw.len() == 200,
        _ => false,
    }
}

fn same_facts(one: &[String], other: &[String]) -> bool {
    one.len() == 45 && [2, 10, 17, 18].iter().all(|column| one[*column] == other[*column])
}

fn row_shows(kind: &str, row: &[String], raw: &[u8]) -> bool {
    match kind {
        "birth_year_only" => row[18].ends_with("0000") && !row[18].starts_with('0') && row[19].is_empty(),
        "birth_year_month" => row[18].ends_with("00") && !row[18].ends_with("0000"),
        "birth_unknown" => row[18] == "0000000",
        "birth_wording" => row[19].ends_with("年頃"),
        "era_past_end" => row[18] == "3640108" || row[7] == "4310501",
        "non_calendar_birth" => row[18].ends_with("0431"),
        "impossible_filing_date" => row[8] == "5070231",
        "namesake" => row[10] == "田中　一郎" && row[18] == "3460505" && row[17] == "M",
        "two_heads" => row[20] == "世帯主",
        "relationship_by_clerk" => ["義母", "いとこ", "準世帯主", "おば"].contains(&row[20].as_str()),
        "relationship_unknown" => row[20] == "友人",
        "gaiji_without_mapping" => row[10].starts_with('\u{E0BC}'),
        // the check digits themselves are held in delivery.rs
        "personal_number_wrong" | "record_code_wrong" | "addressee_number_wrong" => row.len() == 45,
        "columns_missing" => row.len() < 45,
        "broken_bytes" => !decoded(raw).1,
        "code_unknown" => row[17] == "Q" || row[6] == "ZZ",
        "history_duplicate" => row[5] == "1" && row[6] == "H2",
        "history_order" => row[9] == "3500401",
        "death_before_birth" => row[6] == "S3" && row[7] < row[18] || row[7].chars().next() < row[18].chars().next(),
        "town_not_listed" => row[24] == "9998001",
        _ => false,
    }
}

#[test]
fn counts_add_up() {
    let delivery = demo();
    for (name, counts) in &delivery.summary.truth.files {
        assert_eq!(counts.records, counts.loaded + counts.merged + counts.quarantined + counts.rejected, "{name}");
        let header = u64::from(*name != "SETAI.dat");
        assert_eq!(counts.records + header, u64::try_from(delivery.lines[name].len()).unwrap(), "{name}");
    }
    let people = delivery.summary.truth.people;
    assert_eq!(people.counts.loaded, people.loaded_resident + people.loaded_removed);
    let numbers: BTreeSet<String> = delivery.rows("JUMIN.csv").map(|(_, row)| row[0].clone()).collect();
    assert_eq!(people.counts.records, u64::try_from(numbers.len()).unwrap());
    assert_eq!(delivery.truth_json["people"]["loaded_resident"], people.loaded_resident);
}

/// The amounts once more, from the lines of `JITE.csv` alone: the third way to the same sum.
#[test]
fn the_allowance_can_be_recounted_from_the_files() {
    let delivery = demo();
    let births: BTreeMap<String, u32> = delivery
        .rows("JUMIN.csv")
        .filter(|(_, row)| row.len() == 45)
        .map(|(_, row)| (row[0].clone(), day_number(&row[18])))
        .collect();
    let mut certifications: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for (_, row) in delivery.rows("JITE.csv").filter(|(_, row)| row[16] == "1" && births.contains_key(&row[6])) {
        certifications.entry(row[0].clone()).or_default().push(row);
    }
    let mut total = 0;
    for month in ["50810", "50811"] {
        let mut sum = 0;
        for lines in certifications.values() {
            let counted = lines.iter().filter(|row| row[9] == "1" && births[&row[6]] / 100 <= first_day(month) / 100);
            for (rank, row) in (1..).zip(counted).filter(|(_, row)| row[8] == "1" && row[7].as_str() <= month) {
                // the month in which the child turns three, one day before the birthday
                let third = births[&row[6]] + 30_000 - u32::from(births[&row[6]] % 100 == 1) * 100;
                let is_small = third / 100 >= first_day(month) / 100;
                sum += if rank >= 3 {
                    30_000
                } else if is_small {
                    15_000
                } else {
                    10_000
                };
            }
        }
        total += sum;
        let of_truth = delivery.summary.truth.child_allowance.months.iter().map(|of_month| of_month.yen);
        assert!(of_truth.into_iter().any(|yen| yen == sum), "{month}: {sum}");
    }
    assert_eq!(delivery.summary.truth.child_allowance.total_yen, total);
    let lines: i64 = delivery
        .allowance
        .iter()
        .flat_map(|line| line["yen_by_month"].as_array().unwrap().clone())
        .map(|yen| yen.as_i64().unwrap())
        .sum();
    assert_eq!(lines, total);
    assert!(total > 10_000_000, "{total}");
}

/// `GYYMMDD` or `YYYYMMDD` as the number YYYYMMDD.
fn day_number(date: &str) -> u32 {
    if date.len() == 8 {
        return date.parse().unwrap();
    }
    let first_years = [1867, 1911, 1925, 1988, 2018];
    let number: u32 = date.parse().unwrap();
    let era = usize::try_from(number / 1_000_000).unwrap();
    if era == 0 { 0 } else { first_years[era - 1] * 10_000 + number % 1_000_000 }
}

fn first_day(month: &str) -> u32 {
    day_number(&format!("{month}01"))
}

/// 児童手当 rests on people who are loaded: no planted line may name one of them.
#[test]
fn no_allowance_hangs_on_a_dirty_record() {
    let delivery = demo();
    let dirty: BTreeSet<String> = delivery
        .truth
        .iter()
        .filter(|line| line["file"] == "JUMIN.csv")
        .map(|line| line["key"].as_str().unwrap().to_owned())
        .collect();
    let rows: Vec<Vec<String>> = delivery.rows("JITE.csv").map(|(_, row)| row).collect();
    assert!(rows.iter().all(|row| !dirty.contains(&row[2]) && !dirty.contains(&row[6])));
    assert!(rows.iter().any(|row| row[8] == "2"), "no elder child beyond 18");
    assert!(rows.iter().any(|row| row[16] == "9"), "no certification that has ended");
    assert!(rows.iter().any(|row| row[1] == "3"), "no third child");
}

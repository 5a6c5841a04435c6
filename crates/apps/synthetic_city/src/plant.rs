//! Plants dirt into the records of a household, and says of every record that it touches how it must end.
//!
//! The victim is the second person of a couple, never the head, so that no other file refers to it; the household
//! has no 児童手当 (see [`DirtKind::setting`]).

use chrono::NaiveDate;

use crate::days::{era_date, era_year_words, plus_days};
use crate::dirt::{DirtKind, Disposition};
use crate::legacy::{Finding, HouseholdRecords, Record, Shape, column};
use crate::model::Household;
use crate::numbers::{serial_number, with_wrong_check_digit};

/// Serial numbers of people whom nobody knows lie beyond those of a city of 2.75 million.
const UNKNOWN_SERIALS: u64 = 90_000_000;

/// The figure that is put for an unknown part of a date.
fn unknown_birth(birth: &str, kind: DirtKind) -> String {
    let kept = match kind {
        DirtKind::BirthYearOnly => 3,
        DirtKind::BirthYearMonth => 5,
        _ => 0,
    };
    birth.chars().take(kept).chain(std::iter::repeat('0')).take(7).collect()
}

fn finding(kind: DirtKind) -> Finding {
    Finding { kind, disposition: kind.disposition(), reason: kind.reason() }
}

fn mark(record: &mut Record, kind: DirtKind) {
    record.finding = Some(finding(kind));
}

/// Rows that are held because another row of the person is.
fn hold_others(rows: &mut [Record], kind: DirtKind) {
    for row in rows.iter_mut().filter(|row| row.finding.is_none()) {
        row.finding = Some(Finding { kind, disposition: Disposition::Quarantined, reason: "person_held" });
    }
}

/// Leaves the newest row only, as the first.
fn keep_newest(rows: &mut Vec<Record>) {
    if let Some(mut newest) = rows.pop() {
        newest.set(column::HISTORY, "1");
        newest.set(column::REASON, "T1");
        let settled = newest.field(column::SETTLED).to_owned();
        newest.set(column::EVENT, settled.clone());
        newest.set(column::RESIDENT_SINCE, settled);
        *rows = vec![newest];
    }
}

/// Adds a 軽微な修正 of the day as the newest row, so that there are at least two.
fn add_row(rows: &mut Vec<Record>, as_of: NaiveDate) {
    let Some(last) = rows.last_mut() else { return };
    let mut next = last.clone();
    last.set(column::NEWEST, "0");
    next.set(column::HISTORY, (rows.len() + 1).to_string());
    next.set(column::REASON, "H2");
    next.set(column::EVENT, era_date(as_of));
    next.set(column::FILED, "");
    next.set(column::PROCESSED, era_date(as_of));
    rows.push(next);
}

/// Sets a column of every row and marks the rows.
fn set_all(rows: &mut [Record], column: usize, value: &str, kind: DirtKind) {
    for row in rows {
        row.set(column, value);
        mark(row, kind);
    }
}

/// Sets a column of the newest row, marks it, and holds the others if the kind is held.
fn set_newest(rows: &mut [Record], column: usize, value: &str, kind: DirtKind) {
    if let Some(newest) = rows.last_mut() {
        newest.set(column, value);
        mark(newest, kind);
    }
    if kind.disposition() == Disposition::Quarantined {
        hold_others(rows, kind);
    }
}

/// Plants the household's kind, if it has one.
pub(crate) fn plant(household: &Household, records: &mut HouseholdRecords, as_of: NaiveDate) {
    let Some(kind) = household.dirt else { return };
    match kind {
        DirtKind::HouseholdMissing | DirtKind::HouseholdLineShort => household_gone(records, kind),
        DirtKind::TwoHeads => two_heads(records),
        DirtKind::NoHead => no_head(records, as_of),
        DirtKind::DuplicateNumber | DirtKind::DuplicateFacts => duplicate(household, records, kind),
        DirtKind::AllowanceChildUnknown => unknown_child(household, records),
        DirtKind::Namesake => {
            if let Some(newest) = records.people.first_mut().and_then(|rows| rows.last_mut()) {
                mark(newest, kind);
            }
        }
        _ => {
            if let Some(rows) = records.people.get_mut(1) {
                victim(rows, kind, household, as_of);
            }
        }
    }
}

fn victim(rows: &mut Vec<Record>, kind: DirtKind, household: &Household, as_of: NaiveDate) {
    let newest = rows.last().cloned();
    let value = |column: usize| newest.as_ref().map_or(String::new(), |row| row.field(column).to_owned());
    match kind {
        DirtKind::BirthYearOnly | DirtKind::BirthYearMonth | DirtKind::BirthUnknown => {
            set_all(rows, column::BIRTH, &unknown_birth(&value(column::BIRTH), kind), kind);
        }
        DirtKind::BirthWording => {
            let year = household.members.get(1).map(|member| era_year_words(member.birth())).unwrap_or_default();
            let zeros = unknown_birth(&value(column::BIRTH), DirtKind::BirthYearOnly);
            set_all(rows, column::BIRTH, &zeros, kind);
            set_all(rows, column::BIRTH_WORDS, &format!("{year}頃"), kind);
        }
        DirtKind::NonCalendarBirth => {
            let birth: String = value(column::BIRTH).chars().take(3).chain("0431".chars()).collect();
            set_all(rows, column::BIRTH, &birth, kind);
        }
        DirtKind::EraPastEnd => era_past_end(rows, household.index(), kind),
        DirtKind::PersonalNumberWrong => {
            let wrong = with_wrong_check_digit(&value(column::PERSONAL_NUMBER));
            set_all(rows, column::PERSONAL_NUMBER, &wrong, kind);
        }
        DirtKind::RecordCodeWrong => {
            let wrong = with_wrong_check_digit(&value(column::RECORD_CODE));
            set_all(rows, column::RECORD_CODE, &wrong, kind);
        }
        DirtKind::AddresseeNumberWrong => {
            let wrong = with_wrong_check_digit(&value(column::ADDRESSEE));
            set_all(rows, column::ADDRESSEE, &wrong, kind);
        }
        // U+E0BC is the user-defined F140, of which GAIJI.csv has no line
        DirtKind::GaijiWithoutMapping => {
            let name = value(column::NAME);
            let given = name.split('　').nth(1).unwrap_or_default();
            set_all(rows, column::NAME, &format!("\u{E0BC}田　{given}"), kind);
        }
        _ => newest_row(rows, kind, household, as_of),
    }
}

fn newest_row(rows: &mut Vec<Record>, kind: DirtKind, household: &Household, as_of: NaiveDate) {
    let variety = usize::try_from(household.index() % 4).unwrap_or(0);
    match kind {
        DirtKind::RelationshipByClerk => {
            let label = ["義母", "いとこ", "準世帯主", "おば"].get(variety).copied().unwrap_or("祖母");
            set_newest(rows, column::LABEL, label, kind);
        }
        DirtKind::RelationshipUnknown => set_newest(rows, column::LABEL, "友人", kind),
        DirtKind::CodeUnknown => match variety {
            0 | 1 => set_newest(rows, column::SEX, "Q", kind),
            _ => set_newest(rows, column::REASON, "ZZ", kind),
        },
        DirtKind::TownNotListed => set_newest(rows, column::TOWN, "9998001", kind),
        DirtKind::ImpossibleFilingDate => set_newest(rows, column::FILED, "5070231", kind),
        DirtKind::HistoryDuplicate => {
            add_row(rows, as_of);
            let before = (rows.len() - 1).to_string();
            set_newest(rows, column::HISTORY, &before, kind);
        }
        DirtKind::HistoryOrder => {
            add_row(rows, as_of);
            set_newest(rows, column::PROCESSED, "3500401", kind);
        }
        DirtKind::DeathBeforeBirth => {
            add_row(rows, as_of);
            let died = household.members.get(1).map(|member| era_date(plus_days(member.birth(), -400)));
            set_newest(rows, column::EVENT, &died.unwrap_or_default(), kind);
            set_newest(rows, column::REASON, "S3", kind);
            set_newest(rows, column::STATE, "2", kind);
        }
        DirtKind::ColumnsMissing | DirtKind::BrokenBytes => {
            keep_newest(rows);
            for row in rows {
                row.shape = if kind == DirtKind::BrokenBytes { Shape::BrokenBytes } else { Shape::CutOff };
                mark(row, kind);
            }
        }
        _ => {}
    }
}

/// By turns a birth on 昭和64年1月8日 and a move on 平成31年5月1日.
fn era_past_end(rows: &mut Vec<Record>, index: u64, kind: DirtKind) {
    if index.is_multiple_of(2) {
        set_all(rows, column::BIRTH, "3640108", kind);
        return;
    }
    keep_newest(rows);
    for column in [column::EVENT, column::FILED, column::PROCESSED, column::RESIDENT_SINCE, column::SETTLED] {
        set_all(rows, column, "4310501", kind);
    }
}

/// The household's line is left out or too short: its people belong to no household.
fn household_gone(records: &mut HouseholdRecords, kind: DirtKind) {
    for row in records.people.iter_mut().flatten() {
        row.finding =
            Some(Finding { kind, disposition: Disposition::Quarantined, reason: DirtKind::HouseholdMissing.reason() });
    }
    if kind == DirtKind::HouseholdMissing {
        records.household.shape = Shape::Missing;
    } else {
        records.household.shape = Shape::CutOff;
        mark(&mut records.household, kind);
    }
}

/// Both are heads: both are held, and so is the household's head.
fn two_heads(records: &mut HouseholdRecords) {
    let kind = DirtKind::TwoHeads;
    for rows in &mut records.people {
        set_newest(rows, column::LABEL, "世帯主", kind);
    }
    records.household.finding = Some(Finding { kind, disposition: Disposition::Loaded, reason: "head_not_loaded" });
}

/// The head has moved out, the other stays what she was.
fn no_head(records: &mut HouseholdRecords, as_of: NaiveDate) {
    if let Some(rows) = records.people.first_mut() {
        add_row(rows, as_of);
        if let Some(newest) = rows.last_mut() {
            newest.set(column::REASON, "S1");
            newest.set(column::STATE, "1");
            newest.set(column::FILED, era_date(as_of));
            newest.set(column::DESTINATION, "兵庫県尼崎市本町１丁目１番");
            newest.set(column::LEAVING_PLANNED, era_date(as_of));
            newest.set(column::LEAVING_CONFIRMED, era_date(as_of));
        }
    }
    records.household.set(column::HOUSEHOLD_HEAD, "");
    records.household.set(column::HOUSEHOLD_COUNT, "01");
    mark(&mut records.household, DirtKind::NoHead);
}

/// The second person stands in the household once more, under a higher 宛名番号.
fn duplicate(household: &Household, records: &mut HouseholdRecords, kind: DirtKind) {
    let Some(original) = records.people.get(1) else { return };
    let mut rows = original.clone();
    keep_newest(&mut rows);
    for row in &mut rows {
        row.set(column::ADDRESSEE, serial_number(1_000_000 + household.index() * 32 + 30));
        row.set(column::REASON, "T6");
        row.set(column::FILED, "");
        if kind == DirtKind::DuplicateFacts {
            row.set(column::PERSONAL_NUMBER, "");
            row.set(column::RECORD_CODE, "");
        }
        mark(row, kind);
    }
    records.people.push(rows);
}

/// A line more in the certification, for a child whom no file knows.
fn unknown_child(household: &Household, records: &mut HouseholdRecords) {
    let next = records.certification.len() + 1;
    let Some(mut line) = records.certification.last().cloned() else { return };
    line.set(column::ALLOWANCE_SERIAL, next.to_string());
    line.set(column::ALLOWANCE_CHILD, serial_number(UNKNOWN_SERIALS + household.index() * 2));
    mark(&mut line, DirtKind::AllowanceChildUnknown);
    records.certification.push(line);
}

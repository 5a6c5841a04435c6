//! 出力 — the residents of a load in the national layout again, and the proof that what came in goes out.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use database::{Database, Operation};
use serde::Serialize;
use serde_json::Value;
use spec_mapping::{CodeList, Extent, GaijiTable, Layout, Place, Record, RecordWriter};
use values::LegalDate;

use crate::dataset::Dataset;
use crate::ending::Disposition;
use crate::national::{Columns, TOWN_NOT_LISTED, date_text, era_code};
use crate::source::Sources;
use crate::store;
use crate::survey::{Survey, Unit, each_person};
use crate::{Delivery, MigrationError};

/// The permission to take whole records out of the register, addresses of protected persons among them.
const PERMISSION: &str = "migration.export";
/// People who are read at a time.
const PAGE: usize = 20_000;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportSummary {
    /// Records written.
    pub records: u64,
    /// Records that the layout could not take, with the item that was in the way.
    pub refused: Vec<String>,
}

/// An item that does not go out as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Identifier of the item in the national layout.
    pub item: String,
    /// Records in which it differs.
    pub records: u64,
    /// The first of them: line of the source file.
    pub first_line: u64,
}

/// What came in against what goes out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Loaded records that were compared, each item by item.
    pub records: u64,
    /// Loaded records that do not go out at all.
    pub missing: u64,
    /// Items that differ; none when everything goes out as it came in.
    pub differences: Vec<Difference>,
}

/// Items that no comparison can expect to be equal: what the export says of itself, and 個人番号, which stays sealed.
const NOT_COMPARED: [&str; 5] = ["municipality_code", "operator_id", "operated_on", "operated_time", "personal_number"];

/// Writes the residents of a load as they came in, in the national layout with its supplements, without 個人番号.
///
/// # Errors
/// [`MigrationError::Forbidden`] without `migration.export`; [`MigrationError`] when reading or writing fails.
pub fn export(
    database: &Database,
    operation: &Operation,
    load_number: i64,
    output: impl Write,
) -> Result<ExportSummary, MigrationError> {
    let form = Form::open()?;
    let gaiji = GaijiTable::empty();
    let failed = |source| MigrationError::File { path: PathBuf::from("national_resident"), source };
    let mut writer = RecordWriter::new(&form.layout, output, &gaiji, Extent::WithSupplements).map_err(failed)?;
    let mut summary = ExportSummary { records: 0, refused: Vec::new() };
    each_row(database, operation, load_number, |row| {
        let place = Place { file: Arc::from("register"), line: summary.records + 1, byte_offset: 0 };
        let findings = writer.write(&form.record(row), &place).map_err(failed)?;
        summary.records += u64::from(findings.is_empty());
        summary.refused.extend(findings.into_iter().map(|finding| finding.item));
        Ok(())
    })?;
    writer.finish().map_err(failed)?;
    Ok(summary)
}

/// Holds every loaded record of the delivery against what the register gives out of it, item by item.
///
/// # Errors
/// As [`export`].
pub fn compare(
    database: &Database,
    operation: &Operation,
    load_number: i64,
    delivery: &Delivery,
) -> Result<Comparison, MigrationError> {
    let form = Form::open()?;
    let columns = Columns::of(&form.layout)?;
    let mut out: BTreeMap<(String, String), Record> = BTreeMap::new();
    each_row(database, operation, load_number, |row| {
        let record = form.record(row);
        let key = (columns.addressee_number, columns.history_number);
        out.insert((record.text(key.0).to_owned(), record.text(key.1).to_owned()), record);
        Ok(())
    })?;
    let sources = Sources::open(delivery)?;
    let survey = Survey::of(delivery, &sources)?;
    let mut comparison = Comparison::default();
    let mut differing: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    each_person(&sources, &columns, |unit| {
        let Unit::Person(rows) = unit else { return Ok(()) };
        for row in rows {
            let ending = survey.row_ending(row.step.addressee_number, row.line.line);
            if ending.disposition != Disposition::Loaded {
                continue;
            }
            let came = &row.line.national;
            let key = (came.text(columns.addressee_number).to_owned(), came.text(columns.history_number).to_owned());
            let Some(went) = out.get(&key) else {
                comparison.missing += 1;
                continue;
            };
            comparison.records += 1;
            for index in form.differing(came, went, |code, town| sources.is_town_listed(code, town), &columns) {
                differing.entry(index).or_insert((0, row.line.line)).0 += 1;
            }
        }
        Ok(())
    })?;
    let difference = |(index, (records, first_line)): (usize, (u64, u64))| Difference {
        item: form.layout.items().get(index).map(|item| item.id.clone()).unwrap_or_default(),
        records,
        first_line,
    };
    comparison.differences = differing.into_iter().map(difference).collect();
    Ok(comparison)
}

fn each_row(
    database: &Database,
    operation: &Operation,
    load_number: i64,
    mut take: impl FnMut(&Value) -> Result<(), MigrationError>,
) -> Result<(), MigrationError> {
    if !operation.may(PERMISSION) {
        return Err(MigrationError::Forbidden(PERMISSION));
    }
    database.read(operation, |tx| {
        tx.did(PERMISSION);
        let load = store::load(tx, load_number)?;
        let people = store::loaded_people(tx, load_number)?;
        for page in people.chunks(PAGE) {
            let (Some(first), Some(last)) = (page.first(), page.last()) else { continue };
            for row in store::rows_of_people(tx, &load, (*first, *last))? {
                take(&row)?;
            }
        }
        Ok(())
    })
}

/// How a row of the register is written in the national layout.
struct Form {
    layout: Arc<Layout>,
    relationships: Arc<CodeList>,
}

impl Form {
    fn open() -> Result<Self, MigrationError> {
        let catalogue = spec_mapping::Catalogue::embedded().map_err(|problems| {
            MigrationError::Declarations(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        })?;
        let missing = || MigrationError::Declarations(Dataset::Residents.mapping().to_owned());
        let layout = Arc::clone(&catalogue.mapping(Dataset::Residents.mapping()).ok_or_else(missing)?.target);
        let relationships = Arc::clone(catalogue.code_list("relationship").ok_or_else(missing)?);
        Ok(Self { layout, relationships })
    }

    fn record(&self, row: &Value) -> Record {
        let values: Vec<String> = self.layout.items().iter().map(|item| self.value(&item.id, row)).collect();
        Record::of(values.iter().map(String::as_str))
    }

    /// Items in which the two differ. A town that was not listed goes out as 9999999.
    fn differing(
        &self,
        came: &Record,
        went: &Record,
        is_town_listed: impl Fn(&str, &str) -> bool,
        columns: &Columns,
    ) -> Vec<usize> {
        let town = columns.address_town_id;
        let is_listed = is_town_listed(came.text(columns.address_municipality_code), came.text(town));
        let expected = |index: usize| if index == town && !is_listed { TOWN_NOT_LISTED } else { came.text(index) };
        let compared = (0..).zip(self.layout.items()).filter(|(_, item)| !NOT_COMPARED.contains(&item.id.as_str()));
        compared.map(|(index, _)| index).filter(|index| expected(*index) != went.text(*index)).collect()
    }

    fn value(&self, item: &str, row: &Value) -> String {
        let text = |name: &str| text_of(row.get(name));
        let part = |outer: &str, inner: &str| text_of(row.get(outer).and_then(|it| it.get(inner)));
        match item {
            "municipality_code" => text("office_code"),
            "addressee_number" | "household_number" => format!("{:0>15}", text(item)),
            "is_latest" => flag(text("is_latest") == "true"),
            "history_branch_number" | "is_deleted" => "0".to_owned(),
            "national_business_id" => "001".to_owned(),
            "is_removed_record" => flag(text("registration_state") != "1"),
            "act_reason" => text("act_reason_code"),
            "sex_text" => text("sex").parse().map(|sex: values::Sex| sex.label().to_owned()).unwrap_or_default(),
            "full_name_furigana" => text("furigana"),
            "address_municipality_code" => text("municipality_code"),
            "address_prefecture" => text("prefecture"),
            "address_municipality_name" => text("municipality"),
            "address_town_id" => text("town_id"),
            "address_town" => text("town"),
            "address_lot" => text("lot"),
            "address_building_and_room" => text("building_and_room"),
            "address_postal_code" => text("postal_code"),
            "entry_order" => format!("{:0>2}", text("member_order")),
            "previous_address_municipality_code" => part("previous_address", "municipality_code"),
            "previous_address_town" => part("previous_address", "town"),
            "destination_address_town" => {
                let leaving = row.get("move_out").and_then(|it| it.get("confirmed_destination"));
                text_of(leaving.and_then(|it| it.get("town")))
            }
            "move_out_planned_on" => part("move_out", "planned_on"),
            "moved_out_on" => part("move_out", "confirmed_on"),
            "nationality_code" | "residence_status_code" | "stay_expires_on" | "residence_card_number" => {
                part("foreign_status", item)
            }
            "nationality_name" => part("foreign_status", "nationality"),
            "article_30_45_kind" => part("foreign_status", "article_30_45_code"),
            _ if item.starts_with("relationship_") => self.relationship(item, &text("relationship")),
            _ => name(item, row).or_else(|| date(item, row)).unwrap_or_else(|| plain(item, row)),
        }
    }

    fn relationship(&self, item: &str, label: &str) -> String {
        let term = |place: usize| {
            let term = label.split('の').nth(place).and_then(|term| self.relationships.by_label(term));
            term.map(|value| value.code.clone()).unwrap_or_default()
        };
        match item {
            "relationship_code_1" => term(0),
            "relationship_code_2" => term(1),
            "relationship_code_3" => term(2),
            "relationship_code_4" => term(3),
            _ => label.to_owned(),
        }
    }
}

/// Items whose name is the register's own.
fn plain(item: &str, row: &Value) -> String {
    const OWN: [&str; 14] = [
        "history_number",
        "resident_kind",
        "registration_state",
        "resident_record_code",
        "filed_on",
        "processed_on",
        "full_name",
        "sex",
        "registered_domicile",
        "register_first_person",
        "alias",
        "alias_furigana",
        "former_surname",
        "former_surname_furigana",
    ];
    if OWN.contains(&item) { text_of(row.get(item)) } else { String::new() }
}

fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

fn flag(is_set: bool) -> String {
    if is_set { "1" } else { "0" }.to_owned()
}

/// Names and their parts: residents with a name in Roman letters have no surname and given name of their own.
fn name(item: &str, row: &Value) -> Option<String> {
    let roman = text_of(row.get("roman_name"));
    let (full, furigana) = (text_of(row.get("full_name")), text_of(row.get("furigana")));
    let first_person = text_of(row.get("register_first_person"));
    let wide = full_width(&roman);
    let own = |text: &str, place: usize| if roman.is_empty() { name_part(text, place) } else { String::new() };
    Some(match item {
        "surname" => own(&full, 0),
        "given_name" => own(&full, 1),
        "roman_name" => wide,
        "surname_furigana" => own(&furigana, 0),
        "given_name_furigana" => own(&furigana, 1),
        "kanji_name" if roman.is_empty() || full == wide => String::new(),
        "kanji_name" => full,
        "register_first_person_surname" => name_part(&first_person, 0),
        "register_first_person_given_name" => name_part(&first_person, 1),
        _ => return None,
    })
}

/// A part of a name that has exactly one full-width space.
fn name_part(name: &str, place: usize) -> String {
    match name.split_once('\u{3000}') {
        Some((surname, given)) if !given.contains('\u{3000}') => if place == 0 { surname } else { given }.to_owned(),
        _ => String::new(),
    }
}

fn full_width(text: &str) -> String {
    let wide = |character: char| match character {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
        other => other,
    };
    text.chars().map(wide).collect()
}

/// Dates, their flags, eras and wordings.
fn date(item: &str, row: &Value) -> Option<String> {
    let is_foreign = text_of(row.get("resident_kind")) == "2";
    let (base, part) = match item.strip_suffix("_is_unknown") {
        Some(base) => (base, "is_unknown"),
        None => match item {
            "born_on_era" => ("born_on", "era"),
            "born_on_unknown_text" => ("born_on", "wording"),
            base => (base, "date"),
        },
    };
    let column = match base {
        "effective_on" => "effective_on_code",
        "born_on" => "born_on_code",
        "resident_since_on" if !is_foreign => "resident_since_on_code",
        "foreign_resident_since_on" if is_foreign => "resident_since_on_code",
        "address_since_on" => "address_since_on_code",
        _ => return None,
    };
    let code = text_of(row.get(column));
    let Ok(date) = LegalDate::from_code(&code) else { return Some(String::new()) };
    // A day that the calendar lacks is written as it is; it is not unknown.
    let is_unknown = code.contains('?') || code.contains('~');
    Some(match part {
        "is_unknown" => flag(is_unknown),
        "era" => era_code(date),
        "wording" if code.contains('~') => date.text(),
        "wording" => String::new(),
        _ => date_text(date),
    })
}

//! Search by one line of text.

use std::collections::BTreeSet;

use actix_web::post;
use actix_web::web::{Data, Json};
use business_kit::Services;
use chrono::NaiveDate;
use register::search::{Closeness, Hit, Interpretation, Reason, SearchQuery, search as find};
use register::{AsOf, RegisterError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Shape, list};
use values::{Address, MunicipalityCode, Wareki, parse_flexible};
use web::{Caller, Failure};

use super::{numbered, refused, sex_code};
use crate::model::state_word;

const HITS_USUAL: usize = 50;
const HITS_MAX: usize = 200;

/// 検索 — what is looked for.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SearchOrder {
    /// Reading, name, birth date, number or address, several parted by spaces.
    #[schema(max_length = 200, extensions(("x-label" = json!("検索")), ("x-order" = json!(10))))]
    query: String,
    /// Ward to look in; every ward where it is left out.
    #[schema(extensions(("x-label" = json!("区")), ("x-order" = json!(20))))]
    ward_code: Option<String>,
    /// Most hits wanted.
    #[schema(maximum = 200, extensions(("x-label" = json!("件数")), ("x-order" = json!(30))))]
    limit: Option<usize>,
    /// The day as of which hits are shown.
    #[schema(extensions(("x-label" = json!("時点")), ("x-order" = json!(40)), ("x-widget" = json!("wareki-date"))))]
    valid_at: Option<NaiveDate>,
}

/// How a part of the line was read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reading {
    /// What it was taken for.
    #[schema(extensions(("x-label" = json!("項目"))))]
    label: &'static str,
    /// The words.
    #[schema(extensions(("x-label" = json!("内容"))))]
    value: String,
}

/// A person found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundPerson {
    /// 宛名番号.
    #[schema(extensions(("x-label" = json!("宛名番号")), ("x-column" = json!({"priority": 3}))))]
    addressee_number: String,
    /// 氏名.
    #[schema(extensions(("x-label" = json!("氏名")), ("x-column" = json!({"priority": 1, "sort": true}))))]
    name: String,
    /// フリガナ.
    #[schema(extensions(("x-label" = json!("フリガナ")), ("x-column" = json!({"priority": 2}))))]
    kana: String,
    /// Code of the date of birth, perhaps partly unknown.
    #[schema(extensions(("x-label" = json!("生年月日"))))]
    born_on: String,
    /// 生年月日 as written.
    #[schema(extensions(("x-label" = json!("生年月日")), ("x-column" = json!({"priority": 1}))))]
    born_on_text: String,
    /// `male`, `female` or `unknown`.
    #[schema(extensions(("x-label" = json!("性別"))))]
    sex: &'static str,
    /// 住所; nothing where it is withheld.
    #[schema(extensions(("x-label" = json!("住所")), ("x-mask" = json!("address"))))]
    address: Option<String>,
    /// Whether the person, or somebody living with them, is protected.
    #[schema(extensions(("x-label" = json!("支援措置"))))]
    is_protected: bool,
    /// 住民状態 as a word.
    #[schema(extensions(("x-label" = json!("状態"))))]
    registration_state: &'static str,
    /// 世帯番号; nothing where it is withheld.
    #[schema(extensions(("x-label" = json!("世帯番号")), ("x-mask" = json!("household"))))]
    household_number: Option<String>,
    /// Which shown items matched, and how.
    #[schema(extensions(("x-label" = json!("一致"))))]
    match_reason: String,
}

/// 検索の結果 — how the line was read, and who was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Found {
    /// How the line was read.
    #[schema(schema_with = found_interpretation)]
    interpretation: Vec<Reading>,
    /// Persons, best first.
    #[schema(schema_with = found_items)]
    items: Vec<FoundPerson>,
    /// How many are given.
    #[schema(extensions(("x-label" = json!("件数"))))]
    total: usize,
    /// Whether more were found than are given.
    #[schema(extensions(("x-label" = json!("ほかにもあり"))))]
    is_cut: bool,
}

/// Persons by one line of text; what is looked for never enters an address.
#[utoipa::path(tag = "resident_register", request_body = SearchOrder, responses((status = OK, body = Found)),
    extensions(("x-permission" = json!("resident_register.person.read")), ("x-label" = json!("検索")),
        ("x-screen" = json!("list")), ("x-reads" = json!(true)), ("x-menu" = json!({"rail": "search", "order": 10}))))]
#[post("/api/v1/resident_register/search")]
pub(crate) async fn search(
    caller: Caller,
    order: Json<SearchOrder>,
    services: Data<Services>,
) -> Result<Json<Found>, Failure> {
    let order = order.into_inner();
    let ward: Option<MunicipalityCode> =
        order.ward_code.as_deref().filter(|code| !code.is_empty()).map(numbered).transpose()?;
    let query = SearchQuery {
        text: order.query,
        office_codes: ward.into_iter().collect::<BTreeSet<_>>(),
        as_of: AsOf {
            valid_at: order.valid_at.unwrap_or_else(|| caller.operation.today()),
            known_at: caller.operation.now,
        },
        hits_max: order.limit.unwrap_or(HITS_USUAL).min(HITS_MAX),
    };
    let found = web::blocking(move || {
        let result = services.database.read::<_, RegisterError>(&caller.operation, |tx| find(tx, &query));
        let result = result.map_err(refused)?;
        let items: Vec<FoundPerson> = result.hits.into_iter().map(found_person).collect();
        Ok(Found {
            interpretation: readings(&query.text, &result.interpretations),
            total: items.len(),
            items,
            is_cut: result.is_cut,
        })
    });
    Ok(Json(found.await?))
}

fn found_person(hit: Hit) -> FoundPerson {
    let Hit { person, reasons } = hit;
    FoundPerson {
        addressee_number: person.addressee_number.to_string(),
        name: person.full_name.to_string(),
        kana: person.furigana.as_ref().map(ToString::to_string).unwrap_or_default(),
        born_on: person.born_on.to_code(),
        born_on_text: person.born_on.text(),
        sex: sex_code(person.sex),
        address: person.whereabouts.address.as_ref().map(Address::one_line),
        is_protected: person.is_protected,
        registration_state: state_word(person.registration_state),
        household_number: person.whereabouts.household_number.map(|number| number.to_string()),
        match_reason: reasons.iter().map(|reason| reason_word(*reason)).collect::<Vec<_>>().join("・"),
    }
}

const fn item_word(item: Interpretation) -> &'static str {
    match item {
        Interpretation::AddresseeNumber => "宛名番号",
        Interpretation::HouseholdNumber => "世帯番号",
        Interpretation::ResidentRecordCode => "住民票コード",
        Interpretation::BornOn => "生年月日",
        Interpretation::Furigana => "読み",
        Interpretation::Name => "氏名",
        Interpretation::Address => "住所",
    }
}

fn reason_word(reason: Reason) -> String {
    let end = match reason.closeness {
        Closeness::Exact => "",
        Closeness::Prefix => "の先頭",
        Closeness::Part => "の一部",
    };
    let past = if reason.is_past { "前の" } else { "" };
    format!("{past}{}{end}", item_word(reason.item))
}

/// The words of the line under what they were taken for. Digits, a date and kana tell themselves apart; what is left
/// belongs to the name, or to the address where the line named one.
fn readings(line: &str, taken: &BTreeSet<Interpretation>) -> Vec<Reading> {
    taken
        .iter()
        .filter_map(|item| {
            let words: Vec<String> =
                line.split_whitespace().filter(|word| kind_of(word, taken) == Some(*item)).map(written).collect();
            Some(Reading { label: item_word(*item), value: words.join(" ") })
                .filter(|reading| !reading.value.is_empty())
        })
        .collect()
}

fn kind_of(word: &str, taken: &BTreeSet<Interpretation>) -> Option<Interpretation> {
    use Interpretation::{Address, AddresseeNumber, BornOn, Furigana, HouseholdNumber, Name, ResidentRecordCode};
    let first = |items: &[Interpretation]| items.iter().copied().find(|item| taken.contains(item));
    if word.chars().all(|character| character.is_ascii_digit()) {
        return first(&[AddresseeNumber, HouseholdNumber, ResidentRecordCode, BornOn]);
    }
    if parse_flexible(word).is_ok() {
        return first(&[BornOn]);
    }
    let is_kana = |it: char| matches!(it, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{FF66}'..='\u{FF9F}');
    if word.chars().all(is_kana) {
        return first(&[Furigana]);
    }
    if word.chars().any(|it| it.is_numeric() || "区町市".contains(it)) {
        first(&[Address, Name])
    } else {
        first(&[Name, Address])
    }
}

fn written(word: &str) -> String {
    match parse_flexible(word).ok().and_then(Wareki::of) {
        Some(day) if !word.chars().all(|character| character.is_ascii_digit()) => day.to_string(),
        _ => word.to_owned(),
    }
}

fn found_interpretation() -> Shape {
    list::<Reading>("読み取り")
}

fn found_items() -> Shape {
    list::<FoundPerson>("見つかった方")
}

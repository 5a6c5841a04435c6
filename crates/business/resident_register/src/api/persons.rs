//! One person, with history on both time axes.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, get, post};
use business_kit::Services;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use register::read::{self, ActView, PersonView, Stops};
use register::{AsOf, RegisterError, guard};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::shapes::{Shape, list, object, optional};
use values::{Address, AddresseeNumber, LegalDate};
use web::{Caller, Failure};

use super::{Entries, TimeAxes, age_on, numbered, refused, sex_code};
use crate::ResidentRegisterProblem;
use crate::model::state_word;

/// What stands for an individual number until it is asked for.
const MASKED_NUMBER: &str = "●●●● ●●●● ●●●●";

/// 住所.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AddressLine {
    /// The whole address in one line.
    #[schema(extensions(("x-label" = json!("住所")), ("x-mask" = json!("address"))))]
    one_line: String,
}

/// 支援措置.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProtectiveMeasure {
    /// How it stands, as a word.
    #[schema(extensions(("x-label" = json!("支援措置"))))]
    state: &'static str,
    /// Last day of the term; only for officers in charge.
    #[schema(extensions(("x-label" = json!("期限"))))]
    through: Option<NaiveDate>,
}

/// A day on which something began or ended.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ValidStop {
    /// The day.
    #[schema(extensions(("x-label" = json!("日"))))]
    on: NaiveDate,
    /// What happened.
    #[schema(extensions(("x-label" = json!("出来事"))))]
    label: String,
}

/// A moment at which the register learnt something.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnownStop {
    /// The moment.
    #[schema(extensions(("x-label" = json!("時刻"))))]
    at: DateTime<Utc>,
    /// What was recorded.
    #[schema(extensions(("x-label" = json!("出来事"))))]
    label: String,
}

/// The stops of both time axes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimeStops {
    /// いつの事実.
    #[schema(schema_with = time_stops_valid)]
    valid: Vec<ValidStop>,
    /// いつ知ったか.
    #[schema(schema_with = time_stops_known)]
    known: Vec<KnownStop>,
}

/// 異動 — one line of the record of acts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActLine {
    /// Number of the act.
    #[schema(extensions(("x-label" = json!("届出番号"))))]
    act_number: String,
    /// Code of the kind.
    #[schema(extensions(("x-label" = json!("種類"))))]
    kind: &'static str,
    /// The kind in words.
    #[schema(extensions(("x-label" = json!("異動"))))]
    label: &'static str,
    /// 異動日.
    #[schema(extensions(("x-label" = json!("異動日"))))]
    happened_on_text: String,
    /// When it was recorded.
    #[schema(extensions(("x-label" = json!("登録日時"))))]
    recorded_at: DateTime<Utc>,
    /// What changed, in a few words; empty where it is withheld.
    #[schema(extensions(("x-label" = json!("内容")), ("x-mask" = json!("address"))))]
    summary: String,
    /// Whether it was canceled.
    #[schema(extensions(("x-label" = json!("取消済"))))]
    is_canceled: bool,
}

/// 住民 — a person as of a day and a moment, as far as the caller may see.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Person {
    /// 宛名番号.
    #[schema(extensions(("x-label" = json!("宛名番号"))))]
    addressee_number: String,
    /// 履歴番号.
    #[schema(extensions(("x-label" = json!("履歴番号"))))]
    history_number: i32,
    /// Version of the record, as in the ETag.
    #[schema(extensions(("x-label" = json!("版"))))]
    version: i64,
    /// 氏名.
    #[schema(extensions(("x-label" = json!("氏名"))))]
    name: String,
    /// フリガナ.
    #[schema(extensions(("x-label" = json!("フリガナ"))))]
    kana: String,
    /// 旧氏.
    #[schema(extensions(("x-label" = json!("旧氏"))))]
    former_surname: Option<String>,
    /// 通称.
    #[schema(extensions(("x-label" = json!("通称"))))]
    alias: Option<String>,
    /// Code of the date of birth, perhaps partly unknown.
    #[schema(extensions(("x-label" = json!("生年月日"))))]
    born_on: String,
    /// 生年月日 as written.
    #[schema(extensions(("x-label" = json!("生年月日"))))]
    born_on_text: String,
    /// Age on the day asked about.
    #[schema(extensions(("x-label" = json!("年齢"))))]
    age: Option<u32>,
    /// `male`, `female` or `unknown`.
    #[schema(extensions(("x-label" = json!("性別"))))]
    sex: &'static str,
    /// 住民状態 as a word.
    #[schema(extensions(("x-label" = json!("状態"))))]
    registration_state: &'static str,
    /// 住所.
    #[schema(schema_with = person_address)]
    address: Option<AddressLine>,
    /// Whether address, household and domicile are withheld from the caller.
    #[schema(extensions(("x-label" = json!("表示できません"))))]
    address_is_hidden: bool,
    /// 世帯番号.
    #[schema(extensions(("x-label" = json!("世帯番号")), ("x-mask" = json!("household"))))]
    household_number: Option<String>,
    /// 続柄.
    #[schema(extensions(("x-label" = json!("続柄")), ("x-mask" = json!("household"))))]
    relationship: Option<String>,
    /// 住民となった日.
    #[schema(extensions(("x-label" = json!("住民となった日"))))]
    resident_since_text: Option<String>,
    /// 住所を定めた日.
    #[schema(extensions(("x-label" = json!("住所を定めた日")), ("x-mask" = json!("address"))))]
    address_since_text: Option<String>,
    /// 本籍.
    #[schema(extensions(("x-label" = json!("本籍")), ("x-mask" = json!("address"))))]
    domicile: Option<String>,
    /// Stands for 個人番号 until it is asked for.
    #[schema(extensions(("x-label" = json!("個人番号")), ("x-mask" = json!("personal-number"))))]
    personal_number_masked: Option<&'static str>,
    /// 支援措置.
    #[schema(schema_with = person_protective_measure)]
    protective_measure: Option<ProtectiveMeasure>,
    /// Stops of the time axes.
    #[schema(schema_with = person_stops)]
    stops: TimeStops,
    /// Acts, newest first.
    #[schema(schema_with = person_acts)]
    acts: Vec<ActLine>,
}

/// 個人番号の表示 — why it is needed.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct PersonalNumberOrder {
    /// Why it is needed; kept in the audit trail.
    #[schema(min_length = 1, max_length = 200, extensions(("x-label" = json!("使う目的")), ("x-widget" = json!("memo"))))]
    purpose: String,
}

/// 個人番号.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonalNumberAnswer {
    /// The number; nothing where none is recorded.
    #[schema(extensions(("x-label" = json!("個人番号")), ("x-mask" = json!("personal-number"))))]
    personal_number: Option<String>,
}

/// A person as of a day and a moment; the ETag is the version for the next act.
#[utoipa::path(tag = "resident_register", params(("addressee_number" = String, Path), TimeAxes),
    responses((status = OK, body = Person)),
    extensions(("x-permission" = json!("resident_register.person.read")), ("x-label" = json!("住民の記録")),
        ("x-screen" = json!("detail"))))]
#[get("/api/v1/resident_register/persons/{addressee_number}")]
pub(crate) async fn person(
    caller: Caller,
    addressee_number: Path<String>,
    axes: Query<TimeAxes>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let number: AddresseeNumber = numbered(&addressee_number)?;
    let person = web::blocking(move || {
        let as_of = axes.as_of(&caller.operation);
        let found = services.database.read::<_, RegisterError>(&caller.operation, |tx| read_person(tx, number, as_of));
        found.map_err(refused)?.ok_or_else(|| ResidentRegisterProblem::NotFound.into())
    })
    .await?;
    let version = person.version;
    Ok(web::with_version(&mut HttpResponse::Ok(), version).json(person))
}

/// Shows 個人番号: a permission of its own, a purpose, an audit row.
#[utoipa::path(tag = "resident_register", params(("addressee_number" = String, Path)),
    request_body = PersonalNumberOrder, responses((status = OK, body = PersonalNumberAnswer)),
    extensions(("x-permission" = json!("resident_register.personal_number.read")), ("x-label" = json!("個人番号の表示")),
        ("x-screen" = json!("form")), ("x-verb" = json!("表示する")), ("x-purpose" = json!(true)),
        ("x-reads" = json!(true))))]
#[post("/api/v1/resident_register/persons/{addressee_number}/personal_number")]
pub(crate) async fn personal_number(
    caller: Caller,
    addressee_number: Path<String>,
    order: Json<PersonalNumberOrder>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let number: AddresseeNumber = numbered(&addressee_number)?;
    let mut operation = caller.operation;
    operation.purpose = purpose_of(&order.purpose)?;
    let found = web::blocking(move || {
        let read = |tx: &mut Tx<'_>| read::personal_number(tx, number, &services.vault);
        services.database.read::<_, RegisterError>(&operation, read).map_err(refused)
    })
    .await?;
    let personal_number = found.map(|number| number.reveal().to_owned());
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(PersonalNumberAnswer { personal_number }))
}

/// A purpose that says something.
pub(super) fn purpose_of(text: &str) -> Result<String, Failure> {
    let mut entries = Entries::default();
    let purpose = text.trim();
    if purpose.is_empty() || purpose.chars().count() > 200 {
        entries.problem(
            "/purpose",
            "resident_register.purpose_needed",
            "使う目的を200文字までで入れてください。",
            "State the purpose in up to 200 characters.",
        );
    }
    entries.finish(Some(purpose.to_owned()))
}

fn read_person(tx: &mut Tx<'_>, number: AddresseeNumber, as_of: AsOf) -> Result<Option<Person>, RegisterError> {
    let Some(view) = read::person(tx, number, as_of)? else { return Ok(None) };
    let acts = read::acts_of(tx, number)?;
    let stops = read::stops(tx, number)?;
    let through = if view.is_protected && guard::may_disclose(tx.operation()) {
        read::measure_of(tx, number)?.map(|measure| measure.through_on)
    } else {
        None
    };
    let measure = view.is_protected.then_some(ProtectiveMeasure { state: "支援措置", through });
    Ok(Some(person_of(view, as_of, measure, stops_of(stops, &acts), acts)))
}

fn person_of(
    view: PersonView,
    as_of: AsOf,
    protective_measure: Option<ProtectiveMeasure>,
    stops: TimeStops,
    acts: Vec<ActView>,
) -> Person {
    let whereabouts = view.whereabouts;
    Person {
        addressee_number: view.addressee_number.to_string(),
        history_number: view.history_number,
        version: view.version.0,
        name: view.full_name.to_string(),
        kana: view.furigana.as_ref().map(ToString::to_string).unwrap_or_default(),
        former_surname: view.former_surname.as_ref().map(ToString::to_string),
        alias: view.alias.as_ref().map(ToString::to_string),
        born_on: view.born_on.to_code(),
        born_on_text: view.born_on.text(),
        age: age_on(view.born_on, as_of.valid_at),
        sex: sex_code(view.sex),
        registration_state: state_word(view.registration_state),
        address: whereabouts.address.map(|address| AddressLine { one_line: address.one_line() }),
        address_is_hidden: view.is_withheld,
        household_number: whereabouts.household_number.map(|number| number.to_string()),
        relationship: whereabouts.relationship,
        resident_since_text: view.resident_since_on.map(LegalDate::text),
        address_since_text: whereabouts.address_since_on.map(LegalDate::text),
        domicile: whereabouts.registered_domicile,
        personal_number_masked: Some(MASKED_NUMBER),
        protective_measure,
        stops,
        acts: acts.into_iter().map(act_line).collect(),
    }
}

fn stops_of(stops: Stops, acts: &[ActView]) -> TimeStops {
    let of_day = |day: NaiveDate| {
        let act = acts.iter().find(|act| act.happened_on.computing_date() == Some(day));
        act.map_or("記録の変わり目", |act| act.kind_label).to_owned()
    };
    let of_moment = |moment: DateTime<Utc>| {
        let act = acts.iter().find(|act| act.recorded_at == moment);
        act.map_or("登録", |act| act.kind_label).to_owned()
    };
    TimeStops {
        valid: stops.valid_days.into_iter().map(|on| ValidStop { on, label: of_day(on) }).collect(),
        known: stops.known_moments.into_iter().map(|at| KnownStop { at, label: of_moment(at) }).collect(),
    }
}

fn act_line(act: ActView) -> ActLine {
    ActLine {
        act_number: act.act_number.to_string(),
        kind: act.kind,
        label: act.kind_label,
        happened_on_text: act.happened_on.text(),
        recorded_at: act.recorded_at,
        summary: act.filing.as_ref().map(|filing| summary_of(act.kind, filing)).unwrap_or_default(),
        is_canceled: act.canceled_by_act.is_some(),
    }
}

/// What an act did, in a few words, from what was filed; the register has taken out what may not be shown.
fn summary_of(kind: &str, filing: &Value) -> String {
    let address = |key: &str| {
        let address = filing.get(key).cloned().and_then(|value| serde_json::from_value::<Address>(value).ok());
        address.map(|address| address.one_line()).unwrap_or_default()
    };
    let count = |key: &str| filing.get(key).and_then(Value::as_array).map_or(0, Vec::len);
    let text = |key: &str| filing.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    match kind {
        "moved_in" => format!("{}から（{}人）", address("previous_address"), count("members")),
        "moved_within" => format!("{}へ（{}人）", address("address"), count("members")),
        "moved_out" => format!("{}へ（{}人）", address("destination"), count("members")),
        "move_in_notice" => format!("{}に転入", address("destination")),
        "born" => format!("{}さんを記載", text("full_name")),
        "act_canceled" => {
            format!("届出番号{}を取消し", filing.get("act_number").map(ToString::to_string).unwrap_or_default())
        }
        _ => String::new(),
    }
}

fn time_stops_valid() -> Shape {
    list::<ValidStop>("いつの事実")
}

fn time_stops_known() -> Shape {
    list::<KnownStop>("いつ知ったか")
}

fn person_address() -> Shape {
    optional::<AddressLine>("住所")
}

fn person_protective_measure() -> Shape {
    optional::<ProtectiveMeasure>("支援措置")
}

fn person_stops() -> Shape {
    object::<TimeStops>("時点")
}

fn person_acts() -> Shape {
    list::<ActLine>("異動の記録")
}

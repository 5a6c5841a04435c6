//! One household.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpResponse, get};
use business_kit::Services;
use register::RegisterError;
use register::read::{self, HouseholdView, MemberView};
use serde::Serialize;
use utoipa::ToSchema;

use super::shapes::{Shape, list};
use values::{Address, HouseholdNumber};
use web::{Caller, Failure};

use super::{TimeAxes, age_on, numbered, refused, sex_code};
use crate::ResidentRegisterProblem;

/// 世帯員.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Member {
    /// 宛名番号.
    #[schema(extensions(("x-label" = json!("宛名番号"))))]
    addressee_number: String,
    /// Version of the member's record.
    #[schema(extensions(("x-label" = json!("版"))))]
    version: i64,
    /// 氏名.
    #[schema(extensions(("x-label" = json!("氏名"))))]
    name: String,
    /// フリガナ.
    #[schema(extensions(("x-label" = json!("フリガナ"))))]
    kana: String,
    /// 続柄.
    #[schema(extensions(("x-label" = json!("続柄"))))]
    relationship: Option<String>,
    /// 生年月日.
    #[schema(extensions(("x-label" = json!("生年月日"))))]
    born_on_text: String,
    /// Age on the day asked about.
    #[schema(extensions(("x-label" = json!("年齢"))))]
    age: Option<u32>,
    /// `male`, `female` or `unknown`.
    #[schema(extensions(("x-label" = json!("性別"))))]
    sex: &'static str,
    /// Whether the member, or somebody living with them, is protected.
    #[schema(extensions(("x-label" = json!("支援措置"))))]
    is_protected: bool,
}

/// 住民票世帯 — a household as of a day and a moment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Household {
    /// 世帯番号.
    #[schema(extensions(("x-label" = json!("世帯番号"))))]
    household_number: String,
    /// Version of the household, as in the ETag.
    #[schema(extensions(("x-label" = json!("版"))))]
    version: i64,
    /// 住所, that of the head or else of the first member.
    #[schema(extensions(("x-label" = json!("住所")), ("x-mask" = json!("address"))))]
    address: Option<String>,
    /// Members in their order.
    #[schema(schema_with = household_members)]
    members: Vec<Member>,
}

/// A household as of a day and a moment; the ETag is the version for the next act. A household in which somebody is
/// protected is not there for whoever may not see it: its number alone would say who lives together.
#[utoipa::path(tag = "resident_register", params(("household_number" = String, Path), TimeAxes),
    responses((status = OK, body = Household)),
    extensions(("x-permission" = json!("resident_register.person.read")), ("x-label" = json!("世帯")),
        ("x-screen" = json!("detail"))))]
#[get("/api/v1/resident_register/households/{household_number}")]
pub(crate) async fn household(
    caller: Caller,
    household_number: Path<String>,
    axes: Query<TimeAxes>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let number: HouseholdNumber = numbered(&household_number)?;
    let household = web::blocking(move || {
        let as_of = axes.as_of(&caller.operation);
        let found =
            services.database.read::<_, RegisterError>(&caller.operation, |tx| read::household(tx, number, as_of));
        let shown = found.map_err(refused)?.filter(|it| !it.members.iter().any(|member| member.person.is_withheld));
        let shown = shown.ok_or(ResidentRegisterProblem::NotFound)?;
        Ok(household_of(shown, as_of.valid_at))
    })
    .await?;
    let version = household.version;
    Ok(web::with_version(&mut HttpResponse::Ok(), version).json(household))
}

fn household_of(view: HouseholdView, day: chrono::NaiveDate) -> Household {
    let head = view.members.iter().find(|member| Some(member.person.addressee_number) == view.head);
    let address = head.or(view.members.first()).and_then(|member| member.person.whereabouts.address.as_ref());
    Household {
        household_number: view.household_number.to_string(),
        version: view.version.0,
        address: address.map(Address::one_line),
        members: view.members.into_iter().map(|member| member_of(member, day)).collect(),
    }
}

fn member_of(member: MemberView, day: chrono::NaiveDate) -> Member {
    let person = member.person;
    Member {
        addressee_number: person.addressee_number.to_string(),
        version: person.version.0,
        name: person.full_name.to_string(),
        kana: person.furigana.as_ref().map(ToString::to_string).unwrap_or_default(),
        relationship: member.relationship,
        born_on_text: person.born_on.text(),
        age: age_on(person.born_on, day),
        sex: sex_code(person.sex),
        is_protected: person.is_protected,
    }
}

fn household_members() -> Shape {
    list::<Member>("世帯員")
}

//! 住民票の写し: issued, numbered, logged, and made again byte for byte.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, post};
use business_kit::{Environment, Services};
use chrono::{DateTime, NaiveDate, Utc};
use database::{Operation, Tx};
use documents::{Bundle, Typesetter};
use register::read::{self, ActView, HouseholdView, PersonView};
use register::{AsOf, guard};
use serde::Deserialize;
use utoipa::ToSchema;

use super::shapes::{Shape, code, list, persons};
use values::{Address, AddresseeNumber};
use web::{Caller, Failure};

use super::persons::purpose_of;
use super::{Entries, refused};
use crate::certificates::{Certified, CertifiedPerson, documents_of, form_of};
use crate::model::{CertificateKind, Certifier, IncludedItem, Issue};
use crate::places::full_name_of;
use crate::{AS_OF_CERTIFICATE_PERMISSION, PROTECTED_CERTIFICATE_PERMISSION, ResidentRegisterProblem, store};

/// National code of somebody who is on the register.
const REGISTERED: &str = "1";
const COPIES_MAX: u16 = 20;
const PERSONS_MAX: usize = 30;

/// 写しの種類.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OrderedKind {
    /// 世帯全員.
    Household,
    /// 一部の方.
    Individual,
}

/// 載せる事項 (法12条5項).
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OrderedItem {
    /// 世帯主と続柄.
    HeadAndRelationship,
    /// 本籍と筆頭者.
    Domicile,
    /// 個人番号.
    PersonalNumber,
    /// 住民票コード.
    ResidentRecordCode,
}

/// 請求 — whose record, which items, to what end.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CertificateOrder {
    /// Whose record; for a whole household one member is enough.
    #[schema(schema_with = certificate_order_addressee_numbers)]
    addressee_numbers: Vec<String>,
    /// 世帯全員 or chosen persons.
    #[schema(schema_with = certificate_order_kind)]
    kind: OrderedKind,
    /// What is shown beyond the basic items.
    #[serde(default)]
    #[schema(schema_with = certificate_order_include)]
    include: Vec<OrderedItem>,
    /// 使う目的.
    #[schema(min_length = 1, max_length = 200, extensions(("x-label" = json!("使う目的")), ("x-order" = json!(30)),
        ("x-group" = json!("請求")), ("x-cite" = json!("法第12条"))))]
    purpose: String,
    /// 通数.
    #[schema(minimum = 1, maximum = 20, extensions(("x-label" = json!("通数")), ("x-order" = json!(20)),
        ("x-group" = json!("請求")), ("x-unit" = json!("通"))))]
    copies: u16,
    /// The day that is shown; another than today needs a permission of its own.
    #[schema(extensions(("x-label" = json!("時点")), ("x-widget" = json!("wareki-date")), ("x-time" = json!("valid"))))]
    valid_at: Option<NaiveDate>,
    /// The moment whose knowledge is shown; another than now needs a permission of its own.
    #[schema(extensions(("x-label" = json!("知った時点")), ("x-time" = json!("known"))))]
    known_at: Option<DateTime<Utc>>,
}

/// Issues copies of the resident record; the answer is the PDF, its number stands in `X-Document-Number`.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_issue_resident_record_copy",
    request_body = CertificateOrder,
    responses((status = OK, content_type = "application/pdf", body = Vec<u8>,
        headers(("X-Document-Number" = String, description = "発行番号")))),
    extensions(("x-permission" = json!("resident_register.certificate.issue")), ("x-label" = json!("住民票の写し")),
        ("x-verb" = json!("証明書を出す")), ("x-screen" = json!("form")), ("x-purpose" = json!(true)),
        ("x-menu" = json!({"rail": "certificate", "order": 10}))))]
#[post("/api/v1/resident_register/certificates/resident_record_copy")]
pub(crate) async fn issue_copies(
    caller: Caller,
    order: Json<CertificateOrder>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let order = order.into_inner();
    let mut operation = caller.operation;
    operation.purpose = purpose_of(&order.purpose)?;
    let numbers = numbers_of(&order)?;
    let as_of = as_of(&order, &operation)?;
    web::blocking(move || {
        let draft = |tx: &mut Tx<'_>| {
            let issue = drafted(tx, &order, numbers, as_of, &services)?;
            let certified = certified(tx, &services, &issue)?;
            Ok::<_, Failure>((issue, certified))
        };
        let (mut issue, certified) = services.database.write(&operation, draft)?;
        issue.addressee_numbers = certified.persons.iter().map(|person| person.view.addressee_number).collect();
        let bundle = set(services.typesetter.as_ref(), &issue, &certified)?;
        issue.sha256.clone_from(&bundle.manifest.sha256);
        services.database.write(&operation, |tx| {
            issue.addressee_numbers.iter().for_each(|number| tx.touch(number.to_i64()));
            tx.did("resident_register.certificate.issue");
            store::keep_issue(tx, &issue, &bundle.manifest.form)
        })?;
        Ok(answer(&issue, bundle))
    })
    .await
    .map(into_response)
}

/// Makes the paper of an issue again, byte for byte, or refuses.
#[utoipa::path(tag = "resident_register", operation_id = "resident_register_reissue_certificate",
    params(("document_number" = String, Path)),
    responses((status = OK, content_type = "application/pdf", body = Vec<u8>,
        headers(("X-Document-Number" = String, description = "発行番号")))),
    extensions(("x-permission" = json!("resident_register.certificate.issue")), ("x-label" = json!("証明書を作り直す")),
        ("x-verb" = json!("作り直す")), ("x-screen" = json!("detail"))))]
#[post("/api/v1/resident_register/certificates/{document_number}/reissue")]
pub(crate) async fn reissue(
    caller: Caller,
    document_number: Path<String>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    web::blocking(move || {
        let (issue, certified) = services.database.write(&caller.operation, |tx| {
            tx.did("resident_register.certificate.reissue");
            let found = store::find_issue(tx, &document_number)?.ok_or(ResidentRegisterProblem::NotFound)?;
            let certified = certified(tx, &services, &found)?;
            Ok::<_, Failure>((found, certified))
        })?;
        if form_of(issue.kind, certified.persons.len()).version != issue.form_version {
            return Err(ResidentRegisterProblem::NotReproducible("the form has changed").into());
        }
        let bundle = set(services.typesetter.as_ref(), &issue, &certified)?;
        if bundle.manifest.sha256 != issue.sha256 {
            return Err(ResidentRegisterProblem::NotReproducible("the bytes differ").into());
        }
        Ok(answer(&issue, bundle))
    })
    .await
    .map(into_response)
}

/// Number and bytes of a paper on its way out.
struct Paper {
    document_number: String,
    pdf: Vec<u8>,
}

fn answer(issue: &Issue, bundle: Bundle) -> Paper {
    Paper { document_number: issue.document_number.clone(), pdf: bundle.pdf }
}

fn into_response(paper: Paper) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header(("X-Document-Number", paper.document_number))
        .insert_header(("Cache-Control", "no-store"))
        .body(paper.pdf)
}

fn numbers_of(order: &CertificateOrder) -> Result<Vec<AddresseeNumber>, Failure> {
    let mut entries = Entries::default();
    if !(1..=COPIES_MAX).contains(&order.copies) {
        entries.problem(
            "/copies",
            "resident_register.copies_out_of_range",
            "通数は1から20までで入れてください。",
            "Order between 1 and 20 copies.",
        );
    }
    if !(1..=PERSONS_MAX).contains(&order.addressee_numbers.len()) {
        entries.problem(
            "/addressee_numbers",
            "resident_register.persons_out_of_range",
            "証明する方を1人から30人までで選んでください。",
            "Choose between 1 and 30 persons.",
        );
    }
    let read = |(index, text): (usize, &String)| {
        let pointer = format!("/addressee_numbers/{index}");
        entries.keep(&pointer, text.parse(), values::IdentifierError::japanese)
    };
    let numbers: Option<Vec<AddresseeNumber>> = order.addressee_numbers.iter().enumerate().map(read).collect();
    entries.finish(numbers)
}

fn as_of(order: &CertificateOrder, operation: &Operation) -> Result<AsOf, Failure> {
    let now = AsOf::now(operation);
    let asked =
        AsOf { valid_at: order.valid_at.unwrap_or(now.valid_at), known_at: order.known_at.unwrap_or(now.known_at) };
    if asked != now && !operation.may(AS_OF_CERTIFICATE_PERMISSION) {
        return Err(ResidentRegisterProblem::AsOfNotPermitted.into());
    }
    Ok(asked)
}

/// The issue as ordered, with its number; the hash follows when the paper is set.
fn drafted(
    tx: &mut Tx<'_>,
    order: &CertificateOrder,
    numbers: Vec<AddresseeNumber>,
    as_of: AsOf,
    services: &Services,
) -> Result<Issue, Failure> {
    let operation = tx.operation();
    let (today, office) = (operation.today(), operation.office_code.as_str());
    let certifier = match store::certifier(tx, office, today)? {
        Some(certifier) => certifier,
        None if services.environment != Environment::Production => sample_certifier(services),
        None => return Err(ResidentRegisterProblem::NoCertifier.into()),
    };
    let number = store::next_issue_number(tx)?;
    let office_name = full_name_of(office).unwrap_or_else(|| services.municipality.full_name.clone());
    let mut included_items: Vec<IncludedItem> = order.include.iter().map(|item| item_of(*item)).collect();
    included_items.sort();
    included_items.dedup();
    let kind = match order.kind {
        OrderedKind::Household => CertificateKind::Household,
        OrderedKind::Individual => CertificateKind::Individual,
    };
    Ok(Issue {
        document_number: format!("{}-{office}-{number:06}", today.format("%Y%m%d")),
        form_version: form_of(kind, numbers.len()).version,
        addressee_numbers: numbers,
        kind,
        included_items,
        copies: order.copies,
        purpose: operation.purpose.clone(),
        valid_at: as_of.valid_at,
        known_at: as_of.known_at,
        issued_on: today,
        is_sample: services.environment.prints_sample(),
        issue_head: format!("{} {office_name} {} {number:06}", today.format("%Y%m%d"), operation.terminal),
        certifier,
        sha256: String::new(),
    })
}

/// Outside production papers are signed by nobody who exists.
fn sample_certifier(services: &Services) -> Certifier {
    Certifier {
        title: format!("{}見本区長", services.municipality.full_name),
        full_name: "見本　一郎".to_owned(),
        seal_text: "見本区長之印".to_owned(),
    }
}

const fn item_of(item: OrderedItem) -> IncludedItem {
    match item {
        OrderedItem::HeadAndRelationship => IncludedItem::HeadAndRelationship,
        OrderedItem::Domicile => IncludedItem::Domicile,
        OrderedItem::PersonalNumber => IncludedItem::PersonalNumber,
        OrderedItem::ResidentRecordCode => IncludedItem::ResidentRecordCode,
    }
}

/// Reads what the paper shows, through the guard. The refusal for a protected person is the same whatever is hidden.
fn certified(tx: &mut Tx<'_>, services: &Services, issue: &Issue) -> Result<Certified, Failure> {
    let as_of = AsOf { valid_at: issue.valid_at, known_at: issue.known_at };
    let may_protected = tx.operation().may(PROTECTED_CERTIFICATE_PERMISSION);
    let disclosure = guard::Disclosure::of(tx, &issue.addressee_numbers).map_err(refused)?;
    let is_blocked = |number: &AddresseeNumber| {
        disclosure.withholds(*number) || (disclosure.is_protected(*number) && !may_protected)
    };
    if issue.addressee_numbers.iter().any(is_blocked) {
        return Err(ResidentRegisterProblem::CertificateBlocked.into());
    }
    let first = issue.addressee_numbers.first().copied().ok_or(ResidentRegisterProblem::NothingToCertify)?;
    let home = read::household_of(tx, first, as_of).map_err(refused)?;
    let home = home.ok_or(ResidentRegisterProblem::NothingToCertify)?;
    let chosen = chosen(issue, &home)?;
    if chosen.iter().any(|person| person.is_withheld || (person.is_protected && !may_protected)) {
        return Err(ResidentRegisterProblem::CertificateBlocked.into());
    }
    let head = home.members.iter().find(|member| Some(member.person.addressee_number) == home.head);
    let head = head.map(|member| member.person.full_name.clone());
    let persons =
        chosen.into_iter().map(|view| person_of(tx, services, issue, view)).collect::<Result<_, Failure>>()?;
    Ok(Certified { head, persons })
}

/// The persons of the paper in the order of the household.
fn chosen(issue: &Issue, home: &HouseholdView) -> Result<Vec<PersonView>, ResidentRegisterProblem> {
    let is_member = |number: &AddresseeNumber| home.members.iter().any(|it| it.person.addressee_number == *number);
    if !issue.addressee_numbers.iter().all(is_member) {
        return Err(ResidentRegisterProblem::SeveralHouseholds);
    }
    let is_wanted = |number: AddresseeNumber| match issue.kind {
        CertificateKind::Household => true,
        CertificateKind::Individual => issue.addressee_numbers.contains(&number),
    };
    let members = home.members.iter().filter(|member| is_wanted(member.person.addressee_number));
    let persons: Vec<PersonView> = members.map(|member| member.person.clone()).collect();
    if persons.iter().any(|person| person.registration_state != REGISTERED) {
        return Err(ResidentRegisterProblem::NothingToCertify);
    }
    Ok(persons)
}

fn person_of(
    tx: &mut Tx<'_>,
    services: &Services,
    issue: &Issue,
    view: PersonView,
) -> Result<CertifiedPerson, Failure> {
    let number = view.addressee_number;
    let acts = read::acts_of(tx, number).map_err(refused)?;
    let rows = read::history(tx, number).map_err(refused)?;
    let personal_number = if issue.included_items.contains(&IncludedItem::PersonalNumber) {
        read::personal_number(tx, number, &services.vault).map_err(refused)?
    } else {
        None
    };
    Ok(CertifiedPerson {
        filed_on: filed_on(&acts, issue),
        moved_within_from: moved_within_from(&rows, &view, issue),
        view,
        personal_number,
    })
}

/// 届出の年月日: of the act that gave the person the address shown.
fn filed_on(acts: &[ActView], issue: &Issue) -> Option<NaiveDate> {
    acts.iter()
        .filter(|act| act.canceled_by_act.is_none() && act.recorded_at <= issue.known_at)
        .filter(|act| act.happened_on.computing_date().is_some_and(|day| day <= issue.valid_at))
        .find(|act| ["moved_in", "moved_within", "born"].contains(&act.kind))
        .and_then(|act| act.filed_on.or(act.noticed_on))
}

/// 異動前住所: the last other address of a row known at the moment shown.
fn moved_within_from(rows: &[PersonView], shown: &PersonView, issue: &Issue) -> Option<Address> {
    rows.iter()
        .filter(|row| row.registration_state == REGISTERED && row.valid_from < shown.valid_from)
        .filter(|row| row.known_from.is_some_and(|known| known <= issue.known_at))
        .filter(|row| row.known_until.is_none_or(|until| issue.known_at < until))
        .filter(|row| row.whereabouts.address != shown.whereabouts.address)
        .max_by_key(|row| row.valid_from)
        .and_then(|row| row.whereabouts.address.clone())
}

/// Sets the copies in one PDF.
fn set(typesetter: &dyn Typesetter, issue: &Issue, certified: &Certified) -> Result<Bundle, Failure> {
    let set = documents_of(issue, certified).and_then(|(form, papers)| typesetter.render_bundle(&form, &papers));
    Ok(set.map_err(|error| ResidentRegisterProblem::Typesetting(error.to_string()))?)
}

fn certificate_order_addressee_numbers() -> Shape {
    persons("証明する方")
}

fn certificate_order_kind() -> Shape {
    code::<OrderedKind>("種類", "請求", 10, serde_json::json!({"household": "世帯全員", "individual": "一部の方"}))
}

fn certificate_order_include() -> Shape {
    list::<OrderedItem>("載せる事項")
}

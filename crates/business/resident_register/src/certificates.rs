//! 住民票の写し: what a copy shows and what it leaves out (法12条5項; 標準 5.1). Pure: from what was read to documents.

use chrono::NaiveDate;
use documents::{Document, Form, Language};
use register::read::PersonView;
use serde_json::{Value, json};
use values::{Address, LegalDate, PersonName, PersonalNumber, Wareki};

use crate::model::{CertificateKind, IncludedItem, Issue};
use crate::{HOUSEHOLD_FORM, INDIVIDUAL_FORM};

/// National code of a Japanese resident.
const JAPANESE: &str = "1";

/// One person as the paper needs them.
pub(crate) struct CertifiedPerson {
    pub(crate) view: PersonView,
    /// The filing by which the present address came onto the record.
    pub(crate) filed_on: Option<NaiveDate>,
    /// The last address inside the municipality before this one.
    pub(crate) moved_within_from: Option<Address>,
    /// Only where it was asked for and may be read.
    pub(crate) personal_number: Option<PersonalNumber>,
}

/// Whom a paper is about, in the order of the household.
pub(crate) struct Certified {
    pub(crate) head: Option<PersonName>,
    pub(crate) persons: Vec<CertifiedPerson>,
}

/// The form for an order: one person alone gets a sheet of their own, everybody else the sheet of a household.
pub(crate) fn form_of(kind: CertificateKind, persons: usize) -> Form {
    if kind == CertificateKind::Individual && persons == 1 { INDIVIDUAL_FORM } else { HOUSEHOLD_FORM }
}

/// One document a copy, each with a number of its own (標準 5.5).
///
/// # Errors
/// [`documents::Error`] where the data does not fit the form.
pub(crate) fn documents_of(issue: &Issue, certified: &Certified) -> Result<(Form, Vec<Document>), documents::Error> {
    let form = form_of(issue.kind, certified.persons.len());
    let copies =
        (1..=issue.copies).map(|copy| form.document(data_of(issue, certified, &form, copy), Language::Japanese));
    Ok((form, copies.collect::<Result<_, _>>()?))
}

fn data_of(issue: &Issue, certified: &Certified, form: &Form, copy: u16) -> Value {
    let members: Vec<Value> = certified.persons.iter().map(|person| member_of(person, issue)).collect();
    let first = certified.persons.first();
    let address = first.and_then(|person| person.view.whereabouts.address.as_ref()).map(Address::one_line);
    let head = shown(issue, IncludedItem::HeadAndRelationship, || {
        certified.head.as_ref().map(ToString::to_string).unwrap_or_default()
    });
    let mut data = json!({
        "document_number": format!("{}-{copy}", issue.document_number),
        "addressee_number": first.map(|person| person.view.addressee_number.padded(15)),
        "is_sample": issue.is_sample,
        "issue_number": format!("{}-{copy}", issue.issue_head),
        "address": address,
        "household_head": head,
        "attestation": {
            "text": attestation(issue.kind, form),
            "issued_on": wareki(issue.issued_on),
            "office": issue.certifier.title,
            "name": issue.certifier.full_name,
            "seal": issue.certifier.seal_text,
        },
    });
    if let Some(data) = data.as_object_mut() {
        if form.name == INDIVIDUAL_FORM.name {
            let moved_from = first.and_then(|person| person.moved_within_from.as_ref()).map(Address::one_line);
            data.insert("member".to_owned(), members.into_iter().next().unwrap_or(Value::Null));
            data.insert("moved_within_from".to_owned(), json!(moved_from.unwrap_or_default()));
            data.insert("history".to_owned(), Value::Null);
        } else {
            data.insert("scope".to_owned(), json!(scope(issue.kind)));
            data.insert("members".to_owned(), Value::Array(members));
        }
    }
    data
}

const fn scope(kind: CertificateKind) -> &'static str {
    match kind {
        CertificateKind::Household => "世帯全員",
        CertificateKind::Individual => "世帯の一部",
    }
}

fn attestation(kind: CertificateKind, form: &Form) -> String {
    if form.name == INDIVIDUAL_FORM.name {
        return "この写しは、住民票の原本と相違ないことを証明する。".to_owned();
    }
    format!("この写しは、{}の住民票の原本と相違ないことを証明する。", scope(kind))
}

/// 省略 (null) unless the item was asked for.
fn shown(issue: &Issue, item: IncludedItem, value: impl FnOnce() -> String) -> Option<String> {
    issue.included_items.contains(&item).then(value)
}

fn member_of(person: &CertifiedPerson, issue: &Issue) -> Value {
    let (view, whereabouts) = (&person.view, &person.view.whereabouts);
    let is_japanese = view.resident_kind == JAPANESE;
    // 住所を定めた年月日 stays blank until the first 転居 (標準 4.1.1.1).
    let address_since_on = whereabouts.address_since_on.filter(|day| Some(*day) != view.resident_since_on);
    let domicile = |text: &Option<String>| text.clone().unwrap_or_default();
    json!({
        "full_name": view.full_name.as_str(),
        "furigana": view.furigana.as_ref().map(|kana| kana.as_str()).unwrap_or_default(),
        "former_surname": view.former_surname.as_ref().map(|name| name.as_str()).unwrap_or_default(),
        "alias": view.alias.as_ref().map(|name| name.as_str()).unwrap_or_default(),
        "born_on": if is_japanese { view.born_on.text() } else { western(view.born_on) },
        "sex": view.sex.label(),
        "relationship_to_head": shown(issue, IncludedItem::HeadAndRelationship, || {
            whereabouts.relationship.clone().unwrap_or_default()
        }),
        "resident_since_on": view.resident_since_on.map(LegalDate::text).unwrap_or_default(),
        "address_since_on": address_since_on.map(LegalDate::text).unwrap_or_default(),
        "filed_on": person.filed_on.map(wareki).unwrap_or_default(),
        "previous_address": whereabouts.previous_address.as_ref().map(Address::one_line).unwrap_or_default(),
        "registered_domicile": shown(issue, IncludedItem::Domicile, || domicile(&whereabouts.registered_domicile)),
        "register_first_person": shown(issue, IncludedItem::Domicile, || domicile(&whereabouts.register_first_person)),
        "resident_record_code": shown(issue, IncludedItem::ResidentRecordCode, || {
            view.resident_record_code.clone().unwrap_or_default()
        }),
        "individual_number": shown(issue, IncludedItem::PersonalNumber, || {
            person.personal_number.as_ref().map(|number| number.reveal().to_owned()).unwrap_or_default()
        }),
        "remarks": whereabouts.remarks.clone().unwrap_or_default(),
        "foreign": (!is_japanese).then(|| json!({
            "nationality": null,
            "basis": null,
            "residence_status": null,
            "stay_period": null,
            "stay_expires_on": null,
            "residence_card_number": null,
        })),
    })
}

/// A foreigner's birth is never converted to wareki (標準 1.1.9).
fn western(date: LegalDate) -> String {
    date.as_known().map_or_else(|| date.text(), |day| LegalDate::western(day).text())
}

fn wareki(day: NaiveDate) -> String {
    Wareki::of(day).map_or_else(|| day.to_string(), |day| day.to_string())
}

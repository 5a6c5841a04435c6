//! SQL of schema `resident_register`.

use chrono::NaiveDate;
use database::{DatabaseError, Tx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};
use register::Subject;
use values::{AddresseeNumber, DayRange, HouseholdNumber};

use crate::model::{CertificateKind, Certifier, IncludedItem, Issue};
use crate::schema::{acts, certificate_issues, certifiers};

#[derive(QueryableByName)]
struct Drawn {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Draws the next running number of issues.
pub(crate) fn next_issue_number(tx: &mut Tx<'_>) -> Result<i64, DatabaseError> {
    let drawn: Drawn =
        diesel::sql_query("select nextval('resident_register.issue_numbers') as number").get_result(tx.connection())?;
    Ok(drawn.number)
}

/// The certifier of an office on a day.
pub(crate) fn certifier(
    tx: &mut Tx<'_>,
    office_code: &str,
    day: NaiveDate,
) -> Result<Option<Certifier>, DatabaseError> {
    use certifiers as t;
    let found = t::table
        .filter(t::office_code.eq(office_code))
        .filter(t::term.contains(day))
        .select((t::title, t::full_name, t::seal_text))
        .first::<(String, String, String)>(tx.connection())
        .optional()?;
    Ok(found.map(|(title, full_name, seal_text)| Certifier { title, full_name, seal_text }))
}

/// Appoints the certifier of an office for a term.
///
/// # Errors
/// [`DatabaseError`], also where somebody is appointed for a part of the term already.
pub fn appoint_certifier(
    tx: &mut Tx<'_>,
    office_code: &str,
    term: DayRange,
    certifier: &Certifier,
) -> Result<(), DatabaseError> {
    diesel::sql_query(
        "insert into resident_register.certifiers (office_code, term, title, full_name, seal_text) \
         values ($1, daterange($2, $3, '[]'), $4, $5, $6)",
    )
    .bind::<Text, _>(office_code)
    .bind::<Date, _>(term.from())
    .bind::<Nullable<Date>, _>(term.through())
    .bind::<Text, _>(&certifier.title)
    .bind::<Text, _>(&certifier.full_name)
    .bind::<Text, _>(&certifier.seal_text)
    .execute(tx.connection())?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = certificate_issues)]
struct IssueRow {
    document_number: String,
    addressee_numbers: Vec<i64>,
    certificate_kind: String,
    included_items: Vec<String>,
    copies: i32,
    purpose: String,
    valid_at: NaiveDate,
    known_at: chrono::DateTime<chrono::Utc>,
    issued_on: NaiveDate,
    form_version: i32,
    is_sample: bool,
    issue_head: String,
    certifier_title: String,
    certifier_name: String,
    seal_text: String,
    sha256: String,
}

/// Keeps an issue.
pub(crate) fn keep_issue(tx: &mut Tx<'_>, issue: &Issue, form_name: &str) -> Result<(), DatabaseError> {
    use certificate_issues as t;
    let operation = tx.operation();
    let numbers: Vec<i64> = issue.addressee_numbers.iter().map(|number| number.to_i64()).collect();
    let items: Vec<&str> = issue.included_items.iter().map(|item| item.code()).collect();
    let first = numbers.first().copied().ok_or(DatabaseError::NotFound)?;
    diesel::insert_into(t::table)
        .values((
            t::addressee_number.eq(first),
            t::document_number.eq(&issue.document_number),
            t::addressee_numbers.eq(&numbers),
            t::certificate_kind.eq(issue.kind.code()),
            t::included_items.eq(items),
            t::copies.eq(i32::from(issue.copies)),
            t::purpose.eq(&issue.purpose),
            t::valid_at.eq(issue.valid_at),
            t::known_at.eq(issue.known_at),
            t::issued_at.eq(operation.now),
            t::issued_on.eq(issue.issued_on),
            (
                t::login_name.eq(&operation.actor.login_name),
                t::office_code.eq(&operation.office_code),
                t::terminal.eq(&operation.terminal),
                t::form_name.eq(form_name),
                t::form_version.eq(i32::try_from(issue.form_version).unwrap_or(i32::MAX)),
                t::is_sample.eq(issue.is_sample),
                t::issue_head.eq(&issue.issue_head),
                t::certifier_title.eq(&issue.certifier.title),
                t::certifier_name.eq(&issue.certifier.full_name),
                t::seal_text.eq(&issue.certifier.seal_text),
                t::sha256.eq(&issue.sha256),
            ),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// An issue by its number.
pub(crate) fn find_issue(tx: &mut Tx<'_>, document_number: &str) -> Result<Option<Issue>, DatabaseError> {
    use certificate_issues as t;
    let row = t::table
        .filter(t::document_number.eq(document_number))
        .select(IssueRow::as_select())
        .first(tx.connection())
        .optional()?;
    Ok(row.and_then(issue_of))
}

/// A row that cannot be read back is as good as none: nothing is issued by it.
fn issue_of(row: IssueRow) -> Option<Issue> {
    Some(Issue {
        document_number: row.document_number,
        addressee_numbers: row
            .addressee_numbers
            .into_iter()
            .map(|number| AddresseeNumber::try_from(number).ok())
            .collect::<Option<_>>()?,
        kind: CertificateKind::from_code(&row.certificate_kind)?,
        included_items: row.included_items.iter().map(|code| IncludedItem::from_code(code)).collect::<Option<_>>()?,
        copies: u16::try_from(row.copies).ok()?,
        purpose: row.purpose,
        valid_at: row.valid_at,
        known_at: row.known_at,
        issued_on: row.issued_on,
        form_version: u32::try_from(row.form_version).ok()?,
        is_sample: row.is_sample,
        issue_head: row.issue_head,
        certifier: Certifier { title: row.certifier_title, full_name: row.certifier_name, seal_text: row.seal_text },
        sha256: row.sha256,
    })
}

/// Whom an act touched; nothing for an unknown act.
pub(crate) fn subjects_of_act(tx: &mut Tx<'_>, act_number: i64) -> Result<Vec<Subject>, DatabaseError> {
    let found = acts::table
        .find(act_number)
        .select((acts::addressee_numbers, acts::household_numbers))
        .first::<(Vec<i64>, Vec<i64>)>(tx.connection())
        .optional()?;
    let (persons, households) = found.unwrap_or_default();
    let persons = persons.into_iter().filter_map(|number| AddresseeNumber::try_from(number).ok()).map(Subject::Person);
    let households =
        households.into_iter().filter_map(|number| HouseholdNumber::try_from(number).ok()).map(Subject::Household);
    Ok(persons.chain(households).collect())
}

//! The API of the resident register: search, persons, households, acts, certificates.

mod acts;
mod certificates;
mod households;
mod persons;
mod search;
mod shapes;

use business_kit::RegisterFailure;
use chrono::{DateTime, NaiveDate, Utc};
use database::Operation;
use register::{AsOf, RegisterError};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use values::{LegalDate, Sex, age};
use web::{Failure, FieldProblem, JsonProblem};

/// Every address of this business.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(search::search)
        .service(persons::person)
        .service(persons::personal_number)
        .service(households::household)
        .service(certificates::issue_copies)
        .service(certificates::reissue);
    acts::routes(config);
}

/// The two time axes of a read; both are now where they are left out.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimeAxes {
    /// いつの事実: the day asked about.
    valid_at: Option<NaiveDate>,
    /// いつ知ったか: the moment whose knowledge answers.
    known_at: Option<DateTime<Utc>>,
}

impl TimeAxes {
    fn as_of(&self, operation: &Operation) -> AsOf {
        AsOf {
            valid_at: self.valid_at.unwrap_or_else(|| operation.today()),
            known_at: self.known_at.unwrap_or(operation.now),
        }
    }
}

/// A number in an address or a body that is none of ours names no record.
fn numbered<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| crate::ResidentRegisterProblem::NotFound.into())
}

/// The register's refusal on its way out.
fn refused(error: RegisterError) -> Failure {
    RegisterFailure(error).into()
}

const fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Unknown => "unknown",
    }
}

/// Age on a day; nothing for an unknown birth or one that lies ahead.
fn age_on(born_on: LegalDate, day: NaiveDate) -> Option<u32> {
    born_on.computing_date().filter(|born| *born <= day).map(|born| age::age_on(born, day))
}

/// What is wrong with the entries of a body, collected so that all of it is said at once.
#[derive(Default)]
struct Entries {
    problems: Vec<FieldProblem>,
}

impl Entries {
    /// Notes a problem of one entry.
    fn problem(&mut self, pointer: &str, code: &str, ja: &str, en: &str) {
        self.problems.push(FieldProblem {
            pointer: pointer.to_owned(),
            code: code.to_owned(),
            detail: ja.to_owned(),
            detail_en: en.to_owned(),
        });
    }

    /// Keeps what could be read, or notes why not.
    fn keep<T, E: std::fmt::Display>(
        &mut self,
        pointer: &str,
        read: Result<T, E>,
        japanese: impl FnOnce(&E) -> String,
    ) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(pointer, "request.entry_unreadable", &japanese(&error), &error.to_string());
                None
            }
        }
    }

    /// Reads an entry that may be left out; an empty one is left out.
    fn optional<T, E: std::fmt::Display>(
        &mut self,
        pointer: &str,
        text: Option<&str>,
        read: impl FnOnce(&str) -> Result<T, E>,
        japanese: impl FnOnce(&E) -> String,
    ) -> Option<T> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        self.keep(pointer, read(text), japanese)
    }

    /// What was built, if every entry could be read.
    fn finish<T>(self, built: Option<T>) -> Result<T, Failure> {
        match built.filter(|_| self.problems.is_empty()) {
            Some(built) => Ok(built),
            None => Err(JsonProblem::Fields { fields: self.problems }.into()),
        }
    }
}

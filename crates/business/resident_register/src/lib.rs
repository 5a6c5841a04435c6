//! 住民基本台帳 — the resident register at the window: search, persons and households, acts, certificates (住民基本台帳法).
//!
//! The records themselves, both time axes and the guard over protected persons live in the crate `register`; this
//! business gives them an API. Where to look: [`api`](crate) for what a clerk may ask for, `certificates` for what a
//! 住民票の写し shows and leaves out (法12条5項), `effects` for what an act sets off in other businesses.

mod api;
mod certificates;
mod effects;
mod error;
mod model;
mod places;
mod schema;
mod store;

use business_kit::{Business, Name, Permission, PersonLine, SqlText};
use database::{DatabaseError, Tx};
use documents::{Form, Language};
use register::{AsOf, RegisterError, read};
use values::AddresseeNumber;

pub use error::ResidentRegisterProblem;
pub use model::Certifier;
pub use store::appoint_certifier;

/// May a certificate be issued of somebody who is protected (支援措置)?
pub const PROTECTED_CERTIFICATE_PERMISSION: &str = "resident_register.certificate.protected";

/// May a certificate show another day than today?
pub const AS_OF_CERTIFICATE_PERMISSION: &str = "resident_register.certificate.as_of";

const fn permission(code: &'static str, ja: &'static str, en: &'static str) -> Permission {
    Permission { code, name: Name { ja, en } }
}

const PERMISSIONS: &[Permission] = &[
    permission("resident_register.person.read", "住民の記録を見る", "Read persons and households"),
    permission("resident_register.act.record", "異動を登録する", "Record acts"),
    permission("resident_register.act.correct", "職権修正・取消しを登録する", "Record corrections and cancellations"),
    permission("resident_register.certificate.issue", "証明書を出す", "Issue certificates"),
    permission(AS_OF_CERTIFICATE_PERMISSION, "過去の時点の証明書を出す", "Issue certificates as of another day"),
    permission(
        PROTECTED_CERTIFICATE_PERMISSION,
        "支援措置の方の証明書を出す",
        "Issue certificates of protected persons",
    ),
    permission("resident_register.personal_number.read", "個人番号を表示する", "Show an individual number"),
    permission(read::PERSONAL_NUMBER_PERMISSION, "個人番号を扱う", "Handle individual numbers"),
];

/// 住民票の写し（世帯連記式）.
pub(crate) const HOUSEHOLD_FORM: Form = Form {
    name: "resident_record_copy_household",
    version: 1,
    title_ja: "住民票の写し（世帯連記式）",
    title_en: "Copy of the resident record (household)",
    languages: &[Language::Japanese],
    template: include_str!("../forms/resident_record_copy_household.typ"),
    sample: include_str!("../forms/resident_record_copy_household.sample.json"),
};

/// 住民票の写し（個人票）.
pub(crate) const INDIVIDUAL_FORM: Form = Form {
    name: "resident_record_copy_individual",
    version: 1,
    title_ja: "住民票の写し（個人票）",
    title_en: "Copy of the resident record (individual)",
    languages: &[Language::Japanese],
    template: include_str!("../forms/resident_record_copy_individual.typ"),
    sample: include_str!("../forms/resident_record_copy_individual.sample.json"),
};

const FORMS: &[Form] = &[HOUSEHOLD_FORM, INDIVIDUAL_FORM];

const SQL: &[SqlText] =
    &[SqlText { name: "resident_register/sql/grants.sql", text: include_str!("../sql/grants.sql") }];

/// Everything that this business plugs in.
#[must_use]
pub fn business() -> Business {
    Business {
        id: "001",
        code: "resident_register",
        name: Name { ja: "住民基本台帳", en: "Resident register" },
        group: "住民",
        permissions: PERMISSIONS,
        routes: api::routes,
        statutes: None,
        rules: Vec::new,
        runs: &[],
        run_documents: &[],
        forms: FORMS,
        sql: SQL,
        person_line,
        reactions: &[],
    }
}

fn person_line(tx: &mut Tx<'_>, number: AddresseeNumber, as_of: &AsOf) -> Result<PersonLine, DatabaseError> {
    let person = read::person(tx, number, *as_of).map_err(|error| match error {
        RegisterError::Database(error) | RegisterError::Conflict(error) => error,
        RegisterError::Refused(_)
        | RegisterError::Changed { .. }
        | RegisterError::NotFound(_)
        | RegisterError::Forbidden(_)
        | RegisterError::Stored(_)
        | RegisterError::Vault(_) => DatabaseError::NotFound,
    })?;
    Ok(person.map_or_else(
        || PersonLine { state: "記録なし".to_owned(), concerns: false, content: String::new() },
        |person| PersonLine {
            state: model::state_word(person.registration_state).to_owned(),
            concerns: true,
            content: person.whereabouts.relationship.unwrap_or_default(),
        },
    ))
}

//! What a business plugs into the house, as one plain struct of data and functions.
//!
//! Server, command line, menu, permission list, run console and the uniformity tests are loops over the list of
//! businesses. Nothing is registered behind the scenes: what a business leaves out does not compile.

mod answer;
mod services;

use std::path::Path;

use batch::RunKind;
use database::{DatabaseError, Operation, Tx};
use documents::Form;
use exchange::Reaction;
use register::AsOf;
use statute::Statutes;
use statute::door::Rule;
use utoipa_actix_web::service_config::ServiceConfig;
use values::AddresseeNumber;

pub use answer::{RegisterFailure, RunFailure, answered};
pub use services::{Environment, Municipality, Services};

/// A name in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// In Japanese, as screens show it.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}

/// One thing that may be permitted: `business.noun.verb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// Stable code; the OpenAPI document names it in `x-permission`.
    pub code: &'static str,
    /// What it lets a person do.
    pub name: Name,
}

/// A file of replaceable SQL objects of this business, embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SqlText {
    /// `crate/sql/file.sql`, for messages.
    pub name: &'static str,
    /// The file.
    pub text: &'static str,
}

/// How a person stands with a business, for the line in the person's overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// State as a word, such as 受給中.
    pub state: String,
    /// Whether the business concerns this person at all.
    pub concerns: bool,
    /// What matters most in a few words, such as 月70,000円; empty where nothing does.
    pub content: String,
}

/// A file that a posted run left: bank file, bundle of notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFile {
    /// Name of the file within the run's folder.
    pub name: String,
    /// What it is, in Japanese.
    pub title: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// How many payments or papers it holds.
    pub item_count: u64,
    /// Total in yen, where it holds money.
    pub total_yen: Option<i64>,
}

/// What making the files of a run gives.
type Made = Result<Vec<RunFile>, RunFailure>;

/// The papers and bank files of a kind of run.
#[derive(Clone, Copy)]
pub struct RunDocuments {
    /// Code of the kind of run.
    pub run_kind: &'static str,
    /// Writes the files of a posted run into the folder; writing them again gives the same bytes.
    pub make: fn(&Services, &Operation, i64, &Path) -> Made,
}

/// A standardized business: everything that it plugs in.
pub struct Business {
    /// National business id (業務ID), three digits.
    pub id: &'static str,
    /// Name of its crate, its PostgreSQL schema and its part of the API.
    pub code: &'static str,
    /// Name on screens and papers.
    pub name: Name,
    /// Group in the overview of a person, such as 住民 or 子ども.
    pub group: &'static str,
    /// What may be permitted.
    pub permissions: &'static [Permission],
    /// Its addresses; the OpenAPI document is made by the same call.
    pub routes: fn(&mut ServiceConfig<'_>),
    /// Its law, national and municipal; none where a business computes nothing by dated parameters.
    pub statutes: Option<&'static Statutes>,
    /// Its rules at the uniform door.
    pub rules: fn() -> Vec<Rule>,
    /// Its runs.
    pub runs: &'static [RunKind],
    /// The papers and bank files of its runs.
    pub run_documents: &'static [RunDocuments],
    /// Its papers.
    pub forms: &'static [Form],
    /// Its views, policies and grants.
    pub sql: &'static [SqlText],
    /// How a person stands with it.
    pub person_line: fn(&mut Tx<'_>, AddresseeNumber, &AsOf) -> Result<PersonLine, DatabaseError>,
    /// What it does when something happens in another business.
    pub reactions: &'static [Reaction],
}

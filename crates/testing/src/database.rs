//! A database of its own for each test: a clone of a template that holds the whole schema.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use ::database::{Actor, Database, DatabaseSettings, Grant, Operation, SqlFile, migrate, migrations_fingerprint};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use diesel::{Connection, RunQueryDsl};
use sha2::{Digest, Sha256};

use crate::session;

static CLONES: AtomicU32 = AtomicU32::new(0);

/// A database of its own, with every migration and every crate's `sql/` applied.
pub struct TestDatabase {
    /// The doors that the program uses, as the application role.
    pub database: Database,
    /// `postgres://…` of the owner, for what only the owner may do.
    pub owner_url: String,
}

impl TestDatabase {
    /// Clones the template (made first where this run has none yet).
    #[must_use]
    pub fn new() -> Self {
        let cluster = session::cluster();
        let files = replaceable_files();
        let template = format!("template_{}", fingerprint(&files));
        let name = format!("test_{}_{}", std::process::id(), CLONES.fetch_add(1, Ordering::Relaxed));
        let lock = session::lock(&std::env::temp_dir().join("yakuba-test-template.lock"));
        let mut owner = connect(&cluster.url("postgres"));
        if !exists(&mut owner, &template) {
            run(&mut owner, &format!("create database {template}"));
            migrate(&cluster.url(&template), &files).unwrap_or_else(|error| panic!("{error}"));
        }
        run(&mut owner, &format!("create database {name} template {template} strategy file_copy"));
        drop(lock);
        let owner_url = cluster.url(&name);
        let settings = DatabaseSettings { url: owner_url.clone(), connections_max: 8, wait_seconds: 20 };
        let database = Database::connect(&settings).unwrap_or_else(|error| panic!("{error}"));
        Self { database, owner_url }
    }

    /// An empty database in the same cluster, for tests of the migrations themselves.
    #[must_use]
    pub fn empty() -> String {
        let cluster = session::cluster();
        let name = format!("empty_{}_{}", std::process::id(), CLONES.fetch_add(1, Ordering::Relaxed));
        run(&mut connect(&cluster.url("postgres")), &format!("create database {name}"));
        cluster.url(&name)
    }

    /// An operation of a clerk who may do everything, at noon in Japan of `day` (`2026-11-22`).
    #[must_use]
    pub fn operation(&self, day: &str) -> Operation {
        clerk("北区 窓口", day)
    }

    /// Runs SQL as the owner and gives the first column of the first row as text.
    #[must_use]
    pub fn owner_value(&self, sql: &str) -> Option<String> {
        #[derive(diesel::QueryableByName)]
        struct Value {
            #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Text>)]
            value: Option<String>,
        }
        let text = format!("select (t.*)::text as value from ({sql}) t limit 1");
        let rows: Vec<Value> =
            diesel::sql_query(text).load(&mut connect(&self.owner_url)).unwrap_or_else(|error| panic!("{error}"));
        rows.into_iter().next().and_then(|row| row.value)
    }

    /// Runs SQL statements as the owner.
    pub fn owner_run(&self, sql: &str) {
        run(&mut connect(&self.owner_url), sql);
    }
}

impl Default for TestDatabase {
    fn default() -> Self {
        Self::new()
    }
}

/// An operation of a clerk with every permission in every office, at noon in Japan of `day` (`2026-11-22`).
#[must_use]
pub fn clerk(name: &str, day: &str) -> Operation {
    Operation {
        actor: Actor { login_name: name.to_owned(), display_name: name.to_owned() },
        office_code: "271276".to_owned(),
        terminal: "試験端末".to_owned(),
        purpose: "試験".to_owned(),
        now: noon(day),
        grants: BTreeSet::from([Grant("*".to_owned())]),
        offices: BTreeSet::new(),
        trace_id: format!("test-{day}"),
    }
}

/// The day written as `2026-11-22`.
#[must_use]
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day is written as 2026-11-22")
}

fn noon(text: &str) -> DateTime<Utc> {
    Utc.from_utc_datetime(&day(text).and_hms_opt(3, 0, 0).expect("three o'clock exists"))
}

/// Reads a setting of the test run.
#[expect(clippy::disallowed_methods, reason = "tests are an edge: settings enter here")]
pub(crate) fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Every `crates/*/*/sql/*.sql`, platform before common before business before apps, by name within a floor.
fn replaceable_files() -> Vec<SqlFile> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate lies in crates/").to_path_buf();
    let mut files = Vec::new();
    for floor in ["platform", "common", "business", "apps"] {
        let mut paths: Vec<PathBuf> = entries(&crates.join(floor))
            .into_iter()
            .flat_map(|member| entries(&member.join("sql")))
            .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
            .collect();
        paths.sort();
        files.extend(paths.into_iter().map(|path| SqlFile {
            text: std::fs::read_to_string(&path).expect("an SQL file can be read").into(),
            name: path.strip_prefix(&crates).unwrap_or(&path).display().to_string().into(),
        }));
    }
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn fingerprint(files: &[SqlFile]) -> String {
    let mut digest = Sha256::new();
    digest.update(migrations_fingerprint());
    for file in files {
        digest.update(file.text.as_bytes());
    }
    hex::encode(digest.finalize()).chars().take(16).collect()
}

fn connect(url: &str) -> PgConnection {
    PgConnection::establish(url).unwrap_or_else(|error| panic!("{error}"))
}

fn run(connection: &mut PgConnection, sql: &str) {
    connection.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn exists(connection: &mut PgConnection, name: &str) -> bool {
    let sql = format!("select 1 from pg_database where datname = '{name}'");
    diesel::sql_query(sql).execute(connection).is_ok_and(|rows| rows == 1)
}

//! A toy business: every key from 1 to `keys` is paid its own number.

use std::sync::atomic::AtomicBool;

use batch::engine::{self, Work};
use batch::{BatchError, Checked, Chunk, Comparison, Finding, Frozen, Posted, RunContext, RunKind, Severity};
use database::{DatabaseError, Operation, Tx};
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use serde_json::{Value, json};
use testing::TestDatabase;

pub(crate) static NEVER: AtomicBool = AtomicBool::new(false);

/// A database with the toy's tables.
pub(crate) fn toy_database() -> TestDatabase {
    let test = TestDatabase::new();
    test.owner_run(
        "create schema toy; create table toy.plans (run_number bigint, key bigint, paid bigint, primary key (run_number, key)); \
         create table toy.payments (key bigint, run_number bigint, paid bigint); \
         grant usage on schema toy to yakuba_app; grant all on all tables in schema toy to yakuba_app",
    );
    test
}

pub(crate) fn kind() -> RunKind {
    RunKind {
        code: "toy.payment",
        title_ja: "試しの支払い",
        title_en: "Toy payment",
        prepare_permission: "toy.run.prepare",
        approve_permission: "toy.run.approve",
        freeze,
        clear: |tx, run| statement(tx, &format!("delete from toy.plans where run_number = {}", run.run_number)),
        compute,
        check,
        compare,
        post,
    }
}

fn keys(run: &RunContext) -> i64 {
    run.parameters["keys"].as_i64().unwrap()
}

fn freeze(tx: &mut Tx<'_>, run: &RunContext) -> Result<Frozen, BatchError> {
    let chunks = (0..keys(run) / 10).map(|chunk| (chunk * 10 + 1, chunk * 10 + 10)).collect();
    Ok(Frozen {
        facts_valid_at: tx.operation().today(),
        facts_known_at: tx.operation().now,
        law_version: "toy".to_owned(),
        inputs: vec![("人".to_owned(), format!("{}人", keys(run)))],
        chunks,
    })
}

fn compute(tx: &mut Tx<'_>, run: &RunContext, chunk: Chunk) -> Result<i64, BatchError> {
    if run.parameters["breaks_at"].as_i64() == Some(chunk.key_from) {
        return Err(BatchError::Business {
            code: "toy.broken",
            ja: "壊れた区切り".to_owned(),
            en: "broken".to_owned(),
        });
    }
    statement(
        tx,
        &format!(
            "insert into toy.plans select {}, key, key from generate_series({}, {}) key",
            run.run_number, chunk.key_from, chunk.key_through
        ),
    )?;
    Ok(10)
}

fn check(tx: &mut Tx<'_>, run: &RunContext) -> Result<Checked, BatchError> {
    let total = total(tx, "toy.plans", run.run_number)?;
    let severity = match run.parameters["finding"].as_str() {
        Some("fatal") => Some(Severity::Fatal),
        Some("confirm") => Some(Severity::Confirm),
        _ => None,
    };
    let findings = severity.map(|severity| Finding {
        severity,
        code: "toy.odd",
        text_ja: "おかしな支払い".to_owned(),
        text_en: "an odd payment".to_owned(),
        item_count: 1,
        addressee_numbers: vec![1],
    });
    Ok(Checked { findings: findings.into_iter().collect(), totals: json!({ "amount_yen": total }) })
}

fn compare(tx: &mut Tx<'_>, run: &RunContext, previous: Option<i64>) -> Result<Vec<Comparison>, BatchError> {
    Ok(vec![Comparison {
        label_ja: "総額".to_owned(),
        label_en: "total".to_owned(),
        previous_value: previous.map(|previous| total(tx, "toy.plans", previous)).transpose()?,
        current_value: total(tx, "toy.plans", run.run_number)?,
        tolerance_permille: 100,
    }])
}

fn post(tx: &mut Tx<'_>, run: &RunContext) -> Result<Posted, BatchError> {
    let sql = format!(
        "insert into toy.payments select key, run_number, paid from toy.plans where run_number = {}",
        run.run_number
    );
    let rows = diesel::sql_query(sql).execute(tx.connection()).map_err(DatabaseError::from)?;
    Ok(Posted { item_count: i64::try_from(rows).unwrap() })
}

pub(crate) fn total(tx: &mut Tx<'_>, table: &str, run_number: i64) -> Result<i64, BatchError> {
    #[derive(diesel::QueryableByName)]
    struct Total {
        #[diesel(sql_type = BigInt)]
        total: i64,
    }
    let sql = format!("select coalesce(sum(paid), 0)::bigint as total from {table} where run_number = {run_number}");
    let row: Total = diesel::sql_query(sql).get_result(tx.connection()).map_err(DatabaseError::from)?;
    Ok(row.total)
}

fn statement(tx: &mut Tx<'_>, sql: &str) -> Result<(), BatchError> {
    diesel::sql_query(sql).execute(tx.connection()).map_err(DatabaseError::from)?;
    Ok(())
}

pub(crate) fn draft(test: &TestDatabase, operation: &Operation, parameters: &Value) -> i64 {
    test.database.write(operation, |tx| engine::create(tx, &kind(), "試し", parameters)).unwrap()
}

/// Freezes, computes, checks and compares.
pub(crate) fn prepare(test: &TestDatabase, operation: &Operation, run: i64) {
    engine::freeze(&test.database, operation, &kind(), run).unwrap();
    let work = Work { workers: 2, stop: &NEVER, report: &|_| {} };
    engine::compute(&test.database, operation, &kind(), run, &work).unwrap();
    engine::check_and_compare(&test.database, operation, &kind(), run).unwrap();
}

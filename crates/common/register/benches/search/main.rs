//! Search and load at 100,000 persons with histories, on a real PostgreSQL of our own.
//!
//! Prints p50 and p95 of each kind of search, the plans of the two slowest, and how long a load takes beside raw COPY of the
//! same rows into tables with the same constraints. `REGISTER_BENCH_PERSONS` asks for another number of persons.
#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

mod city;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use database::{Database, DatabaseSettings, Operation};
use register::load::{self, LoadCounts};
use register::search::{SearchQuery, search};
use register::{AsOf, RegisterError};
use testing::TestDatabase;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Persons in one COPY.
const BATCH: u64 = 10_000;

/// Searches of one kind that are timed, after a first round that warms the caches.
const SEARCHES: u64 = 40;

fn main() -> Outcome<()> {
    let persons = persons_wanted();
    let test = TestDatabase::new();
    let operation = test.operation("2026-11-22");
    let loading = load_city(&test, &operation, persons)?;
    raw_copies(&test, persons, loading);
    test.owner_run("vacuum analyze");
    let mut measured = Vec::new();
    println!("\n| search at {persons} persons | p50 ms | p95 ms | hits | cut |\n|---|---|---|---|---|");
    for (name, texts) in city::searches(persons, SEARCHES) {
        let timed = time_searches(&test, &operation, &texts)?;
        println!("| {name} | {} | {} | {} | {} |", ms(timed.p50), ms(timed.p95), timed.hits, timed.cut);
        measured.push((timed.p95, name, texts));
    }
    measured.sort();
    for (_, name, texts) in measured.iter().rev().take(2) {
        println!("\nslowest: {name}");
        explain(&test, &operation, texts.first().map_or("", String::as_str))?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is an edge: its size is set from outside")]
fn persons_wanted() -> u64 {
    std::env::var("REGISTER_BENCH_PERSONS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000)
}

/// Milliseconds with two digits behind the point.
fn ms(duration: Duration) -> String {
    let micros = duration.as_micros();
    format!("{}.{:02}", micros / 1_000, micros % 1_000 / 10)
}

fn load_city(test: &TestDatabase, operation: &Operation, persons: u64) -> Outcome<Duration> {
    let opened = test.database.write(operation, |tx| load::open(tx, "benchmark"))?;
    let mut spent = Duration::ZERO;
    let mut total = LoadCounts::default();
    for first in (0..persons).step_by(usize::try_from(BATCH)?) {
        let batch = city::histories(first..persons.min(first + BATCH))?;
        let begin = Instant::now();
        let counts = test.database.write(operation, |tx| load::write(tx, opened, &batch))?;
        spent += begin.elapsed();
        total.records += counts.records;
        total.memberships += counts.memberships;
        total.personal_numbers += counts.personal_numbers;
        total.search_keys += counts.search_keys;
    }
    test.database.write(operation, load::close)?;
    let each_second = u128::from(persons) * 1_000 / spent.as_millis().max(1);
    println!("load: {persons} persons in {} ms, {each_second} persons/s; {total:?}", spent.as_millis());
    Ok(spent)
}

/// How the tables beside which a load is measured are made, from all that a real one has to next to nothing.
const KINDS: [(&str, &str, &str); 3] = [
    ("all constraints and indexes", "including all", ""),
    ("the same without exclusion constraints", "including all", "x"),
    ("no index, no key", "including defaults including constraints", ""),
];

const TABLES: [&str; 5] = ["addressees", "persons", "household_memberships", "personal_numbers", "search_keys"];

/// Copies the loaded rows into empty tables of the same shape, and tells the load's time as a multiple.
fn raw_copies(test: &TestDatabase, persons: u64, loading: Duration) {
    test.owner_run(
        "do $$ declare name text; begin \
         foreach name in array array['households', 'addressees', 'persons', 'household_memberships', \
         'personal_numbers', 'search_keys'] loop \
         execute format('copy register.%I to %L (format binary)', name, \
         current_setting('data_directory') || '/' || name || '.copy'); end loop; end $$",
    );
    for (name, like, without) in KINDS {
        let mut spent = Duration::ZERO;
        let mut parts = Vec::new();
        test.owner_run("drop schema if exists raw cascade; create schema raw");
        for table in ["households"].iter().chain(&TABLES) {
            test.owner_run(&format!("create table raw.{table} (like register.{table} {like})"));
        }
        if like == "including all" {
            test.owner_run(
                "alter table raw.persons add foreign key (addressee_number) references raw.addressees; \
                 alter table raw.personal_numbers add foreign key (addressee_number) references raw.addressees; \
                 alter table raw.household_memberships add foreign key (addressee_number) references raw.addressees; \
                 alter table raw.household_memberships add foreign key (household_number) references raw.households",
            );
        }
        test.owner_run(&format!(
            "do $$ declare c record; begin for c in select conrelid::regclass as owner, conname from pg_constraint \
             where contype = '{without}' and connamespace = 'raw'::regnamespace loop \
             execute format('alter table %s drop constraint %I', c.owner, c.conname); end loop; end $$"
        ));
        for table in ["households"].iter().chain(&TABLES) {
            let begin = Instant::now();
            test.owner_run(&format!(
                "do $$ begin execute format('copy raw.{table} from %L (format binary)', \
                 current_setting('data_directory') || '/{table}.copy'); end $$"
            ));
            spent += begin.elapsed();
            parts.push(format!("{table} {}", begin.elapsed().as_millis()));
        }
        let percent = loading.as_millis() * 100 / spent.as_millis().max(1);
        let each_second = u128::from(persons) * 1_000 / spent.as_millis().max(1);
        println!(
            "raw COPY, {name}: {} ms, {each_second} persons/s; the load takes {percent} % of it ({})",
            spent.as_millis(),
            parts.join(", ")
        );
    }
    test.owner_run("drop schema raw cascade");
}

struct Timed {
    p50: Duration,
    p95: Duration,
    hits: usize,
    cut: usize,
}

fn time_searches(test: &TestDatabase, operation: &Operation, texts: &[String]) -> Outcome<Timed> {
    let (mut hits, mut cut) = (0, 0);
    let mut times = Vec::new();
    for is_warm in [false, true] {
        for text in texts {
            let begin = Instant::now();
            let result = test.database.read::<_, RegisterError>(operation, |tx| search(tx, &query(text, operation)))?;
            if is_warm {
                times.push(begin.elapsed());
                hits += result.hits.len();
                cut += usize::from(result.is_cut);
            }
        }
    }
    times.sort();
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len() - 1)).copied();
    let (Some(p50), Some(p95)) = (at(50), at(95)) else { return Err("nothing was timed".into()) };
    Ok(Timed { p50, p95, hits, cut })
}

fn query(text: &str, operation: &Operation) -> SearchQuery {
    SearchQuery { text: text.to_owned(), office_codes: BTreeSet::new(), as_of: AsOf::now(operation), hits_max: 50 }
}

/// Runs one search with auto_explain on and prints what the server wrote into its log.
fn explain(test: &TestDatabase, operation: &Operation, text: &str) -> Outcome<()> {
    test.owner_run(
        "do $$ declare s text; begin foreach s in array array['session_preload_libraries = auto_explain', \
         'auto_explain.log_min_duration = 0', 'auto_explain.log_analyze = on', 'auto_explain.log_buffers = on'] loop \
         execute format('alter database %I set ', current_database()) || s; end loop; end $$",
    );
    let log = "current_setting('data_directory') || '/../server.log'";
    let before = test.owner_value(&format!("select size from pg_stat_file({log})")).unwrap_or_default();
    let settings = DatabaseSettings { url: test.owner_url.clone(), connections_max: 1, wait_seconds: 20 };
    let database = Database::connect(&settings)?;
    database.read::<_, RegisterError>(operation, |tx| search(tx, &query(text, operation)))?;
    let written = format!("select pg_read_file({log}, {}, 100000000)", before.trim_matches(['(', ')']));
    for line in test.owner_value(&written).unwrap_or_default().lines().filter(|line| is_of_plan(line)) {
        println!("{}", line.chars().take(200).collect::<String>());
    }
    Ok(())
}

/// The lines that tell the time, the nodes and the rows of a plan.
fn is_of_plan(line: &str) -> bool {
    ["duration:", "actual time", "Rows Removed", "Index Cond", "Filter:"].iter().any(|word| line.contains(word))
}

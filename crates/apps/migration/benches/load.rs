//! 100,000 residents from the old system's files into the register, as a ratio to
//! raw COPY of the same rows into the same tables in the same run. Run with `cargo bench -p migration`.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures and fails by panicking")]

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use migration::{Delivery, LoadOrder, load, reconcile};
use register::PersonalNumberVault;
use synthetic_city::{CitySpec, Dirt, generate};
use testing::TestDatabase;

const RESIDENTS: u64 = 100_000;

/// Every table that a load fills, parents first.
const TABLES: [&str; 14] = [
    "register.acts",
    "register.addressees",
    "register.households",
    "register.persons",
    "register.household_memberships",
    "register.personal_numbers",
    "register.protective_measures",
    "register.search_keys",
    "child_allowance.certifications",
    "child_allowance.certified_children",
    "child_allowance.payments",
    "disbursement.bank_accounts",
    "migration.loads",
    "migration.source_records",
];

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    let taken = start.elapsed();
    println!("{what:<44} {:>8} ms", taken.as_millis());
    (result, taken)
}

/// The rows of every table out to a file and into another database with the same constraints and indexes; only the way
/// in is timed.
fn raw_copy(from: &TestDatabase, into: &TestDatabase) -> Duration {
    let connect = |test: &TestDatabase| PgConnection::establish(&test.owner_url).unwrap();
    let (mut source, mut target) = (connect(from), connect(into));
    let mut taken = Duration::ZERO;
    for table in TABLES {
        let file = std::env::temp_dir().join(format!("yakuba-bench-{}-{table}.bin", std::process::id()));
        let path = file.display();
        source.batch_execute(&format!("copy {table} to '{path}' (format binary)")).unwrap();
        let start = Instant::now();
        target.batch_execute(&format!("copy {table} from '{path}' (format binary)")).unwrap();
        taken += start.elapsed();
        std::fs::remove_file(&file).unwrap();
    }
    taken
}

fn main() {
    let folder = std::env::temp_dir().join("yakuba-migration-bench");
    let spec = CitySpec {
        seed: 1,
        residents: RESIDENTS,
        wards: vec!["271276".to_owned()],
        as_of: "2026-11-22".parse().unwrap(),
        dirt: Dirt::SAMPLE,
    };
    timed("write the old system's files", || generate(&spec, &folder, &mut |_| {}).unwrap());
    let (test, copy) = (TestDatabase::new(), TestDatabase::new());
    let operation = test.operation("2026-11-22");
    let (delivery, opened) = timed("hold them against their manifest", || Delivery::open(&folder).unwrap());
    let vault = PersonalNumberVault::new([7; 32], [9; 32]);
    let order = LoadOrder { title: "bench".to_owned(), environment: "bench".to_owned() };
    let (outcome, loaded) = timed("load", || {
        load(&test.database, &operation, &vault, (&delivery, &order), &mut |_| ControlFlow::Continue(())).unwrap()
    });
    let (proof, _) = timed("reconcile", || reconcile(&test.database, &operation, outcome.load_number).unwrap());
    assert!(proof.is_green, "{:?}", proof.equation);
    let copied = raw_copy(&test, &copy);
    println!("{:<44} {:>8} ms", "raw COPY of the same rows", copied.as_millis());
    let percent = (opened + loaded).as_millis() * 100 / copied.as_millis().max(1);
    println!("{:<44} {:>4}.{:02}", "ratio (manifest and load to raw COPY)", percent / 100, percent % 100);
    let records = u128::try_from(proof.equation.source).unwrap();
    println!("{:<44} {:>8}", "source records a second", records * 1_000 / loaded.as_millis().max(1));
}

//! A delivery with dirt, and a way to load it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use migration::{Delivery, LoadOrder, LoadOutcome, LoadProgress, load};
use register::PersonalNumberVault;
use serde_json::Value;
use synthetic_city::{CitySpec, Dirt, Truth, generate};
use testing::TestDatabase;

/// A folder of the run that goes when it is dropped.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("yakuba-migration-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Writes a ward of so many residents, every kind of dirt several times.
pub(crate) fn write_city(folder: &Path, seed: u64, residents: u64) -> Truth {
    let as_of = "2026-11-22".parse().unwrap();
    let wards = vec!["271276".to_owned()];
    let spec = CitySpec { seed, residents, wards, as_of, dirt: Dirt::OnceIn(300) };
    generate(&spec, folder, &mut |_| {}).unwrap().truth
}

/// A ward of 2,500, made once for all tests that only read it, where the run's database cluster lies: it goes with it.
pub(crate) fn city() -> &'static (PathBuf, Truth) {
    static CITY: OnceLock<(PathBuf, Truth)> = OnceLock::new();
    CITY.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        let home = if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() };
        let run = home.join(format!("yakuba-test-{}", std::os::unix::process::parent_id()));
        let folder = run.join(format!("city-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let truth = write_city(&folder, 2, 2_500);
        (folder, truth)
    })
}

/// What was planted: file and line to disposition, reason and key.
pub(crate) fn planted(folder: &Path) -> BTreeMap<(String, i64), (String, String)> {
    let text = std::fs::read_to_string(folder.join("truth.jsonl")).unwrap();
    let line = |line: &str| {
        let it: Value = serde_json::from_str(line).unwrap();
        let word = |key: &str| it[key].as_str().unwrap().to_owned();
        ((word("file"), it["line"].as_i64().unwrap()), (word("disposition"), word("reason")))
    };
    text.lines().map(line).collect()
}

pub(crate) fn vault() -> PersonalNumberVault {
    PersonalNumberVault::new([7; 32], [9; 32])
}

pub(crate) fn order() -> LoadOrder {
    LoadOrder { title: "北区 第1回 予行".to_owned(), environment: "rehearsal".to_owned() }
}

pub(crate) fn run(test: &TestDatabase, delivery: &Delivery) -> LoadOutcome {
    run_until(test, delivery, &mut |_| ControlFlow::Continue(()))
}

pub(crate) fn run_until(
    test: &TestDatabase,
    delivery: &Delivery,
    progress: &mut dyn FnMut(LoadProgress) -> ControlFlow<()>,
) -> LoadOutcome {
    load(&test.database, &test.operation("2026-11-22"), &vault(), (delivery, &order()), progress).unwrap()
}

/// Everything that a load leaves behind, in one value; ciphertexts differ at each sealing, so their index stands for them.
pub(crate) fn fingerprint(test: &TestDatabase) -> String {
    let tables = [
        ("register.persons", "t::text"),
        ("register.household_memberships", "t::text"),
        ("register.households", "t::text"),
        ("register.addressees", "t::text"),
        ("register.protective_measures", "t::text"),
        ("register.personal_numbers", "t.addressee_number || encode(t.blind_index, 'hex')"),
        ("register.search_keys", "t::text"),
        ("migration.source_records", "t::text"),
        ("migration.quarantined_records", "t::text"),
        ("migration.load_chunks", "t::text"),
    ];
    let one = |(table, row): (&str, &str)| {
        let sql = format!("select count(*) || md5(string_agg(md5({row}), '' order by md5({row}))) from {table} t");
        format!("{table} {}\n", test.owner_value(&sql).unwrap_or_default())
    };
    tables.into_iter().map(one).collect()
}

//! The regular payment against raw COPY of the same rows out and in, in the same run: `cargo bench -p child_allowance
//! --bench run -- 100000` (recipients; 20,000 when not said).
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures and fails by panicking")]

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use batch::engine::{self, Work};
use child_allowance::runs::REGULAR_PAYMENT;
use serde_json::json;
use testing::{TestDatabase, clerk};
use values::AddresseeNumber;

const DAY: &str = "2026-11-22";
const WORKERS: usize = 2;

fn main() {
    let recipients: u64 = std::env::args().filter_map(|it| it.parse().ok()).next().unwrap_or(20_000);
    let test = TestDatabase::new();
    city(&test, recipients);
    let operation = clerk("作成者", DAY);
    let parameters = json!({ "pay_month": "2026-12" });
    let run =
        test.database.write(&operation, |tx| engine::create(tx, &REGULAR_PAYMENT, "定時払", &parameters)).unwrap();
    let freeze = timed(|| engine::freeze(&test.database, &operation, &REGULAR_PAYMENT, run).unwrap());
    let never = AtomicBool::new(false);
    let work = Work { workers: WORKERS, stop: &never, report: &|_| {} };
    let compute = timed(|| {
        engine::compute(&test.database, &operation, &REGULAR_PAYMENT, run, &work).unwrap();
    });
    let check = timed(|| engine::check_and_compare(&test.database, &operation, &REGULAR_PAYMENT, run).unwrap());
    test.owner_run("create table child_allowance.raw (like child_allowance.decision_plans including all)");
    let file = std::env::temp_dir().join(format!("yakuba-bench-{}.bin", std::process::id())).display().to_string();
    let raw = timed(|| {
        test.owner_run("copy child_allowance.run_facts to program 'cat > /dev/null' (format binary)");
        test.owner_run(&format!("copy child_allowance.decision_plans to '{file}' (format binary)"));
        test.owner_run(&format!("copy child_allowance.raw from '{file}' (format binary)"));
    });
    println!("recipients {recipients}, workers {WORKERS}");
    for (name, time) in [("freeze", freeze), ("compute", compute), ("check and compare", check), ("raw COPY", raw)] {
        println!("{name:>18} {:>8} ms", time.as_millis());
    }
    println!("compute / raw COPY = {}%", compute.as_micros() * 100 / raw.as_micros().max(1));
    println!("recipients/s computed = {}", u128::from(recipients) * 1_000_000 / compute.as_micros().max(1));
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// Recipients with two children each, decided before, in SQL alone.
fn city(test: &TestDatabase, recipients: u64) {
    let numbers: Vec<String> = (1_000_000..)
        .filter_map(|base| AddresseeNumber::from_base(base).ok())
        .take(usize::try_from(recipients * 3).unwrap())
        .map(|number| number.to_i64().to_string())
        .collect();
    test.owner_run(&format!(
        "create table public.people as select number, (place - 1) / 3 as family, (place - 1) % 3 as place \
         from unnest('{{{}}}'::bigint[]) with ordinality as given (number, place); \
         create view public.recipients as select number, family from public.people where place = 0; \
         insert into child_allowance.certifications (addressee_number, certification_number, history_number, known_from, \
         claimed_on, certified_on, from_month) \
         select number, (10000000 + family)::text, 1, '2026-10-01', '2024-12-10', '2024-12-20', '2025-01-01' \
         from public.recipients; \
         insert into child_allowance.certified_children (addressee_number, certification_number, child_addressee_number, \
         history_number, known_from, child_kind, from_month, is_supported, lives_together, residence, placement) \
         select r.number, (10000000 + family)::text, p.number, 1, '2026-10-01', 'eligible', '2025-01-01', false, true, \
         'japan', 'family' from public.recipients r join public.people p using (family) where p.place > 0; \
         insert into child_allowance.decisions (addressee_number, certification_number, decision_kind, from_month, \
         monthly_yen, decided_at, decided_by, facts_valid_at, facts_known_at, law_version, inputs, explanation) \
         select number, (10000000 + family)::text, 'computed', '2026-08-01', 20000, '2026-10-01', 'bench', '2026-10-01', \
         '2026-10-01', '{{}}', '{{}}', '{{}}' from public.recipients; \
         insert into register.addressees select number, 'person', 1 from public.people; \
         insert into register.persons (addressee_number, history_number, valid, known, made_by_act, registration_state, \
         resident_kind, full_name, is_furigana_confirmed, born_on_code, born_on, sex, prefecture, municipality, town, \
         lot, building_and_room, office_code) \
         select number, 1, daterange('2020-01-01', null), tstzrange('2026-10-01', null), 1, '1', '1', '試験', true, \
         '2015-06-01', '2015-06-01', '1', '', '', '', '', '', '271276' from public.people; analyze",
        numbers.join(",")
    ));
}

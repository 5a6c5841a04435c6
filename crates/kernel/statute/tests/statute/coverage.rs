//! Coverage over time, and versions of the law.

use statute::{Needed, Statutes};

use crate::sample::{NATIONAL, book, day, read};

const ALL: [&str; 5] = ["amount", "rate", "age", "months", "payment_day"];

fn needed(from: &str, through: &str) -> Vec<Needed> {
    let need = |key: &&'static str| Needed { key, from: day(from), through: day(through) };
    ALL[..4].iter().map(need).collect()
}

/// What is wrong besides the delegated key that no rule of this sample reads.
fn gaps(needed: &[Needed]) -> Vec<String> {
    let problems = book().check_coverage(needed).unwrap_err().0;
    problems.iter().filter(|problem| problem.key != "payment_day").map(ToString::to_string).collect()
}

#[test]
fn a_gap_is_found_at_its_first_day() {
    assert!(gaps(&needed("2020-04-01", "2026-03-31")).is_empty());
    assert_eq!(
        gaps(&needed("2020-04-01", "2026-04-01")),
        ["example: amount: has no value on 2026-04-01: add the value from that day"]
    );
    assert_eq!(gaps(&needed("2020-03-31", "2026-03-31")).len(), 4);
    let unknown = Needed { key: "bonus", from: day("2020-04-01"), through: day("2020-04-01") };
    assert!(gaps(&[needed("2020-04-01", "2020-04-01"), vec![unknown]].concat())[0].contains("bonus"));
}

#[test]
fn a_parameter_that_no_rule_reads_is_found() {
    let problems = book().check_coverage(&needed("2020-04-01", "2020-04-01")).unwrap_err().0;
    assert_eq!(problems.len(), 1);
    assert!(problems[0].en.contains("no rule reads this"));
}

#[test]
fn a_version_tells_laws_apart_by_content() {
    let version = |text: &str, on| read(text).unwrap().version_on(day(on));
    let now = version(NATIONAL, "2025-01-01");
    assert_eq!((now.business.as_str(), now.since), ("example", day("2024-10-01")));
    assert_eq!(now.fingerprint.len(), 16);
    assert_eq!(now.fingerprint, version(NATIONAL, "2026-03-31").fingerprint, "the same law on another day");
    assert_ne!(now.fingerprint, version(NATIONAL, "2024-09-30").fingerprint);
    for (place, instead) in
        [("\"1500\"", "\"1501\""), ("例示法第1条", "例示法第1条の2"), ("from = 2024-10-01", "from = 2024-10-02")]
    {
        assert_ne!(now.fingerprint, version(&NATIONAL.replace(place, instead), "2025-01-01").fingerprint, "{instead}");
    }
    // A later amendment leaves what was decided before it untouched.
    let amended = NATIONAL.replace("from = 2026-04-01, repealed = true", "from = 2026-04-01, value = \"2000\"");
    assert_eq!(now.fingerprint, version(&amended, "2025-01-01").fingerprint);
}

#[test]
fn the_fingerprint_is_the_same_on_every_build() {
    // Computed by hand from FNV-1a over key, value, article and first day of each parameter in force.
    assert_eq!(book().version_on(day("2025-01-01")).fingerprint, "5e60db4a5d94745d");
}

#[test]
fn every_parameter_tells_when_it_was_last_checked() {
    let book = book();
    let checked: Vec<&str> = book.checked_on().map(|(key, _)| key).collect();
    assert_eq!(checked, ["age", "amount", "months", "payment_day", "rate"]);
    assert!(book.checked_on().all(|(_, on)| on == day("2026-11-22")));
    let empty = Statutes { business: "empty", national: &[], ordinances: &[] };
    assert_eq!(empty.book(None).unwrap().checked_on().count(), 0);
}

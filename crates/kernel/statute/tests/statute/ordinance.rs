//! What an ordinance may set.

use statute::{LawBook, LawError, LawFile, Statutes};

use crate::sample::{NATIONAL, ORDINANCE, book, day};

static STATUTES: Statutes = Statutes {
    business: "example",
    national: &[LawFile::embedded("law/example.toml", NATIONAL)],
    ordinances: &[("271004", &[LawFile::embedded("ordinance/271004.toml", ORDINANCE)])],
};

fn with(ordinance: &str) -> Result<LawBook, LawError> {
    book().with_ordinance("271004", &[LawFile::loaded("ordinance/271004.toml", ordinance)])
}

#[test]
fn an_ordinance_sets_what_national_law_leaves_to_it() {
    let on = day("2026-04-01");
    assert!(book().in_force::<u32>("payment_day", on).is_err(), "national law alone knows no day");
    let payment_day = with(ORDINANCE).unwrap().in_force::<u32>("payment_day", on).unwrap();
    assert_eq!((payment_day.value, payment_day.cite.as_str()), (10, "例示市規則第1条"));
}

#[test]
fn an_ordinance_sets_nothing_else() {
    let refused = |ordinance: &str| with(ordinance).unwrap_err().to_string();
    let overlap = ORDINANCE.replace("[payment_day]", "[age]");
    assert!(refused(&overlap).contains("age: national law sets this"), "{}", refused(&overlap));
    assert!(refused(&overlap).contains("payment_day: the ordinance does not set day of payment"));
    let unknown = format!("{ORDINANCE}\n{}", ORDINANCE.replace("[payment_day]", "[bonus]"));
    assert!(refused(&unknown).contains("bonus: national law leaves no such value"));
    assert!(refused(&ORDINANCE.replace("\"count\"", "\"yen\"")).contains("kind differs"));
    let nothing = ORDINANCE
        .replace("values = [{ from = 2020-04-01, value = \"10\", by = \"令和元年規則第1号\" }]", "delegated = true");
    assert!(refused(&nothing).contains("must write the values"));
}

#[test]
fn the_embedded_ordinance_is_found_by_its_municipality() {
    assert!(STATUTES.book(None).is_ok());
    let book = STATUTES.book(Some("271004")).unwrap();
    assert_eq!(book.version_on(day("2026-04-01")).municipality.as_deref(), Some("271004"));
    let error = STATUTES.book(Some("131016")).unwrap_err();
    assert!(
        error.0.iter().all(|problem| problem.ja.contains("131016") && problem.en.contains("ordinance/131016.toml"))
    );
}

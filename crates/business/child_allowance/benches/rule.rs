//! Families a second on one core, silent and explained.

#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

use std::hint::black_box;
use std::time::Instant;

use child_allowance::law::STATUTES;
use child_allowance::model::{Child, Family, OlderSiblingSupport, Placement, Residence};
use child_allowance::rules::{self, MonthLaw};
use chrono::{Days, NaiveDate};
use statute::{Explain, Recording, Silent};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let book = STATUTES.book(None)?;
    for month in ["2024-06", "2026-11"] {
        let law = MonthLaw::on(&book, month.parse()?)?;
        let families: Vec<Family> = (0..100_000).map(family).collect();
        measure(&format!("{month} silent"), &law, &families, 20, || Silent);
        measure(&format!("{month} recording"), &law, &families, 1, Recording::default);
    }
    Ok(())
}

/// A family of one to four children; births spread over 23 years.
fn family(number: u64) -> Family {
    let child = |place: u64| Child {
        name: None,
        born_on: NaiveDate::from_ymd_opt(2003, 4, 2).unwrap_or_default()
            + Days::new((number * 7 + place * 911) % 8_400),
        residence: Residence::Japan,
        placement: Placement::Family,
        support: OlderSiblingSupport::Borne,
    };
    Family { claimant: None, children: (0..=number % 4).map(child).collect(), means: None }
}

fn measure<E: Explain>(name: &str, law: &MonthLaw, families: &[Family], rounds: u32, explainer: impl Fn() -> E) {
    let begin = Instant::now();
    let (mut computed, mut persons) = (0_u64, 0_u64);
    for family in (0..rounds).flat_map(|_| families) {
        let monthly = black_box(rules::monthly_amount(law, family, &mut explainer()));
        computed += 1;
        persons += monthly.children.iter().fold(1, |persons, _| persons + 1);
    }
    let millis = begin.elapsed().as_millis().max(1);
    let each_second = |count: u64| u128::from(count) * 1_000 / millis;
    println!("{name}: {} families/s, {} persons/s on one core", each_second(computed), each_second(persons));
}

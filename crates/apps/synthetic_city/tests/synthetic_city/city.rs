//! The city itself: stable, streaming, near the distributions.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chrono::Datelike;
use synthetic_city::{City, CityError, CitySpec, Dirt, Household, Sex};

use crate::support::{as_of, kita};

fn households(spec: CitySpec) -> Vec<Household> {
    City::new(spec).unwrap().collect()
}

fn whole_city(seed: u64, residents: u64) -> CitySpec {
    CitySpec { seed, residents, wards: Vec::new(), as_of: as_of(), dirt: Dirt::None }
}

#[test]
fn a_bigger_city_begins_with_the_smaller_one() {
    let small = households(kita(7, 3_000));
    let big = households(kita(7, 6_000));
    let same = small.iter().zip(&big).take_while(|(one, other)| format!("{one:?}") == format!("{other:?}")).count();
    assert!(small.len() - same <= 4, "{same} of {}", small.len());
}

#[test]
fn the_number_of_residents_comes_out() {
    for residents in [1, 2, 77, 5_000] {
        let total: u64 = households(kita(3, residents)).iter().map(Household::resident_count).sum();
        assert_eq!(total, residents);
    }
}

#[test]
fn another_seed_gives_other_people() {
    let people = |seed| format!("{:?}", households(kita(seed, 50)));
    assert_eq!(people(1), people(1));
    assert_ne!(people(1), people(2));
}

#[test]
fn a_ward_that_osaka_does_not_have_is_refused() {
    let spec = CitySpec { wards: vec!["271012".to_owned()], ..kita(1, 10) };
    assert!(matches!(City::new(spec), Err(CityError::UnknownWard(code)) if code == "271012"));
}

/// A city without dirt that is big enough for shares, made once.
fn sample_city() -> &'static [Household] {
    static CITY: OnceLock<Vec<Household>> = OnceLock::new();
    CITY.get_or_init(|| households(whole_city(5, 60_000)))
}

#[test]
fn no_number_is_given_twice() {
    let city = sample_city();
    let people = || city.iter().flat_map(Household::members);
    let numbers: BTreeSet<&str> = people().map(synthetic_city::Member::addressee_number).collect();
    assert_eq!(numbers.len(), people().count());
    let households: BTreeSet<&str> = city.iter().map(Household::number).collect();
    assert_eq!(households.len(), city.len());
}

/// Shares of the age groups in per mille of all residents: 0–14, 15–24, …, 75–84, 85+, from the pyramid of 2026.
fn age_shares(city: &[Household]) -> [u64; 9] {
    let mut counts = [0_u64; 9];
    let residents = city.iter().flat_map(Household::members).filter(|member| member.is_resident());
    for member in residents {
        let age = as_of().years_since(member.birth()).unwrap();
        let group = if age < 15 { 0 } else { usize::try_from((age - 5) / 10).unwrap().min(8) };
        counts[group] += 1;
    }
    let total: u64 = counts.iter().sum();
    counts.map(|count| count * 1_000 / total)
}

fn pyramid_shares() -> [u64; 9] {
    let mut counts = [0_u64; 9];
    for line in include_str!("../../data/model/pyramid_2026.csv").lines().skip(1) {
        let numbers: Vec<u64> = line.split(',').map(|field| field.parse().unwrap()).collect();
        let group = if numbers[0] < 15 { 0 } else { usize::try_from((numbers[0] - 5) / 10).unwrap().min(8) };
        counts[group] += numbers[1] + numbers[2];
    }
    let total: u64 = counts.iter().sum();
    counts.map(|count| count * 1_000 / total)
}

#[test]
fn ages_follow_the_pyramid() {
    let (found, wanted) = (age_shares(sample_city()), pyramid_shares());
    for (group, (found, wanted)) in found.iter().zip(&wanted).enumerate() {
        assert!(found.abs_diff(*wanted) <= 15, "age group {group}: {found} per mille, wanted {wanted}");
    }
}

#[test]
fn household_sizes_follow_the_model() {
    // persons: 1, 2, 3, 4, 5 and more; per mille of the households that live in the city
    let wanted = [528, 241, 119, 83, 29];
    let mut counts = [0_u64; 5];
    for household in sample_city() {
        let size = usize::try_from(household.resident_count()).unwrap();
        if size > 0 {
            counts[size.min(5) - 1] += 1;
        }
    }
    let total: u64 = counts.iter().sum();
    for (size, (count, wanted)) in counts.iter().zip(wanted).enumerate() {
        let found = count * 1_000 / total;
        assert!(found.abs_diff(wanted) <= 25, "{} persons: {found} per mille, wanted {wanted}", size + 1);
    }
}

#[test]
fn foreign_residents_and_women_have_their_shares() {
    let city = sample_city();
    let residents = || city.iter().flat_map(Household::members).filter(|member| member.is_resident());
    let share = |count: usize| count * 1_000 / residents().count();
    let foreign = share(residents().filter(|member| member.is_foreign()).count());
    assert!((50..=90).contains(&foreign), "{foreign} per mille foreign");
    let women = share(residents().filter(|member| member.sex() == Sex::Female).count());
    assert!((495..=545).contains(&women), "{women} per mille women");
}

#[test]
fn nobody_is_born_after_the_day_or_before_1900() {
    for member in sample_city().iter().flat_map(Household::members) {
        assert!(member.birth() <= as_of() && member.birth().year() >= 1900, "{}", member.birth());
    }
}

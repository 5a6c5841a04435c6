use chrono::{Datelike, Days};
use proptest::prelude::*;
use values::age::{age_on, attained_on, birthday, legal_age_on};
use values::{FiscalYear, YearMonth};

use crate::{any_day, cases, date, number, vectors};

const AGES: &str = include_str!("../../../../../fixtures/registry/ages.json");

#[test]
fn an_age_is_attained_the_day_before_the_birthday() {
    let vectors = vectors(AGES);
    for case in cases(&vectors, "attained") {
        let (birth, years) = (date(case, "birth"), number(case, "age"));
        assert_eq!(attained_on(birth, years), date(case, "attained_on"), "{case}");
        assert_eq!(birthday(birth, years), date(case, "birthday"), "{case}");
    }
    for case in cases(&vectors, "attained_on_that_day") {
        assert_eq!(attained_on(date(case, "birth"), number(case, "age")), date(case, "day"), "{case}");
    }
    for case in cases(&vectors, "on_the_birthday") {
        assert_eq!(birthday(date(case, "birth"), number(case, "age")), date(case, "day"), "{case}");
    }
}

#[test]
fn the_age_of_the_law_counts_the_day_before() {
    let vectors = vectors(AGES);
    for case in cases(&vectors, "on_a_day") {
        let (birth, on) = (date(case, "birth"), date(case, "on"));
        assert_eq!(legal_age_on(birth, on), number(case, "legal_age"), "{case}");
        assert_eq!(age_on(birth, on), number(case, "age"), "{case}");
    }
    for case in cases(&vectors, "seal_at_15") {
        assert_eq!(age_on(date(case, "birth"), date(case, "on")) >= 15, case["is_old_enough"].as_bool().unwrap());
    }
}

#[test]
fn thresholds_of_the_laws_follow() {
    let vectors = vectors(AGES);
    for case in cases(&vectors, "last_birth_to_vote_at_18") {
        let (election, birth) = (date(case, "election"), date(case, "latest_birth"));
        assert!(attained_on(birth, 18) <= election && attained_on(birth + Days::new(1), 18) > election, "{case}");
    }
    for case in cases(&vectors, "fiscal_year_end_after_18") {
        assert_eq!(FiscalYear::of(attained_on(date(case, "birth"), 18)).last_day(), date(case, "last_day"), "{case}");
    }
    for case in cases(&vectors, "school_entry") {
        let next_day = attained_on(date(case, "birth"), 6) + Days::new(1);
        let year = FiscalYear::of(next_day);
        let entry = if next_day == year.first_day() { next_day } else { year.next().first_day() };
        assert_eq!(entry, date(case, "entry"), "{case}");
    }
    for case in cases(&vectors, "first_of_month_after_70") {
        let month = YearMonth::of(attained_on(date(case, "birth"), 70));
        assert_eq!(month.next().first_day(), date(case, "from"), "{case}");
    }
}

proptest! {
    #[test]
    fn ages_and_their_days_agree(birth in any_day(), years in 0_u32..120) {
        let attained = attained_on(birth, years);
        prop_assert_eq!(legal_age_on(birth, attained), years);
        prop_assert_eq!(legal_age_on(birth, attained + Days::new(1)), years);
        prop_assert_eq!(age_on(birth, attained + Days::new(1)), years);
        if years > 0 {
            prop_assert_eq!(legal_age_on(birth, attained - Days::new(1)), years - 1);
            prop_assert_eq!(age_on(birth, attained), years - 1);
        }
    }

    #[test]
    fn a_leap_day_birth_attains_its_age_on_28_february(years in 0_u32..110) {
        let attained = attained_on(crate::ymd(1952, 2, 29), years);
        prop_assert_eq!((attained.month(), attained.day()), (2, 28));
    }
}

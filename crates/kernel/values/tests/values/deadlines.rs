use chrono::{Datelike, Days};
use proptest::prelude::*;
use values::Holidays;
use values::deadline::{
    days_after, days_from, months_after, months_before, months_from, roll_back, roll_forward, years_from,
};

use crate::{any_day, cases, date, number, vectors, ymd};

const DEADLINES: &str = include_str!("../../../../../fixtures/registry/deadlines.json");

#[test]
fn days_are_counted_and_rolled_as_the_law_says() {
    let (vectors, holidays) = (vectors(DEADLINES), Holidays::national());
    for case in cases(&vectors, "days_after") {
        let last = days_after(date(case, "event"), number(case, "days"));
        assert_eq!(last, date(case, "last_day"), "{case}");
        assert_eq!(roll_forward(last, &holidays), date(case, "open_day"), "{case}");
    }
    for case in cases(&vectors, "days_from") {
        let last = days_from(date(case, "event"), number(case, "days"));
        assert_eq!(last, date(case, "last_day"), "{case}");
        assert_eq!(roll_forward(last, &holidays), date(case, "open_day"), "{case}");
    }
    for case in cases(&vectors, "days_after_without_rolling") {
        assert_eq!(days_after(date(case, "event"), 1), date(case, "first_day"), "{case}");
        assert_eq!(days_after(date(case, "event"), number(case, "days")), date(case, "last_day"), "{case}");
    }
    for case in cases(&vectors, "late_move_out") {
        let in_time = date(case, "filed") <= days_after(date(case, "moved"), 14);
        assert_eq!(in_time, case["in_time"].as_bool().unwrap(), "{case}");
    }
    for case in cases(&vectors, "special_transfer_in") {
        let filed = date(case, "filed");
        let usable = filed <= days_after(date(case, "moved_in"), 14) && filed <= days_after(date(case, "planned"), 30);
        assert_eq!(usable, case["usable"].as_bool().unwrap(), "{case}");
    }
}

#[test]
fn months_end_the_day_before_the_same_number() {
    let vectors = vectors(DEADLINES);
    for case in cases(&vectors, "months_after") {
        assert_eq!(months_after(date(case, "start"), number(case, "months")), date(case, "last_day"), "{case}");
    }
    for case in cases(&vectors, "support_measures") {
        let last = years_from(date(case, "start"), 1);
        assert_eq!(last, date(case, "last_day"), "{case}");
        assert_eq!(months_before(last, 1), date(case, "extension_from"), "{case}");
        assert_eq!(days_after(last, 1), date(case, "next_start"), "{case}");
    }
}

#[test]
fn the_national_holidays_of_fifteen_years_are_known() {
    let holidays = Holidays::national();
    for year in 2016..=2030 {
        assert!(holidays.iter().filter(|day| day.year() == year).count() >= 16, "{year}");
    }
    assert!(holidays.contains(ymd(2026, 5, 6)), "a substitute holiday");
    assert!(!Holidays::default().is_closed_day(ymd(2026, 5, 6)) && holidays.is_closed_day(ymd(2026, 5, 6)));
    assert_eq!(Holidays::new(&[ymd(2026, 5, 6)]).iter().count(), 1);
}

proptest! {
    #[test]
    fn a_deadline_never_falls_on_a_closed_day(event in any_day(), days in 0_u32..400) {
        let holidays = Holidays::national();
        let raw = days_after(event, days);
        let (forward, back) = (roll_forward(raw, &holidays), roll_back(raw, &holidays));
        prop_assert!(!holidays.is_closed_day(forward) && !holidays.is_closed_day(back));
        prop_assert!(back <= raw && raw <= forward && forward - raw < chrono::TimeDelta::days(12));
        prop_assert_eq!(holidays.is_closed_day(raw), forward != raw);
        prop_assert_eq!(days_from(event, days + 1), raw);
    }

    #[test]
    fn periods_of_months_follow_each_other(first in any_day(), months in 1_u32..60) {
        let last = months_from(first, months);
        prop_assert!(last > first || months == 1);
        prop_assert_eq!(months_after(first, months), months_from(first + Days::new(1), months));
        if first.day() <= 28 {
            prop_assert_eq!((last + Days::new(1)).day(), first.day());
        }
    }
}

use proptest::prelude::*;
use values::{
    DayRange, Era, EraError, FiscalYear, LegalDate, Wareki, YearMonth, parse_flexible, parse_flexible_on, parse_wareki,
};

use crate::{any_day, cases, date, text, vectors, ymd};

const ERAS: &str = include_str!("../../../../../fixtures/registry/eras.json");

#[test]
fn days_are_written_in_the_era_in_force() {
    let vectors = vectors(ERAS);
    for case in cases(&vectors, "first_days") {
        let day = date(case, "first_day");
        assert_eq!(Era::of(day).unwrap().name(), text(case, "era"));
        assert_ne!(Era::of(day.pred_opt().unwrap()).unwrap().name(), text(case, "era"));
    }
    for case in cases(&vectors, "written") {
        assert_eq!(Wareki::of(date(case, "date")).unwrap().to_string(), text(case, "wareki"));
    }
    assert_eq!(Wareki::of(ymd(2026, 4, 1)).unwrap().short(), "R8.4.1");
    assert_eq!(Wareki::of(ymd(1872, 12, 31)), None);
}

#[test]
fn eras_are_read_with_the_second_names_of_their_last_days() {
    let vectors = vectors(ERAS);
    for case in cases(&vectors, "read") {
        let wareki = parse_wareki(text(case, "wareki")).unwrap();
        assert_eq!(wareki.to_date(), Ok(date(case, "date")), "{case}");
    }
    // The writing is kept, not turned into the later era.
    assert_eq!(parse_wareki("明治45年7月30日").unwrap().to_string(), "明治45年7月30日");
}

#[test]
fn a_day_outside_its_era_is_refused_with_the_right_one_offered() {
    let vectors = vectors(ERAS);
    for case in cases(&vectors, "refused") {
        let error = parse_wareki(text(case, "wareki")).unwrap_err();
        let offered = error.suggestion();
        assert_eq!(offered, case["offered"].as_str().map(|day| day.parse().unwrap()), "{case}");
        if let Some(offered) = offered {
            let right = Wareki::of(offered).unwrap().to_string();
            assert!(error.to_string().contains(&right) && error.japanese().contains(&right), "{error}");
            assert!(LegalDate::parse(text(case, "wareki")).is_err(), "{case} must not be stored");
        }
    }
    assert!(matches!(parse_wareki("明治5年12月3日"), Err(EraError::OldCalendar(_))));
    assert!(matches!(parse_wareki("平成15年2月29日"), Err(EraError::NoSuchDay(_))));
}

#[test]
fn fiscal_years_have_the_label_of_the_day() {
    let vectors = vectors(ERAS);
    for case in cases(&vectors, "fiscal_years") {
        let year = FiscalYear::of(date(case, "date"));
        assert_eq!(i64::from(year.year()), case["year"].as_i64().unwrap());
        assert_eq!(year.label_on(date(case, "date")), text(case, "label"));
    }
    assert_eq!(FiscalYear::new(2019).label(), "令和元年度");
    assert_eq!(FiscalYear::new(1988).label(), "昭和63年度");
    assert_eq!(FiscalYear::new(2025).last_day(), ymd(2026, 3, 31));
}

#[test]
fn clerks_forms_are_read() {
    let day = ymd(2026, 4, 1);
    for typed in [
        "R8.4.1",
        "r8/4/1",
        "R8-4-1",
        "R080401",
        "5080401",
        "令和8年4月1日",
        "令和八年四月一日",
        "令和８年４月１日",
        "Ｒ８．４．１",
        "20260401",
        "2026-4-1",
        "2026/04/01",
        "2026年4月1日",
        " R8.4.1 ",
    ] {
        assert_eq!(parse_flexible(typed), Ok(day), "{typed}");
    }
    assert_eq!(parse_flexible("S550415"), Ok(ymd(1980, 4, 15)));
    assert_eq!(parse_flexible("3550415"), Ok(ymd(1980, 4, 15)));
    assert_eq!(parse_flexible("平成十一年十二月二十九日"), Ok(ymd(1999, 12, 29)));
    assert_eq!(parse_flexible("昭和二〇年十月十日"), Ok(ymd(1945, 10, 10)));
    assert_eq!(parse_flexible("二〇二六年四月一日"), Ok(day));
    for wrong in ["昭和二〇二年一月一日", "昭和二十十年一月一日", "昭和二十〇三年一月一日"]
    {
        assert!(parse_flexible(wrong).is_err(), "{wrong}");
    }
    for wrong in ["", "R8", "8.4.1", "9080401", "R8.13.1", "2026-2-29", "令和8年4月", "R8.4.1.", "0026-4-1"] {
        assert!(parse_flexible(wrong).is_err(), "{wrong}");
    }
    assert_eq!(parse_flexible("H31.5.1").unwrap_err().suggestion(), Some(ymd(2019, 5, 1)));
}

#[test]
fn forms_that_lean_on_today_are_read_for_dates_of_acts() {
    let today = ymd(2026, 11, 22);
    assert_eq!(parse_flexible_on("080401", today), Ok(ymd(2026, 4, 1)));
    assert_eq!(parse_flexible_on("4/1", today), Ok(ymd(2026, 4, 1)));
    assert_eq!(parse_flexible_on("+3", today), Ok(ymd(2026, 11, 25)));
    assert_eq!(parse_flexible_on("-1", today), Ok(ymd(2026, 11, 21)));
    assert_eq!(parse_flexible_on("S550415", today), Ok(ymd(1980, 4, 15)));
    assert!(parse_flexible_on("2/29", today).is_err());
}

#[test]
fn months_count_across_years() {
    let april: YearMonth = "2026-04".parse().unwrap();
    assert_eq!(april.plus_months(-4).to_string(), "2025-12");
    assert_eq!(april.last_day(), ymd(2026, 4, 30));
    assert_eq!(april.months_until("2027-03".parse().unwrap()), 11);
    assert_eq!(april.through("2026-06".parse().unwrap()).count(), 3);
    assert_eq!(serde_json::to_string(&april).unwrap(), "\"2026-04\"");
    assert_eq!(YearMonth::new(2026, 13), None);
    for wrong in ["2026-4", "2026-00", "202604", "2026-04-01", "+026-04"] {
        assert!(wrong.parse::<YearMonth>().is_err(), "{wrong}");
    }
}

#[test]
fn ranges_include_both_edges() {
    let range = DayRange::new(ymd(2026, 4, 1), Some(ymd(2026, 4, 30))).unwrap();
    assert!(range.contains(ymd(2026, 4, 1)) && range.contains(ymd(2026, 4, 30)) && !range.contains(ymd(2026, 5, 1)));
    let open = DayRange::starting(ymd(2026, 4, 30));
    assert_eq!(range.intersection(open), DayRange::new(ymd(2026, 4, 30), Some(ymd(2026, 4, 30))).ok());
    assert!(!range.overlaps(DayRange::starting(ymd(2026, 5, 1))));
    assert!(DayRange::new(ymd(2026, 4, 2), Some(ymd(2026, 4, 1))).is_err());
    assert!(serde_json::from_str::<DayRange>(r#"{"from":"2026-04-02","through":"2026-04-01"}"#).is_err());
}

proptest! {
    #[test]
    fn every_day_comes_back_from_its_era(day in any_day()) {
        let wareki = Wareki::of(day).unwrap();
        prop_assert_eq!(wareki.to_date(), Ok(day));
        prop_assert_eq!(parse_wareki(&wareki.to_string()), Ok(wareki));
        prop_assert_eq!(parse_flexible(&wareki.short()), Ok(day));
        prop_assert_eq!(parse_flexible(&day.format("%Y%m%d").to_string()), Ok(day));
        let coded = format!("{}{:02}{}", wareki.era.code(), wareki.year, day.format("%m%d"));
        prop_assert_eq!(parse_flexible(&coded), Ok(day));
    }

    #[test]
    fn a_month_and_a_fiscal_year_hold_their_days(day in any_day(), months in -500_i32..500) {
        let month = YearMonth::of(day);
        prop_assert!(month.first_day() <= day && day <= month.last_day());
        prop_assert_eq!(month.plus_months(months).plus_months(-months), month);
        prop_assert_eq!(month.months_until(month.plus_months(months)), months);
        let year = FiscalYear::of(day);
        prop_assert!(year.first_day() <= day && day <= year.last_day() && month.fiscal_year() == year);
    }

    #[test]
    fn no_text_breaks_the_readers(typed in "\\PC{0,20}", today in any_day()) {
        let _ = (parse_flexible_on(&typed, today), parse_wareki(&typed), LegalDate::parse(&typed), LegalDate::from_code(&typed));
    }
}

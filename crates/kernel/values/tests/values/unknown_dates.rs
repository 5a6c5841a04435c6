use proptest::prelude::*;
use values::{DateForm, Era, LegalDate, LegalDateError, Season, ThirdOfMonth, WrittenYear, YearMonth};

use crate::{any_day, cases, text, vectors, ymd};

const UNKNOWN_DATES: &str = include_str!("../../../../../fixtures/registry/unknown_dates.json");
const ERAS: &str = include_str!("../../../../../fixtures/registry/eras.json");

#[test]
fn the_fourteen_wordings_are_values() {
    let vectors = vectors(UNKNOWN_DATES);
    assert_eq!(cases(&vectors, "patterns").len(), 14);
    for case in cases(&vectors, "patterns") {
        let date = LegalDate::parse(text(case, "text")).unwrap();
        assert_eq!(date.text(), text(case, "text"));
        assert_eq!(date.to_code(), text(case, "code"));
        assert_eq!(LegalDate::from_code(text(case, "code")), Ok(date));
        let day = |key: &str| case[key].as_str().map(|day| day.parse().unwrap());
        assert_eq!((date.earliest(), date.latest()), (day("earliest"), day("latest")), "{case}");
        assert!(!date.is_known(), "{case}");
    }
}

#[test]
fn days_outside_the_calendar_are_kept_as_written() {
    let vectors = vectors(ERAS);
    for case in cases(&vectors, "kept_as_written") {
        let written = case.as_str().unwrap();
        let date = LegalDate::parse(written).unwrap();
        assert_eq!(date.text(), written);
        assert_eq!(LegalDate::from_code(&date.to_code()), Ok(date));
    }
    let leap = LegalDate::parse("平成15年2月29日").unwrap();
    assert_eq!((leap.as_known(), leap.computing_date()), (None, Some(ymd(2003, 2, 28))));
    assert_eq!(leap.to_code(), "2003-02-29");
    let lunar = LegalDate::parse("明治5年12月3日").unwrap();
    assert_eq!((lunar.as_known(), lunar.computing_date()), (None, None));
    let alias = LegalDate::parse("明治45年7月30日").unwrap();
    assert_eq!((alias.to_code().as_str(), alias.as_known()), ("1912-07-30@M", Some(ymd(1912, 7, 30))));
}

#[test]
fn known_dates_have_the_plainest_code() {
    assert_eq!(LegalDate::known(ymd(2001, 2, 3)).to_code(), "2001-02-03");
    assert_eq!(serde_json::to_string(&LegalDate::known(ymd(2001, 2, 3))).unwrap(), "\"2001-02-03\"");
    assert_eq!(LegalDate::western(ymd(2001, 2, 3)).text(), "2001年2月3日");
    assert_eq!(LegalDate::western(ymd(2001, 2, 3)).to_code(), "2001-02-03@W");
    assert_eq!(LegalDate::year_month(YearMonth::new(2001, 2).unwrap()).text(), "平成13年2月日不詳");
    assert_eq!(LegalDate::year(1989).text(), "平成元年月日不詳");
    assert_eq!(LegalDate::parse("平成13年 月日不詳"), Ok(LegalDate::year(2001)));
    assert_eq!(LegalDate::unknown().text(), "年月日不詳");
}

#[test]
fn what_is_no_date_is_refused() {
    for wrong in [
        "",
        "平成13年",
        "平成13年2月",
        "平成0年1月1日",
        "平成13年13月頃",
        "平成13年2月32日",
        "昭和64年2月頃",
        "平成13年2月20日から10日頃までの間",
        "推定平成13年",
        "推定平成13年2月頃",
        "頃",
    ] {
        assert!(LegalDate::parse(wrong).is_err(), "{wrong}");
    }
    for wrong in [
        "",
        "2001",
        "2001-2-3",
        "2001-02",
        "2001-02-03@H",
        "2001-02-03@S",
        "2001-02-03~spring",
        "2001-??-03",
        "????-??-??",
    ] {
        assert!(LegalDate::from_code(wrong).is_err(), "{wrong}");
    }
    let error = LegalDate::parse("令和元年4月30日").unwrap_err();
    assert!(matches!(error, LegalDateError::Era(_)) && error.japanese().contains("平成31年4月30日"), "{error}");
}

fn any_form() -> impl Strategy<Value = DateForm> {
    let third = || prop_oneof![Just(ThirdOfMonth::Early), Just(ThirdOfMonth::Middle), Just(ThirdOfMonth::Late)];
    prop_oneof![
        Just(DateForm::Plain),
        Just(DateForm::About),
        Just(DateForm::Estimated),
        prop_oneof![Just(Season::Spring), Just(Season::Summer), Just(Season::Autumn), Just(Season::Winter)]
            .prop_map(DateForm::Season),
        third().prop_map(DateForm::Third),
        third().prop_map(DateForm::AboutThird),
        (1..=31_u32).prop_map(DateForm::UntilAbout),
        (1..=31_u32).prop_map(DateForm::EstimatedUntil),
        (1..=31_u32).prop_map(DateForm::AboutUntilAbout),
    ]
}

fn any_year() -> impl Strategy<Value = WrittenYear> {
    prop_oneof![
        (prop::sample::select(Era::ALL.to_vec()), 1..=64_u32).prop_map(|(era, year)| WrittenYear::Era(era, year)),
        (1000..=9999_i32).prop_map(WrittenYear::Western),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_date_comes_back_from_its_code_and_its_text(year in prop::option::of(any_year()), month in prop::option::of(1..=12_u32), day in prop::option::of(1..=31_u32), form in any_form()) {
        let Ok(date) = LegalDate::written(year, month, day, form) else { return Ok(()) };
        prop_assert_eq!(LegalDate::from_code(&date.to_code()), Ok(date));
        prop_assert_eq!(LegalDate::parse(&date.text()), Ok(date));
        prop_assert!(date.to_code().len() <= 26 && date.to_code().is_ascii());
        prop_assert!(date.earliest() <= date.latest());
    }

    #[test]
    fn a_known_day_stays_itself(day in any_day()) {
        let date = LegalDate::known(day);
        prop_assert_eq!(date.as_known(), Some(day));
        prop_assert_eq!(date.computing_date(), Some(day));
        prop_assert_eq!(date.to_code(), day.to_string());
        prop_assert_eq!(LegalDate::western(day).as_known(), Some(day));
    }
}

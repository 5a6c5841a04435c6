use proptest::prelude::*;
use values::{MoneyError, Rate, Yen};

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

#[test]
fn yen_is_shown_as_on_forms_and_sent_as_an_integer() {
    assert_eq!(Yen::new(0).to_string(), "0円");
    assert_eq!(Yen::new(999).to_string(), "999円");
    assert_eq!(Yen::new(1_234_567).to_string(), "1,234,567円");
    assert_eq!(Yen::new(-1_234).to_string(), "\u{2212}1,234円");
    assert_eq!(serde_json::to_string(&Yen::new(-15_000)).unwrap(), "-15000");
    assert_eq!(serde_json::from_str::<Yen>("15000").unwrap(), Yen::new(15_000));
    assert!(serde_json::from_str::<Yen>("1.5").is_err());
}

#[test]
fn checked_arithmetic_says_when_the_range_is_left() {
    assert_eq!(Yen::new(i64::MAX).checked_add(Yen::new(1)), None);
    assert_eq!(Yen::new(i64::MIN).checked_sub(Yen::new(1)), None);
    assert_eq!(Yen::new(i64::MAX).checked_mul(2), None);
    assert_eq!([Yen::new(1), Yen::new(2)].iter().sum::<Yen>(), Yen::new(3));
}

#[test]
fn rounding_steps_follow_their_names() {
    let amount = Yen::new(1_000_003).times(rate("0.0264029"));
    assert_eq!(amount.floor(), Ok(Yen::new(26_402)));
    assert_eq!(amount.ceil(), Ok(Yen::new(26_403)));
    assert_eq!(amount.half_up(), Ok(Yen::new(26_403)));
    assert_eq!(amount.floor_to(100), Ok(Yen::new(26_400)));
    assert_eq!(amount.ceil_to(100), Ok(Yen::new(26_500)));
    assert_eq!(amount.half_up_to(1_000), Ok(Yen::new(26_000)));
    assert_eq!(Yen::new(5).times(rate("1/2")).half_up(), Ok(Yen::new(3)));
    assert_eq!(Yen::new(-5).times(rate("1/2")).floor(), Ok(Yen::new(-3)));
    assert_eq!(amount.floor_to(0), Err(MoneyError::UnitNotPositive(0)));
    assert_eq!(Yen::new(i64::MAX).times(rate("2")).floor(), Err(MoneyError::Overflow));
}

#[test]
fn rates_are_exact_and_come_back_from_their_text() {
    assert_eq!(rate("0.0264029").to_string(), "0.0264029");
    assert_eq!(rate("7/10"), rate("0.7"));
    assert_eq!(rate("1/12").to_string(), "1/12");
    assert_eq!(Rate::percent(5), rate("0.05"));
    assert_eq!(Yen::new(100).times(rate("1/3")).times(rate("3")).unwrap().floor(), Ok(Yen::new(100)));
    for wrong in ["", "five", "1/0", "1/-2", "0.1.2"] {
        assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn rounding_keeps_its_laws(yen in -1_000_000_000_000_i64..1_000_000_000_000, numerator in 0_i64..100_000, denominator in 1_i64..100_000, unit in 1_i64..1_000) {
        let amount = Yen::new(yen).times(Rate::ratio(numerator, denominator).unwrap());
        let (floor, half_up, ceil) = (amount.floor_to(unit).unwrap(), amount.half_up_to(unit).unwrap(), amount.ceil_to(unit).unwrap());
        prop_assert!(floor <= half_up && half_up <= ceil);
        prop_assert!(ceil - floor == Yen::ZERO || ceil - floor == Yen::new(unit));
        prop_assert_eq!(floor.get() % unit, 0);
        let exact = i128::from(yen) * i128::from(numerator);
        prop_assert!(i128::from(floor.get()) * i128::from(denominator) <= exact);
        prop_assert!(i128::from(ceil.get()) * i128::from(denominator) >= exact);
        prop_assert!((i128::from(half_up.get()) * i128::from(denominator) - exact).abs() * 2 <= i128::from(unit) * i128::from(denominator));
    }

    #[test]
    fn a_rate_comes_back_from_its_text(numerator in -1_000_000_i64..1_000_000, denominator in 1_i64..1_000_000) {
        let rate = Rate::ratio(numerator, denominator).unwrap();
        prop_assert_eq!(rate.to_string().parse::<Rate>().unwrap(), rate);
    }
}

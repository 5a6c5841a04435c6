use std::fmt::{Debug, Display};
use std::str::FromStr;

use proptest::prelude::*;
use values::{
    AddresseeNumber, CorporateNumber, Fault, HouseholdNumber, MunicipalityCode, PersonalNumber, PostalCode,
    ResidenceCardNumber, ResidentRecordCode, TownId,
};

use crate::{cases, text, vectors};

const IDENTIFIERS: &str = include_str!("../../../../../fixtures/registry/identifiers.json");

fn check<T: FromStr + Display>(key: &str)
where
    T::Err: Debug,
{
    let vectors = vectors(IDENTIFIERS);
    for case in cases(&vectors[key], "valid") {
        assert!(case.as_str().unwrap().parse::<T>().is_ok(), "{key}: {case}");
    }
    for case in cases(&vectors[key], "invalid") {
        assert!(case.as_str().unwrap().parse::<T>().is_err(), "{key}: {case}");
    }
}

#[test]
fn wrong_check_digits_and_shapes_are_refused() {
    check::<PersonalNumber>("personal_number");
    check::<ResidentRecordCode>("resident_record_code");
    check::<CorporateNumber>("corporate_number");
    check::<MunicipalityCode>("municipality_code");
    check::<ResidenceCardNumber>("residence_card_number");
    check::<TownId>("town_id");
}

#[test]
fn a_personal_number_shows_itself_only_when_asked() {
    let number: PersonalNumber = "123456789018".parse().unwrap();
    assert_eq!(number.to_string(), "************");
    assert!(!format!("{number:?}").contains('1'));
    assert_eq!(number.reveal(), "123456789018");
    let error = "123456789010".parse::<PersonalNumber>().unwrap_err();
    assert_eq!(error.why, Fault::CheckDigit);
    assert!(!error.to_string().contains("123456789010") && !error.japanese().contains("123456789010"));
    assert_eq!(serde_json::from_str::<PersonalNumber>("\"123456789018\"").unwrap(), number);
    assert!(serde_json::from_str::<PersonalNumber>("\"123456789010\"").is_err());
}

#[test]
fn a_received_resident_record_code_is_taken_on_trust() {
    assert!("25208017644".parse::<ResidentRecordCode>().is_err());
    let code = ResidentRecordCode::received("25208017644").unwrap();
    assert_eq!(code.as_str(), "25208017644");
    assert_eq!(serde_json::from_str::<ResidentRecordCode>(&serde_json::to_string(&code).unwrap()).unwrap(), code);
    assert!(ResidentRecordCode::received("2520801764").is_err());
}

#[test]
fn serial_numbers_carry_their_check_digit() {
    let vectors = vectors(IDENTIFIERS);
    for case in cases(&vectors["serial_numbers"], "computed") {
        let base = case["base"].as_u64().unwrap();
        let number = AddresseeNumber::from_base(base).unwrap();
        assert_eq!(number.to_string(), text(case, "number"));
        assert_eq!(text(case, "number").parse(), Ok(number));
        assert_eq!(HouseholdNumber::from_base(base).unwrap().to_string(), text(case, "number"));
        assert_eq!(AddresseeNumber::is_issuable_base(base), case["remainder"].as_u64().unwrap() != 1, "{case}");
    }
    for case in cases(&vectors["serial_numbers"], "padded_15") {
        let number = AddresseeNumber::from_base(case["base"].as_u64().unwrap()).unwrap();
        assert_eq!(number.padded(15), text(case, "number"));
    }
    assert!(AddresseeNumber::new(28).is_err() && AddresseeNumber::new(27).is_ok());
    assert!(AddresseeNumber::from_base(100_000_000_000_000).is_err());
    for wrong in ["", "000000028", "+27", "27 ", "0000000000000027"] {
        assert!(wrong.parse::<AddresseeNumber>().is_err(), "{wrong}");
    }
}

#[test]
fn parts_and_other_forms_are_read() {
    let vectors = vectors(IDENTIFIERS);
    for case in cases(&vectors["municipality_code"], "codes") {
        let code: MunicipalityCode = text(case, "six").parse().unwrap();
        assert_eq!(code.five(), text(case, "five"));
        assert_eq!(MunicipalityCode::from_five(text(case, "five")), Ok(code));
    }
    for case in cases(&vectors["residence_card_number"], "read_as") {
        assert_eq!(text(case, "typed").parse::<ResidenceCardNumber>().unwrap().as_str(), text(case, "kept"));
    }
    for case in cases(&vectors["town_id"], "parts") {
        let id: TownId = text(case, "id").parse().unwrap();
        assert_eq!((id.town(), id.block()), (text(case, "town"), text(case, "block")));
    }
    let code: PostalCode = "530-8201".parse().unwrap();
    assert_eq!((code.as_str(), code.hyphenated().as_str()), ("5308201", "530-8201"));
    assert_eq!("5308201".parse(), Ok(code));
    for wrong in ["530-820", "53-08201", "530--8201", "五三〇八二〇一"] {
        assert!(wrong.parse::<PostalCode>().is_err(), "{wrong}");
    }
}

/// Whether changing one digit of a valid number to any other always makes it invalid.
fn breaks<T: FromStr>(valid: &str, place: usize, digit: u32) -> bool {
    let mut digits: Vec<char> = valid.chars().collect();
    let other = char::from_digit(digit, 10).unwrap();
    let changed = digits[place] != other;
    digits[place] = other;
    !changed || digits.into_iter().collect::<String>().parse::<T>().is_err()
}

proptest! {
    /// Modulus 11 finds every single wrong digit unless both check sums leave 0 or 1, which share the check digit 0.
    #[test]
    fn one_wrong_digit_is_found(base in 0_u64..100_000_000_000, place in 0_usize..11, digit in 0_u32..10) {
        let base = format!("{base:011}");
        let valid = (0..10).map(|check| format!("{base}{check}")).find(|text| text.parse::<PersonalNumber>().is_ok()).unwrap();
        prop_assert!(valid.ends_with('0') || breaks::<PersonalNumber>(&valid, place, digit));
        prop_assert!(breaks::<PersonalNumber>(&valid, 11, digit), "the check digit itself");
    }

    #[test]
    fn one_wrong_digit_of_a_serial_number_is_found(base in 1_u64..99_999_999, place in 0_usize..8, digit in 0_u32..10) {
        let valid = AddresseeNumber::from_base(base).unwrap();
        prop_assert_eq!(AddresseeNumber::new(valid.get()), Ok(valid));
        prop_assert_eq!(AddresseeNumber::try_from(valid.to_i64()), Ok(valid));
        let valid = valid.to_string();
        prop_assert!(valid.ends_with('0') || breaks::<AddresseeNumber>(&valid, place, digit));
        prop_assert!(breaks::<AddresseeNumber>(&valid, 8, digit), "the check digit itself");
    }

    #[test]
    fn one_number_has_one_check_digit(base in 0_u64..100_000_000_000) {
        let base = format!("{base:011}");
        let valid = |text: String| text.parse::<PersonalNumber>().is_ok();
        prop_assert_eq!((0..10).filter(|check| valid(format!("{base}{check}"))).count(), 1);
        let corporate = |text: String| text.parse::<CorporateNumber>().is_ok();
        prop_assert_eq!((0..10).filter(|check| corporate(format!("{check}0{base}"))).count(), 1);
        let code = MunicipalityCode::from_five(&base[..5]).unwrap();
        prop_assert_eq!(code.as_str().parse(), Ok(code.clone()));
    }

    #[test]
    fn no_text_breaks_the_readers(typed in "\\PC{0,16}") {
        let _ = (typed.parse::<AddresseeNumber>(), typed.parse::<PostalCode>(), typed.parse::<ResidenceCardNumber>());
        let _ = (typed.parse::<CorporateNumber>(), typed.parse::<TownId>(), typed.parse::<MunicipalityCode>());
    }
}

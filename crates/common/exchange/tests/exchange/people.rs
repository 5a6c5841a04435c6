//! People who do not exist, brought in by acts of the register.

use register::acts::{Destination, Incoming, MoveIn, move_in};
use register::{ActGrounds, ActOutcome, ExpectedVersion, Ground, PersonalNumberVault, Subject, Version};
use testing::{TestDatabase, day};
use values::{Address, AddresseeNumber, Kana, LegalDate, Sex};

pub(crate) const KITA: &str = "271276";

pub(crate) fn address(municipality_code: &str, lot: &str) -> Address {
    Address {
        municipality_code: Some(municipality_code.parse().unwrap()),
        prefecture: "大阪府".to_owned(),
        municipality: "見本市".to_owned(),
        town_id: None,
        town: "見本町".to_owned(),
        lot: lot.to_owned(),
        building: String::new(),
        postal_code: None,
    }
}

pub(crate) fn grounds(on: &str, ground: Ground, expected: Vec<ExpectedVersion>) -> ActGrounds {
    let filed = (ground == Ground::Filing).then(|| day(on));
    ActGrounds {
        happened_on: LegalDate::known(day(on)),
        filed_on: filed,
        noticed_on: if filed.is_none() { Some(day(on)) } else { None },
        ground,
        legal_basis: "住民基本台帳法".to_owned(),
        evidence: String::new(),
        expected,
    }
}

pub(crate) fn person_at(number: AddresseeNumber, act: &ActOutcome) -> ExpectedVersion {
    ExpectedVersion { subject: Subject::Person(number), version: Version(act.act_number) }
}

fn incoming(name: &str, born: &str, relationship: &str) -> Incoming {
    Incoming {
        returning: None,
        full_name: name.parse().unwrap(),
        furigana: Some(Kana::new("ミホン　タロウ").unwrap()),
        former_surname: None,
        alias: None,
        roman_name: None,
        born_on: LegalDate::known(day(born)),
        sex: Sex::Unknown,
        foreign_status: None,
        resident_record_code: None,
        personal_number: None,
        registered_domicile: Some("大阪府見本市見本町1番地".to_owned()),
        register_first_person: Some("見本　太郎".to_owned()),
        relationship: relationship.parse().unwrap(),
    }
}

/// A couple moves in; their numbers in the order of head and wife.
pub(crate) fn couple(test: &TestDatabase, on: &str, lot: &str) -> (ActOutcome, Vec<AddresseeNumber>) {
    let filing = MoveIn {
        grounds: grounds(on, Ground::Filing, Vec::new()),
        destination: Destination::New,
        address: address(KITA, lot),
        office_code: KITA.parse().unwrap(),
        previous_address: Some(address("261041", "9番地")),
        members: vec![incoming("見本　太郎", "1980-01-01", "世帯主"), incoming("見本　花子", "1982-02-02", "妻")],
    };
    let vault = PersonalNumberVault::new([7; 32], [9; 32]);
    let outcome = test.database.write(&test.operation(on), |tx| move_in(tx, &filing, &vault)).unwrap();
    let numbers = outcome.addressee_numbers.iter().copied().collect();
    (outcome, numbers)
}

//! People who do not exist, and shorthand for acts on them.

use chrono::NaiveDate;
use database::Operation;
use register::acts::{Destination, Incoming, MoveIn, Placement, move_in};
use register::{
    ActGrounds, ActOutcome, AsOf, ExpectedVersion, Ground, Level, PersonalNumberVault, RegisterError, Subject, Version,
    read,
};
use testing::TestDatabase;
use values::{Address, AddresseeNumber, HouseholdNumber, LegalDate, Relationship, Sex};

pub(crate) const KITA: &str = "271276";

pub(crate) fn vault() -> PersonalNumberVault {
    PersonalNumberVault::new([7; 32], [9; 32])
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn date(text: &str) -> LegalDate {
    LegalDate::known(day(text))
}

pub(crate) fn relationship(text: &str) -> Relationship {
    text.parse().unwrap()
}

pub(crate) fn address(lot: &str) -> Address {
    Address {
        municipality_code: Some(KITA.parse().unwrap()),
        prefecture: "大阪府".to_owned(),
        municipality: "大阪市北区".to_owned(),
        town_id: Some("0003001".parse().unwrap()),
        town: "中之島一丁目".to_owned(),
        lot: lot.to_owned(),
        building: String::new(),
        postal_code: Some("5300005".parse().unwrap()),
    }
}

pub(crate) fn elsewhere() -> Address {
    Address {
        municipality_code: Some("261041".parse().unwrap()),
        prefecture: "京都府".to_owned(),
        municipality: "京都市中京区".to_owned(),
        town_id: None,
        town: "試験町".to_owned(),
        lot: "1番地".to_owned(),
        building: String::new(),
        postal_code: None,
    }
}

/// Grounds of a filing on the day of the act, against these versions.
pub(crate) fn grounds(on: &str, expected: Vec<ExpectedVersion>) -> ActGrounds {
    ActGrounds {
        happened_on: date(on),
        filed_on: Some(day(on)),
        noticed_on: None,
        ground: Ground::Filing,
        legal_basis: "住民基本台帳法".to_owned(),
        evidence: "運転免許証".to_owned(),
        expected,
    }
}

pub(crate) fn person_at(number: AddresseeNumber, version: Version) -> ExpectedVersion {
    ExpectedVersion { subject: Subject::Person(number), version }
}

pub(crate) fn household_at(number: HouseholdNumber, version: Version) -> ExpectedVersion {
    ExpectedVersion { subject: Subject::Household(number), version }
}

pub(crate) fn incoming(name: &str, furigana: &str, born: &str, sex: Sex, place: &str) -> Incoming {
    Incoming {
        returning: None,
        full_name: name.parse().unwrap(),
        furigana: Some(values::Kana::new(furigana).unwrap()),
        former_surname: None,
        alias: None,
        roman_name: None,
        born_on: date(born),
        sex,
        foreign_status: None,
        resident_record_code: None,
        personal_number: None,
        registered_domicile: Some("大阪府大阪市北区試験町1番地".to_owned()),
        register_first_person: Some("試験　太郎".to_owned()),
        relationship: relationship(place),
    }
}

/// A family of three: head, wife, child.
pub(crate) fn family() -> Vec<Incoming> {
    vec![
        incoming("試験　太郎", "シケン　タロウ", "1985-04-02", Sex::Male, "世帯主"),
        incoming("試験　花子", "シケン　ハナコ", "1987-08-15", Sex::Female, "妻"),
        incoming("試験　一郎", "シケン　イチロウ", "2015-01-20", Sex::Male, "子"),
    ]
}

pub(crate) fn move_in_filing(on: &str, lot: &str, members: Vec<Incoming>) -> MoveIn {
    MoveIn {
        grounds: grounds(on, Vec::new()),
        destination: Destination::New,
        address: address(lot),
        office_code: KITA.parse().unwrap(),
        previous_address: Some(elsewhere()),
        members,
    }
}

/// Who lives where after a move in.
pub(crate) struct Home {
    pub(crate) household: HouseholdNumber,
    pub(crate) people: Vec<AddresseeNumber>,
    pub(crate) version: Version,
}

/// Moves people in on a day and gives their numbers in the order of the filing.
pub(crate) fn settle(test: &TestDatabase, on: &str, lot: &str, members: Vec<Incoming>) -> Home {
    let filing = move_in_filing(on, lot, members);
    let outcome = write(test, on, |tx| move_in(tx, &filing, &vault())).unwrap();
    home_of(test, on, &outcome)
}

pub(crate) fn home_of(test: &TestDatabase, on: &str, outcome: &ActOutcome) -> Home {
    let household = *outcome.household_numbers.first().unwrap();
    let operation = test.operation(on);
    let view =
        test.database.read(&operation, |tx| read::household(tx, household, AsOf::now(&operation))).unwrap().unwrap();
    let people = view.members.iter().map(|member| member.person.addressee_number).collect();
    Home { household, people, version: view.version }
}

pub(crate) fn write<T>(
    test: &TestDatabase,
    on: &str,
    work: impl FnOnce(&mut database::Tx<'_>) -> Result<T, RegisterError>,
) -> Result<T, RegisterError> {
    test.database.write(&test.operation(on), work)
}

pub(crate) fn read_as<T>(
    test: &TestDatabase,
    operation: &Operation,
    work: impl FnOnce(&mut database::Tx<'_>) -> Result<T, RegisterError>,
) -> T {
    test.database.read(operation, work).unwrap()
}

pub(crate) fn placements(list: &[(AddresseeNumber, &str)]) -> Vec<Placement> {
    list.iter()
        .map(|(number, place)| Placement { addressee_number: *number, relationship: relationship(place) })
        .collect()
}

/// Codes of the errors for which a filing was refused.
pub(crate) fn errors<T: std::fmt::Debug>(result: Result<T, RegisterError>) -> Vec<&'static str> {
    match result {
        Err(RegisterError::Refused(problems)) => problems
            .into_iter()
            .filter(|problem| problem.level == Level::Error)
            .inspect(|problem| assert!(!problem.ja.is_empty() && !problem.en.is_empty(), "{problem:?}"))
            .map(|problem| problem.code)
            .collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

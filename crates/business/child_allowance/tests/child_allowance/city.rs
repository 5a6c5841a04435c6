//! Families who do not exist, in a register of their own.

use child_allowance::certification::{Certification, CertifiedChild, ChildKind, PastPayment};
use child_allowance::load;
use child_allowance::model::{OlderSiblingSupport, Placement, Residence};
use child_allowance::rules::payee::Home;
use child_allowance::rules::payment::Cycle;
use disbursement::zengin::{Field, ZenginText};
use disbursement::{AccountKind, AccountNumber, BankAccount, BankCode, BranchCode};
use register::bitemporal::Span;
use register::load::PersonHistory;
use register::{Measure, MeasureState, Membership, Person, RegistrationState, ResidentKind};
use testing::{TestDatabase, day};
use values::{Address, AddresseeNumber, HouseholdNumber, LegalDate, Sex, YearMonth, Yen};

/// The lot of every address, which no outlet may show of a protected person.
pub(crate) const LOT: &str = "秘密町九丁目8番7号";

pub(crate) fn month(text: &str) -> YearMonth {
    text.parse().unwrap()
}

pub(crate) fn number(serial: u64, place: u64) -> AddresseeNumber {
    AddresseeNumber::from_base(1_000_000 + serial * 10 + place).unwrap()
}

pub(crate) fn household(serial: u64) -> HouseholdNumber {
    HouseholdNumber::from_base(2_000_000 + serial).unwrap()
}

fn person(name: &str, born: &str) -> Person {
    Person {
        registration_state: RegistrationState::Registered,
        resident_kind: ResidentKind::Japanese,
        full_name: name.parse().unwrap(),
        furigana: Some(values::Kana::new("シケン　タロウ").unwrap()),
        is_furigana_confirmed: true,
        former_surname: None,
        former_surname_furigana: None,
        alias: None,
        alias_furigana: None,
        roman_name: None,
        born_on: LegalDate::known(day(born)),
        sex: Sex::Male,
        foreign_status: None,
        resident_record_code: None,
        resident_since_on: Some(LegalDate::known(day("2000-01-01"))),
        address_since_on: Some(LegalDate::known(day("2000-01-01"))),
        address: Address {
            municipality_code: Some("271276".parse().unwrap()),
            prefecture: "大阪府".to_owned(),
            municipality: "大阪市北区".to_owned(),
            town_id: None,
            town: "試験町".to_owned(),
            lot: LOT.to_owned(),
            building: String::new(),
            postal_code: Some("5300005".parse().unwrap()),
        },
        office_code: "271276".parse().unwrap(),
        previous_address: None,
        registered_domicile: Some("大阪府大阪市北区試験町1番地".to_owned()),
        register_first_person: Some("試験　太郎".to_owned()),
        entry_reason: None,
        entered_on: None,
        move_out: None,
        deletion_reason: None,
        deleted_on: None,
        remarks: None,
    }
}

/// Who protects the family from being found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shield {
    Open,
    Protected,
}

fn histories(serial: u64, births: &[&str], shield: Shield) -> Vec<PersonHistory> {
    let household_number = household(serial);
    let people = std::iter::once("1985-05-05").chain(births.iter().copied());
    (0_i16..)
        .zip(people)
        .map(|(place, born)| {
            let name =
                if place == 0 { format!("試験　親{serial}") } else { format!("試験　子{serial}の{place}") };
            let addressee_number = number(serial, u64::try_from(place).unwrap());
            let relationship = if place == 0 { "世帯主" } else { "子" };
            let begun = Span::starting(day(born).max(day("2000-01-01")));
            PersonHistory {
                addressee_number,
                records: vec![(begun, person(&name, born))],
                memberships: vec![(
                    begun,
                    Membership {
                        household_number,
                        relationship: relationship.parse().unwrap(),
                        member_order: place + 1,
                    },
                )],
                personal_number: None,
                measures: (place == 0 && shield == Shield::Protected)
                    .then(|| Measure {
                        addressee_number,
                        applicant: addressee_number,
                        state: MeasureState::Decided,
                        starts_on: day("2026-04-01"),
                        through_on: day("2027-03-31"),
                        office_codes: vec!["271276".parse().unwrap()],
                        protected_addresses: Vec::new(),
                        contact: None,
                    })
                    .into_iter()
                    .collect(),
            }
        })
        .collect()
}

pub(crate) fn account(serial: u64) -> BankAccount {
    BankAccount {
        bank_code: BankCode::new("9101").unwrap(),
        bank_name: ZenginText::new(Field::BankName, "ミホン").unwrap(),
        branch_code: BranchCode::new("001").unwrap(),
        branch_name: ZenginText::new(Field::BranchName, "ホンテン").unwrap(),
        kind: AccountKind::Ordinary,
        number: AccountNumber::new(&format!("{serial:07}")).unwrap(),
        holder: ZenginText::new(Field::Holder, "シケン タロウ").unwrap(),
    }
}

/// A child of a certification from the month after birth, at home.
pub(crate) fn certified_child(child: AddresseeNumber, from: YearMonth, support: OlderSiblingSupport) -> CertifiedChild {
    CertifiedChild {
        child,
        kind: ChildKind::Eligible,
        from,
        through: None,
        support,
        home: Home::WithChild,
        residence: Residence::Japan,
        placement: Placement::Family,
    }
}

pub(crate) fn certification(serial: u64, births: &[&str]) -> Certification {
    let from = month("2025-01");
    let children = (1..).zip(births).map(|(place, born)| {
        let first = YearMonth::of(day(born)).next().max(from);
        certified_child(number(serial, place), first, OlderSiblingSupport::Borne)
    });
    Certification {
        certification_number: format!("{:08}", 10_000_000 + serial),
        recipient: number(serial, 0),
        claimed_on: day("2024-12-10"),
        certified_on: day("2024-12-20"),
        paid_from: from,
        end: None,
        children: children.collect(),
    }
}

/// Puts a family into the register, on 2026-10-01.
pub(crate) fn settle(test: &TestDatabase, serial: u64, births: &[&str], shield: Shield) {
    let batch = histories(serial, births, shield);
    test.database
        .write(&test.operation("2026-10-01"), |tx| {
            let opened = register::load::open(tx, "試験")?;
            register::load::write(tx, opened, &batch)?;
            register::load::close(tx)
        })
        .unwrap();
}

/// A family that a former system certified in 2025-01 and paid through 2026-09, with an account.
pub(crate) fn migrated(test: &TestDatabase, serial: u64, births: &[&str], shield: Shield) -> AddresseeNumber {
    settle(test, serial, births, shield);
    let recipient = number(serial, 0);
    let past = PastPayment {
        certification_number: format!("{:08}", 10_000_000 + serial),
        recipient,
        paid_on: day("2026-10-15"),
        cycle: Cycle::Regular,
        from: month("2026-08"),
        through: month("2026-09"),
        amount: Yen::new(20_000),
        child_count: 1,
        run_number: None,
    };
    test.database
        .write(&test.operation("2026-10-01"), |tx| {
            load::write_certifications(tx, &[certification(serial, births)])?;
            load::write_accounts(tx, day("2026-10-01"), &[(recipient, account(serial))])?;
            load::write_payments(tx, &[past])?;
            load::close(tx)
        })
        .unwrap();
    recipient
}

//! Values of municipal law: yen, rates, dates with unknown parts, eras, legal age, periods, identifiers, names, kana,
//! relationships and addresses.
//!
//! Everything here is a plain value: no clock, no database, no settings. A constructor keeps the invariant, so whoever
//! holds a value need not check it again. What a register may hold although the calendar or the national grammar does
//! not know it (a 29 February of a common year, a resident record code with an unverified check digit) has a documented
//! way in.
//!
//! Where to start: [`Yen`] and [`Rate`] for money, [`LegalDate`] for dates of registers, [`Wareki`] for eras, [`age`]
//! and [`deadline`] for periods, [`AddresseeNumber`] for identifiers, [`PersonName`] and [`kana`] for names,
//! [`Relationship`] and [`household`] for households.

mod text;

mod address;
pub mod age;
mod check_digit;
mod day_range;
pub mod deadline;
mod era;
mod era_text;
mod fiscal_year;
mod head_change;
mod holidays;
pub mod household;
mod identifier;
pub mod kana;
mod legal_date;
mod legal_date_code;
mod legal_date_text;
mod money;
mod name;
mod rate;
pub mod relationship;
mod sex;
pub mod variants;
mod year_month;

pub use address::Address;
pub use day_range::{DayRange, DayRangeError};
pub use era::{Era, EraError, Wareki};
pub use era_text::{parse_flexible, parse_flexible_on, parse_wareki};
pub use fiscal_year::FiscalYear;
pub use holidays::Holidays;
pub use household::HouseholdMember;
pub use identifier::{
    AddresseeNumber, CorporateNumber, Fault, HouseholdNumber, IdentifierError, IdentifierKind, MunicipalityCode,
    PersonalNumber, PostalCode, ResidenceCardNumber, ResidentRecordCode, TownId,
};
pub use kana::{Kana, SearchKeys};
pub use legal_date::{DateForm, LegalDate, LegalDateError, Season, ThirdOfMonth, WrittenYear};
pub use money::{MoneyError, Unrounded, Yen};
pub use name::{NameError, PersonName, RomanName};
pub use rate::Rate;
pub use relationship::{Relationship, RelationshipError};
pub use sex::{Sex, SexError};
pub use year_month::{YearMonth, YearMonthError};

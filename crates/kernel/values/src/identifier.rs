//! Identifiers that cannot hold a wrong check digit.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::check_digit;
use crate::text::{deserialize_as_text, serde_as_text, to_ascii_width};

/// Which identifier was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// 個人番号.
    PersonalNumber,
    /// 住民票コード.
    ResidentRecordCode,
    /// 法人番号.
    CorporateNumber,
    /// 全国地方公共団体コード.
    MunicipalityCode,
    /// 宛名番号.
    AddresseeNumber,
    /// 世帯番号.
    HouseholdNumber,
    /// 在留カード番号 or 特別永住者証明書番号.
    ResidenceCardNumber,
    /// 町字ID.
    TownId,
    /// 郵便番号.
    PostalCode,
}

impl IdentifierKind {
    /// The Japanese term.
    #[must_use]
    pub const fn japanese(self) -> &'static str {
        match self {
            IdentifierKind::PersonalNumber => "個人番号",
            IdentifierKind::ResidentRecordCode => "住民票コード",
            IdentifierKind::CorporateNumber => "法人番号",
            IdentifierKind::MunicipalityCode => "全国地方公共団体コード",
            IdentifierKind::AddresseeNumber => "宛名番号",
            IdentifierKind::HouseholdNumber => "世帯番号",
            IdentifierKind::ResidenceCardNumber => "在留カード等の番号",
            IdentifierKind::TownId => "町字ID",
            IdentifierKind::PostalCode => "郵便番号",
        }
    }

    const fn english(self) -> &'static str {
        match self {
            IdentifierKind::PersonalNumber => "personal number",
            IdentifierKind::ResidentRecordCode => "resident record code",
            IdentifierKind::CorporateNumber => "corporate number",
            IdentifierKind::MunicipalityCode => "municipality code",
            IdentifierKind::AddresseeNumber => "addressee number",
            IdentifierKind::HouseholdNumber => "household number",
            IdentifierKind::ResidenceCardNumber => "residence card number",
            IdentifierKind::TownId => "town ID",
            IdentifierKind::PostalCode => "postal code",
        }
    }
}

/// What is wrong with an identifier. The value itself is never in it: it may be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Fault {
    /// Another shape than the identifier has.
    #[error("it must be {0}")]
    Shape(&'static str),
    /// The check digit does not fit the others.
    #[error("its check digit is wrong")]
    CheckDigit,
}

/// An identifier that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a {}: {why}", .kind.english())]
pub struct IdentifierError {
    /// Which identifier was meant.
    pub kind: IdentifierKind,
    /// What is wrong with it.
    pub why: Fault,
}

impl IdentifierError {
    /// The same for the person at the screen.
    #[must_use]
    pub fn japanese(&self) -> String {
        let name = self.kind.japanese();
        match self.why {
            Fault::Shape(_) => format!("{name}の桁数又は文字に誤りがあります。半角で入力し直してください。"),
            Fault::CheckDigit => format!("{name}の検査数字が合いません。番号を確かめてください。"),
        }
    }
}

fn digits(kind: IdentifierKind, text: &str, length: usize, shape: &'static str) -> Result<(), IdentifierError> {
    if text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(IdentifierError { kind, why: Fault::Shape(shape) })
}

/// Whether the last digit is what `compute` makes of the others.
fn check_last(kind: IdentifierKind, text: &str, compute: fn(&str) -> u32) -> Result<(), IdentifierError> {
    let (body, last) = text.split_at_checked(text.len().saturating_sub(1)).unwrap_or_default();
    if last.parse() == Ok(compute(body)) {
        return Ok(());
    }
    Err(IdentifierError { kind, why: Fault::CheckDigit })
}

/// What every identifier kept as text has in common: reading, and the text.
macro_rules! text_identifier {
    ($name:ident) => {
        impl $name {
            /// The identifier as text, in its one stored form.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        reading!($name);
        serde_as_text!($name);
    };
}

/// The ways in that go through `FromStr`.
macro_rules! reading {
    ($name:ident) => {
        impl TryFrom<&str> for $name {
            type Error = IdentifierError;

            fn try_from(text: &str) -> Result<$name, IdentifierError> {
                text.parse()
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdentifierError;

            fn try_from(text: String) -> Result<$name, IdentifierError> {
                text.parse()
            }
        }
    };
}

/// 個人番号 — the 12-digit number of 番号法2条5項, the last digit a check digit (平成26年総務省令第85号5条).
///
/// `Debug` and `Display` are masked and there is no `Serialize`: only [`PersonalNumber::reveal`] gives the digits, so
/// that each place that uses them can be found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonalNumber(String);

impl PersonalNumber {
    /// The twelve digits. Every use is one under 番号法9条 and belongs in the access log.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonalNumber {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<PersonalNumber, IdentifierError> {
        let kind = IdentifierKind::PersonalNumber;
        digits(kind, text, 12, "12 digits")?;
        check_last(kind, text, check_digit::personal_number)?;
        Ok(PersonalNumber(text.to_owned()))
    }
}

impl fmt::Display for PersonalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("************")
    }
}

impl fmt::Debug for PersonalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalNumber(************)")
    }
}

reading!(PersonalNumber);
deserialize_as_text!(PersonalNumber);

/// 住民票コード — 11 digits, the last a check digit (住民基本台帳法施行規則1条).
///
/// The check algorithm is general knowledge, not verified against a specification `[G]`: modulus 11 with the weights 2
/// to 7, 0 for the remainders 0 and 1. What is typed goes through `FromStr`, which asks for it; what the national
/// network sends goes through [`ResidentRecordCode::received`], which does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentRecordCode(String);

impl ResidentRecordCode {
    /// A code as received from the network: 11 digits, the check digit taken on trust.
    ///
    /// # Errors
    /// [`IdentifierError`] for another shape.
    pub fn received(text: &str) -> Result<ResidentRecordCode, IdentifierError> {
        digits(IdentifierKind::ResidentRecordCode, text, 11, "11 digits")?;
        Ok(ResidentRecordCode(text.to_owned()))
    }
}

impl FromStr for ResidentRecordCode {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<ResidentRecordCode, IdentifierError> {
        let code = ResidentRecordCode::received(text)?;
        check_last(IdentifierKind::ResidentRecordCode, text, check_digit::modulus_11_weights_2_to_7)?;
        Ok(code)
    }
}

impl ResidentRecordCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ResidentRecordCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl serde::Serialize for ResidentRecordCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for ResidentRecordCode {
    /// Lenient, so that a stored code always comes back.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ResidentRecordCode::received(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

reading!(ResidentRecordCode);

/// 法人番号 — 13 digits, the first a check digit (番号法2条15項; 法人番号の指定等に関する省令2条).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CorporateNumber(String);

impl FromStr for CorporateNumber {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<CorporateNumber, IdentifierError> {
        let kind = IdentifierKind::CorporateNumber;
        digits(kind, text, 13, "13 digits")?;
        let (first, body) = text.split_at_checked(1).unwrap_or_default();
        if first.parse() != Ok(check_digit::corporate_number(body)) {
            return Err(IdentifierError { kind, why: Fault::CheckDigit });
        }
        Ok(CorporateNumber(text.to_owned()))
    }
}

text_identifier!(CorporateNumber);

/// 全国地方公共団体コード — six digits: prefecture, municipality or ward, check digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(String);

impl MunicipalityCode {
    /// The code of five digits with its check digit added.
    ///
    /// # Errors
    /// [`IdentifierError`] unless there are five digits.
    pub fn from_five(five: &str) -> Result<MunicipalityCode, IdentifierError> {
        digits(IdentifierKind::MunicipalityCode, five, 5, "5 digits")?;
        Ok(MunicipalityCode(format!("{five}{}", check_digit::municipality_code(five))))
    }

    /// The first five digits, without the check digit.
    #[must_use]
    pub fn five(&self) -> &str {
        self.0.split_at_checked(5).unwrap_or_default().0
    }

    /// The code of the prefecture, two digits.
    #[must_use]
    pub fn prefecture(&self) -> &str {
        self.0.split_at_checked(2).unwrap_or_default().0
    }
}

impl FromStr for MunicipalityCode {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<MunicipalityCode, IdentifierError> {
        digits(IdentifierKind::MunicipalityCode, text, 6, "6 digits")?;
        check_last(IdentifierKind::MunicipalityCode, text, check_digit::municipality_code)?;
        Ok(MunicipalityCode(text.to_owned()))
    }
}

text_identifier!(MunicipalityCode);

/// 在留カード番号 and 特別永住者証明書番号 — two letters, eight digits, two letters. No public check digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidenceCardNumber(String);

impl FromStr for ResidenceCardNumber {
    type Err = IdentifierError;

    /// Full-width and small letters are read; the number is kept in ASCII capitals.
    fn from_str(text: &str) -> Result<ResidenceCardNumber, IdentifierError> {
        let plain = to_ascii_width(text).to_ascii_uppercase();
        let fits = plain.chars().enumerate().all(|(place, character)| match place {
            2..=9 => character.is_ascii_digit(),
            _ => character.is_ascii_uppercase(),
        });
        if fits && plain.len() == 12 {
            return Ok(ResidenceCardNumber(plain));
        }
        let why = Fault::Shape("2 letters, 8 digits and 2 letters");
        Err(IdentifierError { kind: IdentifierKind::ResidenceCardNumber, why })
    }
}

text_identifier!(ResidenceCardNumber);

/// 町字ID — seven digits, unique within a municipality: 大字・町 4, 丁目・小字 3 (アドレス・ベース・レジストリ).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TownId(String);

impl TownId {
    /// The four digits of the 大字 or 町.
    #[must_use]
    pub fn town(&self) -> &str {
        self.0.split_at_checked(4).unwrap_or_default().0
    }

    /// The three digits of the 丁目 or 小字; 000 for none.
    #[must_use]
    pub fn block(&self) -> &str {
        self.0.split_at_checked(4).unwrap_or_default().1
    }
}

impl FromStr for TownId {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<TownId, IdentifierError> {
        digits(IdentifierKind::TownId, text, 7, "7 digits")?;
        Ok(TownId(text.to_owned()))
    }
}

text_identifier!(TownId);

/// 郵便番号 — seven digits, kept without the hyphen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostalCode(String);

impl PostalCode {
    /// With the hyphen, as on envelopes: `530-8201`.
    #[must_use]
    pub fn hyphenated(&self) -> String {
        let (district, town) = self.0.split_at_checked(3).unwrap_or_default();
        format!("{district}-{town}")
    }
}

impl FromStr for PostalCode {
    type Err = IdentifierError;

    /// Reads `5308201` and `530-8201`.
    fn from_str(text: &str) -> Result<PostalCode, IdentifierError> {
        let plain = match text.split_once('-') {
            Some((district, town)) if district.len() == 3 => format!("{district}{town}"),
            _ => text.to_owned(),
        };
        digits(IdentifierKind::PostalCode, &plain, 7, "7 digits")?;
        Ok(PostalCode(plain))
    }
}

text_identifier!(PostalCode);

/// A serial number with a check digit behind it, as 宛名番号 and 世帯番号 have.
macro_rules! serial_identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Modulus 11 with the weights 2 to 7 from the right; remainder 0 gives 0 (住民記録システム標準仕様書 1.1.13).
        /// The specification is silent on the remainder 1: 0 is accepted, and new numbers skip such serials
        /// (`is_issuable_base`). At most 15 digits. Stored and sent as text, nine digits or more.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The highest number, 15 digits.
            const LIMIT: u64 = 999_999_999_999_999;

            /// A whole number, check digit included.
            ///
            /// # Errors
            /// [`IdentifierError`] when the check digit is wrong or the number has more than 15 digits.
            pub fn new(number: u64) -> Result<$name, IdentifierError> {
                let whole = $name::from_base(number / 10)?;
                if whole.0 == number {
                    return Ok(whole);
                }
                Err(IdentifierError { kind: IdentifierKind::$name, why: Fault::CheckDigit })
            }

            /// The number of a serial: the check digit is computed and put behind it.
            ///
            /// # Errors
            /// [`IdentifierError`] for a serial of more than 14 digits.
            pub fn from_base(base: u64) -> Result<$name, IdentifierError> {
                let check = check_digit::modulus_11_weights_2_to_7(&base.to_string());
                base.checked_mul(10)
                    .and_then(|number| number.checked_add(u64::from(check)))
                    .filter(|&number| number <= $name::LIMIT)
                    .map($name)
                    .ok_or(IdentifierError {
                        kind: IdentifierKind::$name,
                        why: Fault::Shape("at most 15 digits"),
                    })
            }

            /// Whether a new number may be made of the serial: not when two check digits could be meant (remainder 1).
            #[must_use]
            pub fn is_issuable_base(base: u64) -> bool {
                base > 0 && !check_digit::remainder_is_one(&base.to_string())
            }

            /// The number, check digit included.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0
            }

            /// The number without its check digit.
            #[must_use]
            pub const fn base(self) -> u64 {
                self.0 / 10
            }

            /// The number for a database column; it has 15 digits at most and always fits.
            #[must_use]
            pub const fn to_i64(self) -> i64 {
                self.0.cast_signed()
            }

            /// With zeros in front up to `width` digits (15 in the national layouts).
            #[must_use]
            pub fn padded(self, width: usize) -> String {
                format!("{:0width$}", self.0)
            }
        }

        impl TryFrom<u64> for $name {
            type Error = IdentifierError;

            fn try_from(number: u64) -> Result<$name, IdentifierError> {
                $name::new(number)
            }
        }

        impl TryFrom<i64> for $name {
            type Error = IdentifierError;

            fn try_from(number: i64) -> Result<$name, IdentifierError> {
                let why = Fault::Shape("at most 15 digits");
                u64::try_from(number)
                    .map_err(|_| IdentifierError { kind: IdentifierKind::$name, why })
                    .and_then($name::new)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.padded(9))
            }
        }

        impl FromStr for $name {
            type Err = IdentifierError;

            fn from_str(text: &str) -> Result<$name, IdentifierError> {
                let shape = "at most 15 digits";
                digits(IdentifierKind::$name, text, text.len().clamp(1, 15), shape)?;
                let why = Fault::Shape(shape);
                text.parse()
                    .map_err(|_| IdentifierError { kind: IdentifierKind::$name, why })
                    .and_then($name::new)
            }
        }

        reading!($name);
        serde_as_text!($name);
    };
}

serial_identifier!(
    /// 宛名番号 — the number that names one addressee in every business of the municipality.
    AddresseeNumber
);
serial_identifier!(
    /// 世帯番号 — the number that names one household.
    HouseholdNumber
);

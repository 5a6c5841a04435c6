//! Yen, and amounts that wait for their rounding step.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::rate::Rate;

/// What can be wrong with an amount or a rate.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The amount does not fit a 64-bit integer of yen.
    #[error("the amount does not fit into 64 bits of yen")]
    Overflow,
    /// A rounding unit must be one yen or more.
    #[error("a rounding unit of {0} yen is not positive")]
    UnitNotPositive(i64),
    /// A rate needs a denominator above zero.
    #[error("a rate cannot have the denominator {0}")]
    DenominatorNotPositive(i64),
    /// A rate is written as a decimal fraction, such as `0.0264029`, or as `numerator/denominator`.
    #[error("`{0}` is not a rate: write a decimal fraction such as 0.0264029, or 1/12")]
    NotARate(String),
}

/// 円 — an amount of money in whole yen; negative for what goes back.
///
/// Arithmetic outside the range stops the program (the build keeps overflow checks), since a wrong sum must never reach
/// a notice; the `checked_` forms say so instead. Stored and sent as an integer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Yen(i64);

impl Yen {
    /// No yen.
    pub const ZERO: Yen = Yen(0);

    /// An amount of whole yen.
    #[must_use]
    pub const fn new(yen: i64) -> Yen {
        Yen(yen)
    }

    /// The amount as a number of yen.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum, or nothing when it leaves the range.
    #[must_use]
    pub const fn checked_add(self, other: Yen) -> Option<Yen> {
        match self.0.checked_add(other.0) {
            Some(yen) => Some(Yen(yen)),
            None => None,
        }
    }

    /// The difference, or nothing when it leaves the range.
    #[must_use]
    pub const fn checked_sub(self, other: Yen) -> Option<Yen> {
        match self.0.checked_sub(other.0) {
            Some(yen) => Some(Yen(yen)),
            None => None,
        }
    }

    /// The amount `count` times, or nothing when it leaves the range.
    #[must_use]
    pub const fn checked_mul(self, count: i64) -> Option<Yen> {
        match self.0.checked_mul(count) {
            Some(yen) => Some(Yen(yen)),
            None => None,
        }
    }

    /// The exact product with a rate; it becomes yen again only through a rounding step.
    pub fn times(self, rate: Rate) -> Unrounded {
        Unrounded { yen: self.0, rate }
    }

    /// Whether the amount is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the amount is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Yen {
    /// Groups of three digits, a minus sign U+2212 and 円, as on forms: `−1,234円`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.unsigned_abs().to_string();
        let mut text = String::new();
        if self.is_negative() {
            text.push('\u{2212}');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text.push('円');
        f.pad(&text)
    }
}

impl From<i64> for Yen {
    fn from(yen: i64) -> Yen {
        Yen(yen)
    }
}

impl From<Yen> for i64 {
    fn from(yen: Yen) -> i64 {
        yen.0
    }
}

impl Add for Yen {
    type Output = Yen;
    fn add(self, other: Yen) -> Yen {
        Yen(self.0 + other.0)
    }
}

impl AddAssign for Yen {
    fn add_assign(&mut self, other: Yen) {
        *self = *self + other;
    }
}

impl Sub for Yen {
    type Output = Yen;
    fn sub(self, other: Yen) -> Yen {
        Yen(self.0 - other.0)
    }
}

impl SubAssign for Yen {
    fn sub_assign(&mut self, other: Yen) {
        *self = *self - other;
    }
}

impl Neg for Yen {
    type Output = Yen;
    fn neg(self) -> Yen {
        Yen(-self.0)
    }
}

impl Mul<i64> for Yen {
    type Output = Yen;
    fn mul(self, count: i64) -> Yen {
        Yen(self.0 * count)
    }
}

impl Sum for Yen {
    fn sum<I: Iterator<Item = Yen>>(amounts: I) -> Yen {
        amounts.fold(Yen::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Yen> for Yen {
    fn sum<I: Iterator<Item = &'a Yen>>(amounts: I) -> Yen {
        amounts.copied().sum()
    }
}

/// 端数処理前の額 — an exact amount that is not yet money.
///
/// It can be neither shown, stored nor added up: the law always says how it becomes yen, and the caller names that
/// article beside the rounding step. Down is towards minus infinity, also below zero.
#[derive(Debug, Clone, Copy)]
#[must_use = "an unrounded amount becomes money only through a rounding step"]
pub struct Unrounded {
    yen: i64,
    rate: Rate,
}

impl Unrounded {
    /// Goes on with a further rate, still exact.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when the product of the rates cannot be held exactly.
    pub fn times(self, rate: Rate) -> Result<Unrounded, MoneyError> {
        Ok(Unrounded { yen: self.yen, rate: self.rate.checked_mul(rate).ok_or(MoneyError::Overflow)? })
    }

    /// 切捨て — down to the whole yen.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] outside the range of [`Yen`].
    pub fn floor(self) -> Result<Yen, MoneyError> {
        self.floor_to(1)
    }

    /// 切捨て — down to a multiple of `unit` yen (100 for "百円未満の端数を切り捨てる").
    ///
    /// # Errors
    /// [`MoneyError::UnitNotPositive`], [`MoneyError::Overflow`].
    pub fn floor_to(self, unit: i64) -> Result<Yen, MoneyError> {
        self.round(unit, |numerator, denominator| Some(numerator.div_euclid(denominator)))
    }

    /// 切上げ — up to the whole yen.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] outside the range of [`Yen`].
    pub fn ceil(self) -> Result<Yen, MoneyError> {
        self.ceil_to(1)
    }

    /// 切上げ — up to a multiple of `unit` yen.
    ///
    /// # Errors
    /// [`MoneyError::UnitNotPositive`], [`MoneyError::Overflow`].
    pub fn ceil_to(self, unit: i64) -> Result<Yen, MoneyError> {
        self.round(unit, |numerator, denominator| {
            Some(numerator.checked_add(denominator.checked_sub(1)?)?.div_euclid(denominator))
        })
    }

    /// 四捨五入 — to the nearest whole yen, a half goes up.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] outside the range of [`Yen`].
    pub fn half_up(self) -> Result<Yen, MoneyError> {
        self.half_up_to(1)
    }

    /// 四捨五入 — to the nearest multiple of `unit` yen, a half goes up.
    ///
    /// # Errors
    /// [`MoneyError::UnitNotPositive`], [`MoneyError::Overflow`].
    pub fn half_up_to(self, unit: i64) -> Result<Yen, MoneyError> {
        self.round(unit, |numerator, denominator| {
            let twice = denominator.checked_mul(2)?;
            Some(numerator.checked_mul(2)?.checked_add(denominator)?.div_euclid(twice))
        })
    }

    /// The amount in multiples of `unit` as a fraction, brought to a whole number by `quotient`.
    fn round(self, unit: i64, quotient: impl Fn(i128, i128) -> Option<i128>) -> Result<Yen, MoneyError> {
        if unit <= 0 {
            return Err(MoneyError::UnitNotPositive(unit));
        }
        let numerator = i128::from(self.yen).checked_mul(i128::from(self.rate.numerator()));
        let denominator = i128::from(self.rate.denominator()).checked_mul(i128::from(unit));
        numerator
            .zip(denominator)
            .and_then(|(numerator, denominator)| quotient(numerator, denominator))
            .and_then(|multiples| multiples.checked_mul(i128::from(unit)))
            .and_then(|yen| i64::try_from(yen).ok())
            .map(Yen)
            .ok_or(MoneyError::Overflow)
    }
}

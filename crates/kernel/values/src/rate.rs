//! Exact rates.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::money::MoneyError;

/// 率 — an exact rate: a fraction in lowest terms, never a floating number.
///
/// Written as a finite decimal where there is one (`0.0264029`), else as `1/12`; both forms are read, which is also the
/// serde form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    numerator: i64,
    denominator: i64,
}

impl Rate {
    /// The rate that changes nothing.
    pub const ONE: Rate = Rate { numerator: 1, denominator: 1 };

    /// The rate `numerator` / `denominator` (7/10, 1/12).
    ///
    /// # Errors
    /// [`MoneyError::DenominatorNotPositive`].
    pub fn ratio(numerator: i64, denominator: i64) -> Result<Rate, MoneyError> {
        if denominator <= 0 {
            return Err(MoneyError::DenominatorNotPositive(denominator));
        }
        Rate::reduced(i128::from(numerator), i128::from(denominator)).ok_or(MoneyError::Overflow)
    }

    /// The rate of so many hundredths: `percent(5)` is 0.05.
    #[must_use]
    pub fn percent(hundredths: i32) -> Rate {
        Rate::reduced(i128::from(hundredths), 100).unwrap_or(Rate::ONE)
    }

    /// Numerator in lowest terms; carries the sign.
    #[must_use]
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// Denominator in lowest terms; above zero.
    #[must_use]
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// The product, or nothing when it cannot be held exactly.
    #[must_use]
    pub fn checked_mul(self, other: Rate) -> Option<Rate> {
        let numerator = i128::from(self.numerator).checked_mul(i128::from(other.numerator))?;
        let denominator = i128::from(self.denominator).checked_mul(i128::from(other.denominator))?;
        Rate::reduced(numerator, denominator)
    }

    /// The sum, or nothing when it cannot be held exactly.
    #[must_use]
    pub fn checked_add(self, other: Rate) -> Option<Rate> {
        let left = i128::from(self.numerator).checked_mul(i128::from(other.denominator))?;
        let right = i128::from(other.numerator).checked_mul(i128::from(self.denominator))?;
        let denominator = i128::from(self.denominator).checked_mul(i128::from(other.denominator))?;
        Rate::reduced(left.checked_add(right)?, denominator)
    }

    fn reduced(numerator: i128, denominator: i128) -> Option<Rate> {
        let divisor = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok().filter(|&divisor| divisor > 0)?;
        Some(Rate {
            numerator: i64::try_from(numerator.checked_div(divisor)?).ok()?,
            denominator: i64::try_from(denominator.checked_div(divisor)?).ok()?,
        })
    }
}

fn greatest_common_divisor(left: u128, right: u128) -> u128 {
    if right == 0 { left } else { greatest_common_divisor(right, left % right) }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Rate) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Rate) -> std::cmp::Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        left.cmp(&(i128::from(other.numerator) * i128::from(self.denominator)))
    }
}

impl TryFrom<Decimal> for Rate {
    type Error = MoneyError;

    fn try_from(decimal: Decimal) -> Result<Rate, MoneyError> {
        let denominator = 10_i128.checked_pow(decimal.scale()).ok_or(MoneyError::Overflow)?;
        Rate::reduced(decimal.mantissa(), denominator).ok_or(MoneyError::Overflow)
    }
}

impl FromStr for Rate {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Rate, MoneyError> {
        let not_a_rate = || MoneyError::NotARate(text.to_owned());
        if let Some((numerator, denominator)) = text.split_once('/') {
            let numerator = numerator.trim().parse().map_err(|_| not_a_rate())?;
            return Rate::ratio(numerator, denominator.trim().parse().map_err(|_| not_a_rate())?);
        }
        Rate::try_from(Decimal::from_str_exact(text).map_err(|_| not_a_rate())?)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A fraction in lowest terms is a finite decimal when its denominator divides a power of ten.
        for places in 0..=18_u32 {
            let power = 10_i64.pow(places);
            if power % self.denominator == 0
                && let Some(mantissa) = self.numerator.checked_mul(power / self.denominator)
            {
                return write!(f, "{}", Decimal::new(mantissa, places));
            }
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

crate::text::serde_as_text!(Rate);

//! Rounding as a step of the law.

use values::{MoneyError, Unrounded, Yen};

use crate::explain::{Answer, Explain, Step};
use crate::words::Words;

/// 端数処理 — how an article brings an exact amount to yen; the number is the unit in yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// 切捨て: fractions of the unit are dropped.
    Floor(i64),
    /// 切上げ: a fraction of the unit becomes one.
    Ceil(i64),
    /// 四捨五入: half a unit and more becomes one.
    HalfUp(i64),
}

impl Rounding {
    /// Rounds as the article says, and tells so.
    ///
    /// # Errors
    /// The unit is not positive, or the amount leaves the range of yen.
    pub fn apply(self, amount: Unrounded, article: &str, explain: &mut impl Explain) -> Result<Yen, MoneyError> {
        let rounded = match self {
            Rounding::Floor(unit) => amount.floor_to(unit),
            Rounding::Ceil(unit) => amount.ceil_to(unit),
            Rounding::HalfUp(unit) => amount.half_up_to(unit),
        }?;
        explain.record(|| {
            Step::new(article, Words::new("端数をどうするか", "How fractions are treated"), Answer::yen(rounded))
                .because(self.words())
        });
        Ok(rounded)
    }

    fn words(self) -> Words {
        match self {
            Rounding::Floor(unit) => {
                Words::new(format!("{unit}円未満を切り捨てます。"), format!("Fractions of {unit} yen are dropped."))
            }
            Rounding::Ceil(unit) => {
                Words::new(format!("{unit}円未満を切り上げます。"), format!("Fractions of {unit} yen are rounded up."))
            }
            Rounding::HalfUp(unit) => Words::new(
                format!("{unit}円未満を四捨五入します。"),
                format!("Rounded to the nearest {unit} yen, halves up."),
            ),
        }
    }
}

//! Dated parameters: kinds, values and what is in force on a day.

use chrono::NaiveDate;
use serde::Deserialize;
use values::{Rate, Yen};

use crate::month_set::MonthSet;

/// 値の種類 — what a parameter's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Whole yen.
    Yen,
    /// An exact rate.
    Rate,
    /// A number of something: years, days, persons.
    Count,
    /// Months of every year.
    Months,
}

impl Kind {
    /// Reads a value of this kind as it is written in a parameter file.
    ///
    /// # Errors
    /// In the two languages: how a value of this kind is written.
    pub(crate) fn read(self, text: &str) -> Result<Value, (&'static str, &'static str)> {
        let value = match self {
            Kind::Yen => text.parse().ok().map(|yen| Value::Yen(Yen::new(yen))),
            Kind::Rate => text.parse().ok().map(Value::Rate),
            Kind::Count => text.parse().ok().map(Value::Count),
            Kind::Months => text.parse().ok().map(Value::Months),
        };
        value.ok_or(match self {
            Kind::Yen => ("円の整数を書きます（例 \"15000\"）", "write whole yen, such as \"15000\""),
            Kind::Rate => (
                "小数か分数を書きます（例 \"0.05\", \"1/12\"）",
                "write a decimal or a fraction, such as \"0.05\" or \"1/12\"",
            ),
            Kind::Count => ("0以上の整数を書きます（例 \"18\"）", "write a whole number from 0, such as \"18\""),
            Kind::Months => ("月を昇順に書きます（例 \"2,6,10\"）", "write months in order, such as \"2,6,10\""),
        })
    }
}

/// 法定の値 — one value of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Whole yen.
    Yen(Yen),
    /// An exact rate.
    Rate(Rate),
    /// A number of something.
    Count(u32),
    /// Months of every year.
    Months(MonthSet),
}

/// A Rust type that holds the values of one [`Kind`].
pub trait ParameterValue: Copy {
    /// The kind it holds.
    const KIND: Kind;
    /// The value, if it is of this kind.
    fn of(value: Value) -> Option<Self>;
}

macro_rules! parameter_value {
    ($($holder:ty => $variant:ident),+) => {$(
        impl ParameterValue for $holder {
            const KIND: Kind = Kind::$variant;
            fn of(value: Value) -> Option<Self> {
                if let Value::$variant(value) = value { Some(value) } else { None }
            }
        }
    )+};
}
parameter_value!(Yen => Yen, Rate => Rate, u32 => Count, MonthSet => Months);

/// 現に効力を有する値 — a value as it stood on one day, with what an explanation needs to cite it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce<T> {
    /// The value itself.
    pub value: T,
    /// Key in the parameter file.
    pub key: String,
    /// What the value is, in Japanese.
    pub ja: String,
    /// What the value is, in English.
    pub en: String,
    /// What one of it is, such as 歳; shown after counts.
    pub unit: String,
    /// The article that sets it.
    pub cite: String,
    /// First day of this value.
    pub from: NaiveDate,
    /// The act that gave it this value.
    pub by: String,
}

/// One parameter with all its values, oldest first; checked when it was read.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) file: String,
    pub(crate) kind: Kind,
    pub(crate) ja: String,
    pub(crate) en: String,
    pub(crate) unit: String,
    pub(crate) checked: NaiveDate,
    /// The municipality sets it; the national file only declares it.
    pub(crate) is_delegated: bool,
    pub(crate) entries: Vec<Entry>,
}

/// A value from one day on; none when the law ended on that day.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) from: NaiveDate,
    pub(crate) value: Option<Value>,
    pub(crate) written: String,
    pub(crate) cite: String,
    pub(crate) by: String,
}

impl Parameter {
    /// The entry that holds on the day, if the law knew one.
    pub(crate) fn entry_on(&self, on: NaiveDate) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.from <= on)
    }
}

//! Sums over records, made from the source on one side and from the register on the other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// 合計 — what is counted and added up of loaded records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// People.
    pub persons: i64,
    /// History rows of people.
    pub records: i64,
    /// Households.
    pub households: i64,
    /// People who belong to a household now.
    pub members: i64,
    /// Residents (住登者) by ward.
    pub residents_by_ward: BTreeMap<String, i64>,
    /// People whose 個人番号 is kept.
    pub personal_numbers: i64,
    /// 支援措置.
    pub measures: i64,
    /// Characters of names and readings.
    pub name_characters: i64,
    /// Characters of addresses.
    pub address_characters: i64,
    /// Sum over all rows of the first 32 bits of the SHA-256 of their content.
    pub digest: i64,
    /// Certifications of 児童手当.
    pub certifications: i64,
    /// Children of certifications.
    pub children: i64,
    /// Yen of 児童手当 by month of payment (`2026-10`).
    pub yen_by_month: BTreeMap<String, i64>,
}

impl Totals {
    /// Adds another sum to this one.
    pub(crate) fn add(&mut self, other: &Self) {
        self.persons += other.persons;
        self.records += other.records;
        self.households += other.households;
        self.members += other.members;
        self.personal_numbers += other.personal_numbers;
        self.measures += other.measures;
        self.name_characters += other.name_characters;
        self.address_characters += other.address_characters;
        self.digest += other.digest;
        self.certifications += other.certifications;
        self.children += other.children;
        add_each(&mut self.residents_by_ward, &other.residents_by_ward);
        add_each(&mut self.yen_by_month, &other.yen_by_month);
    }
}

fn add_each(sums: &mut BTreeMap<String, i64>, others: &BTreeMap<String, i64>) {
    for (key, value) in others {
        *sums.entry(key.clone()).or_default() += value;
    }
}

/// The first 32 bits of the SHA-256 of a row's content.
pub(crate) fn row_digest(content: &str) -> i64 {
    let whole = Sha256::digest(content.as_bytes());
    whole.iter().take(4).fold(0, |sum, byte| sum * 256 + i64::from(*byte))
}

/// How many characters a text has.
pub(crate) fn characters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

//! Which law a decision was made under.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 適用法令の版 — the parameters that were in force on a day, by content: stored with a decision, so that a replay years
/// later can tell whether it stands on the same law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawVersion {
    /// Business whose law it is.
    pub business: String,
    /// Municipality whose ordinance was laid on top.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub municipality: Option<String>,
    /// The day the law was looked up for.
    pub on: NaiveDate,
    /// Since when the parameters of that day have stood as they are.
    pub since: NaiveDate,
    /// 16 hexadecimal digits over keys, values, articles and first days.
    pub fingerprint: String,
}

/// FNV-1a, 64 bits: the same on every platform and every version of the compiler, which the standard hasher is not.
/// It tells versions of law apart; it guards nothing.
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    pub(crate) fn new() -> Fingerprint {
        Fingerprint(0xcbf2_9ce4_8422_2325)
    }

    /// Adds one field and its end.
    pub(crate) fn add(&mut self, field: &str) {
        for byte in field.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub(crate) fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

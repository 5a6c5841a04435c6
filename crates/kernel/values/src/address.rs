//! Addresses.

use serde::{Deserialize, Serialize};

use crate::identifier::{MunicipalityCode, PostalCode, TownId};

/// 住所 — an address in its parts; each text as registered. 方書 is part of the address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// 全国地方公共団体コード; unknown for places abroad and vanished municipalities.
    pub municipality_code: Option<MunicipalityCode>,
    /// 都道府県.
    pub prefecture: String,
    /// 市区町村, the ward and the district (郡) included.
    pub municipality: String,
    /// 町字ID within the municipality.
    pub town_id: Option<TownId>,
    /// 大字, 町 and 丁目.
    pub town: String,
    /// 番地 or 街区符号 and 住居番号, as registered.
    pub lot: String,
    /// 方書 — building and room; empty for none.
    pub building: String,
    /// 郵便番号.
    pub postal_code: Option<PostalCode>,
}

impl Address {
    /// The whole address in one line, 方書 behind a full-width space; without the postal code.
    #[must_use]
    pub fn one_line(&self) -> String {
        let mut line = [&*self.prefecture, &self.municipality, &self.town, &self.lot].concat();
        if !self.building.is_empty() {
            line.push('\u{3000}');
            line.push_str(&self.building);
        }
        line
    }

    /// Whether both are the same place, 方書 and postal code aside.
    #[must_use]
    pub fn is_same_lot(&self, other: &Address) -> bool {
        let place = |it: &Address| (it.prefecture.clone(), it.municipality.clone(), it.town.clone(), it.lot.clone());
        place(self) == place(other)
    }
}

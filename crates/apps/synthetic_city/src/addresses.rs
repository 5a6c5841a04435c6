//! Addresses: towns of a ward with lots and buildings, places outside, domiciles.

use crate::model::Address;
use crate::random::Draws;
use crate::tables::{Tables, Ward};

const BUILDINGS: [&str; 14] = [
    "メゾン",
    "グランコート",
    "コーポ",
    "ハイツ",
    "パレス",
    "サンハイム",
    "レジデンス",
    "ロイヤル",
    "シャトー",
    "プラザ",
    "第二ビル",
    "ヴィラ",
    "スカイ",
    "市営住宅",
];

/// Figures in full width.
pub(crate) fn full_width(number: u64) -> String {
    number
        .to_string()
        .chars()
        .filter_map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')))
        .collect()
}

/// An address in a ward; `None` only if the ward had no town.
pub(crate) fn draw_address(ward: &Ward, draws: &mut Draws) -> Option<Address> {
    let position = draws.below(u64::try_from(ward.towns.len()).ok()?);
    let town = ward.towns.get(usize::try_from(position).ok()?)?;
    let lot = format!("{}番{}号", full_width(draws.between(1, 29)), full_width(draws.between(1, 40)));
    let building = if draws.chance(72_000) {
        let oaza: String = town.name.chars().take_while(|letter| !"一二三四五六七八九十".contains(*letter)).collect();
        let room = draws.between(1, 14) * 100 + draws.between(1, 12);
        format!("{}{oaza}{}号", draws.pick(&BUILDINGS), full_width(room))
    } else {
        String::new()
    };
    Some(Address {
        ward_code: ward.code,
        town_id: town.id.clone(),
        town_name: town.name,
        postal_code: town.postal_code,
        lot,
        building,
    })
}

/// A place outside the city: code and whole text.
pub(crate) fn draw_place(tables: &Tables, draws: &mut Draws) -> (&'static str, String) {
    let origin = draws.pick(&tables.origins);
    let streets = ["本町", "中央", "東町", "栄町", "旭町", "緑町"];
    let street = draws.pick(&streets);
    let (chome, lot) = (full_width(draws.between(1, 5)), full_width(draws.between(1, 30)));
    (origin.code, format!("{}{street}{chome}丁目{lot}番", origin.place))
}

/// 本籍 — in the ward for most, elsewhere for the others.
pub(crate) fn draw_domicile(tables: &Tables, ward: &Ward, draws: &mut Draws) -> String {
    if draws.chance(60_000)
        && let Some(address) = draw_address(ward, draws)
    {
        return format!("大阪府大阪市{}{}{}番", ward.name, address.town_name, full_width(draws.between(1, 60)));
    }
    draw_place(tables, draws).1
}

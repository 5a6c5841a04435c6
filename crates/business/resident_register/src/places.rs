//! Addresses as clerks write them: a line, or town and lot inside the own municipality.

use std::sync::LazyLock;

use spec_mapping::{Catalogue, CodeValue};
use values::{Address, MunicipalityCode, PostalCode};

/// The national declarations that the program was built with; a test of their crate holds that they are sound.
static CATALOGUE: LazyLock<Option<Catalogue>> = LazyLock::new(|| Catalogue::embedded().ok());

/// The national code lists and the event table.
pub(crate) fn catalogue() -> Option<&'static Catalogue> {
    CATALOGUE.as_ref()
}

fn municipalities() -> &'static [CodeValue] {
    catalogue().and_then(|catalogue| catalogue.code_list("municipality")).map_or(&[], |list| &list.values)
}

/// Name of the municipality or ward with its prefecture in front: 大阪府大阪市北区.
pub(crate) fn full_name_of(code: &str) -> Option<String> {
    municipalities()
        .iter()
        .find(|value| value.code == code)
        .map(|value| format!("{}{}", value.group.as_deref().unwrap_or_default(), value.label))
}

/// What a clerk enters of an address inside the own municipality.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) postal_code: Option<PostalCode>,
    /// Town, perhaps with the ward or the whole municipality in front.
    pub(crate) town: String,
    pub(crate) lot: String,
    pub(crate) building: String,
}

/// An address in the municipality of the clerk's office; without a ward in front of the town it lies in the own ward.
pub(crate) fn address_here(place: Place, office_code: &str) -> Address {
    let own = municipalities().iter().find(|value| value.code == office_code);
    let written = place.town.trim();
    let prefecture = own.and_then(|own| own.group.as_deref()).unwrap_or_default();
    let rest = written.strip_prefix(prefecture).unwrap_or(written);
    let city = own.and_then(|own| own.label.split_inclusive('市').next()).unwrap_or_default();
    let rest = if city.is_empty() { rest } else { rest.strip_prefix(city).unwrap_or(rest) };
    let ward = municipalities()
        .iter()
        .filter(|value| value.group.as_deref() == Some(prefecture))
        .filter_map(|value| Some((value, value.label.strip_prefix(city).filter(|ward| !ward.is_empty())?)))
        .find(|(_, ward)| !city.is_empty() && ward.ends_with('区') && rest.starts_with(*ward));
    let (value, town) = match ward {
        Some((value, ward)) => (Some(value), rest.strip_prefix(ward).unwrap_or(rest)),
        None => (own, rest),
    };
    Address {
        municipality_code: value.and_then(|value| MunicipalityCode::try_from(value.code.as_str()).ok()),
        prefecture: prefecture.to_owned(),
        municipality: value.map(|value| value.label.clone()).unwrap_or_default(),
        town_id: None,
        town: town.to_owned(),
        lot: place.lot,
        building: place.building,
        postal_code: place.postal_code,
    }
}

/// An address from one line, kept character for character: what is not recognised stays in the town.
pub(crate) fn address_of_line(line: &str) -> Address {
    let line = line.trim();
    let (place, building) = match line.split_once(['\u{3000}', ' ']) {
        Some((place, building)) => (place, building.trim()),
        None => (line, ""),
    };
    let fits = |value: &&CodeValue| {
        let group = value.group.as_deref().unwrap_or_default();
        place.strip_prefix(group).unwrap_or(place).starts_with(value.label.as_str())
            && (place.starts_with(group) || !value.label.ends_with('区'))
            && value.label != group
    };
    let found = municipalities().iter().filter(fits).max_by_key(|value| value.label.len());
    let prefecture = found.and_then(|value| value.group.as_deref()).filter(|group| place.starts_with(group));
    let municipality = found.map(|value| value.label.as_str()).unwrap_or_default();
    let rest = place.strip_prefix(prefecture.unwrap_or_default()).unwrap_or(place);
    let rest = rest.strip_prefix(municipality).unwrap_or(rest);
    let lot_at = rest.char_indices().find(|(_, character)| character.is_numeric()).map_or(rest.len(), |(at, _)| at);
    let (town, lot) = rest.split_at_checked(lot_at).unwrap_or((rest, ""));
    Address {
        municipality_code: found.and_then(|value| MunicipalityCode::try_from(value.code.as_str()).ok()),
        prefecture: prefecture.unwrap_or_default().to_owned(),
        municipality: municipality.to_owned(),
        town_id: None,
        town: town.to_owned(),
        lot: lot.to_owned(),
        building: building.to_owned(),
        postal_code: None,
    }
}

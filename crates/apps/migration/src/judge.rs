//! What the rows of one person say of themselves: which is held and why, and which is worth a note.

use std::collections::BTreeSet;

use register::RegistrationState;

use crate::assemble::{Row, memberships, records};
use crate::ending::Ending;
use crate::national::{Columns, legal_date};
use crate::reason::Reason;
use crate::source::Sources;

/// What the rows of a person are held against.
pub(crate) struct Bench<'a> {
    pub(crate) sources: &'a Sources<'a>,
    pub(crate) columns: &'a Columns,
    /// Households whose own line is good.
    pub(crate) households: &'a BTreeSet<u64>,
}

/// The ending of each row as far as the person's own rows tell.
pub(crate) fn endings(bench: &Bench<'_>, rows: &[Row]) -> Vec<Ending> {
    let mut endings: Vec<Ending> = (0..rows.len()).map(|place| ending(bench, rows, place)).collect();
    if endings.iter().any(|ending| *ending != Ending::GOOD && ending.disposition != Ending::GOOD.disposition) {
        return endings;
    }
    let misfit = records(bench.columns, rows).err().or_else(|| memberships(bench.columns, rows).err());
    if let Some((place, item)) = misfit
        && let Some(ending) = endings.get_mut(place)
    {
        *ending = Ending::held(Reason::at("value_not_representable", 0, item, ""));
    }
    endings
}

fn ending(bench: &Bench<'_>, rows: &[Row], place: usize) -> Ending {
    let Some(row) = rows.get(place) else { return Ending::GOOD };
    let before = place.checked_sub(1).and_then(|before| rows.get(before));
    let held = row
        .line
        .held
        .clone()
        .or_else(|| missing_household(bench, row))
        .or_else(|| order(row, before))
        .or_else(|| newest(row, place + 1 == rows.len()))
        .or_else(|| death_before_birth(bench, row));
    match held {
        Some(reason) => Ending::held(reason),
        None => Ending::noted(row.line.note.clone().or_else(|| town(bench, row))),
    }
}

fn missing_household(bench: &Bench<'_>, row: &Row) -> Option<Reason> {
    let is_known = bench.households.contains(&row.step.household_number);
    (!is_known).then(|| Reason::at("household_missing", 3, "setai_no", ""))
}

fn order(row: &Row, before: Option<&Row>) -> Option<Reason> {
    let own = row.step.history_number;
    let last = before.map_or(0, |before| before.step.history_number);
    let value = own.to_string();
    if own == last {
        return Some(Reason::at("history_number_duplicate", 2, "rireki_no", &value));
    }
    if own != last + 1 {
        return Some(Reason::at("history_number_gap", 2, "rireki_no", &value));
    }
    let is_earlier = before.is_some_and(|before| row.step.processed_on < before.step.processed_on);
    is_earlier.then(|| Reason::at("history_number_order", 10, "shori_ymd", ""))
}

fn newest(row: &Row, is_last: bool) -> Option<Reason> {
    (row.step.is_latest != is_last).then(|| Reason::at("newest_flag_wrong", 6, "saishin_kbn", ""))
}

fn death_before_birth(bench: &Bench<'_>, row: &Row) -> Option<Reason> {
    let (it, record) = (bench.columns, &row.line.national);
    if row.step.state != Some(RegistrationState::Died) {
        return None;
    }
    let born = legal_date(record.text(it.born_on), record.text(it.born_on_era), record.text(it.born_on_unknown_text));
    let died = legal_date(record.text(it.effective_on), "", "");
    let (born, died) = (born.flatten()?.earliest()?, died.flatten()?.latest()?);
    (died < born).then(|| Reason::at("death_before_birth", 8, "ido_ymd", ""))
}

fn town(bench: &Bench<'_>, row: &Row) -> Option<Reason> {
    let (it, record) = (bench.columns, &row.line.national);
    let is_listed =
        bench.sources.is_town_listed(record.text(it.address_municipality_code), record.text(it.address_town_id));
    (!is_listed).then(|| Reason::at("town_not_listed", 25, "machi_cd", ""))
}

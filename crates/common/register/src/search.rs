//! 検索 — persons by one line of text: reading, name, birth date, address or number (標準 2.1).
//!
//! The line is cut at spaces; each word says by its shape what it is, and words of one kind belong together (`ヤマダ タロウ` is
//! one reading). What kinds were read, and why each person was found, is part of the answer. Past names and addresses are
//! found too. A search that names an address or a household never finds a shielded person by it, and a choice of wards
//! never tells where one lives.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use database::Tx;
use serde::Serialize;
use values::{
    AddresseeNumber, HouseholdNumber, LegalDate, MunicipalityCode, PersonalNumber, ResidentRecordCode, kana,
    parse_flexible,
};

use crate::guard::Disclosure;
use crate::read::{PERSONAL_NUMBER_PERMISSION, PersonView, latest};
use crate::store::keys::{KeyKind, fold_address, fold_name, keys};
use crate::store::search::{Field, Place, by_birth, by_household, by_key, plan_for_values, wards};
use crate::store::{anchors, numbers, persons};
use crate::{AsOf, Person, PersonalNumberVault, RegisterError, Subject};

/// 検索条件 — what is asked for.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    /// The line as typed.
    pub text: String,
    /// Wards to look in; empty for every ward that the actor reaches.
    pub office_codes: BTreeSet<MunicipalityCode>,
    /// The day and moment as of which hits are shown; somebody unknown then is shown as known now.
    pub as_of: AsOf,
    /// Most hits wanted.
    pub hits_max: usize,
}

/// 解釈 — what a word of the line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Interpretation {
    /// 宛名番号.
    AddresseeNumber,
    /// 世帯番号.
    HouseholdNumber,
    /// 住民票コード.
    ResidentRecordCode,
    /// 生年月日.
    BornOn,
    /// 振り仮名.
    Furigana,
    /// 氏名, 旧氏 or 通称.
    Name,
    /// 住所.
    Address,
}

/// 検索の結果の一件 — a person found, and why.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// The person, as far as the actor may see.
    pub person: PersonView,
    /// Why the person was found.
    pub reasons: Vec<Reason>,
}

/// 一致した理由 — which item matched, how, and whether it is a present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reason {
    /// How well: `exact`, `prefix` or `part`.
    pub closeness: Closeness,
    /// Whether only a past name or address matched.
    pub is_past: bool,
    /// Which item.
    pub item: Interpretation,
}

/// 一致の度合い — the whole item, its beginning, or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Closeness {
    /// 完全一致.
    Exact,
    /// 前方一致.
    Prefix,
    /// 部分一致.
    Part,
}

/// 検索の結果 — hits, best first.
#[derive(Debug, Clone, Serialize)]
pub struct SearchResult {
    /// What the line was taken for.
    pub interpretations: BTreeSet<Interpretation>,
    /// Persons found, best first.
    pub hits: Vec<Hit>,
    /// Whether more were found than are given.
    pub is_cut: bool,
}

/// Candidates of one criterion that are enough when they need not meet another one.
const ENOUGH: usize = 1_000;

/// Candidates that are enough when so many meet each criterion that only all criteria together narrow them.
const ENOUGH_OF_MANY: usize = 50_000;

/// Candidates beyond the hits wanted that are read whole, so that past names can give way to present ones.
const SPARE: usize = 50;

/// One thing asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Criterion {
    /// Digits: each reading that they allow.
    Numbers(Vec<Number>),
    /// First and last day.
    Born(NaiveDate, NaiveDate),
    Furigana(String),
    Name(String),
    Address(String),
}

impl Criterion {
    fn is_blank(&self) -> bool {
        match self {
            Self::Numbers(readings) => readings.is_empty(),
            Self::Born(..) => false,
            Self::Furigana(text) | Self::Name(text) | Self::Address(text) => text.is_empty(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Number {
    Addressee(AddresseeNumber),
    Household(HouseholdNumber),
    Record(ResidentRecordCode),
    Born(NaiveDate),
}

/// Persons for a line of text.
///
/// # Errors
/// [`RegisterError`] when the database fails.
pub fn search(tx: &mut Tx<'_>, query: &SearchQuery) -> Result<SearchResult, RegisterError> {
    plan_for_values(tx)?;
    let criteria = interpret(&query.text);
    let (found, is_cut) = gather(tx, &criteria)?;
    let interpretations =
        found.values().flatten().map(|it| it.reason.item).chain(criteria.iter().filter_map(single_item)).collect();
    let (hits, is_ranking_cut) = rank(tx, query, found)?;
    Ok(SearchResult { interpretations, hits, is_cut: is_cut || is_ranking_cut })
}

/// Who meets every criterion, and whether somebody may be missing. Criteria that too many meet wait for the others.
fn gather(tx: &mut Tx<'_>, criteria: &[Criterion]) -> Result<(Found, bool), RegisterError> {
    let mut found: Option<Found> = None;
    let mut waiting = Vec::new();
    for criterion in criteria {
        let (matched, is_cut) = matching(tx, criterion, found.as_ref(), ENOUGH)?;
        match found {
            None if is_cut => waiting.push((criterion, matched)),
            None => found = Some(matched),
            Some(before) => found = Some(both(before, matched)),
        }
    }
    let mut is_cut = false;
    let is_crowded = waiting.len() > 1;
    for (criterion, matched) in waiting {
        found = Some(match found {
            Some(before) => {
                let (matched, _) = matching(tx, criterion, Some(&before), ENOUGH_OF_MANY)?;
                both(before, matched)
            }
            None if is_crowded => {
                let (matched, is_still_cut) = matching(tx, criterion, None, ENOUGH_OF_MANY)?;
                is_cut = is_still_cut;
                matched
            }
            None => {
                is_cut = true;
                matched
            }
        });
    }
    Ok((found.unwrap_or_default(), is_cut))
}

/// The person with an individual number; the search is audited, also when nobody is found.
///
/// # Errors
/// [`RegisterError::Forbidden`] without the permission to read individual numbers.
pub fn by_personal_number(
    tx: &mut Tx<'_>,
    number: &PersonalNumber,
    vault: &PersonalNumberVault,
    as_of: AsOf,
) -> Result<Vec<PersonView>, RegisterError> {
    if !tx.operation().may(PERSONAL_NUMBER_PERMISSION) {
        return Err(RegisterError::Forbidden(PERSONAL_NUMBER_PERMISSION));
    }
    tx.did("register.personal_number.search");
    let owners = numbers::owners(tx, &vault.blind_index(number)?)?;
    Ok(latest(tx, &owners, as_of)?.into_iter().map(|(_, view)| view).collect())
}

/// A match of one person: by which key, in which way.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Match {
    reason: Reason,
    key: Option<(KeyKind, String)>,
}

type Found = BTreeMap<AddresseeNumber, Vec<Match>>;

fn both(before: Found, mut matched: Found) -> Found {
    before
        .into_iter()
        .filter_map(|(number, mut reasons)| {
            reasons.extend(matched.remove(&number)?);
            Some((number, reasons))
        })
        .collect()
}

/// Reads the words of a line. Words of one kind are put together; digits stand for every number they can be.
fn interpret(text: &str) -> Vec<Criterion> {
    let mut criteria = Vec::new();
    let (mut furigana, mut name, mut address) = (String::new(), String::new(), String::new());
    for word in text.split_whitespace() {
        let readings = number_readings(word);
        if !readings.is_empty() {
            criteria.push(Criterion::Numbers(readings));
        } else if let Ok(born_on) = parse_flexible(word) {
            criteria.push(Criterion::Born(born_on, born_on));
        } else if let Some((first, last)) = year_of_birth(word) {
            criteria.push(Criterion::Born(first, last));
        } else if is_reading(word) {
            furigana.push_str(word);
        } else if is_address(word) {
            address.push_str(word);
        } else {
            name.push_str(word);
        }
    }
    let texts = [Criterion::Furigana(furigana), Criterion::Name(name), Criterion::Address(address)];
    criteria.extend(texts.into_iter().filter(|criterion| !criterion.is_blank()));
    criteria
}

fn number_readings(word: &str) -> Vec<Number> {
    if !word.chars().all(|character| character.is_ascii_digit()) {
        return Vec::new();
    }
    let mut readings: Vec<Number> = parse_flexible(word).ok().map(Number::Born).into_iter().collect();
    readings.extend(word.parse().ok().map(Number::Addressee));
    readings.extend(word.parse().ok().map(Number::Household));
    readings.extend(ResidentRecordCode::received(word).ok().map(Number::Record));
    readings
}

/// A year alone, `昭和60年`, `1985年生` or `S60`: its first and last day.
fn year_of_birth(word: &str) -> Option<(NaiveDate, NaiveDate)> {
    let word = word.trim_end_matches('生');
    let is_short = word.starts_with(|it: char| "MTSHRmtshr".contains(it)) && !word.ends_with('年');
    let year = if is_short { format!("{}年", word.to_uppercase()) } else { word.to_owned() };
    if !year.ends_with('年') {
        return None;
    }
    let date: LegalDate = format!("{year}月日不詳").parse().ok()?;
    date.earliest().zip(date.latest())
}

/// Kana of either kind, long marks and middle dots.
fn is_reading(word: &str) -> bool {
    let is_kana =
        |it: char| matches!(it, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{FF66}'..='\u{FF9F}' | '-');
    word.chars().all(is_kana)
}

/// A word with a digit beside other characters, or with a word that ends a place name.
fn is_address(word: &str) -> bool {
    let has_digit = word.chars().any(char::is_numeric);
    let ends_place = ["丁目", "番地", "番", "号", "区", "町", "市"].iter().any(|end| word.ends_with(end));
    has_digit || (ends_place && word.chars().count() >= 3)
}

const fn single_item(criterion: &Criterion) -> Option<Interpretation> {
    match criterion {
        Criterion::Numbers(_) => None,
        Criterion::Born(..) => Some(Interpretation::BornOn),
        Criterion::Furigana(_) => Some(Interpretation::Furigana),
        Criterion::Name(_) => Some(Interpretation::Name),
        Criterion::Address(_) => Some(Interpretation::Address),
    }
}

/// Who meets a criterion, and whether there may be more.
fn matching(
    tx: &mut Tx<'_>,
    criterion: &Criterion,
    among: Option<&Found>,
    enough: usize,
) -> Result<(Found, bool), RegisterError> {
    let among: Option<Vec<AddresseeNumber>> = among.map(|found| found.keys().copied().collect());
    let field = Field { among: among.as_deref(), enough };
    match criterion {
        Criterion::Numbers(readings) => numbered(tx, readings, field),
        Criterion::Born(first, last) => born(tx, (*first, *last), field),
        Criterion::Furigana(text) => {
            let folded = kana::search_keys(&hiragana_to_katakana(text));
            let wanted = [(KeyKind::Kana, folded.k1), (KeyKind::KanaSecond, folded.k2)];
            keyed(tx, &wanted, Interpretation::Furigana, field)
        }
        Criterion::Name(text) => keyed(tx, &[(KeyKind::Name, fold_name(text))], Interpretation::Name, field),
        Criterion::Address(text) => {
            let wanted = [(KeyKind::Address, fold_address(text))];
            let (found, is_cut) = keyed(tx, &wanted, Interpretation::Address, field)?;
            Ok((without_shielded(tx, found)?, is_cut))
        }
    }
}

fn born(tx: &mut Tx<'_>, days: (NaiveDate, NaiveDate), field: Field<'_>) -> Result<(Found, bool), RegisterError> {
    let found = by_birth(tx, days, field)?;
    Ok((plain(found.rows, Interpretation::BornOn), found.is_cut))
}

fn numbered(tx: &mut Tx<'_>, readings: &[Number], field: Field<'_>) -> Result<(Found, bool), RegisterError> {
    let mut found = Found::new();
    let mut is_cut = false;
    for reading in readings {
        let matched = match reading {
            Number::Addressee(number) => {
                let subject = Subject::Person(*number);
                let known = anchors::versions(tx, &BTreeSet::from([subject]))?;
                plain(known.contains_key(&subject).then_some(*number), Interpretation::AddresseeNumber)
            }
            Number::Household(number) => {
                let members = by_household(tx, *number)?;
                without_shielded(tx, plain(members, Interpretation::HouseholdNumber))?
            }
            Number::Record(code) => {
                let owners = persons::with_resident_record_code(tx, code.as_str())?;
                plain(owners, Interpretation::ResidentRecordCode)
            }
            Number::Born(born_on) => {
                let (matched, is_born_cut) = born(tx, (*born_on, *born_on), field)?;
                is_cut |= is_born_cut;
                matched
            }
        };
        for (number, reasons) in matched {
            found.entry(number).or_default().extend(reasons);
        }
    }
    Ok((found, is_cut))
}

/// Looks for keys that begin with the text, and where these are few, for keys that hold it anywhere.
fn keyed(
    tx: &mut Tx<'_>,
    wanted: &[(KeyKind, String)],
    item: Interpretation,
    field: Field<'_>,
) -> Result<(Found, bool), RegisterError> {
    const FEW: usize = 20;
    let wanted: Vec<_> = wanted.iter().filter(|(_, text)| !text.is_empty()).cloned().collect();
    let mut keys = by_key(tx, &wanted, Place::Prefix, field)?;
    if keys.rows.len() < FEW && wanted.iter().any(|(_, text)| text.chars().count() >= 2) {
        let parts = by_key(tx, &wanted, Place::Part, field)?;
        keys.rows.extend(parts.rows);
        keys.is_cut |= parts.is_cut;
    }
    let mut found = Found::new();
    for (number, kind, key) in keys.rows {
        let closeness = wanted
            .iter()
            .filter(|(wanted, _)| *wanted == kind)
            .map(|(_, text)| match () {
                () if key == *text => Closeness::Exact,
                () if key.starts_with(text.as_str()) => Closeness::Prefix,
                () => Closeness::Part,
            })
            .min()
            .unwrap_or(Closeness::Part);
        let reason = Reason { closeness, is_past: false, item };
        let matches = found.entry(number).or_default();
        let matched = Match { reason, key: Some((kind, key)) };
        if !matches.contains(&matched) {
            matches.push(matched);
        }
    }
    Ok((found, keys.is_cut))
}

fn plain(numbers: impl IntoIterator<Item = AddresseeNumber>, item: Interpretation) -> Found {
    let reason = Reason { closeness: Closeness::Exact, is_past: false, item };
    numbers.into_iter().map(|number| (number, vec![Match { reason, key: None }])).collect()
}

/// Takes out whom the actor must not find by where they live.
fn without_shielded(tx: &mut Tx<'_>, mut found: Found) -> Result<Found, RegisterError> {
    let numbers: Vec<AddresseeNumber> = found.keys().copied().collect();
    let disclosure = Disclosure::of(tx, &numbers)?;
    found.retain(|number, _| !disclosure.withholds(*number));
    Ok(found)
}

/// Drops those of other wards, reads the closest, and puts the closest and present first.
fn rank(tx: &mut Tx<'_>, query: &SearchQuery, found: Found) -> Result<(Vec<Hit>, bool), RegisterError> {
    let (mut found, is_shortened) = shortlist(tx, query, found)?;
    let numbers: Vec<AddresseeNumber> = found.keys().copied().collect();
    let mut ranked: Vec<Hit> = latest(tx, &numbers, query.as_of)?
        .into_iter()
        .map(|(person, view)| {
            let matches = found.remove(&view.addressee_number).unwrap_or_default();
            Hit { reasons: reasons(&person, matches), person: view }
        })
        .collect();
    ranked.sort_by(|left, right| {
        let order = |hit: &Hit| (hit.person.registration_state, hit.person.addressee_number);
        left.reasons.cmp(&right.reasons).then_with(|| order(left).cmp(&order(right)))
    });
    let is_cut = is_shortened || ranked.len() > query.hits_max;
    ranked.truncate(query.hits_max);
    Ok((ranked, is_cut))
}

/// Keeps the closest candidates of the wards asked for; whoever is withheld stays, so that no ward tells where one lives.
fn shortlist(tx: &mut Tx<'_>, query: &SearchQuery, mut found: Found) -> Result<(Found, bool), RegisterError> {
    let most = query.hits_max.saturating_add(SPARE);
    let operation = tx.operation();
    if found.len() <= most && query.office_codes.is_empty() && operation.offices.is_empty() {
        return Ok((found, false));
    }
    let numbers: Vec<AddresseeNumber> = found.keys().copied().collect();
    let disclosure = Disclosure::of(tx, &numbers)?;
    let wanted: BTreeSet<&str> = query.office_codes.iter().map(MunicipalityCode::as_str).collect();
    let mut closest: Vec<_> = wards(tx, &numbers, query.as_of)?
        .into_iter()
        .filter(|(number, (ward, _))| {
            let is_wanted = wanted.is_empty() || wanted.contains(ward.as_str());
            disclosure.withholds(*number) || (is_wanted && operation.reaches_office(ward))
        })
        .map(|(number, (_, state))| {
            let closeness = found.get(&number).into_iter().flatten().map(|it| it.reason).min();
            (closeness, state, number)
        })
        .collect();
    closest.sort();
    let is_cut = closest.len() > most;
    closest.truncate(most);
    let closest: BTreeSet<AddresseeNumber> = closest.into_iter().map(|(.., number)| number).collect();
    found.retain(|number, _| closest.contains(number));
    Ok((found, is_cut))
}

/// The reasons of a hit, best first; a key that the present record no longer has is a past one.
fn reasons(person: &Person, matches: Vec<Match>) -> Vec<Reason> {
    let present = keys(person);
    let mut best: BTreeMap<Interpretation, Reason> = BTreeMap::new();
    for Match { reason, key } in matches {
        let is_past = key.is_some_and(|key| !present.contains(&key));
        let reason = Reason { is_past, ..reason };
        best.entry(reason.item).and_modify(|kept| *kept = (*kept).min(reason)).or_insert(reason);
    }
    let mut reasons: Vec<Reason> = best.into_values().collect();
    reasons.sort();
    reasons
}

/// Readings are kept in katakana.
fn hiragana_to_katakana(text: &str) -> String {
    let raised = |it: char| match it {
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(it) + 0x60).unwrap_or(it),
        _ => it,
    };
    text.chars().map(raised).collect()
}

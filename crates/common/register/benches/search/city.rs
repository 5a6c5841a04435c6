//! A city of people who do not exist: the same for everybody who asks, made number by number without memory.

use chrono::{Days, NaiveDate};
use register::bitemporal::Span;
use register::load::PersonHistory;
use register::{Membership, Person, PersonalNumberVault, RegistrationState, ResidentKind};
use values::{
    Address, AddresseeNumber, HouseholdNumber, Kana, LegalDate, MunicipalityCode, PersonName, PersonalNumber,
    Relationship, Sex, Wareki,
};

use crate::Outcome;

const KITA: &str = "271276";

/// Persons of one household.
const HOUSEHOLD: u64 = 2;

/// Surnames that a quarter of all people share: characters, reading, and how many in 1,000 have it.
const COMMON: [(&str, &str, u64); 20] = [
    ("田中", "タナカ", 24),
    ("山本", "ヤマモト", 22),
    ("中村", "ナカムラ", 18),
    ("吉田", "ヨシダ", 16),
    ("松本", "マツモト", 14),
    ("井上", "イノウエ", 14),
    ("山田", "ヤマダ", 13),
    ("佐藤", "サトウ", 12),
    ("鈴木", "スズキ", 12),
    ("高橋", "タカハシ", 9),
    ("髙橋", "タカハシ", 3),
    ("渡辺", "ワタナベ", 6),
    ("渡邉", "ワタナベ", 3),
    ("渡邊", "ワタナベ", 3),
    ("斉藤", "サイトウ", 3),
    ("斎藤", "サイトウ", 3),
    ("齋藤", "サイトウ", 2),
    ("小澤", "オザワ", 2),
    ("山﨑", "ヤマサキ", 4),
    ("山崎", "ヤマザキ", 6),
];

/// All other surnames: one of each.
const FIRST: [(&str, &str); 24] = [
    ("石", "イシ"),
    ("大", "オオ"),
    ("小", "コ"),
    ("上", "ウエ"),
    ("西", "ニシ"),
    ("東", "ヒガシ"),
    ("北", "キタ"),
    ("南", "ミナミ"),
    ("森", "モリ"),
    ("福", "フク"),
    ("長", "ナガ"),
    ("藤", "フジ"),
    ("竹", "タケ"),
    ("松", "マツ"),
    ("杉", "スギ"),
    ("黒", "クロ"),
    ("青", "アオ"),
    ("赤", "アカ"),
    ("古", "フル"),
    ("新", "ニイ"),
    ("浜", "ハマ"),
    ("今", "イマ"),
    ("岩", "イワ"),
    ("宮", "ミヤ"),
];
const SECOND: [(&str, &str); 20] = [
    ("川", "カワ"),
    ("谷", "タニ"),
    ("原", "ハラ"),
    ("野", "ノ"),
    ("島", "シマ"),
    ("岡", "オカ"),
    ("井", "イ"),
    ("沢", "サワ"),
    ("浦", "ウラ"),
    ("尾", "オ"),
    ("木", "キ"),
    ("口", "グチ"),
    ("崎", "サキ"),
    ("下", "シタ"),
    ("瀬", "セ"),
    ("塚", "ヅカ"),
    ("内", "ウチ"),
    ("江", "エ"),
    ("林", "バヤシ"),
    ("倉", "クラ"),
];
const GIVEN: [(&str, &str); 30] = [
    ("太郎", "タロウ"),
    ("一郎", "イチロウ"),
    ("健太", "ケンタ"),
    ("大輔", "ダイスケ"),
    ("翔太", "ショウタ"),
    ("拓也", "タクヤ"),
    ("誠", "マコト"),
    ("浩", "ヒロシ"),
    ("隆", "タカシ"),
    ("勝", "マサル"),
    ("正雄", "マサオ"),
    ("和夫", "カズオ"),
    ("蓮", "レン"),
    ("悠斗", "ユウト"),
    ("陽向", "ヒナタ"),
    ("花子", "ハナコ"),
    ("京子", "キョウコ"),
    ("和子", "カズコ"),
    ("幸子", "サチコ"),
    ("恵子", "ケイコ"),
    ("裕子", "ユウコ"),
    ("由美", "ユミ"),
    ("明美", "アケミ"),
    ("愛", "アイ"),
    ("美咲", "ミサキ"),
    ("葵", "アオイ"),
    ("陽菜", "ヒナ"),
    ("結衣", "ユイ"),
    ("さくら", "サクラ"),
    ("千代", "チヨ"),
];
const TOWNS: [&str; 20] = [
    "中之島",
    "天満",
    "西天満",
    "梅田",
    "大淀北",
    "大淀南",
    "大淀中",
    "豊崎",
    "中津",
    "本庄東",
    "本庄西",
    "長柄東",
    "長柄西",
    "長柄中",
    "天神橋",
    "与力町",
    "同心",
    "池田町",
    "松ケ枝町",
    "国分寺",
];
const CHOME: [&str; 6] = ["一丁目", "二丁目", "三丁目", "四丁目", "五丁目", "六丁目"];

/// A number that looks like chance and is always the same (splitmix64).
fn chance(person: u64, what: u64, below: u64) -> u64 {
    let mut mixed = person.wrapping_mul(64).wrapping_add(what).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ (mixed >> 31)) % below
}

fn pick<T: Copy>(list: &[T], person: u64, what: u64) -> Outcome<T> {
    let place = usize::try_from(chance(person, what, u64::try_from(list.len())?))?;
    list.get(place).copied().ok_or_else(|| "an empty list".into())
}

/// Characters and reading of a person's surname and given name; members of a household share the surname.
fn name(person: u64) -> Outcome<([String; 2], [String; 2])> {
    let house = person / HOUSEHOLD;
    let given = pick(&GIVEN, person, 1)?;
    let mut place = chance(house, 2, 1_000);
    for (surname, reading, weight) in COMMON {
        if place < weight {
            return Ok(([surname.into(), given.0.into()], [reading.into(), given.1.into()]));
        }
        place -= weight;
    }
    let (first, second) = (pick(&FIRST, house, 3)?, pick(&SECOND, house, 4)?);
    let joined = |one: &str, two: &str| format!("{one}{two}");
    Ok(([joined(first.0, second.0), given.0.into()], [joined(first.1, second.1), given.1.into()]))
}

fn born_on(person: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(1932, 1, 1).unwrap_or_default() + Days::new(chance(person, 5, 34_500))
}

/// Where the household lives now (`when` 6) or lived before (7).
fn address(person: u64, when: u64) -> Outcome<Address> {
    let house = person / HOUSEHOLD;
    let (block, plot) = (1 + chance(house, when + 10, 30), 1 + chance(house, when + 20, 20));
    Ok(Address {
        municipality_code: Some(KITA.parse()?),
        prefecture: "大阪府".to_owned(),
        municipality: "大阪市北区".to_owned(),
        town_id: Some("0003001".parse()?),
        town: format!("{}{}", pick(&TOWNS, house, when)?, pick(&CHOME, house, when + 30)?),
        lot: format!("{block}番{plot}号"),
        building: format!("見本マンション{}号室", 101 + chance(house, when + 40, 900)),
        postal_code: Some("5300005".parse()?),
    })
}

/// The addressee number of a person.
fn number(person: u64) -> Outcome<AddresseeNumber> {
    Ok(AddresseeNumber::from_base(1_000_000 + person)?)
}

fn personal_number(person: u64) -> Outcome<PersonalNumber> {
    let base = 10_000_000_000 + person;
    (0..10).find_map(|digit| format!("{base}{digit}").parse().ok()).ok_or_else(|| "no check digit fits".into())
}

/// Histories of these persons: each has one to three records and one membership.
pub(crate) fn histories(persons: std::ops::Range<u64>) -> Outcome<Vec<PersonHistory>> {
    let vault = PersonalNumberVault::new([7; 32], [9; 32]);
    persons.map(|person| history(person, &vault)).collect()
}

fn history(person: u64, vault: &PersonalNumberVault) -> Outcome<PersonHistory> {
    let addressee_number = number(person)?;
    let mut begun = born_on(person);
    let mut records = Vec::new();
    if chance(person / HOUSEHOLD, 8, 2) == 0 {
        let moved =
            NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default() - Days::new(chance(person / HOUSEHOLD, 9, 300));
        if let Some(span) = Span::new(begun, Some(moved)) {
            records.push((span, record(person, 7)?));
            begun = moved;
        }
    }
    records.push((Span::starting(begun), record(person, 6)?));
    let relationship: Relationship = if person.is_multiple_of(HOUSEHOLD) { "世帯主" } else { "同居人" }.parse()?;
    let membership = Membership {
        household_number: HouseholdNumber::from_base(2_000_000 + person / HOUSEHOLD)?,
        relationship,
        member_order: i16::try_from(1 + person % HOUSEHOLD)?,
    };
    Ok(PersonHistory {
        addressee_number,
        records,
        memberships: vec![(Span::starting(born_on(person)), membership)],
        personal_number: Some(vault.seal(addressee_number, &personal_number(person)?)?),
        measures: Vec::new(),
    })
}

fn record(person: u64, when: u64) -> Outcome<Person> {
    let (characters, reading) = name(person)?;
    let office_code: MunicipalityCode = KITA.parse()?;
    let since = Some(LegalDate::known(born_on(person)));
    Ok(Person {
        registration_state: RegistrationState::Registered,
        resident_kind: ResidentKind::Japanese,
        full_name: PersonName::new(&characters.join("　"))?,
        furigana: Some(Kana::new(&reading.join("　"))?),
        is_furigana_confirmed: true,
        former_surname: None,
        former_surname_furigana: None,
        alias: None,
        alias_furigana: None,
        roman_name: None,
        born_on: LegalDate::known(born_on(person)),
        sex: if chance(person, 1, 30) < 15 { Sex::Male } else { Sex::Female },
        foreign_status: None,
        resident_record_code: None,
        resident_since_on: since,
        address_since_on: since,
        address: address(person, when)?,
        office_code,
        previous_address: None,
        registered_domicile: Some("大阪府大阪市北区見本町1番地".to_owned()),
        register_first_person: Some(characters.join("　")),
        entry_reason: None,
        entered_on: None,
        move_out: None,
        deletion_reason: None,
        deleted_on: None,
        remarks: None,
    })
}

/// The kinds of search and what is typed, for persons chosen over the whole city.
pub(crate) fn searches(persons: u64, count: u64) -> Vec<(&'static str, Vec<String>)> {
    type Typed = fn(u64) -> Outcome<String>;
    let kinds: [(&str, Typed); 12] = [
        ("whole reading", |it| Ok(name(it)?.1.join(" "))),
        ("beginning of a reading", |it| {
            let (_, [surname, given]) = name(it)?;
            Ok(format!("{surname} {}", given.chars().take(1).collect::<String>()))
        }),
        ("very common surname, reading", |it| Ok(pick(&COMMON, it, 50)?.1.to_owned())),
        ("very common surname, characters", |it| Ok(pick(&COMMON, it, 50)?.0.to_owned())),
        ("name in other variants", |it| {
            let ([surname, given], _) = name(it)?;
            Ok(format!("{} {given}", other_variant(&surname)))
        }),
        ("given name alone, characters", |it| Ok(name(it)?.0[1].clone())),
        ("given name alone, reading", |it| Ok(name(it)?.1[1].clone())),
        ("birth date", |it| Ok(Wareki::of(born_on(it)).ok_or("before Meiji")?.short())),
        ("town and lot", |it| address(it, 6).map(|home| format!("{}{}", home.town, home.lot))),
        ("addressee number", |it| Ok(number(it)?.to_string())),
        ("surname and year of birth", |it| {
            let (_, [surname, _]) = name(it)?;
            Ok(format!("{surname} {}", Wareki::of(born_on(it)).ok_or("before Meiji")?.year_text()))
        }),
        ("very common surname and town", |it| Ok(format!("{} {}", pick(&COMMON, it, 50)?.1, address(it, 6)?.town))),
    ];
    let typed = |kind: Typed| (0..count).filter_map(|it| kind(chance(it, 60, persons)).ok()).collect();
    kinds.into_iter().map(|(name, kind)| (name, typed(kind))).collect()
}

fn other_variant(surname: &str) -> String {
    [("高", "髙"), ("辺", "邊"), ("斉", "齋"), ("崎", "﨑"), ("浜", "濱"), ("沢", "澤"), ("島", "嶋")]
        .into_iter()
        .fold(surname.to_owned(), |name, (one, other)| name.replace(one, other))
}

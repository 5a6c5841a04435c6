//! What an act sets off in other businesses, by the national event table (異動の波及).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use register::read::PersonView;
use register::{ActOutcome, EventCode};
use spec_mapping::EventAction;
use values::{Holidays, age, deadline};

use crate::places::catalogue;

/// How a business answers an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Handling {
    /// 自動: nothing to be done.
    Automatic,
    /// 手続き: the resident files something.
    Procedure,
    /// ご案内: the resident is told of something.
    Guidance,
    /// 変更なし: the business was asked and nothing changes.
    Unchanged,
}

impl Handling {
    /// The word in the contract.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Procedure => "procedure",
            Self::Guidance => "guidance",
            Self::Unchanged => "unchanged",
        }
    }
}

/// One row of the effects table: what a business does, for whom and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BusinessEffect {
    pub(crate) business_code: &'static str,
    pub(crate) business_name: &'static str,
    pub(crate) content: String,
    pub(crate) person_name: String,
    pub(crate) handling: Handling,
    pub(crate) timing: String,
    pub(crate) deadline_on: Option<NaiveDate>,
}

/// Short name in the event table, code and name.
const BUSINESSES: &[(&str, &str, &str)] = &[
    ("juki", "resident_register", "住民基本台帳"),
    ("inkan", "seal_registration", "印鑑登録"),
    ("fuhyo", "family_register_supplement", "戸籍の附票"),
    ("senkyo", "electoral_roll", "選挙人名簿"),
    ("kotei", "fixed_asset_tax", "固定資産税"),
    ("juminzei", "individual_resident_tax", "個人住民税"),
    ("keijidosha", "light_vehicle_tax", "軽自動車税"),
    ("kokuho", "national_health_insurance", "国民健康保険"),
    ("nenkin", "national_pension", "国民年金"),
    ("kouki", "late_elderly_medical", "後期高齢者医療"),
    ("kaigo", "long_term_care_insurance", "介護保険"),
    ("shogai", "disability_welfare", "障害者福祉"),
    ("seiho", "public_assistance", "生活保護"),
    ("jidoteate", "child_allowance", "児童手当"),
    ("jidofuyo", "child_rearing_allowance", "児童扶養手当"),
    ("kosodate", "childcare_support", "子ども・子育て支援"),
    ("kenko", "health_management", "健康管理"),
    ("shugaku", "school_enrollment", "就学"),
    ("card", "individual_number_card", "個人番号カード"),
    ("cs", "resident_network", "住基ネット"),
    ("nyukan", "immigration_liaison", "出入国在留管理庁"),
    ("*", "addressee", "宛名（全業務）"),
];

/// Short actions that need a filing of the resident.
const PROCEDURES: &[&str] = &[
    "認定請求",
    "認定・増額",
    "額改定",
    "継続利用",
    "券面更新",
    "転出届",
    "返還",
    "取得",
    "台帳作成",
    "台帳移管",
    "相続人",
    "現所有者",
    "名義変更",
    "世帯主",
    "納付義務者変更",
];

/// Short actions of which the resident is told.
const GUIDANCES: &[&str] =
    &["申請案内", "新規案内", "産前産後免除", "3か月後に登録", "待ち", "現住所確認", "納付先", "学校再指定"];

/// Ages, in completed years on the day, outside of which a business has nothing to do with a person.
const AGES: &[(&str, u32, u32)] = &[
    ("nenkin", 20, 59),
    ("kouki", 65, u32::MAX),
    ("kaigo", 65, u32::MAX),
    ("shugaku", 5, 15),
    ("senkyo", 18, u32::MAX),
    ("inkan", 15, u32::MAX),
    ("kosodate", 0, 6),
];

/// Businesses that keep records of Japanese residents only.
const JAPANESE_ONLY: &[&str] = &["fuhyo", "senkyo"];

/// National code of a Japanese resident.
const JAPANESE: &str = "1";

/// The days that periods are counted from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    /// 異動日.
    pub(crate) happened_on: NaiveDate,
    /// 届出日.
    pub(crate) filed_on: NaiveDate,
}

/// The rows for an act, nearest deadline first, then in the order of the event table. `persons` are those of its events.
pub(crate) fn effects_of(outcome: &ActOutcome, days: Days, persons: &[PersonView]) -> Vec<BusinessEffect> {
    let Some(catalogue) = catalogue() else { return Vec::new() };
    let codes: BTreeSet<EventCode> = outcome.events.iter().map(|(code, _)| *code).collect();
    let holidays = Holidays::national();
    let mut rows = Vec::new();
    for code in codes {
        let concerned: Vec<&PersonView> =
            persons.iter().filter(|person| outcome.events.contains(&(code, person.addressee_number))).collect();
        let actions = catalogue.events().event(code.code()).map_or(&[][..], |event| &event.actions);
        for action in actions.iter().filter(|action| is_due(action, code, outcome)) {
            rows.extend(row(action, code, days, &concerned, &holidays));
        }
    }
    rows.sort_by_key(|row| row.deadline_on.unwrap_or(NaiveDate::MAX));
    rows
}

/// Of the rows for 住民基本台帳 itself, the one about the head counts only where a head died.
fn is_due(action: &EventAction, code: EventCode, outcome: &ActOutcome) -> bool {
    let of_the_head = action.business == "juki" && code == EventCode::Death;
    !of_the_head
        || outcome
            .effects
            .iter()
            .any(|effect| effect.item == "relationship_to_head" && effect.before.as_deref() == Some("世帯主"))
}

fn row(
    action: &EventAction,
    code: EventCode,
    days: Days,
    concerned: &[&PersonView],
    holidays: &Holidays,
) -> Option<BusinessEffect> {
    let (_, business_code, business_name) = BUSINESSES.iter().find(|(short, _, _)| *short == action.business)?;
    let meant: Vec<&PersonView> =
        concerned.iter().copied().filter(|person| is_meant(&action.business, person, days.happened_on)).collect();
    let handling = if meant.is_empty() { Handling::Unchanged } else { handling_of(&action.short) };
    let content = match (meant.is_empty(), action.condition.as_str()) {
        (true, _) => "対象になる方はいません".to_owned(),
        (false, "" | "—") => action.action.clone(),
        (false, condition) => format!("{}（{condition}）", action.action),
    };
    let named = if meant.is_empty() { concerned.to_vec() } else { meant };
    let is_everybody = named.len() == concerned.len() && named.len() > 1;
    let names: Vec<&str> = named.iter().map(|person| person.full_name.as_str()).collect();
    let is_filed = handling == Handling::Procedure;
    Some(BusinessEffect {
        business_code,
        business_name,
        content,
        person_name: if is_everybody { "全員".to_owned() } else { names.join("・") },
        handling,
        timing: if action.effective.is_empty() { "—".to_owned() } else { action.effective.clone() },
        deadline_on: if is_filed { deadline_of(code, &action.business, days, holidays) } else { None },
    })
}

fn is_meant(business: &str, person: &PersonView, day: NaiveDate) -> bool {
    if JAPANESE_ONLY.contains(&business) && person.resident_kind != JAPANESE {
        return false;
    }
    let Some((_, from, through)) = AGES.iter().find(|(short, _, _)| *short == business) else { return true };
    // Of an unknown birth nothing can be ruled out.
    person.born_on.computing_date().is_none_or(|born| (*from..=*through).contains(&age::age_on(born, day)))
}

fn handling_of(short: &str) -> Handling {
    match short {
        "なし" => Handling::Unchanged,
        short if PROCEDURES.contains(&short) => Handling::Procedure,
        short if GUIDANCES.contains(&short) => Handling::Guidance,
        _ => Handling::Automatic,
    }
}

/// The last day of a filing that the event table gives a period for; a closed day moves it on (地方自治法4条の2第4項).
fn deadline_of(code: EventCode, business: &str, days: Days, holidays: &Holidays) -> Option<NaiveDate> {
    /// 15日特例 (児童手当法8条2項, 3項): counted from the day after.
    const ALLOWANCE_DAYS: u32 = 15;
    /// 変更届 and 世帯変更届.
    const CHANGE_DAYS: u32 = 14;
    /// カードの継続利用.
    const CARD_DAYS: u32 = 90;
    /// 現所有者の申告.
    const OWNER_MONTHS: u32 = 3;
    let day = days.happened_on;
    let last = match (code, business) {
        (EventCode::MoveIn | EventCode::Birth | EventCode::Death, "jidoteate") => {
            deadline::days_after(day, ALLOWANCE_DAYS)
        }
        (EventCode::MoveWithin, "jidoteate") | (EventCode::Death, "juki") => deadline::days_after(day, CHANGE_DAYS),
        (EventCode::MoveIn, "card") => deadline::days_after(days.filed_on, CARD_DAYS),
        (EventCode::Death, "kotei") => deadline::months_after(day, OWNER_MONTHS),
        _ => return None,
    };
    Some(deadline::roll_forward(last, holidays))
}

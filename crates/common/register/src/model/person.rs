//! A person's record and membership in a household.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use values::{
    Address, HouseholdNumber, Kana, LegalDate, MunicipalityCode, PersonName, Relationship, ResidenceCardNumber,
    ResidentRecordCode, RomanName, Sex,
};

use super::ActReason;

/// 住民状態 — whether somebody is on the register now (national code list).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegistrationState {
    /// 住登者, code 1.
    Registered,
    /// 転出者, code 2.
    MovedOut,
    /// 死亡者, code 3.
    Died,
    /// その他消除者, code 9.
    Deleted,
}

impl RegistrationState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Registered, Self::MovedOut, Self::Died, Self::Deleted];

    /// The national code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registered => "1",
            Self::MovedOut => "2",
            Self::Died => "3",
            Self::Deleted => "9",
        }
    }

    /// The Japanese name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Registered => "住登者",
            Self::MovedOut => "転出者",
            Self::Died => "死亡者",
            Self::Deleted => "その他消除者",
        }
    }

    /// The state of a national code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// 住民種別 — Japanese or foreign resident (national code list).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResidentKind {
    /// 日本人住民, code 1.
    Japanese,
    /// 外国人住民, code 2.
    Foreign,
}

impl ResidentKind {
    /// The national code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Japanese => "1",
            Self::Foreign => "2",
        }
    }

    /// The kind of a national code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Japanese, Self::Foreign].into_iter().find(|kind| kind.code() == code)
    }
}

/// 外国人住民の記載事項 — what 住民基本台帳法30条の45 adds for a foreign resident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignStatus {
    /// 国籍・地域, national country code.
    pub nationality_code: String,
    /// 国籍・地域 as registered.
    pub nationality: String,
    /// 法30条の45の表の区分, national code `01` to `06`.
    pub article_30_45_code: String,
    /// 在留資格, code of the immigration agency; none for special permanent residents.
    pub residence_status_code: Option<String>,
    /// 在留期間 as written (`3年`), where there is one.
    pub stay_period: Option<String>,
    /// 在留期間の満了の日.
    pub stay_expires_on: Option<NaiveDate>,
    /// 在留カード等の番号.
    pub residence_card_number: Option<ResidenceCardNumber>,
}

/// 転出 — what the record keeps of a move out, planned and confirmed beside each other (標準 4.1.3.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveOut {
    /// 転出届出日.
    pub filed_on: Option<NaiveDate>,
    /// 転出予定日.
    pub planned_on: NaiveDate,
    /// 転出先（予定）.
    pub planned_destination: Option<Address>,
    /// 転出日（確定）, from the notice of the new municipality.
    pub confirmed_on: Option<NaiveDate>,
    /// 転出先（確定）.
    pub confirmed_destination: Option<Address>,
    /// 転入通知日.
    pub noticed_on: Option<NaiveDate>,
}

/// 個人の記録 — all that one row of the register says of a person (住民基本台帳法7条; 標準 1.1.1, 1.1.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// 住民状態.
    pub registration_state: RegistrationState,
    /// 住民種別.
    pub resident_kind: ResidentKind,
    /// 氏名, code point for code point.
    pub full_name: PersonName,
    /// 振り仮名.
    pub furigana: Option<Kana>,
    /// フリガナ確認状況: whether the reading is the official one.
    pub is_furigana_confirmed: bool,
    /// 旧氏.
    pub former_surname: Option<PersonName>,
    /// 旧氏の振り仮名.
    pub former_surname_furigana: Option<Kana>,
    /// 通称.
    pub alias: Option<PersonName>,
    /// 通称の振り仮名.
    pub alias_furigana: Option<Kana>,
    /// ローマ字氏名.
    pub roman_name: Option<RomanName>,
    /// 生年月日, perhaps partly unknown.
    pub born_on: LegalDate,
    /// 性別.
    pub sex: Sex,
    /// What only a foreign resident's record has.
    pub foreign_status: Option<ForeignStatus>,
    /// 住民票コード.
    pub resident_record_code: Option<ResidentRecordCode>,
    /// 住民となった日 (外国人住民となった日).
    pub resident_since_on: Option<LegalDate>,
    /// 住所を定めた日; equals `resident_since_on` until the first 転居 (標準 4.1.1.1).
    pub address_since_on: Option<LegalDate>,
    /// 住所.
    pub address: Address,
    /// The ward (区) that keeps the record; in a designated city a ward is a municipality (法38条).
    pub office_code: MunicipalityCode,
    /// 転入前住所.
    pub previous_address: Option<Address>,
    /// 本籍; may read `なし` or `不明`.
    pub registered_domicile: Option<String>,
    /// 筆頭者.
    pub register_first_person: Option<String>,
    /// 記載の事由.
    pub entry_reason: Option<ActReason>,
    /// 記載の異動年月日.
    pub entered_on: Option<LegalDate>,
    /// 転出予定 and 転出確定.
    pub move_out: Option<MoveOut>,
    /// 消除の事由.
    pub deletion_reason: Option<ActReason>,
    /// 消除の異動年月日.
    pub deleted_on: Option<LegalDate>,
    /// 備考.
    pub remarks: Option<String>,
}

impl Person {
    /// Whether the person is on the register.
    #[must_use]
    pub fn is_registered(&self) -> bool {
        self.registration_state == RegistrationState::Registered
    }
}

/// 世帯員 — who is what in which household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// 世帯番号.
    pub household_number: HouseholdNumber,
    /// 続柄.
    pub relationship: Relationship,
    /// 並び順, from 1.
    pub member_order: i16,
}

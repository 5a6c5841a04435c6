//! Certificates: what is ordered, what may be shown on it, and what is kept of an issue.

use chrono::{DateTime, NaiveDate, Utc};
use values::AddresseeNumber;

/// 証明書 — whether a copy shows a whole household or chosen persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CertificateKind {
    /// 世帯全員の写し.
    Household,
    /// 世帯の一部, or one person alone.
    Individual,
}

impl CertificateKind {
    /// The word in the database and in the contract.
    #[must_use]
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Individual => "individual",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Household, Self::Individual].into_iter().find(|kind| kind.code() == code)
    }
}

/// 記載事項 — what a copy shows only when it is asked for (法12条5項; 標準 5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum IncludedItem {
    /// 世帯主 and 続柄.
    HeadAndRelationship,
    /// 本籍 and 筆頭者.
    Domicile,
    /// 個人番号.
    PersonalNumber,
    /// 住民票コード.
    ResidentRecordCode,
}

impl IncludedItem {
    /// Every item.
    pub(crate) const ALL: [Self; 4] =
        [Self::HeadAndRelationship, Self::Domicile, Self::PersonalNumber, Self::ResidentRecordCode];

    /// The word in the database and in the contract.
    #[must_use]
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::HeadAndRelationship => "head_and_relationship",
            Self::Domicile => "domicile",
            Self::PersonalNumber => "personal_number",
            Self::ResidentRecordCode => "resident_record_code",
        }
    }

    /// The item of a word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.code() == code)
    }
}

/// 認証者 — in whose name an office certifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certifier {
    /// 職名 with the municipality, such as 大阪府大阪市北区長.
    pub title: String,
    /// 氏名.
    pub full_name: String,
    /// 公印, the characters of the seal.
    pub seal_text: String,
}

/// 交付履歴 — an issue as it is kept: enough to make the same paper again, and none of what is printed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Issue {
    /// 発行番号, unique in the municipality.
    pub(crate) document_number: String,
    /// Whose record is shown, in the order of the paper.
    pub(crate) addressee_numbers: Vec<AddresseeNumber>,
    /// 世帯全員 or chosen persons.
    pub(crate) kind: CertificateKind,
    /// What was asked for beyond the basic items.
    pub(crate) included_items: Vec<IncludedItem>,
    /// 通数.
    pub(crate) copies: u16,
    /// 使う目的.
    pub(crate) purpose: String,
    /// The day that is shown.
    pub(crate) valid_at: NaiveDate,
    /// The moment whose knowledge is shown.
    pub(crate) known_at: DateTime<Utc>,
    /// The day that the paper bears.
    pub(crate) issued_on: NaiveDate,
    /// Version of the form.
    pub(crate) form_version: u32,
    /// Whether 見本 stands across the page.
    pub(crate) is_sample: bool,
    /// Day, office and terminal before the running number.
    pub(crate) issue_head: String,
    /// In whose name.
    pub(crate) certifier: Certifier,
    /// SHA-256 of the PDF, lower-case hexadecimal.
    pub(crate) sha256: String,
}

/// The word of a national code of 住民状態 on screens.
#[must_use]
pub(crate) fn state_word(code: &str) -> &'static str {
    match code {
        "1" => "現存",
        "2" => "転出",
        "3" => "死亡",
        _ => "消除",
    }
}

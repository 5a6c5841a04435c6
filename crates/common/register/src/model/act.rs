//! Acts.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use values::{AddresseeNumber, HouseholdNumber, LegalDate};

use super::{Subject, Version};
use crate::Problem;

/// Makes an enum of words: each variant, its code in the database and contracts, and its Japanese name.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub enum $name { $(#[doc = $label] $variant,)+ }

        impl $name {
            /// Every word.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code in the database and in contracts.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The Japanese name.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The word of a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.code() == code)
            }
        }

        impl From<$name> for &'static str {
            fn from(word: $name) -> &'static str {
                word.code()
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(code: String) -> Result<Self, String> {
                Self::from_code(&code).ok_or_else(|| format!("`{code}` is not a code of {}", stringify!($name)))
            }
        }
    };
}

words! {
    /// 異動の種類 — what kind of act it is.
    ActKind {
        MoveIn = "moved_in", "転入";
        MoveWithin = "moved_within", "転居";
        MoveOut = "moved_out", "転出";
        MoveInNotice = "move_in_notice", "転入通知の受理";
        Birth = "born", "出生";
        Death = "died", "死亡";
        HeadChange = "head_changed", "世帯主変更";
        Correction = "amended_ex_officio", "職権修正";
        Cancellation = "act_canceled", "異動の取消し";
        ProtectiveMeasure = "protective_measure", "支援措置";
        Load = "load", "移行";
    }
}

words! {
    /// 異動事由 — the reason of an act by the national code list (標準 1.2.2).
    ActReason {
        MovedIn = "01", "国内転入";
        MovedInFromAbroad = "02", "国外転入等";
        Born = "03", "出生";
        EnteredOnNaturalization = "04", "職権記載（帰化等）";
        EnteredOnNationalityLoss = "05", "職権記載（国籍喪失）";
        EnteredExOfficio = "06", "職権記載";
        EnteredByReform = "07", "改製";
        EnteredByRecreation = "08", "再製";
        RestoredByCancellation = "09", "異動の取消し（増）";
        MovedOut = "21", "国内転出";
        MovedOutAbroad = "22", "国外転出";
        Died = "23", "死亡";
        DeletedOnNaturalization = "24", "職権消除（帰化等）";
        DeletedOnNationalityLoss = "25", "職権消除（国籍喪失）";
        DeletedExOfficio = "26", "職権消除";
        DeletedByReform = "27", "改製";
        DeletedByCancellation = "28", "異動の取消し（減）";
        MovedWithin = "41", "転居";
        MinorAmendment = "42", "軽微な修正";
        AmendedExOfficio = "43", "職権修正";
        ClericalErrorCorrected = "44", "誤記修正";
        HouseholdSplit = "50", "世帯分離";
        HouseholdsMerged = "51", "世帯合併";
        HouseholdChanged = "52", "世帯変更";
        HeadChanged = "53", "世帯主変更";
        AmendedByCancellation = "59", "異動の取消し（修正）";
    }
}

words! {
    /// 記載等の種別 — on what ground an act was made.
    Ground {
        Filing = "filing", "届出";
        FamilyFiling = "family_filing", "戸籍届出";
        Notice = "notice", "通知";
        Request = "request", "申出";
        ExOfficio = "ex_officio", "職権";
        Load = "load", "移行";
    }
}

words! {
    /// ライフイベント — what the other businesses hear of (the codes of the national event table).
    EventCode {
        MoveIn = "MV_IN", "転入";
        MoveWithin = "MV_HOME", "転居";
        MoveOut = "MV_OUT", "転出";
        MoveOutCanceled = "MV_OUT_CANCEL", "転出取消";
        MoveInCanceled = "MV_IN_CANCEL", "転入取消";
        Birth = "BIRTH", "出生";
        Death = "DEATH", "死亡";
        HeadChange = "HH_HEAD", "世帯主変更";
        Corrected = "EX_FIX", "職権修正・誤記修正";
        Canceled = "ACT_CANCEL", "異動の取消し";
        Protection = "SUPPORT", "支援措置";
    }
}

/// 異動の根拠 — when, on what ground, with what evidence, and against which versions.
#[derive(Debug, Clone, Serialize)]
pub struct ActGrounds {
    /// 異動日.
    pub happened_on: LegalDate,
    /// 届出日; for filings only.
    pub filed_on: Option<NaiveDate>,
    /// 通知日, 申出日 or 戸籍届出日, by ground.
    pub noticed_on: Option<NaiveDate>,
    /// 記載等の種別.
    pub ground: Ground,
    /// 根拠法令 as shown in the record of acts.
    pub legal_basis: String,
    /// What was shown: certificates, papers, identity.
    pub evidence: String,
    /// The versions that the clerk saw; every person touched must be covered by an own or the household's version.
    #[serde(skip)]
    pub expected: Vec<ExpectedVersion>,
}

/// 届出が前提とした版 — a version that a filing was written against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpectedVersion {
    /// Whose version.
    pub subject: Subject,
    /// The version seen.
    pub version: Version,
}

/// 異動 — an act as the record of acts keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Serial of the act.
    pub act_number: i64,
    /// What kind of act.
    pub kind: ActKind,
    /// 異動事由.
    pub reason: ActReason,
    /// 異動日.
    pub happened_on: LegalDate,
    /// 届出日.
    pub filed_on: Option<NaiveDate>,
    /// 通知日.
    pub noticed_on: Option<NaiveDate>,
    /// 処理日.
    pub processed_on: NaiveDate,
    /// The moment from which the register knew.
    pub recorded_at: DateTime<Utc>,
    /// Who entered it.
    pub login_name: String,
    /// Where.
    pub office_code: String,
    /// 記載等の種別.
    pub ground: Ground,
    /// 根拠法令.
    pub legal_basis: String,
    /// Evidence shown.
    pub evidence: String,
    /// What was filed.
    pub payload: serde_json::Value,
    /// Persons touched.
    pub addressee_numbers: Vec<AddresseeNumber>,
    /// Households touched.
    pub household_numbers: Vec<HouseholdNumber>,
    /// The act that this one cancels.
    pub cancels_act: Option<i64>,
    /// The act that canceled this one.
    pub canceled_by_act: Option<i64>,
}

/// 異動の影響 — one item of a record that an act changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// Whose record.
    pub addressee_number: AddresseeNumber,
    /// First day on which the change holds.
    pub from: NaiveDate,
    /// Identifier of the item, as in the glossary.
    pub item: &'static str,
    /// Japanese name of the item.
    pub label: &'static str,
    /// Text before; nothing where the item was empty or is withheld.
    pub before: Option<String>,
    /// Text after; nothing where the item is empty or is withheld.
    pub after: Option<String>,
}

/// 異動の結果 — what an act did, or would do in a dry run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActOutcome {
    /// Serial of the act; also the new version of every subject.
    pub act_number: i64,
    /// The moment from which the register knows.
    pub recorded_at: DateTime<Utc>,
    /// Persons touched, new ones included.
    pub addressee_numbers: BTreeSet<AddresseeNumber>,
    /// Households touched, new ones included.
    pub household_numbers: BTreeSet<HouseholdNumber>,
    /// Every item that changed.
    pub effects: Vec<Effect>,
    /// Alerts (標準 11.1): the act may stand, the clerk must have read them.
    pub alerts: Vec<Problem>,
    /// Life events written to the outbox: code and addressee.
    pub events: Vec<(EventCode, AddresseeNumber)>,
}

//! What is kept of a certification: recipient, months, children.

use chrono::NaiveDate;
use values::{AddresseeNumber, YearMonth, Yen};

use crate::model::{OlderSiblingSupport, Placement, Residence};
use crate::rules::payee::Home;
use crate::rules::payment::Cycle;
use crate::rules::period::EndCause;

/// 認定 — that a person is paid child allowance, for which months and which children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certification {
    /// 認定番号: digits, at most 20.
    pub certification_number: String,
    /// 受給者.
    pub recipient: AddresseeNumber,
    /// 請求日, of the first claim.
    pub claimed_on: NaiveDate,
    /// 認定日.
    pub certified_on: NaiveDate,
    /// 支給開始年月: the first benefit month.
    pub paid_from: YearMonth,
    /// How it ended; nothing while it is in force.
    pub end: Option<End>,
    /// The children, in any order.
    pub children: Vec<CertifiedChild>,
}

impl Certification {
    /// The last benefit month; nothing while it is in force.
    #[must_use]
    pub fn paid_through(&self) -> Option<YearMonth> {
        self.end.map(|end| end.paid_through)
    }

    /// Whether the month lies within the certification.
    #[must_use]
    pub fn covers(&self, month: YearMonth) -> bool {
        self.paid_from <= month && self.paid_through().is_none_or(|last| month <= last)
    }
}

/// 消滅 — the end of a certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// 消滅日.
    pub ended_on: NaiveDate,
    /// 消滅事由; nothing where a former system did not say.
    pub cause: Option<EndCause>,
    /// The last benefit month.
    pub paid_through: YearMonth,
}

/// 認定の児童 — a child of a certification, or an older sibling who counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertifiedChild {
    /// 児童.
    pub child: AddresseeNumber,
    /// 児童区分, as it was claimed; what is paid follows from the age.
    pub kind: ChildKind,
    /// 算定開始年月.
    pub from: YearMonth,
    /// Last month; nothing while the child belongs to the certification.
    pub through: Option<YearMonth>,
    /// 監護相当・生計費の負担.
    pub support: OlderSiblingSupport,
    /// 同居・別居監護.
    pub home: Home,
    /// Where the child lives.
    pub residence: Residence,
    /// Who brings the child up.
    pub placement: Placement,
}

impl CertifiedChild {
    /// Whether the child belongs to the certification in the month.
    #[must_use]
    pub fn covers(&self, month: YearMonth) -> bool {
        self.from <= month && self.through.is_none_or(|last| month <= last)
    }
}

/// 児童区分 — as what a child was claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChildKind {
    /// 支給要件児童.
    Eligible,
    /// 児童の兄姉等: counted, not paid.
    OlderSibling,
}

/// 支払済み — a payment of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPayment {
    /// 認定番号.
    pub certification_number: String,
    /// 受給者.
    pub recipient: AddresseeNumber,
    /// 支払日.
    pub paid_on: NaiveDate,
    /// 定期・随時.
    pub cycle: Cycle,
    /// 対象月 自.
    pub from: YearMonth,
    /// 対象月 至.
    pub through: YearMonth,
    /// 支払額.
    pub amount: Yen,
    /// 支給対象児童数 in the last month.
    pub child_count: i32,
    /// The run that paid it; nothing for a payment of a former system.
    pub run_number: Option<i64>,
}

/// Gives closed enums their codes in the database and contracts.
macro_rules! codes {
    ($kind:ty, $to:ident, $of:ident, $($variant:path = $code:literal),+ $(,)?) => {
        #[doc = concat!("The stable code of a [`", stringify!($kind), "`].")]
        #[must_use]
        pub const fn $to(word: $kind) -> &'static str {
            match word { $($variant => $code),+ }
        }

        #[doc = concat!("The [`", stringify!($kind), "`] of a code.")]
        #[must_use]
        pub fn $of(code: &str) -> Option<$kind> {
            match code { $($code => Some($variant),)+ _ => None }
        }
    };
}

codes!(
    ChildKind,
    child_kind_code,
    child_kind_of,
    ChildKind::Eligible = "eligible",
    ChildKind::OlderSibling = "older_sibling"
);
codes!(Cycle, cycle_code, cycle_of, Cycle::Regular = "regular", Cycle::OffCycle = "off_cycle");
codes!(
    Residence,
    residence_code,
    residence_of,
    Residence::Japan = "japan",
    Residence::StudyAbroad = "study_abroad",
    Residence::Abroad = "abroad",
);
codes!(Placement, placement_code, placement_of, Placement::Family = "family", Placement::Institution = "institution",);
codes!(
    EndCause,
    end_cause_code,
    end_cause_of,
    EndCause::MovedOut = "moved_out",
    EndCause::MovedAbroad = "moved_abroad",
    EndCause::RecipientDied = "recipient_died",
    EndCause::LastChildDied = "last_child_died",
    EndCause::LastChildAgedOut = "last_child_aged_out",
    EndCause::CareEnded = "care_ended",
    EndCause::ChildPlaced = "child_placed",
    EndCause::JoinedPublicService = "joined_public_service",
    EndCause::OtherRecipient = "other_recipient",
    EndCause::ResidenceEnded = "residence_ended",
);

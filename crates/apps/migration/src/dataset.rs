//! The files of a delivery that hold records.

use serde::Serialize;

/// データ — one kind of record, one file of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dataset {
    /// 住民: the history rows of persons.
    Residents,
    /// 世帯.
    Households,
    /// 支援措置.
    ProtectiveMeasures,
    /// 児童手当の認定.
    AllowanceCertifications,
    /// 児童手当の支払.
    AllowancePayments,
}

impl Dataset {
    /// Every dataset, in the order in which reports list them.
    pub const ALL: [Self; 5] = [
        Self::Residents,
        Self::Households,
        Self::ProtectiveMeasures,
        Self::AllowanceCertifications,
        Self::AllowancePayments,
    ];

    /// The word in the database and in contracts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Residents => "residents",
            Self::Households => "households",
            Self::ProtectiveMeasures => "protective_measures",
            Self::AllowanceCertifications => "allowance_certifications",
            Self::AllowancePayments => "allowance_payments",
        }
    }

    /// The dataset of a word of the database.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dataset| dataset.code() == code)
    }

    /// Name on screens and reports.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Residents => "住民記録（個人の履歴）",
            Self::Households => "世帯",
            Self::ProtectiveMeasures => "支援措置",
            Self::AllowanceCertifications => "児童手当 認定",
            Self::AllowancePayments => "児童手当 支払",
        }
    }

    /// Name of the file in a delivery.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Residents => "JUMIN.csv",
            Self::Households => "SETAI.dat",
            Self::ProtectiveMeasures => "SHIEN.csv",
            Self::AllowanceCertifications => "JITE.csv",
            Self::AllowancePayments => "JITEPAY.csv",
        }
    }

    /// The mapping from the vendor's layout to the national one.
    pub(crate) const fn mapping(self) -> &'static str {
        match self {
            Self::Residents => "mihon_jumin_to_national_resident",
            Self::Households => "mihon_setai_to_household",
            Self::ProtectiveMeasures => "mihon_shien_to_protective_measure",
            Self::AllowanceCertifications => "mihon_jite_to_child_allowance_certification",
            Self::AllowancePayments => "mihon_jitepay_to_child_allowance_payment",
        }
    }
}

/// Lists of a delivery that are not records: towns and 外字.
pub(crate) const TOWNS: &str = "MACHI.csv";
pub(crate) const GAIJI: &str = "GAIJI.csv";

//! The people of the city and what the old register knows about them.

use chrono::NaiveDate;

use crate::allowance::Claim;
use crate::dirt::DirtKind;
use crate::protection::Protection;

/// Male or female: the generator has no third value, the old vendor's files have (code N).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

/// 異動事由 — why a row was added, in the vendor's codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    MoveIn,
    MoveInFromAbroad,
    Birth,
    ExOfficioEntry,
    MoveOut,
    MoveOutAbroad,
    Death,
    MoveWithin,
    ExOfficioCorrection,
    HeadChange,
    FormerSurname,
}

impl Reason {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::MoveIn => "T1",
            Self::MoveInFromAbroad => "T2",
            Self::Birth => "T3",
            Self::ExOfficioEntry => "T6",
            Self::MoveOut => "S1",
            Self::MoveOutAbroad => "S2",
            Self::Death => "S3",
            Self::MoveWithin => "H1",
            Self::ExOfficioCorrection => "H3",
            Self::HeadChange => "H8",
            Self::FormerSurname => "K1",
        }
    }

    /// Filed by somebody (届出), or recorded by the office (職権).
    pub(crate) fn is_filed(self) -> bool {
        matches!(
            self,
            Self::MoveIn
                | Self::MoveInFromAbroad
                | Self::MoveOut
                | Self::MoveOutAbroad
                | Self::MoveWithin
                | Self::HeadChange
        )
    }
}

/// 住民状態 after a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Present,
    MovedOut,
    Dead,
}

/// One history row: what happened, and which of the member's and household's values held from then on.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) reason: Reason,
    pub(crate) on: NaiveDate,
    pub(crate) filed_on: Option<NaiveDate>,
    pub(crate) processed_on: NaiveDate,
    pub(crate) address: usize,
    pub(crate) names: usize,
    pub(crate) label: &'static str,
    pub(crate) state: State,
    pub(crate) settled_on: NaiveDate,
}

/// The names of a person during some time, code point for code point.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(crate) text: String,
    pub(crate) kana: String,
    pub(crate) latin: String,
    pub(crate) alias: String,
    pub(crate) alias_kana: String,
    pub(crate) former_surname: String,
    pub(crate) former_surname_kana: String,
}

/// What is recorded of a foreign resident only.
#[derive(Debug, Clone)]
pub(crate) struct Foreign {
    pub(crate) alpha3: &'static str,
    pub(crate) status: &'static str,
    pub(crate) expires_on: Option<NaiveDate>,
    pub(crate) card: String,
    pub(crate) is_special_permanent: bool,
    pub(crate) resident_since: NaiveDate,
}

/// An address in the city.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) ward_code: &'static str,
    pub(crate) town_id: String,
    pub(crate) town_name: &'static str,
    pub(crate) postal_code: &'static str,
    pub(crate) lot: String,
    pub(crate) building: String,
}

/// A person of a household, present or gone.
#[derive(Debug, Clone)]
pub struct Member {
    pub(crate) sex: Sex,
    pub(crate) birth: NaiveDate,
    pub(crate) is_child: bool,
    pub(crate) addressee_number: String,
    pub(crate) personal_number: String,
    pub(crate) record_code: String,
    pub(crate) names: Vec<Names>,
    pub(crate) foreign: Option<Foreign>,
    pub(crate) domicile: String,
    pub(crate) domicile_head: String,
    pub(crate) origin_code: &'static str,
    pub(crate) origin: String,
    pub(crate) destination: String,
    pub(crate) resident_since: NaiveDate,
    pub(crate) rows: Vec<Row>,
}

impl Member {
    /// The day of birth.
    pub fn birth(&self) -> NaiveDate {
        self.birth
    }

    /// Male or female.
    pub fn sex(&self) -> Sex {
        self.sex
    }

    /// 宛名番号 with its check digit.
    pub fn addressee_number(&self) -> &str {
        &self.addressee_number
    }

    /// Whether the person lives in the city on the day (住登者).
    pub fn is_resident(&self) -> bool {
        self.rows.last().is_some_and(|row| row.state == State::Present)
    }

    /// Whether the person is a foreign resident.
    pub fn is_foreign(&self) -> bool {
        self.foreign.is_some()
    }
}

/// A household with everyone who belongs or belonged to it.
#[derive(Debug, Clone)]
pub struct Household {
    pub(crate) index: u64,
    pub(crate) number: String,
    pub(crate) addresses: Vec<Address>,
    pub(crate) members: Vec<Member>,
    pub(crate) settled_on: NaiveDate,
    pub(crate) guardian: Option<usize>,
    pub(crate) claim: Option<Claim>,
    pub(crate) protections: Vec<Protection>,
    pub(crate) dirt: Option<DirtKind>,
}

impl Household {
    /// Its place in the order of the city.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// 世帯番号 with its check digit.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Everyone who belongs or belonged to it, those present first.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many of its members live in the city on the day.
    pub fn resident_count(&self) -> u64 {
        u64::try_from(self.members.iter().filter(|member| member.is_resident()).count()).unwrap_or(0)
    }

    /// The kind of dirt that its files will hold, if any.
    pub fn dirt(&self) -> Option<DirtKind> {
        self.dirt
    }

    /// The head now, if anyone is left.
    pub(crate) fn head(&self) -> Option<&Member> {
        self.members.iter().find(|member| {
            member.rows.last().is_some_and(|row| row.state == State::Present && is_head_label(row.label))
        })
    }
}

/// 世帯主 under one of the vendor's labels.
pub(crate) fn is_head_label(label: &str) -> bool {
    matches!(label, "世帯主" | "本人")
}

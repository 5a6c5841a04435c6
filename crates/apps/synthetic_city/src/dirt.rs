//! The dirt of old files: which kinds there are, which household gets which, and what must become of it.

use chrono::NaiveDate;

use crate::composition::Form;
use crate::days::day;
use crate::model::Names;
use crate::random::{Draws, Purpose};
use crate::spec::Dirt;

/// How a record must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disposition {
    /// In the register; with a reason: and noted.
    Loaded,
    /// Taken into another record.
    Merged,
    /// Kept with its reason until a clerk has dealt with it.
    Quarantined,
    /// Not readable as a record.
    Rejected,
}

impl Disposition {
    /// The word in the files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Loaded => "loaded",
            Self::Merged => "merged",
            Self::Quarantined => "quarantined",
            Self::Rejected => "rejected",
        }
    }
}

macro_rules! dirt_kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $disposition:ident, $reason:literal;)*) => {
        /// A kind of dirt, planted once in every round of households.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum DirtKind { $($(#[$doc])* $name,)* }

        impl DirtKind {
            /// Every kind, in the order in which a round plants them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name in `truth.jsonl`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// How the record that carries it must end.
            pub fn disposition(self) -> Disposition {
                match self { $(Self::$name => Disposition::$disposition,)* }
            }

            /// The reason code that must be given.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$name => $reason,)* }
            }
        }
    };
}

dirt_kinds! {
    /// Only the year of birth is known.
    BirthYearOnly = "birth_year_only", Loaded, "date_partly_unknown";
    /// Year and month of birth are known.
    BirthYearMonth = "birth_year_month", Loaded, "date_partly_unknown";
    /// Nothing is known of the birth date.
    BirthUnknown = "birth_unknown", Loaded, "date_partly_unknown";
    /// The birth date is in words: 昭和20年頃.
    BirthWording = "birth_wording", Loaded, "date_partly_unknown";
    /// A date past the end of its era: 昭和64年1月8日, 平成31年5月1日.
    EraPastEnd = "era_past_end", Loaded, "era_past_end";
    /// Born on 4月31日.
    NonCalendarBirth = "non_calendar_birth", Loaded, "non_calendar_date";
    /// Filed on 2月31日.
    ImpossibleFilingDate = "impossible_filing_date", Quarantined, "date_impossible";
    /// One person under two 宛名番号 with one 個人番号.
    DuplicateNumber = "duplicate_number", Merged, "duplicate_personal_number";
    /// One person under two 宛名番号, the second without 個人番号.
    DuplicateFacts = "duplicate_facts", Merged, "duplicate_four_facts";
    /// Two people of one name, birth date and sex.
    Namesake = "namesake", Loaded, "same_name_and_birth";
    /// Two heads in a household.
    TwoHeads = "two_heads", Quarantined, "two_heads";
    /// The head has left and nobody took the place.
    NoHead = "no_head", Loaded, "no_head";
    /// A real label that only a clerk can translate.
    RelationshipByClerk = "relationship_by_clerk", Quarantined, "relationship_needs_clerk";
    /// A label of no list.
    RelationshipUnknown = "relationship_unknown", Quarantined, "relationship_unknown";
    /// A 外字 that the table does not name.
    GaijiWithoutMapping = "gaiji_without_mapping", Quarantined, "gaiji_without_mapping";
    /// 個人番号 with a wrong check digit.
    PersonalNumberWrong = "personal_number_wrong", Quarantined, "personal_number_check_digit";
    /// 住民票コード with a wrong check digit.
    RecordCodeWrong = "record_code_wrong", Quarantined, "resident_record_code_check_digit";
    /// 宛名番号 with a wrong check digit.
    AddresseeNumberWrong = "addressee_number_wrong", Quarantined, "addressee_number_check_digit";
    /// No household of this number.
    HouseholdMissing = "household_missing", Quarantined, "household_missing";
    /// A household record that is too short.
    HouseholdLineShort = "household_line_short", Rejected, "record_length";
    /// A line that is cut off.
    ColumnsMissing = "columns_missing", Rejected, "column_count";
    /// Bytes that are not CP932.
    BrokenBytes = "broken_bytes", Rejected, "encoding_broken";
    /// A code of no list.
    CodeUnknown = "code_unknown", Quarantined, "code_unknown";
    /// A 履歴番号 twice.
    HistoryDuplicate = "history_duplicate", Quarantined, "history_number_duplicate";
    /// A later 履歴番号 with an earlier 処理日.
    HistoryOrder = "history_order", Quarantined, "history_number_order";
    /// Died before birth.
    DeathBeforeBirth = "death_before_birth", Quarantined, "death_before_birth";
    /// A 町字コード of no list.
    TownNotListed = "town_not_listed", Loaded, "town_not_listed";
    /// A child of a certification who is nobody.
    AllowanceChildUnknown = "allowance_child_unknown", Quarantined, "person_not_found";
}

impl DirtKind {
    /// The form of the household that carries it and the head's age: mostly a couple without children, so that no
    /// 児童手当 hangs on a record that is held.
    pub(crate) fn setting(self, draws: &mut Draws) -> (Form, Option<u64>) {
        match self {
            Self::Namesake => (Form::Single, Some(53)),
            Self::HouseholdMissing | Self::HouseholdLineShort => (Form::Single, Some(draws.between(28, 60))),
            Self::AllowanceChildUnknown => (Form::CoupleChildren, Some(draws.between(33, 41))),
            _ => (Form::Couple, Some(draws.between(28, 47))),
        }
    }

    /// Whether its household must have a certification of 児童手当; the others must have none.
    pub(crate) fn needs_claim(self) -> bool {
        self == Self::AllowanceChildUnknown
    }
}

/// The name and birth date that all namesakes of a city share.
pub(crate) fn namesake() -> (Names, NaiveDate) {
    let names =
        Names { text: "田中　一郎".to_owned(), kana: "タナカ　イチロウ".to_owned(), ..Names::default() };
    (names, day(1971, 5, 5))
}

/// Which household carries which dirt: a kind has its place in each round.
#[derive(Debug, Clone)]
pub(crate) struct Schedule {
    round: u64,
    shift: u64,
}

/// Places of a round that lie between two kinds.
const STRIDE: u64 = 2;

impl Schedule {
    pub(crate) fn new(seed: u64, dirt: Dirt) -> Self {
        let round = match dirt {
            Dirt::None => 0,
            Dirt::OnceIn(households) => households.max(64),
        };
        Self { round, shift: Draws::new(seed, Purpose::Dirt, 0).below(round) }
    }

    pub(crate) fn kind_at(&self, index: u64) -> Option<DirtKind> {
        if self.round == 0 {
            return None;
        }
        let place = (index + self.shift) % self.round;
        let count = u64::try_from(DirtKind::ALL.len()).ok()?;
        let spread = (self.round / count).max(STRIDE);
        let position = usize::try_from(place / spread).ok()?;
        if place.is_multiple_of(spread) { DirtKind::ALL.get(position).copied() } else { None }
    }
}

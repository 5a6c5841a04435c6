//! The facts and outcomes of child allowance, as the law distinguishes them.

use chrono::NaiveDate;
use values::{YearMonth, Yen};

/// 支給要件の号 — on which ground of 児童手当法4条1項 the claimant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// 父又は母 (1号).
    Parent,
    /// 未成年後見人 (1号).
    MinorGuardian,
    /// 法人である未成年後見人 (1号): has no birth order of children and no income test.
    CorporateGuardian,
    /// 父母指定者 (2号): named by parents who live abroad.
    ParentDesignee,
    /// 監護し生計を維持する者 (3号): where neither parents nor a designee do.
    Caretaker,
    /// 施設等受給資格者 (4号): foster parents and institutions.
    Institution,
}

impl Ground {
    /// The kind of recipient that 6条 pays by.
    #[must_use]
    pub const fn recipient_kind(self) -> RecipientKind {
        match self {
            Ground::Parent | Ground::MinorGuardian | Ground::ParentDesignee | Ground::Caretaker => {
                RecipientKind::Individual
            }
            Ground::CorporateGuardian => RecipientKind::Corporate,
            Ground::Institution => RecipientKind::Institution,
        }
    }
}

/// 受給資格者の区分 — whom 6条1項 pays by which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecipientKind {
    /// 個人受給資格者 (6条2項1号): children are counted, the third and later get more.
    Individual,
    /// 法人受給資格者 (6条2項6号).
    Corporate,
    /// 施設等受給資格者 (6条2項7号).
    Institution,
}

/// 監護と生計 — what a claimant does for the children, under 4条1項.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Care {
    /// 監護している.
    pub has_custody: bool,
    /// 生計を同じくする (1号, 2号), or 生計を維持する (3号).
    pub shares_livelihood: bool,
}

/// 勤め先 — who certifies and pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Employer {
    /// 公務員 (17条): certified and paid by the employer.
    PublicService,
    /// Everybody else: certified and paid by the municipality.
    Other,
}

/// 請求者 — the facts about one person that 4条 and 17条 ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimant {
    /// Name for explanations, as kept by the register.
    pub name: Option<String>,
    /// The ground claimed.
    pub ground: Ground,
    /// What the claimant does for the children.
    pub care: Care,
    /// 住所が日本国内にある: in Japan, or abroad.
    pub residence: Residence,
    /// Who employs the claimant.
    pub employer: Employer,
}

/// 住所 — where somebody lives, as 3条1項 and 4条1項 ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Residence {
    /// 日本国内に住所を有する.
    Japan,
    /// 留学その他の理由により日本国内に住所を有しない: counts like Japan, for children only.
    StudyAbroad,
    /// 日本国内に住所を有しない.
    Abroad,
}

/// 受給資格の判断 — whether the claimant is paid here, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eligibility {
    /// Paid by this municipality.
    Eligible,
    /// 監護していない.
    NoCustody,
    /// 生計を同じくしていない（維持していない）.
    NoSharedLivelihood,
    /// 日本国内に住所がない.
    NotResident,
    /// 公務員: the employer pays (17条).
    PaidByEmployer,
}

/// 児童 — one child of the family, or an older sibling who may count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Name for explanations, as kept by the register.
    pub name: Option<String>,
    /// Day of birth (for an unknown one: the day that the register computes with).
    pub born_on: NaiveDate,
    /// Where the child lives.
    pub residence: Residence,
    /// Who brings the child up.
    pub placement: Placement,
    /// Whether the recipient bears the living costs; read only after the year of age 18.
    pub support: OlderSiblingSupport,
}

/// 施設入所等 — whether a child is placed in an institution or with foster parents (3条3項).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// In a family.
    Family,
    /// 施設入所等児童: the institution or foster parent is paid, nobody else.
    Institution,
}

/// 監護相当・生計費の負担 — for an older sibling, as confirmed by the 確認書 (6条2項2号).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OlderSiblingSupport {
    /// Care like custody and a considerable part of the living costs.
    Borne,
    /// Not, or not confirmed.
    NotBorne,
}

/// 所得の状況 — what the income test until 2024-09 asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    /// 控除後の所得額.
    pub income: Yen,
    /// 扶養親族等の数.
    pub dependents: u32,
    /// Those of them who are 70 or more; never more than `dependents`.
    pub elderly_dependents: u32,
}

/// 受給世帯 — everything the monthly amount is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The recipient; none when eligibility was certified elsewhere and only the amount is asked for.
    pub claimant: Option<Claimant>,
    /// All children, in any order.
    pub children: Vec<Child>,
    /// Income, read until 2024-09; without it the full amount is paid.
    pub means: Option<Means>,
}

impl Family {
    /// The table of 6条1項 that applies.
    #[must_use]
    pub fn recipient_kind(&self) -> RecipientKind {
        self.claimant.as_ref().map_or(RecipientKind::Individual, |claimant| claimant.ground.recipient_kind())
    }
}

/// 扱い — what a child is in a benefit month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Born in the month or later: paid from the month after the birth at the earliest.
    NotYet,
    /// 支給の対象.
    Paid,
    /// 順番に数えるだけで支給はない.
    CountedOnly,
    /// Too old: neither paid nor counted.
    AgedOut,
    /// Above 18 without confirmed support: not counted.
    NotSupported,
    /// 日本国内に住所がない.
    Abroad,
    /// Placed elsewhere: another recipient is paid.
    PlacedElsewhere,
}

impl Standing {
    /// Whether the child takes a place in the order.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        match self {
            Standing::Paid | Standing::CountedOnly => true,
            Standing::NotYet
            | Standing::AgedOut
            | Standing::NotSupported
            | Standing::Abroad
            | Standing::PlacedElsewhere => false,
        }
    }
}

/// 支給区分 — by which value of the law a child's month is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// 3歳未満.
    UnderThree,
    /// 3歳以上 (until 2024-09: to the end of elementary school).
    ThreeAndOver,
    /// 第3子以降.
    ThirdOrLater,
    /// 中学生 (until 2024-09).
    JuniorHigh,
    /// 特例給付 (until 2024-09).
    SpecialBenefit,
    /// Income at or above the upper limit: nothing (until 2024-09).
    AboveUpperLimit,
    /// Not paid for this child.
    Unpaid,
}

/// 児童ごとの月額 — one child in one benefit month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildAmount {
    /// What the child is in this month.
    pub standing: Standing,
    /// 何番目か, from the oldest counted child; none for who is not counted.
    pub order: Option<u32>,
    /// The value it is paid by.
    pub class: Class,
    /// The amount.
    pub amount: Yen,
    /// Last month of the present standing, where age ends it.
    pub through: Option<YearMonth>,
}

/// 月額 — what a family is paid for one benefit month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyAmount {
    /// The benefit month.
    pub month: YearMonth,
    /// Whether the recipient is paid at all.
    pub eligibility: Eligibility,
    /// By child, in the order of the facts.
    pub children: Vec<ChildAmount>,
    /// The sum.
    pub total: Yen,
}

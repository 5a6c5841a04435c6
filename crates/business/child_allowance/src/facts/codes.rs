//! The stable words of outcomes, as JSON, tables and files write them.

use statute::door::Choice;

use crate::model::{Class, Eligibility, Standing};

pub(super) const ELIGIBILITIES: &[Choice] = &[
    Choice { code: "eligible", ja: "支給の対象", en: "paid here" },
    Choice { code: "no_custody", ja: "監護していない", en: "no custody" },
    Choice { code: "no_shared_livelihood", ja: "生計が別", en: "no shared livelihood" },
    Choice { code: "not_resident", ja: "国内に住所がない", en: "no address in Japan" },
    Choice { code: "paid_by_employer", ja: "公務員（勤め先が支給）", en: "paid by the employer" },
];

pub(super) const STANDINGS: &[Choice] = &[
    Choice { code: "not_yet", ja: "出生の翌月から", en: "from the month after the birth" },
    Choice { code: "paid", ja: "支給", en: "paid" },
    Choice { code: "counted_only", ja: "数える", en: "counted only" },
    Choice { code: "aged_out", ja: "年齢を過ぎた", en: "past the age" },
    Choice { code: "not_supported", ja: "生計費の負担なし", en: "support not confirmed" },
    Choice { code: "abroad", ja: "国外", en: "abroad" },
    Choice { code: "placed_elsewhere", ja: "別の受給者", en: "another recipient's" },
];

pub(super) const CLASSES: &[Choice] = &[
    Choice { code: "under_three", ja: "3歳未満", en: "under three" },
    Choice { code: "three_and_over", ja: "3歳以上", en: "three and over" },
    Choice { code: "third_or_later", ja: "第3子以降", en: "third or later child" },
    Choice { code: "junior_high", ja: "中学生", en: "junior high school" },
    Choice { code: "special_benefit", ja: "特例給付", en: "special benefit" },
    Choice { code: "above_upper_limit", ja: "所得上限以上", en: "above the upper income limit" },
    Choice { code: "unpaid", ja: "支給なし", en: "not paid" },
];

/// The stable word of an eligibility, as the outcome's schema lists it.
#[must_use]
pub const fn eligibility_code(eligibility: Eligibility) -> &'static str {
    match eligibility {
        Eligibility::Eligible => "eligible",
        Eligibility::NoCustody => "no_custody",
        Eligibility::NoSharedLivelihood => "no_shared_livelihood",
        Eligibility::NotResident => "not_resident",
        Eligibility::PaidByEmployer => "paid_by_employer",
    }
}

/// The stable word of a standing, as the outcome's schema lists it.
#[must_use]
pub const fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::NotYet => "not_yet",
        Standing::Paid => "paid",
        Standing::CountedOnly => "counted_only",
        Standing::AgedOut => "aged_out",
        Standing::NotSupported => "not_supported",
        Standing::Abroad => "abroad",
        Standing::PlacedElsewhere => "placed_elsewhere",
    }
}

/// The stable word of a class, as the outcome's schema lists it.
#[must_use]
pub const fn class_code(class: Class) -> &'static str {
    match class {
        Class::UnderThree => "under_three",
        Class::ThreeAndOver => "three_and_over",
        Class::ThirdOrLater => "third_or_later",
        Class::JuniorHigh => "junior_high",
        Class::SpecialBenefit => "special_benefit",
        Class::AboveUpperLimit => "above_upper_limit",
        Class::Unpaid => "unpaid",
    }
}

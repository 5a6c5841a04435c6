//! What will change.

use statute::Words;

use super::with_honorific;
use crate::model::{ChildAmount, Class, Family, MonthlyAmount, Standing};
use crate::rules::MonthLaw;

/// A sentence for each child whose state changes between the two months.
pub(crate) fn changes(law: &MonthLaw, family: &Family, before: &MonthlyAmount, after: &MonthlyAmount) -> Vec<Words> {
    let states = before.children.iter().zip(&after.children);
    let told = family.children.iter().zip(states).enumerate().filter_map(|(index, (child, (before, after)))| {
        let what = change(law, before, after)?;
        let name = with_honorific(child.name.as_deref(), index);
        Some(Words::new(format!("{}{}", name.ja, what.ja), format!("{} {}", name.en, what.en)))
    });
    told.collect()
}

/// What follows the name; nothing while the child's own state stays.
fn change(law: &MonthLaw, before: &ChildAmount, after: &ChildAmount) -> Option<Words> {
    if before.standing == after.standing {
        return class_change(law, before.class, after.class);
    }
    let (paid_until, counted_until) = (law.ages.paid_until.value, law.ages.counted_until.value);
    match after.standing {
        Standing::Paid => Some(Words::new("の支給が始まります", "is paid for from now on")),
        Standing::CountedOnly => Some(Words::new(
            format!("の支給が終わります（{paid_until}歳年度末）。順番には数えます"),
            format!("is no longer paid for (fiscal year of age {paid_until}) but still counts"),
        )),
        Standing::NotSupported => Some(Words::new(
            format!("の支給が終わります（{paid_until}歳年度末）。数えるには確認書が必要です"),
            format!("is no longer paid for (fiscal year of age {paid_until}); to count, the support must be confirmed"),
        )),
        // Who neither was paid nor counted changes nothing by growing older.
        Standing::AgedOut => before.standing.is_counted().then(|| {
            Words::new(
                format!("を数えなくなります（{counted_until}歳年度末）"),
                format!("no longer counts (fiscal year of age {counted_until})"),
            )
        }),
        Standing::NotYet | Standing::Abroad | Standing::PlacedElsewhere => None,
    }
}

/// A class that changes by the child's own age; a change by birth order is told with the sibling who causes it.
fn class_change(law: &MonthLaw, before: Class, after: Class) -> Option<Words> {
    let age = law.ages.under_three.value;
    match (before == after, before, after) {
        (false, Class::UnderThree, Class::ThreeAndOver | Class::ThirdOrLater) => {
            Some(Words::new(format!("が{age}歳になります"), format!("turns {age}")))
        }
        (false, _, Class::JuniorHigh) => Some(Words::new("が小学校を修了します", "finishes elementary school")),
        (true | false, _, _) => None,
    }
}

//! What holds for every family.

use child_allowance::model::{Child, Family, Means, MonthlyAmount, Standing};
use child_allowance::rules::{self, MonthLaw};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use statute::{Recording, Silent};
use values::{YearMonth, Yen};

use crate::facts::{born, day, family, month, osaka, supported};

fn any_month() -> impl Strategy<Value = YearMonth> {
    (0..60_i32).prop_map(|count| month("2023-04").plus_months(count))
}

fn new_month() -> impl Strategy<Value = YearMonth> {
    (0..42_i32).prop_map(|count| month("2024-10").plus_months(count))
}

fn any_child() -> impl Strategy<Value = Child> {
    (0..11_000_u64, any::<bool>()).prop_map(|(days, is_supported)| {
        let birth = (day("1998-01-01") + Days::new(days)).to_string();
        if is_supported { supported(&birth) } else { born(&birth) }
    })
}

fn any_family() -> impl Strategy<Value = Family> {
    let means = proptest::option::of((0..15_000_000_i64, 0..6_u32, 0..3_u32)).prop_map(|means| {
        means.map(|(income, dependents, elderly)| Means {
            income: Yen::new(income),
            dependents,
            elderly_dependents: elderly.min(dependents),
        })
    });
    (proptest::collection::vec(any_child(), 0..9), means)
        .prop_map(|(children, means)| Family { means, ..family(children) })
}

fn compute(family: &Family, in_month: YearMonth) -> MonthlyAmount {
    rules::monthly_amount(&MonthLaw::on(osaka(), in_month).unwrap(), family, &mut Silent)
}

/// 6条1項1号 as its table says it, by numbers of children: an independent way to the same sum.
fn by_the_table(family: &Family, monthly: &MonthlyAmount, in_month: YearMonth) -> i64 {
    let third_birthday_eve = |birth: NaiveDate| values::age::attained_on(birth, 3);
    let (mut older, mut three_and_over, mut under_three) = (0_i64, 0_i64, 0_i64);
    for (child, amount) in family.children.iter().zip(&monthly.children) {
        match amount.standing {
            Standing::CountedOnly => older += 1,
            Standing::Paid if YearMonth::of(third_birthday_eve(child.born_on)) < in_month => three_and_over += 1,
            Standing::Paid => under_three += 1,
            _ => {}
        }
    }
    let (y, t, z) = (15_000, 10_000, 30_000);
    match (older, three_and_over, under_three) {
        (0, 0, under) if under <= 1 => y * under,
        (0, 0, under) => y * 2 + z * (under - 2),
        (0, 1, 0) => t,
        (0, 1, under) => t + y + z * (under - 1),
        (0, over, under) => t * 2 + z * (over - 2) + z * under,
        (1, 0, 0) => 0,
        (1, 0, under) => y + z * (under - 1),
        (1, over, under) => t + z * (over - 1) + z * under,
        (_, over, under) => z * (over + under),
    }
}

proptest! {
    #[test]
    fn the_sum_is_that_of_the_table_of_the_law(family in any_family(), in_month in new_month()) {
        let monthly = compute(&family, in_month);
        prop_assert_eq!(monthly.total.get(), by_the_table(&family, &monthly, in_month));
    }

    #[test]
    fn silent_and_recording_agree(family in any_family(), in_month in any_month()) {
        let law = MonthLaw::on(osaka(), in_month).unwrap();
        let mut recording = Recording::default();
        let recorded = rules::monthly_amount(&law, &family, &mut recording);
        prop_assert_eq!(&recorded, &rules::monthly_amount(&law, &family, &mut Silent));
        let explanation = recording.finish(osaka().version_on(in_month.first_day()));
        let last = explanation.steps.last().unwrap();
        prop_assert_eq!(last.answer.value.as_i64().unwrap(), recorded.total.get());
    }

    #[test]
    fn more_income_never_pays_more(family in any_family(), more in 0..5_000_000_i64, in_month in any_month()) {
        let before = compute(&family, in_month).total;
        let means = family.means.map(|means| Means { income: means.income + Yen::new(more), ..means });
        let after = compute(&Family { means, ..family }, in_month).total;
        prop_assert!(after <= before);
    }

    #[test]
    fn another_child_never_pays_less(family in any_family(), child in any_child(), in_month in any_month()) {
        let before = compute(&family, in_month).total;
        let children = [family.children, vec![child]].concat();
        let after = compute(&Family { children, ..family }, in_month).total;
        prop_assert!(after >= before);
    }

    #[test]
    fn the_order_of_the_facts_changes_no_sum(family in any_family(), in_month in any_month()) {
        let total = compute(&family, in_month).total;
        let children = family.children.iter().rev().cloned().collect();
        prop_assert_eq!(compute(&Family { children, ..family }, in_month).total, total);
    }

    #[test]
    fn the_total_is_the_sum_of_the_children(family in any_family(), in_month in any_month()) {
        let monthly = compute(&family, in_month);
        prop_assert_eq!(monthly.total, monthly.children.iter().map(|child| child.amount).sum::<Yen>());
        let unpaid = monthly.children.iter().filter(|child| child.standing != Standing::Paid);
        prop_assert!(unpaid.into_iter().all(|child| child.amount.is_zero()));
    }
}

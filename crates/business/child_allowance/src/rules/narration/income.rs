//! The income test until September 2024.

use statute::{Answer, Step, Words};
use values::Yen;

use super::yen_en;
use crate::model::Means;
use crate::rules::assessed_income::{DeductionLaw, FamilyDeduction, IncomeFacts, StudentDeduction};
use crate::rules::income_limit::{IncomeLimitLaw, IncomeTier};

pub(crate) fn income_tier(law: &IncomeLimitLaw, means: &Means, tier: IncomeTier) -> Step {
    let limit = law.raised(law.limit.value, means);
    let upper = law.raised(law.upper_limit.value, means);
    let income = means.income;
    let (article, answer, text) = match tier {
        IncomeTier::Ordinary => (
            "児童手当法（令和6年9月まで）第5条第1項",
            Answer::words("ordinary", Words::new("限度額未満", "Below the limit")),
            Words::new(
                format!("所得 {income} は所得制限限度額 {limit} 未満です。"),
                format!("The income of {} is below the limit of {}.", yen_en(income), yen_en(limit)),
            ),
        ),
        IncomeTier::Special => (
            "児童手当法（令和6年9月まで）附則第2条",
            Answer::words("special", Words::new("特例給付", "Special benefit")),
            Words::new(
                format!("所得 {income} は所得制限限度額 {limit} 以上、所得上限限度額 {upper} 未満です。"),
                format!(
                    "The income of {} is at or above {} and below {}.",
                    yen_en(income),
                    yen_en(limit),
                    yen_en(upper)
                ),
            ),
        ),
        IncomeTier::AboveUpper => (
            "児童手当法（令和6年9月まで）附則第2条",
            Answer::words("above_upper", Words::new("支給なし", "Nothing is paid")),
            Words::new(
                format!("所得 {income} は所得上限限度額 {upper} 以上です。"),
                format!("The income of {} is at or above the upper limit of {}.", yen_en(income), yen_en(upper)),
            ),
        ),
    };
    Step::new(article, Words::new("所得の制限にかかるか", "Does the income limit apply?"), answer)
        .from(Words::new("所得額", "income"), income.into())
        .from(Words::new("扶養親族等の数", "dependents"), means.dependents.into())
        .under(&law.limit)
        .under(&law.upper_limit)
        .under(&law.per_dependent)
        .under(&law.per_elderly_dependent)
        .because(text)
}

pub(crate) fn assessed_income(law: &DeductionLaw, facts: &IncomeFacts, deductions: Yen, assessed: Yen) -> Step {
    let question = Words::new("控除後の所得はいくらか", "What is the income after deductions?");
    let mut step = Step::new("児童手当法施行令（令和6年9月まで）第3条", question, assessed.into())
        .from(Words::new("所得", "income"), facts.income.into())
        .from(Words::new("給与・年金の所得", "salary or pension income"), facts.salary_or_pension.into())
        .from(Words::new("障害者の数", "persons with a disability"), facts.disabled_persons.into())
        .from(Words::new("特別障害者の数", "persons with a severe disability"), facts.severely_disabled_persons.into())
        .from(
            Words::new("雑損・医療費・小規模企業共済等の控除", "casualty, medical and mutual aid deductions"),
            facts.tax_deductions.into(),
        )
        .under(&law.flat)
        .under(&law.salary_or_pension)
        .under(&law.disability)
        .under(&law.special_disability);
    match facts.family_deduction {
        FamilyDeduction::None => {}
        FamilyDeduction::Widow => step = step.under(&law.widow),
        FamilyDeduction::SingleParent => step = step.under(&law.single_parent),
    }
    match facts.student_deduction {
        StudentDeduction::None => {}
        StudentDeduction::WorkingStudent => step = step.under(&law.working_student),
    }
    step.because(Words::new(
        format!("所得 {} から控除の合計 {deductions} を引きます（0円を下回りません）。", facts.income),
        format!("The income of {} less deductions of {}, never below zero.", yen_en(facts.income), yen_en(deductions)),
    ))
}

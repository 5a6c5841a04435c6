//! `child_allowance.assessed_income`.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::door::{self, Field, Mode, Rule, RuleProblem, Shape};
use statute::{LawBook, Words};
use values::{YearMonth, Yen};

use super::{BUSINESS, in_month, take};
use crate::rules::assessed_income::{DeductionLaw, FamilyDeduction, IncomeFacts, StudentDeduction};

pub(super) const RULE: Rule = Rule {
    business: BUSINESS,
    name: "assessed_income",
    title_ja: "控除後の所得額（令和6年9月分まで）",
    title_en: "Income after deductions (until September 2024)",
    article: "児童手当法施行令（令和6年9月まで）第3条",
    input_schema: || door::schema("控除後の所得額を求める事実", FACTS),
    outcome_schema: || door::schema("控除後の所得額", OUTCOME),
    eval,
};

const FACTS: &[Field] = &[
    Field::required("benefit_month", "支給対象月", "the month the benefit is for, through 2024-09", Shape::Month),
    Field::required("income_amount", "所得", "income before these deductions", Shape::Yen),
    Field::optional(
        "salary_income",
        "給与所得・年金所得",
        "the part that is salary or pension income; left out: 0",
        Shape::Yen,
    ),
    Field::optional("disabled_persons", "障害者の数", "persons with a disability; left out: 0", Shape::Count(50)),
    Field::optional(
        "severely_disabled_persons",
        "特別障害者の数",
        "persons with a severe disability; left out: 0",
        Shape::Count(50),
    ),
    Field::optional("is_widow", "寡婦", "whether the widow's deduction applies; left out: no", Shape::Flag),
    Field::optional(
        "is_single_parent",
        "ひとり親",
        "whether the single parent's deduction applies; left out: no",
        Shape::Flag,
    ),
    Field::optional(
        "is_working_student",
        "勤労学生",
        "whether the working student's deduction applies; left out: no",
        Shape::Flag,
    ),
    Field::optional(
        "tax_deductions",
        "雑損・医療費・小規模企業共済等掛金控除",
        "casualty, medical and mutual aid deductions in sum; left out: 0",
        Shape::Yen,
    ),
];

const OUTCOME: &[Field] = &[Field::required("income", "所得額（控除後）", "income after deductions", Shape::Yen)];

#[derive(Deserialize)]
struct Facts {
    benefit_month: YearMonth,
    income_amount: Yen,
    salary_income: Option<Yen>,
    disabled_persons: Option<u32>,
    severely_disabled_persons: Option<u32>,
    is_widow: Option<bool>,
    is_single_parent: Option<bool>,
    is_working_student: Option<bool>,
    tax_deductions: Option<Yen>,
}

#[derive(Serialize)]
struct Outcome {
    income: Yen,
}

fn eval(book: &LawBook, facts: Value, mode: Mode) -> Result<Value, RuleProblem> {
    let facts: Facts = take(FACTS, facts)?;
    let on = facts.benefit_month.first_day();
    let law = in_month(DeductionLaw::on(book, on), "benefit_month")?;
    let income = income(&facts)?;
    door::explained(mode, || book.version_on(on), |explain| Ok(Outcome { income: law.assess(&income, explain) }))
}

fn income(facts: &Facts) -> Result<IncomeFacts, RuleProblem> {
    let salary_or_pension = facts.salary_income.unwrap_or_default();
    if salary_or_pension > facts.income_amount {
        return Err(RuleProblem::new(
            "child_allowance.salary_beyond_income",
            "/salary_income",
            Words::new("給与・年金の所得は、所得の額以下で書いてください", "write no more than income_amount"),
        ));
    }
    let family_deduction = match (facts.is_widow.unwrap_or_default(), facts.is_single_parent.unwrap_or_default()) {
        (false, false) => FamilyDeduction::None,
        (true, false) => FamilyDeduction::Widow,
        (false, true) => FamilyDeduction::SingleParent,
        (true, true) => {
            return Err(RuleProblem::new(
                "child_allowance.widow_and_single_parent",
                "/is_widow",
                Words::new(
                    "寡婦控除とひとり親控除は両方にはなりません。どちらかを false にしてください",
                    "nobody has both deductions: make one of them false",
                ),
            ));
        }
    };
    Ok(IncomeFacts {
        income: facts.income_amount,
        salary_or_pension,
        disabled_persons: facts.disabled_persons.unwrap_or_default(),
        severely_disabled_persons: facts.severely_disabled_persons.unwrap_or_default(),
        family_deduction,
        student_deduction: if facts.is_working_student.unwrap_or_default() {
            StudentDeduction::WorkingStudent
        } else {
            StudentDeduction::None
        },
        tax_deductions: facts.tax_deductions.unwrap_or_default(),
    })
}

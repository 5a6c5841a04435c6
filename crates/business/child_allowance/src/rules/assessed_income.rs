//! 控除後の所得額（令和6年9月まで） — 児童手当法施行令3条. Superseded with the income test: kept untouched.

use chrono::NaiveDate;
use statute::{Explain, InForce, LawBook, LawProblem};
use values::Yen;

use super::narration;

/// 所得と控除 — a year's income and what is taken off it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IncomeFacts {
    /// 総所得金額等の合計.
    pub income: Yen,
    /// That part of it which is salary or pension income (給与所得・公的年金等に係る雑所得).
    pub salary_or_pension: Yen,
    /// 障害者控除の対象人数.
    pub disabled_persons: u32,
    /// 特別障害者控除の対象人数.
    pub severely_disabled_persons: u32,
    /// The deduction for the claimant's own situation as a widow or single parent.
    pub family_deduction: FamilyDeduction,
    /// 勤労学生控除.
    pub student_deduction: StudentDeduction,
    /// 雑損控除・医療費控除・小規模企業共済等掛金控除の額, in sum as taken off for the residents' tax.
    pub tax_deductions: Yen,
}

/// 寡婦控除・ひとり親控除 — at most one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FamilyDeduction {
    /// Neither.
    #[default]
    None,
    /// 寡婦控除.
    Widow,
    /// ひとり親控除.
    SingleParent,
}

/// 勤労学生控除 — whether it applies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StudentDeduction {
    /// No.
    #[default]
    None,
    /// Yes.
    WorkingStudent,
}

/// 諸控除 — what 施行令3条 takes off.
#[derive(Debug, Clone)]
pub struct DeductionLaw {
    pub(super) flat: InForce<Yen>,
    pub(super) salary_or_pension: InForce<Yen>,
    pub(super) disability: InForce<Yen>,
    pub(super) special_disability: InForce<Yen>,
    pub(super) widow: InForce<Yen>,
    pub(super) single_parent: InForce<Yen>,
    pub(super) working_student: InForce<Yen>,
}

impl DeductionLaw {
    /// The deductions in force on a day.
    ///
    /// # Errors
    /// After September 2024 there is no income test and so no measure of income.
    pub fn on(book: &LawBook, on: NaiveDate) -> Result<DeductionLaw, LawProblem> {
        Ok(DeductionLaw {
            flat: book.in_force("flat_deduction", on)?,
            salary_or_pension: book.in_force("salary_or_pension_deduction", on)?,
            disability: book.in_force("disability_deduction", on)?,
            special_disability: book.in_force("special_disability_deduction", on)?,
            widow: book.in_force("widow_deduction", on)?,
            single_parent: book.in_force("single_parent_deduction", on)?,
            working_student: book.in_force("working_student_deduction", on)?,
        })
    }

    /// 施行令3条1項・2項: the income less the flat deduction and the personal ones, never below zero.
    pub fn assess(&self, facts: &IncomeFacts, explain: &mut impl Explain) -> Yen {
        let deductions = self.flat.value
            + facts.salary_or_pension.min(self.salary_or_pension.value)
            + self.disability.value * i64::from(facts.disabled_persons)
            + self.special_disability.value * i64::from(facts.severely_disabled_persons)
            + self.for_family(facts.family_deduction)
            + self.for_student(facts.student_deduction)
            + facts.tax_deductions;
        let assessed = (facts.income - deductions).max(Yen::ZERO);
        explain.record(|| narration::assessed_income(self, facts, deductions, assessed));
        assessed
    }

    fn for_family(&self, deduction: FamilyDeduction) -> Yen {
        match deduction {
            FamilyDeduction::None => Yen::ZERO,
            FamilyDeduction::Widow => self.widow.value,
            FamilyDeduction::SingleParent => self.single_parent.value,
        }
    }

    fn for_student(&self, deduction: StudentDeduction) -> Yen {
        match deduction {
            StudentDeduction::None => Yen::ZERO,
            StudentDeduction::WorkingStudent => self.working_student.value,
        }
    }
}

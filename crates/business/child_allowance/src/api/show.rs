//! What a screen shows of a certification.

use serde::Serialize;
use statute::Explanation;
use utoipa::ToSchema;
use values::YearMonth;

use crate::decisions::MonthFamily;
use crate::model::{Child, ChildAmount, Class, MonthlyAmount, Standing};
use crate::notices::month_text;

/// A child of a certification in a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowanceChild)]
pub(crate) struct ChildView {
    /// 宛名番号.
    #[schema(extensions(("x-label" = json!("宛名番号"))))]
    addressee_number: String,
    /// 氏名.
    #[schema(extensions(("x-label" = json!("氏名"))))]
    name: String,
    /// 生年月日.
    #[schema(extensions(("x-label" = json!("生年月日"))))]
    born_on_text: String,
    /// 年齢.
    #[schema(extensions(("x-label" = json!("年齢")), ("x-unit" = json!("歳"))))]
    age: u32,
    /// `counted`, `paid` or `ended`.
    #[schema(extensions(("x-label" = json!("扱い"))))]
    handling: &'static str,
    /// 何番目か.
    #[schema(extensions(("x-label" = json!("順番"))))]
    rank: Option<u32>,
    /// 支給区分.
    #[schema(extensions(("x-label" = json!("支給区分"))))]
    class_label: &'static str,
    /// 月額.
    #[schema(extensions(("x-label" = json!("月額")), ("x-unit" = json!("円"))))]
    monthly_yen: i64,
    /// いつまで.
    #[schema(extensions(("x-label" = json!("いつまで"))))]
    until_text: Option<String>,
}

/// The children of a month, eldest first.
pub(crate) fn children(facts: &MonthFamily, amount: &MonthlyAmount, on: chrono::NaiveDate) -> Vec<ChildView> {
    let people = facts.children.iter().zip(&facts.family.children).zip(&amount.children);
    people
        .map(|((number, child), amount)| ChildView {
            addressee_number: number.to_string(),
            name: child.name.clone().unwrap_or_default(),
            born_on_text: crate::notices::day_text(child.born_on),
            age: age(child, on),
            handling: handling(amount),
            rank: amount.order,
            class_label: class_label(amount.class),
            monthly_yen: amount.amount.get(),
            until_text: amount.through.map(|last| format!("{}まで", month_text(last))),
        })
        .collect()
}

fn age(child: &Child, on: chrono::NaiveDate) -> u32 {
    values::age::age_on(child.born_on, on.max(child.born_on))
}

fn handling(amount: &ChildAmount) -> &'static str {
    match amount.standing {
        Standing::Paid => "paid",
        Standing::CountedOnly => "counted",
        Standing::NotYet
        | Standing::AgedOut
        | Standing::NotSupported
        | Standing::Abroad
        | Standing::PlacedElsewhere => "ended",
    }
}

/// 支給区分 in words.
pub(crate) const fn class_label(class: Class) -> &'static str {
    match class {
        Class::UnderThree => "3歳未満",
        Class::ThreeAndOver => "3歳以上",
        Class::ThirdOrLater => "第3子以降",
        Class::JuniorHigh => "中学生",
        Class::SpecialBenefit => "特例給付",
        Class::AboveUpperLimit => "所得上限以上",
        Class::Unpaid => "支給なし",
    }
}

/// A step of an explanation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChildAllowanceStep)]
pub(crate) struct StepView {
    /// Number, from 1.
    #[schema(extensions(("x-label" = json!("段"))))]
    number: usize,
    /// The question.
    #[schema(extensions(("x-label" = json!("問い"))))]
    label: String,
    /// The article.
    #[schema(extensions(("x-label" = json!("根拠"))))]
    article: String,
    /// The answer.
    #[schema(extensions(("x-label" = json!("答え"))))]
    answer: String,
    /// In plain words.
    #[schema(extensions(("x-label" = json!("説明"))))]
    text: String,
}

/// The steps about one child (its place in the facts), and those about all; every step where no child is named.
pub(crate) fn steps(explanation: &Explanation, place: Option<usize>) -> Vec<StepView> {
    let about = place.map(|place| format!("/children/{place}"));
    let concerns = |step: &&statute::Step| match (&about, &step.about) {
        (None, _) | (Some(_), None) => true,
        (Some(wanted), Some(pointer)) => pointer == wanted || !pointer.starts_with("/children/"),
    };
    (1..)
        .zip(explanation.steps.iter().filter(concerns))
        .map(|(number, step)| StepView {
            number,
            label: step.label_ja.clone(),
            article: step.article.clone(),
            answer: step.answer.ja.clone(),
            text: step.text_ja.clone(),
        })
        .collect()
}

/// 児童手当法（令和6年10月から） — the law that an explanation stands on.
pub(crate) fn law_label(explanation: &Explanation) -> String {
    format!("児童手当法（{}から）", month_text(YearMonth::of(explanation.law.since)))
}

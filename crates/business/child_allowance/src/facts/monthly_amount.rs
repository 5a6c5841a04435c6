//! `child_allowance.monthly_amount`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::door::{self, Choice, Field, Mode, Rule, RuleProblem, Shape};
use statute::{LawBook, Words};
use values::{YearMonth, Yen};

use super::codes::{CLASSES, ELIGIBILITIES, STANDINGS, class_code, eligibility_code, standing_code};
use super::{BUSINESS, in_month, take};
use crate::model::{
    Care, Child, ChildAmount, Claimant, Employer, Family, Ground, Means, MonthlyAmount, OlderSiblingSupport, Placement,
    RecipientKind, Residence,
};
use crate::rules::{self, MonthLaw};

pub(super) const RULE: Rule = Rule {
    business: BUSINESS,
    name: "monthly_amount",
    title_ja: "児童手当の月額",
    title_en: "Monthly amount of child allowance",
    article: "児童手当法第3条・第4条・第6条・第17条",
    input_schema: || door::schema("児童手当の月額を求める事実", FACTS),
    outcome_schema: || door::schema("児童手当の月額", OUTCOME),
    eval,
};

const FACTS: &[Field] = &[
    Field::required("benefit_month", "支給対象月", "the month the benefit is for", Shape::Month),
    Field::required(
        "children",
        "子（児童）",
        "all children, older siblings included, in any order",
        Shape::Objects(CHILD),
    ),
    Field::optional(
        "recipient",
        "受給者",
        "the recipient; left out: certified before, as a parent",
        Shape::Object(RECIPIENT),
    ),
    Field::optional(
        "income",
        "所得額（控除後）",
        "income after deductions, read until 2024-09; left out: no income test",
        Shape::Yen,
    ),
    Field::optional(
        "dependents",
        "扶養親族等の数",
        "number of dependents, read until 2024-09; left out: 0",
        Shape::Count(50),
    ),
    Field::optional(
        "elderly_dependents",
        "70歳以上の扶養親族等の数",
        "those of the dependents who are 70 or more; left out: 0",
        Shape::Count(50),
    ),
];

const CHILD: &[Field] = &[
    Field::required(
        "birth_date",
        "生年月日",
        "day of birth; a birth in the benefit month or later is allowed and paid 0",
        Shape::Day,
    ),
    Field::optional(
        "economically_supported",
        "監護相当・生計費の負担あり",
        "whether the recipient supports an older sibling, read from age 18; left out: no",
        Shape::Flag,
    ),
    Field::optional("name", "氏名", "name for the explanation", Shape::Text),
    Field::optional("residence", "住所", "where the child lives; left out: japan", Shape::OneOf(RESIDENCES)),
    Field::optional(
        "placement",
        "養育",
        "in a family or placed; left out: where the recipient's ground says",
        Shape::OneOf(PLACEMENTS),
    ),
];

const RECIPIENT: &[Field] = &[
    Field::optional("name", "氏名", "name for the explanation", Shape::Text),
    Field::optional("ground", "支給要件", "ground of article 4; left out: parent", Shape::OneOf(GROUNDS)),
    Field::optional("has_custody", "監護", "whether the recipient has custody; left out: yes", Shape::Flag),
    Field::optional(
        "shares_livelihood",
        "生計同一（維持）",
        "whether the recipient shares (a caretaker: maintains) the livelihood; left out: yes",
        Shape::Flag,
    ),
    Field::optional(
        "lives_in_japan",
        "国内住所",
        "whether the recipient's address is in Japan; left out: yes",
        Shape::Flag,
    ),
    Field::optional(
        "is_public_servant",
        "公務員",
        "whether the employer pays under article 17; left out: no",
        Shape::Flag,
    ),
];

const RESIDENCES: &[Choice] = &[
    Choice { code: "japan", ja: "日本国内", en: "in Japan" },
    Choice { code: "study_abroad", ja: "留学中", en: "studying abroad" },
    Choice { code: "abroad", ja: "国外", en: "abroad" },
];

const PLACEMENTS: &[Choice] = &[
    Choice { code: "family", ja: "家庭", en: "in a family" },
    Choice { code: "institution", ja: "施設入所等", en: "placed in an institution or with foster parents" },
];

const GROUNDS: &[Choice] = &[
    Choice { code: "parent", ja: "父又は母", en: "parent" },
    Choice { code: "minor_guardian", ja: "未成年後見人", en: "guardian of a minor" },
    Choice { code: "corporate_guardian", ja: "未成年後見人（法人）", en: "corporate guardian of a minor" },
    Choice { code: "parent_designee", ja: "父母指定者", en: "person named by parents abroad" },
    Choice { code: "caretaker", ja: "養育者", en: "caretaker who maintains the child" },
    Choice { code: "institution", ja: "施設等", en: "institution or foster parent" },
];

const OUTCOME: &[Field] = &[
    Field::required("benefit_month", "支給対象月", "the month the benefit is for", Shape::Month),
    Field::required("eligibility", "受給資格", "whether the recipient is paid here", Shape::OneOf(ELIGIBILITIES)),
    Field::required("amounts_by_child", "児童ごとの月額", "by child, in the order of the facts", Shape::YenList),
    Field::required("total_monthly", "月額合計", "the sum", Shape::Yen),
    Field::required("children", "児童ごとの扱い", "by child, in the order of the facts", Shape::Objects(CHILD_OUTCOME)),
];

const CHILD_OUTCOME: &[Field] = &[
    Field::required("birth_date", "生年月日", "day of birth", Shape::Day),
    Field::required("standing", "扱い", "what the child is in this month", Shape::OneOf(STANDINGS)),
    Field::optional("order", "順番", "place among the counted children, from the oldest", Shape::Count(200)),
    Field::required("class", "支給区分", "by which value of the law it is paid", Shape::OneOf(CLASSES)),
    Field::required("amount", "月額", "the amount", Shape::Yen),
    Field::optional("through", "いつまで", "last month of the standing, where age ends it", Shape::Month),
];

#[derive(Deserialize)]
struct Facts {
    benefit_month: YearMonth,
    children: Vec<ChildFacts>,
    recipient: Option<RecipientFacts>,
    income: Option<Yen>,
    dependents: Option<u32>,
    elderly_dependents: Option<u32>,
}

#[derive(Deserialize)]
struct ChildFacts {
    birth_date: NaiveDate,
    economically_supported: Option<bool>,
    name: Option<String>,
    residence: Option<String>,
    placement: Option<String>,
}

#[derive(Deserialize)]
struct RecipientFacts {
    name: Option<String>,
    ground: Option<String>,
    has_custody: Option<bool>,
    shares_livelihood: Option<bool>,
    lives_in_japan: Option<bool>,
    is_public_servant: Option<bool>,
}

#[derive(Serialize)]
struct Outcome {
    benefit_month: YearMonth,
    eligibility: &'static str,
    amounts_by_child: Vec<Yen>,
    total_monthly: Yen,
    children: Vec<ChildOutcome>,
}

#[derive(Serialize)]
struct ChildOutcome {
    birth_date: NaiveDate,
    standing: &'static str,
    order: Option<u32>,
    class: &'static str,
    amount: Yen,
    through: Option<YearMonth>,
}

fn eval(book: &LawBook, facts: Value, mode: Mode) -> Result<Value, RuleProblem> {
    let facts: Facts = take(FACTS, facts)?;
    let month = facts.benefit_month;
    let law = in_month(MonthLaw::on(book, month), "benefit_month")?;
    let family = family(facts)?;
    door::explained(
        mode,
        || book.version_on(month.first_day()),
        |explain| Ok(outcome(&family, &rules::monthly_amount(&law, &family, explain))),
    )
}

fn family(facts: Facts) -> Result<Family, RuleProblem> {
    let dependents = facts.dependents.unwrap_or_default();
    let elderly_dependents = facts.elderly_dependents.unwrap_or_default();
    if elderly_dependents > dependents {
        return Err(RuleProblem::new(
            "child_allowance.elderly_beyond_dependents",
            "/elderly_dependents",
            Words::new(
                format!(
                    "70歳以上の扶養親族等（{elderly_dependents}人）は、扶養親族等の数（{dependents}人）以下で書いてください"
                ),
                format!(
                    "{elderly_dependents} elderly dependents of {dependents} dependents: write no more than there are"
                ),
            ),
        ));
    }
    let claimant = facts.recipient.map(claimant);
    let kind = claimant.as_ref().map_or(RecipientKind::Individual, |claimant| claimant.ground.recipient_kind());
    Ok(Family {
        claimant,
        children: facts.children.into_iter().map(|facts| child(facts, kind)).collect(),
        means: facts.income.map(|income| Means { income, dependents, elderly_dependents }),
    })
}

fn claimant(facts: RecipientFacts) -> Claimant {
    let ground = match facts.ground.as_deref() {
        Some("minor_guardian") => Ground::MinorGuardian,
        Some("corporate_guardian") => Ground::CorporateGuardian,
        Some("parent_designee") => Ground::ParentDesignee,
        Some("caretaker") => Ground::Caretaker,
        Some("institution") => Ground::Institution,
        // The check lets nothing else through than these words.
        Some(_) | None => Ground::Parent,
    };
    Claimant {
        name: facts.name,
        ground,
        care: Care {
            has_custody: facts.has_custody.unwrap_or(true),
            shares_livelihood: facts.shares_livelihood.unwrap_or(true),
        },
        residence: if facts.lives_in_japan.unwrap_or(true) { Residence::Japan } else { Residence::Abroad },
        employer: if facts.is_public_servant.unwrap_or(false) { Employer::PublicService } else { Employer::Other },
    }
}

fn child(facts: ChildFacts, recipient: RecipientKind) -> Child {
    let residence = match facts.residence.as_deref() {
        Some("study_abroad") => Residence::StudyAbroad,
        Some("abroad") => Residence::Abroad,
        Some(_) | None => Residence::Japan,
    };
    let placement = match (facts.placement.as_deref(), recipient) {
        (Some("institution"), _) | (None, RecipientKind::Institution) => Placement::Institution,
        (Some(_), _) | (None, RecipientKind::Individual | RecipientKind::Corporate) => Placement::Family,
    };
    let support = match facts.economically_supported {
        Some(true) => OlderSiblingSupport::Borne,
        Some(false) | None => OlderSiblingSupport::NotBorne,
    };
    Child { name: facts.name, born_on: facts.birth_date, residence, placement, support }
}

fn outcome(family: &Family, monthly: &MonthlyAmount) -> Outcome {
    let children = family.children.iter().zip(&monthly.children).map(|(child, amount)| child_outcome(child, amount));
    Outcome {
        benefit_month: monthly.month,
        eligibility: eligibility_code(monthly.eligibility),
        amounts_by_child: monthly.children.iter().map(|child| child.amount).collect(),
        total_monthly: monthly.total,
        children: children.collect(),
    }
}

fn child_outcome(child: &Child, amount: &ChildAmount) -> ChildOutcome {
    ChildOutcome {
        birth_date: child.born_on,
        standing: standing_code(amount.standing),
        order: amount.order,
        class: class_code(amount.class),
        amount: amount.amount,
        through: amount.through,
    }
}

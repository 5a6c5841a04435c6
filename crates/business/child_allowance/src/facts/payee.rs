//! `child_allowance.payee`.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::LawBook;
use statute::door::{self, Choice, Field, Mode, Rule, RuleProblem, Shape};
use values::{YearMonth, Yen};

use super::{BUSINESS, take};
use crate::rules::payee::{self, Candidate, Home, Livelihoods, Payee, PayeeGround};

pub(super) const RULE: Rule = Rule {
    business: BUSINESS,
    name: "payee",
    title_ja: "受給者の判断",
    title_en: "Who is the recipient",
    article: "児童手当法第4条第2項から第4項まで",
    input_schema: || door::schema("受給者を判断する事実", FACTS),
    outcome_schema: || door::schema("受給者の判断", OUTCOME),
    eval,
};

const FACTS: &[Field] = &[
    Field::required("benefit_month", "支給対象月", "the month the law is looked up for", Shape::Month),
    Field::required(
        "candidates",
        "養育者",
        "everybody who has custody of the child and shares its livelihood",
        Shape::Objects(CANDIDATE),
    ),
    Field::optional(
        "livelihoods_are_separate",
        "父母等の生計が別",
        "whether their livelihoods are separate, as while a divorce is being settled; left out: no",
        Shape::Flag,
    ),
];

const CANDIDATE: &[Field] = &[
    Field::required("income", "所得", "income", Shape::Yen),
    Field::optional("name", "氏名", "name for the explanation", Shape::Text),
    Field::optional(
        "lives_with_child",
        "児童と同居",
        "whether the candidate lives with the child; left out: yes",
        Shape::Flag,
    ),
];

const OUTCOME: &[Field] = &[
    Field::required("decision", "判断", "how it was decided", Shape::OneOf(DECISIONS)),
    Field::optional("recipient", "受給者", "the candidate's place in the list, from 0", Shape::Count(200)),
];

const DECISIONS: &[Choice] = &[
    Choice { code: "only", ja: "ほかにいない", en: "the only one" },
    Choice { code: "lives_with_child", ja: "同居優先", en: "lives with the child" },
    Choice { code: "higher_income", ja: "生計中心者", en: "maintains the child to the higher degree" },
    Choice { code: "clerk_decides", ja: "職員が判断", en: "a clerk decides" },
    Choice { code: "nobody", ja: "いない", en: "nobody" },
];

#[derive(Deserialize)]
struct Facts {
    benefit_month: YearMonth,
    candidates: Vec<CandidateFacts>,
    livelihoods_are_separate: Option<bool>,
}

#[derive(Deserialize)]
struct CandidateFacts {
    income: Yen,
    name: Option<String>,
    lives_with_child: Option<bool>,
}

#[derive(Serialize)]
struct Outcome {
    decision: &'static str,
    recipient: Option<usize>,
}

fn eval(book: &LawBook, facts: Value, mode: Mode) -> Result<Value, RuleProblem> {
    let facts: Facts = take(FACTS, facts)?;
    let on = facts.benefit_month.first_day();
    let candidate = |facts: CandidateFacts| Candidate {
        name: facts.name,
        income: facts.income,
        home: if facts.lives_with_child.unwrap_or(true) { Home::WithChild } else { Home::Apart },
    };
    let candidates: Vec<Candidate> = facts.candidates.into_iter().map(candidate).collect();
    let livelihoods = match facts.livelihoods_are_separate {
        Some(true) => Livelihoods::Separate,
        Some(false) | None => Livelihoods::Shared,
    };
    door::explained(
        mode,
        || book.version_on(on),
        |explain| {
            let (decision, recipient) = match payee::choose(&candidates, livelihoods, explain) {
                Payee::Candidate(place, PayeeGround::Only) => ("only", Some(place)),
                Payee::Candidate(place, PayeeGround::LivesWithChild) => ("lives_with_child", Some(place)),
                Payee::Candidate(place, PayeeGround::HigherIncome) => ("higher_income", Some(place)),
                Payee::ClerkDecides => ("clerk_decides", None),
                Payee::Nobody => ("nobody", None),
            };
            Ok(Outcome { decision, recipient })
        },
    )
}

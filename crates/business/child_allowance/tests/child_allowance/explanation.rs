//! What a clerk reads under なぜ.

use std::fmt::Write;

use child_allowance::model::{Care, Child, Claimant, Employer, Family, Ground, Residence};
use child_allowance::rules::{self, MonthLaw, outlook};
use serde_json::json;
use statute::{Explanation, Recording};

use crate::facts::{born, day, eval, month, osaka, supported, with_income};

fn named(name: &str, child: Child) -> Child {
    Child { name: Some(name.to_owned()), ..child }
}

fn family_of_four() -> Family {
    Family {
        claimant: Some(Claimant {
            name: Some("見本　太郎".to_owned()),
            ground: Ground::Parent,
            care: Care { has_custody: true, shares_livelihood: true },
            residence: Residence::Japan,
            employer: Employer::Other,
        }),
        children: vec![
            named("見本　大地", supported("2006-06-03")),
            named("見本　結衣", born("2009-02-10")),
            named("見本　陽斗", born("2013-01-21")),
            named("見本　芽依", born("2024-03-01")),
        ],
        means: None,
    }
}

fn explain(family: &Family, in_month: &str) -> Explanation {
    let book = osaka();
    let mut recording = Recording::default();
    let law = MonthLaw::on(book, month(in_month)).unwrap();
    rules::monthly_amount(&law, family, &mut recording);
    recording.finish(book.version_on(month(in_month).first_day()))
}

/// The panel as text, in both languages.
fn panel(explanation: &Explanation) -> String {
    let mut text = String::new();
    for step in &explanation.steps {
        writeln!(text, "{} 〔{}〕 {}", step.label_ja, step.article, step.answer.ja).unwrap();
        writeln!(text, "  {}", step.text_ja).unwrap();
        writeln!(text, "  {} {}: {}", step.label_en, step.answer.en, step.text_en).unwrap();
        for given in &step.inputs {
            let law = given.law.as_ref().map(|law| format!(" [{} {} {}]", law.cite, law.by, law.from));
            writeln!(text, "  - {}: {}{}", given.name_ja, given.value.ja, law.unwrap_or_default()).unwrap();
        }
    }
    text
}

#[test]
fn a_family_of_four_children_reads_like_the_panel() {
    insta::assert_snapshot!("family_of_four", panel(&explain(&family_of_four(), "2026-11")));
}

#[test]
fn the_income_test_of_the_old_law_reads_plainly() {
    let mut family = with_income(vec![born("2010-06-01"), born("2022-06-01")], 6_980_000, 2);
    family.children[0].name = Some("見本　結衣".to_owned());
    insta::assert_snapshot!("special_benefit", panel(&explain(&family, "2024-06")));
}

#[test]
fn one_step_as_json() {
    let explanation = explain(&family_of_four(), "2026-11");
    let step = explanation
        .steps
        .iter()
        .find(|step| step.about.as_deref() == Some("/children/2") && step.label_ja.contains("額"));
    insta::assert_json_snapshot!("one_step", step.unwrap());
}

#[test]
fn an_explanation_survives_storage() {
    let explanation = explain(&family_of_four(), "2026-11");
    let stored = serde_json::to_string(&explanation).unwrap();
    assert_eq!(serde_json::from_str::<Explanation>(&stored).unwrap(), explanation);
    assert_eq!(explanation.law.since, day("2024-10-01"));
}

#[test]
fn other_rules_say_why_too() {
    let book = osaka();
    let explained = |name: &str, facts| {
        let outcome = (crate::facts::rule(name).eval)(book, facts, statute::door::Mode::Explained).unwrap();
        panel(&serde_json::from_value(outcome["explanation"].clone()).unwrap())
    };
    let mut text = String::new();
    for (name, facts) in [
        ("start_month", json!({ "claim_on": "2026-06-08", "moved_on": "2026-05-25" })),
        ("start_month", json!({ "claim_on": "2026-06-10", "born_on": "2026-05-25", "kind": "increase" })),
        ("decrease_month", json!({ "arose_on": "2026-05-31" })),
        ("end_month", json!({ "cause": "moved_out", "ended_on": "2026-05-31" })),
        (
            "payee",
            json!({ "benefit_month": "2026-05", "candidates": [{ "income": 3_000_000, "name": "見本　太郎" }, { "income": 3_500_000, "name": "見本　花子", "lives_with_child": false }] }),
        ),
        (
            "assessed_income",
            json!({ "benefit_month": "2024-06", "income_amount": 7_000_000, "salary_income": 7_000_000, "is_single_parent": true }),
        ),
        (
            "payment_schedule",
            json!({ "months": [{ "benefit_month": "2026-08", "amount": 70_000 }, { "benefit_month": "2026-09", "amount": 70_000 }] }),
        ),
        (
            "retroactive_difference",
            json!({ "before": [{ "benefit_month": "2026-08", "amount": 70_000 }], "after": [{ "benefit_month": "2026-08", "amount": 60_000 }] }),
        ),
    ] {
        text += &format!("# {name}\n{}", explained(name, facts));
    }
    insta::assert_snapshot!("other_rules", text);
    assert!(eval("payee", json!({ "benefit_month": "2026-05", "candidates": [] })).is_ok());
}

/// Month, total, difference and reasons of each change from November 2026.
fn outlook_of(family: &Family) -> Vec<(String, i64, i64, String)> {
    let law = MonthLaw::on(osaka(), month("2026-11")).unwrap();
    let changes = outlook::changes(&law, family, month("2029-12"));
    let told = changes.iter().map(|change| {
        let reasons: Vec<&str> = change.reasons.iter().map(|reason| reason.ja.as_str()).collect();
        (change.month.to_string(), change.after.get(), (change.after - change.before).get(), reasons.join("、"))
    });
    told.collect()
}

#[test]
fn the_next_changes_are_told_before_they_come() {
    let mut family = family_of_four();
    let ends = "結衣さんの支給が終わります（18歳年度末）。";
    let told = |month: &str, after, difference, reason: String| (month.to_owned(), after, difference, reason);
    let uncounted = || "大地さんを数えなくなります（22歳年度末）".to_owned();
    assert_eq!(
        outlook_of(&family),
        [
            told("2027-04", 40_000, -30_000, format!("{ends}数えるには確認書が必要です")),
            told("2029-04", 20_000, -20_000, uncounted()),
        ]
    );
    family.children[1].support = child_allowance::model::OlderSiblingSupport::Borne;
    assert_eq!(
        outlook_of(&family),
        [
            told("2027-04", 60_000, -10_000, format!("{ends}順番には数えます")),
            told("2029-04", 40_000, -20_000, uncounted()),
        ]
    );
    let infant = crate::facts::family(vec![named("見本　芽依", born("2024-03-01"))]);
    assert_eq!(outlook_of(&infant), [told("2027-03", 10_000, -5_000, "芽依さんが3歳になります".to_owned())]);
}

//! The uniform door to law: any rule by name, facts in, outcome and explanation out.

use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use business_kit::Services;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::door::Mode;
use utoipa::ToSchema;
use web::{Failure, FieldProblem, JsonProblem};

/// A rule at the door.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleView {
    /// `business.rule`.
    #[schema(extensions(("x-label" = json!("規則"))))]
    rule: String,
    /// What it answers, in Japanese.
    #[schema(extensions(("x-label" = json!("内容"))))]
    title_ja: String,
    /// The same in English.
    #[schema(extensions(("x-label" = json!("内容（英語）"))))]
    title_en: String,
    /// The articles it stands on.
    #[schema(extensions(("x-label" = json!("条文"))))]
    article: String,
    /// JSON Schema of the facts.
    #[schema(extensions(("x-label" = json!("事実の形"))))]
    facts_schema: Value,
    /// JSON Schema of the outcome.
    #[schema(extensions(("x-label" = json!("結果の形"))))]
    outcome_schema: Value,
}

/// 規則の一覧 — every rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleList {
    /// The rules.
    #[schema(inline, extensions(("x-label" = json!("規則"))))]
    items: Vec<RuleView>,
}

/// 試算 — facts for a rule.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Trial {
    /// The facts, as the rule's own schema says.
    #[schema(extensions(("x-label" = json!("事実"))))]
    facts: Value,
    /// Whether the steps are wanted.
    #[serde(default)]
    #[schema(extensions(("x-label" = json!("なぜ？"))))]
    is_explained: bool,
}

/// 試算の結果 — what the rule answered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrialOutcome {
    /// The outcome, as the rule's own schema says.
    #[schema(extensions(("x-label" = json!("結果"))))]
    outcome: Value,
}

/// Every rule with its schemas.
#[utoipa::path(tag = "statute", responses((status = OK, body = RuleList)),
    extensions(("x-permission" = json!("statute.rule.evaluate")), ("x-label" = json!("規則の一覧")),
        ("x-screen" = json!("list"))))]
#[get("/api/v1/rules")]
pub(crate) async fn list() -> Json<RuleList> {
    let items = crate::rules()
        .iter()
        .map(|rule| RuleView {
            rule: rule.id(),
            title_ja: rule.title_ja.to_owned(),
            title_en: rule.title_en.to_owned(),
            article: rule.article.to_owned(),
            facts_schema: (rule.input_schema)(),
            outcome_schema: (rule.outcome_schema)(),
        })
        .collect();
    Json(RuleList { items })
}

/// Answers facts by a rule; nothing is read from or written to any record.
#[utoipa::path(tag = "statute", request_body = Trial, responses((status = OK, body = TrialOutcome)),
    params(("rule" = String, Path, description = "`business.rule`")),
    extensions(("x-permission" = json!("statute.rule.evaluate")), ("x-reads" = json!(true)),
        ("x-label" = json!("試算")), ("x-verb" = json!("試算する")), ("x-screen" = json!("form"))))]
#[post("/api/v1/rules/{rule}/evaluate")]
pub(crate) async fn evaluate(
    rule: Path<String>,
    trial: Json<Trial>,
    services: Data<Services>,
) -> Result<Json<TrialOutcome>, Failure> {
    let rules = crate::rules();
    let rule = rules.iter().find(|known| known.id() == *rule).ok_or(JsonProblem::NotFound)?;
    let book = crate::businesses()
        .iter()
        .find(|business| business.code == rule.business)
        .and_then(|business| business.statutes)
        .ok_or(JsonProblem::NotFound)?
        .book(Some(&services.municipality.code))
        .map_err(|_| JsonProblem::Internal)?;
    let Trial { facts, is_explained } = trial.into_inner();
    let mode = if is_explained { Mode::Explained } else { Mode::Silent };
    let outcome = (rule.eval)(&book, facts, mode).map_err(|problem| JsonProblem::Fields {
        fields: vec![FieldProblem {
            pointer: format!("/facts{}", problem.pointer),
            code: problem.code.to_string(),
            detail: problem.ja.clone(),
            detail_en: problem.en.clone(),
        }],
    })?;
    Ok(Json(TrialOutcome { outcome }))
}

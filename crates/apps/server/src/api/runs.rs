//! The run console: runs, their progress, and the steps that people take.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use batch::{Phase, RunKind, RunSummary, RunView, engine, run_list, run_view};
use business_kit::{RunFailure, Services, answered};
use chrono::{DateTime, Utc};
use database::Operation;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use web::{Caller, Failure, JsonProblem};

use crate::runs::RunDesk;

/// A run in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunLine {
    /// Number of the run.
    #[schema(extensions(("x-label" = json!("番号"))))]
    run_id: String,
    /// Name.
    #[schema(extensions(("x-label" = json!("処理"))))]
    title: String,
    /// Where it is.
    #[schema(extensions(("x-label" = json!("段階"))))]
    phase: String,
}

/// 処理の一覧 — every run, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunList {
    /// The runs.
    #[schema(inline, extensions(("x-label" = json!("処理"))))]
    items: Vec<RunLine>,
}

/// A phase and when it was reached last.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PhaseView {
    /// Code of the phase.
    #[schema(extensions(("x-label" = json!("段階"))))]
    name: String,
    /// When it was reached; nothing for those to come.
    #[schema(extensions(("x-label" = json!("日時"))))]
    at: Option<DateTime<Utc>>,
    /// By whom.
    #[schema(extensions(("x-label" = json!("担当"))))]
    by: Option<String>,
}

/// How far computing is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgressView {
    /// Chunks that are done.
    #[schema(extensions(("x-label" = json!("済み"))))]
    done: i64,
    /// All chunks.
    #[schema(extensions(("x-label" = json!("全体"))))]
    total: i64,
    /// Items in the done chunks.
    #[schema(extensions(("x-label" = json!("件数"))))]
    item_count: i64,
    /// Items a second since freezing.
    #[schema(extensions(("x-label" = json!("毎秒"))))]
    rate_per_second: i64,
    /// Seconds that remain at this rate.
    #[schema(extensions(("x-label" = json!("残り秒"))))]
    eta_seconds: Option<i64>,
    /// State of each chunk: `waiting`, `done` or `failed`.
    #[schema(extensions(("x-label" = json!("区切り"))))]
    chunks: Vec<String>,
}

/// A frozen input.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InputView {
    /// What it is.
    #[schema(extensions(("x-label" = json!("項目"))))]
    label: String,
    /// Its content.
    #[schema(extensions(("x-label" = json!("内容"))))]
    value: String,
}

/// A line beside the last run's.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComparisonView {
    /// What is compared.
    #[schema(extensions(("x-label" = json!("項目"))))]
    label: String,
    /// The last posted run.
    #[schema(extensions(("x-label" = json!("前回"))))]
    previous: Option<i64>,
    /// This run.
    #[schema(extensions(("x-label" = json!("今回"))))]
    current: i64,
    /// The difference.
    #[schema(extensions(("x-label" = json!("差"))))]
    difference: Option<i64>,
    /// The difference in percent, one decimal.
    #[schema(extensions(("x-label" = json!("率"))))]
    rate: Option<String>,
    /// `within`, `outside` or `first`.
    #[schema(extensions(("x-label" = json!("判定"))))]
    judgment: String,
}

/// A finding.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingView {
    /// Number within the run.
    #[schema(extensions(("x-label" = json!("番号"))))]
    finding_number: i32,
    /// `fatal`, `confirm` or `information`.
    #[schema(extensions(("x-label" = json!("重さ"))))]
    severity: String,
    /// Stable code.
    #[schema(extensions(("x-label" = json!("コード"))))]
    code: String,
    /// What was found.
    #[schema(extensions(("x-label" = json!("内容"))))]
    text: String,
    /// How many items.
    #[schema(extensions(("x-label" = json!("件数"))))]
    count: i64,
    /// Why it may stand.
    #[schema(extensions(("x-label" = json!("理由"))))]
    reason: Option<String>,
}

/// 処理 — a run as the console shows it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunDetail {
    /// Number of the run.
    #[schema(extensions(("x-label" = json!("番号"))))]
    run_id: String,
    /// Name.
    #[schema(extensions(("x-label" = json!("処理"))))]
    title: String,
    /// Where it is.
    #[schema(extensions(("x-label" = json!("段階"))))]
    phase: String,
    /// Every phase.
    #[schema(inline, extensions(("x-label" = json!("段階"))))]
    phases: Vec<PhaseView>,
    /// How far computing is.
    #[schema(inline, extensions(("x-label" = json!("進み"))))]
    progress: ProgressView,
    /// What was frozen.
    #[schema(inline, extensions(("x-label" = json!("固定した内容"))))]
    inputs: Vec<InputView>,
    /// Lines beside the last run's.
    #[schema(inline, extensions(("x-label" = json!("前回との比較"))))]
    comparison: Vec<ComparisonView>,
    /// Findings.
    #[schema(inline, extensions(("x-label" = json!("指摘"))))]
    findings: Vec<FindingView>,
    /// Totals as the business gives them.
    #[schema(extensions(("x-label" = json!("合計"))))]
    totals: Value,
    /// Version of the plan; an approval names it.
    #[schema(extensions(("x-label" = json!("計算の版"))))]
    plan_version: i32,
    /// Whether this caller may approve it now.
    #[schema(extensions(("x-label" = json!("承認できる"))))]
    can_approve: bool,
    /// Why not.
    #[schema(extensions(("x-label" = json!("承認できない理由"))))]
    approve_refusal: Option<String>,
}

/// 処理の下書き — a run to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewRun {
    /// Code of the kind, `business.run`.
    #[schema(extensions(("x-label" = json!("処理の種類"))))]
    run_kind: String,
    /// Name on the screen.
    #[schema(extensions(("x-label" = json!("名前"))))]
    title: String,
    /// The kind's own parameters.
    #[schema(schema_with = parameters_schema)]
    parameters: Value,
}

/// An object of the kind's own; written by hand because utoipa drops what such a property says of itself.
fn parameters_schema() -> Object {
    let label = Extensions::builder().add("x-label", "条件").build();
    ObjectBuilder::new().schema_type(Type::Object).extensions(Some(label)).build()
}

/// 処理の操作 — what a step is told.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct StepOrder {
    /// Why it is sent back, or why a finding may stand.
    #[schema(extensions(("x-label" = json!("理由")), ("x-widget" = json!("memo"))))]
    reason: Option<String>,
    /// The version of the plan that the approver saw; the newest where it is left out.
    #[schema(extensions(("x-label" = json!("計算の版"))))]
    plan_version: Option<i32>,
    /// The finding that the reason is for.
    #[schema(extensions(("x-label" = json!("指摘の番号"))))]
    finding_number: Option<i32>,
}

/// Every run, newest first.
#[utoipa::path(tag = "batch", responses((status = OK, body = RunList)),
    extensions(("x-permission" = json!("batch.run.read")), ("x-label" = json!("処理の一覧")),
        ("x-screen" = json!("list")), ("x-menu" = json!({"rail": "run", "order": 10}))))]
#[get("/api/v1/runs")]
pub(crate) async fn list(caller: Caller, services: Data<Services>) -> Result<Json<RunList>, Failure> {
    let runs = web::blocking(move || Ok(services.database.read(&caller.operation, run_list)?)).await?;
    Ok(Json(RunList { items: runs.iter().map(line_of).collect() }))
}

/// Makes a draft.
#[utoipa::path(tag = "batch", request_body = NewRun, responses((status = OK, body = RunDetail)),
    extensions(("x-permission" = json!("batch.run.read")), ("x-label" = json!("処理の下書き")),
        ("x-verb" = json!("処理を用意する")), ("x-screen" = json!("run"))))]
#[post("/api/v1/runs")]
pub(crate) async fn create(
    caller: Caller,
    new: Json<NewRun>,
    services: Data<Services>,
) -> Result<Json<RunDetail>, Failure> {
    let NewRun { run_kind, title, parameters } = new.into_inner();
    let kind = kind_of(&run_kind)?;
    access::require(&caller.operation, kind.prepare_permission)?;
    web::blocking(move || {
        let run = services
            .database
            .write(&caller.operation, |tx| engine::create(tx, &kind, &title, &parameters).map_err(RunFailure::from))?;
        detail(&services, &caller.operation, run)
    })
    .await
}

/// A run with its progress.
#[utoipa::path(tag = "batch", responses((status = OK, body = RunDetail)),
    params(("id" = i64, Path, description = "number of the run")),
    extensions(("x-permission" = json!("batch.run.read")), ("x-label" = json!("処理")), ("x-screen" = json!("run"))))]
#[get("/api/v1/runs/{id}")]
pub(crate) async fn one(caller: Caller, id: Path<i64>, services: Data<Services>) -> Result<Json<RunDetail>, Failure> {
    web::blocking(move || detail(&services, &caller.operation, *id)).await
}

/// Takes a step: `start`, `approve`, `send_back`, `post`, `give_reason`.
#[utoipa::path(tag = "batch", request_body = StepOrder, responses((status = OK, body = RunDetail)),
    params(("id" = i64, Path, description = "number of the run"), ("act" = String, Path, description = "the step")),
    extensions(("x-permission" = json!("batch.run.read")), ("x-label" = json!("処理の操作")),
        ("x-verb" = json!("進める")), ("x-screen" = json!("run")), ("x-confirm" = json!("four-eyes"))))]
#[post("/api/v1/runs/{id}/{act}")]
pub(crate) async fn take(
    caller: Caller,
    path: Path<(i64, String)>,
    order: Json<StepOrder>,
    services: Data<Services>,
    desk: Data<RunDesk>,
) -> Result<Json<RunDetail>, Failure> {
    let (id, name) = path.into_inner();
    let order = order.into_inner();
    web::blocking(move || {
        take_step(&services, &desk, &caller.operation, (id, &name), &order)?;
        detail(&services, &caller.operation, id)
    })
    .await
}

/// The files that a posted run left, by name.
#[utoipa::path(tag = "batch", responses((status = OK, content_type = "application/octet-stream", body = Vec<u8>)),
    params(("id" = i64, Path, description = "number of the run"), ("name" = String, Path, description = "name of the file")),
    extensions(("x-permission" = json!("batch.run.read")), ("x-label" = json!("書類・銀行のファイル")),
        ("x-screen" = json!("detail"))))]
#[get("/api/v1/runs/{id}/files/{name}")]
pub(crate) async fn file(
    caller: Caller,
    path: Path<(i64, String)>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let (id, name) = path.into_inner();
    let bytes = web::blocking(move || {
        let run = services.database.read(&caller.operation, |tx| {
            tx.did("batch.run.file");
            run_view(tx, id)
        })?;
        access::require(&caller.operation, kind_of(&run.summary.run_kind)?.approve_permission)?;
        crate::runs::read_file(&services, id, &name).ok_or_else(|| JsonProblem::NotFound.into())
    })
    .await?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(bytes))
}

fn take_step(
    services: &Services,
    desk: &RunDesk,
    operation: &Operation,
    (id, name): (i64, &str),
    order: &StepOrder,
) -> Result<(), Failure> {
    let database = &services.database;
    let run = database.read(operation, |tx| run_view(tx, id))?;
    let kind = kind_of(&run.summary.run_kind)?;
    let needed = match name {
        "start" | "give_reason" => kind.prepare_permission,
        "approve" | "send_back" | "post" => kind.approve_permission,
        _ => return Err(JsonProblem::NotFound.into()),
    };
    access::require(operation, needed)?;
    let reason = order.reason.clone().unwrap_or_default();
    let step = |tx: &mut database::Tx<'_>| match name {
        "approve" => engine::approve(tx, id, order.plan_version.unwrap_or(run.plan_version)),
        "send_back" => engine::send_back(tx, id, &reason),
        _ => engine::give_reason(tx, id, order.finding_number.unwrap_or_default(), &reason),
    };
    match name {
        "start" => desk.start(services, operation, kind, id),
        "post" => {
            answered(engine::post(database, operation, &kind, id))?;
            desk.make_documents(services, operation, kind, id)
        }
        _ => answered(database.write(operation, step)),
    }
}

pub(crate) fn kind_of(code: &str) -> Result<RunKind, Failure> {
    Ok(crate::run_kinds().into_iter().find(|kind| kind.code == code).ok_or(JsonProblem::NotFound)?)
}

fn line_of(run: &RunSummary) -> RunLine {
    RunLine { run_id: run.run_number.to_string(), title: run.title.clone(), phase: run.phase.code().to_owned() }
}

fn detail(services: &Services, operation: &Operation, id: i64) -> Result<Json<RunDetail>, Failure> {
    let run = services.database.read(operation, |tx| run_view(tx, id))?;
    let kind = kind_of(&run.summary.run_kind)?;
    let approve_refusal = refusal_of(&run, &kind, operation);
    Ok(Json(RunDetail {
        run_id: id.to_string(),
        title: run.summary.title.clone(),
        phase: run.summary.phase.code().to_owned(),
        phases: phases_of(&run),
        progress: progress_of(&run, operation.now),
        inputs: inputs_of(&run),
        comparison: run.comparisons.iter().map(|(line, judgment)| comparison_of(line, judgment)).collect(),
        findings: run.findings.iter().map(finding_of).collect(),
        totals: run.summary.totals.clone(),
        plan_version: run.plan_version,
        can_approve: run.summary.phase == Phase::Compared && approve_refusal.is_none(),
        approve_refusal,
    }))
}

/// Why this caller may not approve the run, before the engine says so itself.
fn refusal_of(run: &RunView, kind: &RunKind, operation: &Operation) -> Option<String> {
    let fatal = run.findings.iter().filter(|finding| finding.severity == "fatal").count();
    let open = run.findings.iter().filter(|f| f.severity == "confirm" && f.reason.is_none()).count();
    if !operation.may(kind.approve_permission) {
        return Some("承認する権限がありません。".to_owned());
    }
    if run.summary.prepared_by == operation.actor.login_name {
        return Some(batch::BatchError::SamePerson.text().0);
    }
    let counts = (i64::try_from(fatal).ok()?, i64::try_from(open).ok()?);
    (counts != (0, 0)).then(|| batch::BatchError::Findings { fatal: counts.0, open: counts.1 }.text().0)
}

fn phases_of(run: &RunView) -> Vec<PhaseView> {
    Phase::ALL
        .into_iter()
        .map(|phase| {
            let is_reached = phase <= run.summary.phase;
            let step = run.steps.iter().rev().find(|step| step.phase == phase).filter(|_| is_reached);
            PhaseView {
                name: phase.code().to_owned(),
                at: step.map(|step| step.reached_at),
                by: step.map(|step| step.display_name.clone()),
            }
        })
        .collect()
}

fn progress_of(run: &RunView, now: DateTime<Utc>) -> ProgressView {
    let began = run.steps.iter().rev().find(|step| step.phase == Phase::Frozen).map(|step| step.reached_at);
    let ended = run.steps.iter().rev().find(|step| step.phase == Phase::Computed).map(|step| step.reached_at);
    let progress = run.progress;
    let seconds = began.map_or(0, |began| (ended.unwrap_or(now) - began).num_seconds()).max(1);
    let left = progress.all_chunks - progress.done_chunks;
    let eta = (progress.done_chunks > 0 && left > 0).then(|| seconds * left / progress.done_chunks);
    ProgressView {
        done: progress.done_chunks,
        total: progress.all_chunks,
        item_count: progress.done_items,
        rate_per_second: progress.done_items / seconds,
        eta_seconds: eta,
        chunks: run.chunks.iter().map(|chunk| chunk.state.clone()).collect(),
    }
}

fn inputs_of(run: &RunView) -> Vec<InputView> {
    let text = |input: &Value, key: &str| input.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let own = run.inputs.as_array().into_iter().flatten();
    let mut inputs: Vec<InputView> =
        own.map(|input| InputView { label: text(input, "name"), value: text(input, "content") }).collect();
    if let Some(law) = &run.law_version {
        inputs.push(InputView { label: "法令".to_owned(), value: law.clone() });
    }
    inputs
}

fn comparison_of(line: &batch::Comparison, judgment: &str) -> ComparisonView {
    let difference = line.previous_value.map(|previous| line.current_value - previous);
    let rate = line.previous_value.filter(|previous| *previous != 0).zip(difference).map(|(previous, difference)| {
        let permille = difference * 1000 / previous;
        format!("{}{}.{}%", if permille < 0 { "−" } else { "" }, permille.abs() / 10, permille.abs() % 10)
    });
    ComparisonView {
        label: line.label_ja.clone(),
        previous: line.previous_value,
        current: line.current_value,
        difference,
        rate,
        judgment: judgment.to_owned(),
    }
}

fn finding_of(finding: &batch::FindingRow) -> FindingView {
    FindingView {
        finding_number: finding.finding_number,
        severity: finding.severity.clone(),
        code: finding.code.clone(),
        text: finding.text_ja.clone(),
        count: finding.item_count,
        reason: finding.reason.clone(),
    }
}

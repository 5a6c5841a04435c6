//! Migrations: loads and their reconciliation.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use business_kit::Services;
use migration::{Equation, MigrationError, Reconciliation};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Caller, Failure, JsonProblem};

/// A load in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LoadLine {
    /// Number of the load.
    #[schema(extensions(("x-label" = json!("番号"))))]
    load_id: String,
    /// Name.
    #[schema(extensions(("x-label" = json!("移行"))))]
    title: String,
    /// Whether every record is explained and every sum agrees.
    #[schema(extensions(("x-label" = json!("一致"))))]
    is_green: bool,
}

/// 移行の一覧 — every load, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LoadList {
    /// The loads.
    #[schema(inline, extensions(("x-label" = json!("移行"))))]
    items: Vec<LoadLine>,
}

/// Where the records went.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tally {
    /// Records as the old system counts them.
    #[schema(extensions(("x-label" = json!("旧"))))]
    source: i64,
    /// In the register.
    #[schema(extensions(("x-label" = json!("取り込み"))))]
    loaded: i64,
    /// Taken into another record.
    #[schema(extensions(("x-label" = json!("統合"))))]
    merged: i64,
    /// Waiting for a person.
    #[schema(extensions(("x-label" = json!("保留"))))]
    quarantined: i64,
    /// Not readable.
    #[schema(extensions(("x-label" = json!("対象外"))))]
    rejected: i64,
    /// Must be 0.
    #[schema(extensions(("x-label" = json!("説明なし"))))]
    unexplained: i64,
}

impl From<Equation> for Tally {
    fn from(equation: Equation) -> Self {
        let Equation { source, loaded, merged, quarantined, rejected, unexplained } = equation;
        Self { source, loaded, merged, quarantined, rejected, unexplained }
    }
}

/// A sum on both sides.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckView {
    /// What is summed up.
    #[schema(extensions(("x-label" = json!("項目"))))]
    label: String,
    /// In the source.
    #[schema(extensions(("x-label" = json!("旧"))))]
    source: String,
    /// In the register.
    #[schema(extensions(("x-label" = json!("新"))))]
    target: String,
    /// Whether they are equal.
    #[schema(extensions(("x-label" = json!("判定"))))]
    agrees: bool,
}

/// A data set of a load.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatasetView {
    /// Name.
    #[schema(extensions(("x-label" = json!("データ"))))]
    name: String,
    /// Where its records went.
    #[serde(flatten)]
    #[schema(inline)]
    tally: Tally,
    /// Its sums.
    #[schema(inline, extensions(("x-label" = json!("合計"))))]
    checks: Vec<CheckView>,
}

/// How many records a reason holds for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReasonView {
    /// Code.
    #[schema(extensions(("x-label" = json!("コード"))))]
    code: String,
    /// What it means.
    #[schema(extensions(("x-label" = json!("理由"))))]
    text: String,
    /// Records.
    #[schema(extensions(("x-label" = json!("件数"))))]
    count: i64,
}

/// A record that is held or rejected.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldRecord {
    /// Data set.
    #[schema(extensions(("x-label" = json!("データ"))))]
    dataset: String,
    /// File.
    #[schema(extensions(("x-label" = json!("ファイル"))))]
    file: String,
    /// Line, from 1.
    #[schema(extensions(("x-label" = json!("行"))))]
    line: i64,
    /// Column and item.
    #[schema(extensions(("x-label" = json!("列"))))]
    column: String,
    /// What is wrong and how to mend it.
    #[schema(extensions(("x-label" = json!("理由"))))]
    reason: String,
}

/// 照合 — the reconciliation of a load.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LoadView {
    /// Number of the load.
    #[schema(extensions(("x-label" = json!("番号"))))]
    load_id: String,
    /// Name.
    #[schema(extensions(("x-label" = json!("移行"))))]
    title: String,
    /// Whether every record is explained and every sum agrees.
    #[schema(extensions(("x-label" = json!("一致"))))]
    is_green: bool,
    /// Over all data sets.
    #[schema(inline, extensions(("x-label" = json!("件数"))))]
    equation: Tally,
    /// Data set by data set.
    #[schema(inline, extensions(("x-label" = json!("データ"))))]
    datasets: Vec<DatasetView>,
    /// Reason by reason.
    #[schema(inline, extensions(("x-label" = json!("理由"))))]
    reasons: Vec<ReasonView>,
    /// The first records that are held or rejected.
    #[schema(inline, extensions(("x-label" = json!("保留"))))]
    quarantine: Vec<HeldRecord>,
}

/// Every load, newest first.
#[utoipa::path(tag = "migration", responses((status = OK, body = LoadList)),
    extensions(("x-permission" = json!("migration.load.read")), ("x-label" = json!("移行の一覧")),
        ("x-screen" = json!("list")), ("x-menu" = json!({"rail": "migration", "order": 10}))))]
#[get("/api/v1/migration/loads")]
pub(crate) async fn list(caller: Caller, services: Data<Services>) -> Result<Json<LoadList>, Failure> {
    web::blocking(move || {
        let (database, operation) = (&services.database, &caller.operation);
        let loads = migration::loads(database, operation).map_err(failure)?;
        let items = loads
            .into_iter()
            .map(|load| {
                let is_green = load.is_finished
                    && migration::reconcile(database, operation, load.load_id).map_err(failure)?.is_green;
                Ok(LoadLine { load_id: load.load_id.to_string(), title: load.title, is_green })
            })
            .collect::<Result<_, Failure>>()?;
        Ok(Json(LoadList { items }))
    })
    .await
}

/// The reconciliation of a load.
#[utoipa::path(tag = "migration", responses((status = OK, body = LoadView)),
    params(("id" = i64, Path, description = "number of the load")),
    extensions(("x-permission" = json!("migration.load.read")), ("x-label" = json!("照合")),
        ("x-screen" = json!("detail"))))]
#[get("/api/v1/migration/loads/{id}")]
pub(crate) async fn one(caller: Caller, id: Path<i64>, services: Data<Services>) -> Result<Json<LoadView>, Failure> {
    let report =
        web::blocking(move || migration::reconcile(&services.database, &caller.operation, *id).map_err(failure))
            .await?;
    Ok(Json(view_of(report)))
}

fn view_of(report: Reconciliation) -> LoadView {
    let datasets = report.datasets.into_iter().map(|dataset| DatasetView {
        name: dataset.name,
        tally: dataset.equation.into(),
        checks: dataset
            .checks
            .into_iter()
            .map(|check| CheckView {
                label: check.label,
                source: check.source.to_string(),
                target: check.target.to_string(),
                agrees: check.agrees,
            })
            .collect(),
    });
    let held = report.quarantine.into_iter().map(|record| HeldRecord {
        dataset: record.dataset,
        file: record.file,
        line: record.line,
        column: record.column.map_or(record.item.clone(), |column| format!("{column} {}", record.item)),
        reason: record.ja,
    });
    LoadView {
        load_id: report.load_id.to_string(),
        title: report.title,
        is_green: report.is_green,
        equation: report.equation.into(),
        datasets: datasets.collect(),
        reasons: report
            .reasons
            .into_iter()
            .map(|reason| ReasonView { code: reason.code, text: reason.text, count: reason.count })
            .collect(),
        quarantine: held.collect(),
    }
}

fn failure(error: MigrationError) -> Failure {
    match error {
        MigrationError::Database(error) => error.into(),
        MigrationError::NotFound(_) | MigrationError::Unfinished(_) => JsonProblem::NotFound.into(),
        MigrationError::Forbidden(permission) => JsonProblem::Forbidden { permission: permission.to_owned() }.into(),
        other => {
            tracing::error!(error = %other, "a load could not be read");
            JsonProblem::Internal.into()
        }
    }
}

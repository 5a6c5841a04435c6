//! One server out of every business.

use std::collections::BTreeMap;
use std::net::TcpListener;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::web::{Data, get};
use actix_web::{App, HttpResponse, HttpServer};
use business_kit::Services;
use database::{DatabaseError, Operation};
use serde_json::Value;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;
use web::Clock;

use crate::runs::RunDesk;
use crate::{api, assets, businesses};

/// Version of the API's contract.
const CONTRACT_VERSION: &str = "1.0.0";

/// What can keep the server from serving.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error(
        "{address} で待ち受けできません。ほかのプログラムが使っていないか確かめてください。 cannot listen on {address}"
    )]
    Listen {
        /// The address.
        address: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Operations of the contract name no permission.
    #[error("operations without x-permission: {0:?}")]
    Unguarded(Vec<String>),
}

/// How the server runs.
#[derive(Clone)]
pub struct ServerSettings {
    /// Where it listens; loopback unless a proxy with TLS stands before it on the same machine.
    pub address: String,
    /// Threads that answer.
    pub workers: usize,
    /// The clock of the edge.
    pub clock: Clock,
    /// Runs in the background.
    pub desk: RunDesk,
}

fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(api::session::begin)
        .service(api::session::current)
        .service(api::session::end)
        .service(api::menu::menu)
        .service(api::rules::list)
        .service(api::rules::evaluate)
        .service(api::work_items::list)
        .service(api::work_items::close)
        .service(api::loads::list)
        .service(api::loads::one)
        .service(api::runs::list)
        .service(api::runs::create)
        .service(api::runs::one)
        .service(api::runs::file)
        .service(api::runs::take);
    for business in businesses() {
        (business.routes)(config);
    }
}

/// The whole contract as one OpenAPI document.
#[must_use]
pub fn contract() -> OpenApi {
    let (_, mut document) = App::new().into_utoipa_app().configure(routes).split_for_parts();
    web::describe(&mut document, CONTRACT_VERSION);
    document
}

/// The contract as text: two spaces of indentation, keys in alphabetical order, a newline at the end.
///
/// utoipa keeps extensions in no fixed order, so the keys are sorted; what a form shows first is said by `x-order`.
#[must_use]
pub fn contract_text() -> String {
    let sorted = serde_json::to_value(contract()).map(sorted).unwrap_or_default();
    format!("{sorted:#}\n")
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<String, Value> = fields.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        plain => plain,
    }
}

/// Starts to serve; gives the running server and the address that it took.
///
/// # Errors
/// [`ServeError`].
pub fn serve(settings: &ServerSettings, services: &Services) -> Result<(Server, String), ServeError> {
    let document = contract();
    let table = web::permission_table(&document).map_err(ServeError::Unguarded)?;
    let text = contract_text();
    let listener = TcpListener::bind(&settings.address)
        .map_err(|source| ServeError::Listen { address: settings.address.clone(), source })?;
    let address = listener.local_addr().map_or_else(|_| settings.address.clone(), |address| address.to_string());
    let (settings, services) = (settings.clone(), services.clone());
    let failed = {
        let address = settings.address.clone();
        move |source| ServeError::Listen { address, source }
    };
    let workers = settings.workers;
    let server = HttpServer::new(move || {
        let text = text.clone();
        App::new()
            .app_data(Data::new(services.database.clone()))
            .app_data(Data::new(services.clone()))
            .app_data(Data::new(settings.clock.clone()))
            .app_data(Data::new(settings.desk.clone()))
            .app_data(Data::new(table.clone()))
            .app_data(web::json_settings())
            .wrap(from_fn(web::act_once))
            .wrap(from_fn(web::gate))
            .wrap(from_fn(web::trace))
            .configure(|config| routes(&mut ServiceConfig::new(config)))
            .route("/openapi.json", get().to(move || answer_contract(text.clone())))
            .default_service(get().to(assets::asset))
    })
    .workers(workers)
    .listen(listener)
    .map_err(failed)?;
    Ok((server.run(), address))
}

/// Lets runs go on that a fallen server left frozen; gives how many.
///
/// # Errors
/// [`DatabaseError`].
pub fn resume_runs(services: &Services, desk: &RunDesk, operation: &Operation) -> Result<usize, DatabaseError> {
    crate::runs::resume(services, desk, operation)
}

async fn answer_contract(text: String) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(text)
}

//! Requests that act once, however often they are sent.

use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderMap};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpMessage, HttpResponse};
use database::{Database, Operation};
use sha2::{Digest, Sha256};

use crate::caller::Caller;
use crate::contract::Door;
use crate::edge::JsonProblem;
use crate::problem::Failure;
use crate::store::{self, GivenAnswer};

/// Makes a signed-in POST that changes something act once a key: the second sending gets the first one's answer.
///
/// A refused request (status 400 and above) gives its key back. A key whose first sending was never answered, because the
/// server fell, is refused rather than tried again: nothing is registered twice.
///
/// Answers a [`Failure`] where there is no key (400), where it was used for another body (422), and where the first
/// sending has no answer (409).
///
/// # Errors
/// Only those of what lies behind it, and of keeping the answer.
pub async fn act_once<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let caller = request.extensions().get::<Caller>().cloned();
    let only_reads = request.extensions().get::<Door>().is_some_and(|door| door.only_reads);
    let Some(caller) = caller.filter(|_| *request.method() == Method::POST && !only_reads) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let Some(database) = request.app_data::<Data<Database>>().cloned() else {
        return Ok(request.error_response(Failure::from(JsonProblem::Internal)));
    };
    let operation = caller.operation;
    let key = match begin(&mut request, &database, &operation).await {
        Ok(Begun::First { key }) => key,
        Ok(Begun::Answered(answer)) => return Ok(request.into_response(answer)),
        Err(failure) => return Ok(request.error_response(failure)),
    };
    let response = next.call(request).await?;
    if response.status().is_client_error() || response.status().is_server_error() {
        crate::blocking(move || Ok(database.write(&operation, |tx| store::release(tx, &key))?)).await?;
        return Ok(response.map_into_boxed_body());
    }
    keep(response, &database, &operation, key).await
}

/// How a request with a key begins.
enum Begun {
    First { key: String },
    Answered(HttpResponse),
}

async fn begin(
    request: &mut ServiceRequest,
    database: &Data<Database>,
    operation: &Operation,
) -> Result<Begun, Failure> {
    let key = header(request.headers(), "Idempotency-Key").filter(|key| (8..=128).contains(&key.len()));
    let key = key.ok_or(JsonProblem::NoIdempotencyKey)?;
    let body = request.extract::<Bytes>().await;
    let body = body.map_err(|error| JsonProblem::Body { reason: error.to_string() })?;
    let hash = request_hash(request, &body);
    request.set_payload(Payload::from(body));
    match claim(database, operation, &key, hash.clone()).await? {
        Some(given) => Ok(Begun::Answered(answer_again(&given, &hash)?)),
        None => Ok(Begun::First { key }),
    }
}

async fn claim(
    database: &Data<Database>,
    operation: &Operation,
    key: &str,
    hash: Vec<u8>,
) -> Result<Option<GivenAnswer>, Failure> {
    let (database, operation, key) = (database.clone(), operation.clone(), key.to_owned());
    crate::blocking(move || Ok(database.write(&operation, |tx| store::claim(tx, &key, &hash))?)).await
}

async fn keep<B: MessageBody + 'static>(
    response: ServiceResponse<B>,
    database: &Data<Database>,
    operation: &Operation,
    key: String,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body).await.map_err(|_| Failure::from(JsonProblem::Internal))?;
    let answer = GivenAnswer {
        request_hash: Vec::new(),
        status_code: Some(i32::from(head.status().as_u16())),
        response_body: Some(bytes.to_vec()),
        response_type: header(head.headers(), CONTENT_TYPE.as_str()),
        response_etag: header(head.headers(), ETAG.as_str()),
    };
    let (database, operation) = (database.clone(), operation.clone());
    crate::blocking(move || Ok(database.write(&operation, |tx| store::keep(tx, &key, &answer))?)).await?;
    Ok(ServiceResponse::new(request, head.set_body(bytes).map_into_boxed_body()))
}

fn answer_again(given: &GivenAnswer, hash: &[u8]) -> Result<HttpResponse, Failure> {
    if given.request_hash != hash {
        return Err(JsonProblem::KeyReused.into());
    }
    let status = given.status_code.and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| StatusCode::from_u16(status).ok()).ok_or(JsonProblem::StillRunning)?;
    let mut response = HttpResponse::build(status);
    response.insert_header(("Idempotent-Replayed", "true"));
    if let Some(kind) = &given.response_type {
        response.insert_header((CONTENT_TYPE, kind.as_str()));
    }
    if let Some(version) = &given.response_etag {
        response.insert_header((ETAG, version.as_str()));
    }
    Ok(response.body(given.response_body.clone().unwrap_or_default()))
}

fn request_hash(request: &ServiceRequest, body: &[u8]) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(request.path());
    digest.update([0]);
    digest.update(body);
    digest.finalize().to_vec()
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

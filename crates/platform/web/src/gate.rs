//! The gate in front of every handler: trace id, headers, permission.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpResponse};

use crate::caller::{Caller, Trace, caller_of};
use crate::contract::{Door, PermissionTable};
use crate::edge::JsonProblem;
use crate::problem::Failure;

/// Gives each request its trace id, each answer its headers, and each failure its body with the trace id in it.
///
/// # Errors
/// Only those of what lies behind it.
pub async fn trace<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let trace_id = new_trace_id();
    request.extensions_mut().insert(Trace(trace_id.clone()));
    let method = request.method().clone();
    let pattern = request.match_pattern().unwrap_or_default();
    let mut response = answer(next.call(request).await?, &trace_id);
    tracing::info!(trace_id, %method, pattern, status = response.status().as_u16(), "answered");
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(value) = HeaderValue::from_str(&trace_id) {
        headers.insert(HeaderName::from_static("x-trace-id"), value);
    }
    Ok(response)
}

/// Nothing is loaded from elsewhere, framed elsewhere, guessed or kept.
const HEADERS: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Lets a request under `/api/` pass to its handler if the contract offers it and the caller may; else answers a [`Failure`]: unknown
/// address (404) or method (405), foreign page (403), no session (401), no permission (403).
///
/// # Errors
/// Only those of what lies behind the gate.
pub async fn gate<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if !request.path().starts_with("/api/") {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    match admit(&request).await {
        Ok(caller) => {
            if let Some(caller) = caller {
                request.extensions_mut().insert(caller);
            }
            Ok(next.call(request).await?.map_into_left_body())
        }
        Err(failure) => Ok(request.error_response(failure).map_into_right_body()),
    }
}

async fn admit(request: &ServiceRequest) -> Result<Option<Caller>, Failure> {
    let door = door_of(request)?;
    if *request.method() != Method::GET && request.headers().get("X-Requested-With").is_none() {
        return Err(JsonProblem::ForeignPage.into());
    }
    request.extensions_mut().insert(door.clone());
    if door.permission == "public" {
        return Ok(None);
    }
    let caller = caller_of(request.request()).await?;
    if door.permission != "signed_in" {
        access::require(&caller.operation, &door.permission)?;
    }
    Ok(Some(caller))
}

fn door_of(request: &ServiceRequest) -> Result<Door, Failure> {
    let table = request.app_data::<Data<PermissionTable>>().ok_or(JsonProblem::Internal)?;
    let pattern = request.match_pattern().ok_or(JsonProblem::NotFound)?;
    let name = format!("{} {pattern}", request.method());
    match table.get(&name) {
        Some(door) => Ok(door.clone()),
        None if table.keys().any(|known| known.ends_with(&format!(" {pattern}"))) => {
            Err(JsonProblem::MethodNotAllowed.into())
        }
        None => Err(JsonProblem::NotFound.into()),
    }
}

/// Writes the trace id into problems that handlers answered.
fn answer<B: MessageBody + 'static>(response: ServiceResponse<B>, trace_id: &str) -> ServiceResponse<EitherBody<B>> {
    let refused = response.response().error().map(|error| {
        tracing::warn!(trace_id, error = %error, "handler refused");
        refusal(error, trace_id)
    });
    match refused {
        Some(body) => response.into_response(body).map_into_right_body(),
        None => response.map_into_left_body(),
    }
}

/// The answer for an error: ours as it is, actix's own made into one of ours.
fn refusal(error: &Error, trace_id: &str) -> HttpResponse {
    if let Some(failure) = error.as_error::<Failure>() {
        return failure.response(trace_id);
    }
    let status = error.as_response_error().status_code();
    let problem = match status {
        StatusCode::NOT_FOUND => JsonProblem::NotFound,
        _ if status.is_client_error() => JsonProblem::Body { reason: error.to_string() },
        _ => JsonProblem::Internal,
    };
    Failure::from(problem).response(trace_id)
}

fn new_trace_id() -> String {
    let mut bytes = [0_u8; 8];
    // A trace id that repeats joins two requests in the log; that is no reason to refuse one.
    let _ = getrandom::fill(&mut bytes);
    hex::encode(bytes)
}

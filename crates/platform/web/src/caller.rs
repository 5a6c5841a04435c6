//! Who calls: from the session cookie to an operation.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use access::{Account, operation_of};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web::Data};
use chrono::{DateTime, Utc};
use database::{Database, Operation};

use crate::edge::JsonProblem;
use crate::problem::Failure;

/// Name of the session cookie.
pub const SESSION_COOKIE: &str = "yakuba_session";

/// The clock of the edge: the one place where a request learns what time it is; tests give a fixed one.
#[derive(Clone)]
pub struct Clock(pub Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

/// Identifier that joins log lines, audit rows and answers of one request.
#[derive(Debug, Clone)]
pub struct Trace(pub String);

/// The signed-in caller: the operation that the request runs as, and the account behind it.
#[derive(Debug, Clone)]
pub struct Caller {
    /// What everything below works with.
    pub operation: Operation,
    /// Whose session it is.
    pub account: Account,
}

impl FromRequest for Caller {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let known = request.extensions().get::<Self>().cloned();
        let request = request.clone();
        Box::pin(async move {
            match known {
                Some(caller) => Ok(caller),
                None => caller_of(&request).await,
            }
        })
    }
}

/// Looks the session up; the purpose of access comes from the header `X-Purpose`.
pub(crate) async fn caller_of(request: &HttpRequest) -> Result<Caller, Failure> {
    let token = request.cookie(SESSION_COOKIE).ok_or(JsonProblem::NoSession)?.value().to_owned();
    let database = request.app_data::<Data<Database>>().ok_or(JsonProblem::Internal)?.clone();
    let now = now_of(request)?;
    let trace_id = trace_of(request);
    let purpose = request
        .headers()
        .get("X-Purpose")
        .and_then(|value| value.to_str().ok())
        .map_or_else(|| "窓口事務".to_owned(), percent_decoded);
    let (operation, account) =
        crate::blocking(move || operation_of(&database, &token, now, &purpose, &trace_id).map_err(Failure::from))
            .await?;
    Ok(Caller { operation, account })
}

pub(crate) fn now_of(request: &HttpRequest) -> Result<DateTime<Utc>, Failure> {
    let clock = request.app_data::<Data<Clock>>().ok_or(JsonProblem::Internal)?;
    Ok((clock.0)())
}

pub(crate) fn trace_of(request: &HttpRequest) -> String {
    request.extensions().get::<Trace>().map(|trace| trace.0.clone()).unwrap_or_default()
}

/// Header values are ASCII, so a purpose in Japanese arrives percent-encoded.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let decoded = (byte == b'%').then(|| {
            let pair = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()
        });
        bytes.push(decoded.flatten().unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The cookie that carries a session: out of reach of scripts and of other sites.
#[must_use]
pub fn session_cookie(token: &str) -> Cookie<'static> {
    let mut cookie =
        Cookie::build(SESSION_COOKIE, token.to_owned()).path("/").http_only(true).same_site(SameSite::Strict).finish();
    if token.is_empty() {
        cookie.set_max_age(Duration::ZERO);
    }
    cookie
}

//! Versions of records: the ETag that was read must come back with a change.

use actix_web::HttpRequest;
use actix_web::HttpResponseBuilder;
use actix_web::http::header::{ETAG, IF_MATCH};

use crate::edge::JsonProblem;
use crate::problem::Failure;

/// The version in `If-Match`, as it was given in `ETag`.
///
/// # Errors
/// A [`Failure`] of `request.version_missing` (428) where the header is missing or no number.
pub fn expected_version(request: &HttpRequest) -> Result<i64, Failure> {
    let text = request.headers().get(IF_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Ok(text.trim().trim_matches('"').parse().map_err(|_| JsonProblem::NoVersion)?)
}

/// Writes the version of the record into `ETag`.
pub fn with_version(response: &mut HttpResponseBuilder, version: i64) -> &mut HttpResponseBuilder {
    response.insert_header((ETAG, format!("\"{version}\"")))
}

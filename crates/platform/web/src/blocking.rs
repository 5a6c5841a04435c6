//! Blocking work (diesel, argon2) beside the workers that hold connections to browsers.

use crate::edge::JsonProblem;
use crate::problem::Failure;

/// Runs `work` on the blocking pool.
///
/// # Errors
/// What `work` returns; a [`Failure`] of `request.internal` when it was stopped.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    actix_web::web::block(work).await.unwrap_or_else(|_| Err(JsonProblem::Internal.into()))
}

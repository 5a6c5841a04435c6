//! The clerk's window as files.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse};

/// Sends a file of the window; files whose name carries their content's hash may be kept for good.
pub(crate) async fn asset(request: HttpRequest) -> HttpResponse {
    let Some(asset) = clerk_ui::asset(request.path()) else {
        return HttpResponse::NotFound().finish();
    };
    let keep = if clerk_ui::is_immutable(request.path()) { "public, max-age=31536000, immutable" } else { "no-cache" };
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, asset.content_type))
        .insert_header((CACHE_CONTROL, keep))
        .body(asset.bytes.into_owned())
}

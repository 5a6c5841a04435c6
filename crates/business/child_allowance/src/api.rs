//! The addresses of child allowance.

mod claims;
mod person;
mod show;

use actix_web::HttpResponse;
use actix_web::post;
use actix_web::web::{Data, Path};
use business_kit::Services;
use utoipa_actix_web::service_config::ServiceConfig;
use values::AddresseeNumber;
use web::{Caller, Failure};

use crate::ChildAllowanceError;
use crate::notices::{self, CERTIFICATION_NOTICE};

/// Adds every address.
pub(crate) fn routes(configuration: &mut ServiceConfig<'_>) {
    configuration
        .service(person::person)
        .service(person::explanation)
        .service(claims::preview_claim)
        .service(claims::file_claim)
        .service(certification_notice);
}

pub(crate) use person::certified_line;

/// The number in an address; an unreadable one is nobody's.
fn numbered(text: &str) -> Result<AddresseeNumber, Failure> {
    text.parse().map_err(|_| ChildAllowanceError::NoCertification.into())
}

/// Makes the notice of certification as PDF.
#[utoipa::path(tag = "child_allowance", operation_id = "child_allowance_certification_notice",
    params(("addressee_number" = String, Path)),
    responses((status = OK, content_type = "application/pdf", body = Vec<u8>)),
    extensions(("x-permission" = json!("child_allowance.notice.issue")), ("x-label" = json!("認定通知書")),
        ("x-verb" = json!("通知書を出す")), ("x-screen" = json!("detail")), ("x-reads" = json!(true))))]
#[post("/api/v1/child_allowance/persons/{addressee_number}/certification_notice")]
async fn certification_notice(
    caller: Caller,
    addressee_number: Path<String>,
    services: Data<Services>,
) -> Result<HttpResponse, Failure> {
    let number = numbered(&addressee_number)?;
    let pdf = web::blocking(move || {
        let document =
            services.database.read(&caller.operation, |tx| notices::certification_notice(tx, &services, number))?;
        let rendered =
            services.typesetter.render(&CERTIFICATION_NOTICE, &document).map_err(ChildAllowanceError::from)?;
        Ok(rendered.pdf)
    })
    .await?;
    Ok(HttpResponse::Ok().content_type("application/pdf").insert_header(("Cache-Control", "no-store")).body(pdf))
}

//! What this business itself refuses.

use actix_web::http::StatusCode;
use web::{Problem, ProblemText};

/// What this business itself refuses; the register's own refusals pass as they are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResidentRegisterProblem {
    /// Nothing is known of this number on that day.
    #[error("nothing is known of the number on that day")]
    NotFound,
    /// The certificate may not be issued here.
    #[error("the certificate is blocked by a protective measure")]
    CertificateBlocked,
    /// The record may not be used in this act by this clerk.
    #[error("the act touches a record under a protective measure")]
    ActBlocked,
    /// Another day than today needs a permission of its own.
    #[error("an issue as of another day needs `resident_register.certificate.as_of`")]
    AsOfNotPermitted,
    /// Some of the persons have no resident record to certify on the day.
    #[error("somebody chosen has no resident record on the day")]
    NothingToCertify,
    /// The persons chosen do not live in one household.
    #[error("the persons chosen are not of one household")]
    SeveralHouseholds,
    /// No certifier is appointed for the office on the day of issue.
    #[error("no certifier is appointed for the office")]
    NoCertifier,
    /// The paper cannot be made again as it was.
    #[error("the paper can no longer be made as it was issued: {0}")]
    NotReproducible(&'static str),
    /// The paper could not be set.
    #[error("the paper could not be set: {0}")]
    Typesetting(String),
    /// No new relationship can be proposed for some member.
    #[error("relationships to the new head must be entered")]
    RelationshipsNeeded,
}

impl Problem for ResidentRegisterProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "resident_register.not_found",
            Self::CertificateBlocked => "resident_register.certificate_blocked",
            Self::ActBlocked => "resident_register.act_blocked",
            Self::AsOfNotPermitted => "resident_register.as_of_not_permitted",
            Self::NothingToCertify => "resident_register.nothing_to_certify",
            Self::SeveralHouseholds => "resident_register.several_households",
            Self::NoCertifier => "resident_register.no_certifier",
            Self::NotReproducible(_) => "resident_register.not_reproducible",
            Self::Typesetting(_) => "resident_register.typesetting_failed",
            Self::RelationshipsNeeded => "resident_register.relationships_needed",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::CertificateBlocked | Self::ActBlocked | Self::AsOfNotPermitted => StatusCode::FORBIDDEN,
            Self::NothingToCertify | Self::SeveralHouseholds | Self::RelationshipsNeeded => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::NoCertifier | Self::NotReproducible(_) => StatusCode::CONFLICT,
            Self::Typesetting(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn text(&self) -> ProblemText {
        let [title_ja, detail_ja, title_en, detail_en] = match self {
            Self::NotFound => {
                ["記録がありません。", "番号と日付を確かめてください。", "There is no record.", "Check number and day."]
            }
            Self::CertificateBlocked => [
                "この窓口では証明書を出せません。",
                "統括者を呼んでください。",
                "The certificate cannot be issued at this window.",
                "Call the officer in charge.",
            ],
            Self::ActBlocked => [
                "この窓口では、この方の届出を受け付けられません。",
                "統括者を呼んでください。",
                "The filing cannot be taken at this window.",
                "Call the officer in charge.",
            ],
            Self::AsOfNotPermitted => [
                "今日と違う日の証明書を出す権限がありません。",
                "時点を今日に戻すか、担当の上司に相談してください。",
                "You may not issue a certificate as of another day.",
                "Go back to today, or ask your superior.",
            ],
            Self::NothingToCertify => [
                "その日に住民票のない方が含まれています。",
                "証明する方と時点を確かめてください。",
                "Somebody chosen has no resident record on that day.",
                "Check the persons and the day.",
            ],
            Self::SeveralHouseholds => [
                "同じ世帯でない方が含まれています。",
                "1つの世帯ごとに請求を分けてください。",
                "The persons chosen are of several households.",
                "Make one order a household.",
            ],
            Self::NoCertifier => [
                "認証者が登録されていません。",
                "管理者に、この区の認証者と期間を登録してもらってください。",
                "No certifier is appointed.",
                "Ask the administrator to appoint one for this office.",
            ],
            Self::NotReproducible(_) => [
                "発行したときと同じものを作れません。",
                "新しい証明書として出してください。",
                "The same paper cannot be made again.",
                "Issue a new certificate.",
            ],
            Self::Typesetting(_) => [
                "証明書を作れませんでした。",
                "もう一度試して、続くときは番号を添えて管理者に知らせてください。",
                "The certificate could not be made.",
                "Try again; if it stays, tell the administrator the trace id.",
            ],
            Self::RelationshipsNeeded => [
                "新しい世帯主との続柄を決められない方がいます。",
                "世帯員全員の続柄を入力してください。",
                "Some relationships to the new head are open.",
                "Enter the relationship of each member.",
            ],
        };
        ProblemText::new(title_ja, detail_ja, title_en, detail_en)
    }
}

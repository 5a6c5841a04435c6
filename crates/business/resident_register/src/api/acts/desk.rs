//! What every act does alike at the window: versions, the guard, the dry run, the effects.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use business_kit::Services;
use chrono::NaiveDate;
use database::Tx;
use register::guard::Disclosure;
use register::read;
use register::{ActOutcome, AsOf, ExpectedVersion, RegisterError, Subject, Version};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::shapes::{Shape, list};
use values::AddresseeNumber;
use web::{Caller, Failure};

use super::super::refused;
use crate::ResidentRegisterProblem;
use crate::effects::{BusinessEffect, Days, effects_of};

/// What an act sets off in one business.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EffectLine {
    /// Code of the business.
    #[schema(extensions(("x-label" = json!("業務"))))]
    business_code: &'static str,
    /// Its name.
    #[schema(extensions(("x-label" = json!("業務"))))]
    business_name: &'static str,
    /// What happens there.
    #[schema(extensions(("x-label" = json!("内容"))))]
    content: String,
    /// Whom it concerns.
    #[schema(extensions(("x-label" = json!("どなた"))))]
    person_name: String,
    /// `automatic`, `procedure`, `guidance` or `unchanged`.
    #[schema(extensions(("x-label" = json!("扱い"))))]
    handling: &'static str,
    /// When it takes effect.
    #[schema(extensions(("x-label" = json!("いつ"))))]
    timing: String,
    /// Last day for what the resident must file.
    #[schema(extensions(("x-label" = json!("期限"))))]
    deadline_on: Option<NaiveDate>,
}

impl From<BusinessEffect> for EffectLine {
    fn from(effect: BusinessEffect) -> Self {
        Self {
            business_code: effect.business_code,
            business_name: effect.business_name,
            content: effect.content,
            person_name: effect.person_name,
            handling: effect.handling.code(),
            timing: effect.timing,
            deadline_on: effect.deadline_on,
        }
    }
}

/// アラート (標準 11.1).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Alert {
    /// Stable code.
    #[schema(extensions(("x-label" = json!("コード"))))]
    code: &'static str,
    /// What to look at.
    #[schema(extensions(("x-label" = json!("内容"))))]
    text: String,
}

/// 異動の結果 — what an act did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActAnswer {
    /// Number of the act; nothing in a dry run.
    #[schema(extensions(("x-label" = json!("届出番号"))))]
    act_number: Option<String>,
    /// What the act does, in a sentence.
    #[schema(extensions(("x-label" = json!("内容"))))]
    summary: String,
    /// Persons touched, new ones included; empty in a dry run.
    #[schema(schema_with = act_answer_addressee_numbers)]
    addressee_numbers: Vec<String>,
    /// Effects on other businesses, nearest deadline first.
    #[schema(schema_with = act_answer_effects)]
    effects: Vec<EffectLine>,
    /// What the clerk must have read.
    #[schema(schema_with = act_answer_alerts)]
    alerts: Vec<Alert>,
}

/// Whether an act is looked at or recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// 影響確認 (F8).
    Preview,
    /// 確定 (F9).
    Record,
}

/// The window at which an act is taken.
pub(crate) struct Desk {
    pub(crate) caller: Caller,
    pub(crate) services: Data<Services>,
    step: Step,
    /// The version in `If-Match`.
    seen: Option<i64>,
}

/// What an act's function gives back.
pub(crate) struct Recorded {
    pub(crate) outcome: ActOutcome,
    /// 異動日 to compute with.
    pub(crate) day: NaiveDate,
    /// 届出日 or the day of the notice.
    pub(crate) filed_on: NaiveDate,
    pub(crate) summary: String,
}

/// What an act's function is: from a filing to what was recorded.
pub(crate) type Act<T> = fn(&mut Tx<'_>, &Desk, &T) -> Result<Recorded, Failure>;

impl Desk {
    pub(crate) fn at(step: Step, caller: Caller, services: Data<Services>, request: &HttpRequest) -> Self {
        Self { caller, services, step, seen: web::expected_version(request).ok() }
    }

    /// Looks at the act or records it, and answers with its effects.
    pub(crate) async fn take<T: Send + 'static>(self, filing: T, act: Act<T>) -> Result<HttpResponse, Failure> {
        let step = self.step;
        let (answer, version) = web::blocking(move || {
            let work = |tx: &mut Tx<'_>| {
                let recorded = act(tx, &self, &filing)?;
                let version = recorded.outcome.act_number;
                Ok::<_, Failure>((answer_of(tx, recorded, step)?, version))
            };
            match step {
                Step::Preview => self.services.database.dry_run(&self.caller.operation, work),
                Step::Record => self.services.database.write(&self.caller.operation, work),
            }
        })
        .await?;
        Ok(match step {
            Step::Preview => HttpResponse::Ok().json(answer),
            Step::Record => web::with_version(&mut HttpResponse::Ok(), version).json(answer),
        })
    }

    /// The versions that the filing was written against. `seen` are the records whose version `If-Match` may carry, the
    /// one on the screen first; `beside` are records that the filing names and nobody has looked at. A dry run without
    /// `If-Match` goes by what is there now, for it changes nothing.
    pub(crate) fn expected(
        &self,
        tx: &mut Tx<'_>,
        seen: &[Subject],
        beside: &[Subject],
    ) -> Result<Vec<ExpectedVersion>, Failure> {
        let all: Vec<Subject> = seen.iter().chain(beside).copied().collect();
        let now = read::versions(tx, &all).map_err(refused)?;
        let current = |subject: &Subject| {
            now.get(subject).map(|version| ExpectedVersion { subject: *subject, version: *version })
        };
        let on_screen: Vec<ExpectedVersion> = seen.iter().filter_map(current).collect();
        let first = on_screen.first().copied().ok_or(ResidentRegisterProblem::NotFound)?;
        let mut expected = match (self.seen, self.step) {
            (None, Step::Preview) => on_screen,
            (None, Step::Record) => {
                let (subject, found) = (first.subject, first.version);
                return Err(refused(RegisterError::Changed { subject, expected: None, found }));
            }
            (Some(version), _) => match on_screen.into_iter().find(|it| it.version == Version(version)) {
                Some(matched) => vec![matched],
                None => {
                    let (subject, found, expected) = (first.subject, first.version, Some(Version(version)));
                    return Err(refused(RegisterError::Changed { subject, expected, found }));
                }
            },
        };
        expected.extend(beside.iter().filter_map(current));
        Ok(expected)
    }

    /// As [`Desk::expected`], for an act that overwrites nothing: `If-Match` counts where it is given.
    pub(crate) fn expected_beside(&self, tx: &mut Tx<'_>, named: &[Subject]) -> Result<Vec<ExpectedVersion>, Failure> {
        if self.seen.is_some() {
            return self.expected(tx, named, named);
        }
        let now = read::versions(tx, named).map_err(refused)?;
        Ok(now.into_iter().map(|(subject, version)| ExpectedVersion { subject, version }).collect())
    }
}

/// Refuses an act on somebody whose whereabouts are withheld from the clerk: its checks would answer guesses at the
/// address (支援措置; fail closed).
pub(crate) fn refuse_withheld(tx: &mut Tx<'_>, numbers: &[AddresseeNumber]) -> Result<(), Failure> {
    let disclosure = Disclosure::of(tx, numbers).map_err(refused)?;
    if numbers.iter().any(|number| disclosure.withholds(*number)) {
        return Err(ResidentRegisterProblem::ActBlocked.into());
    }
    Ok(())
}

fn answer_of(tx: &mut Tx<'_>, recorded: Recorded, step: Step) -> Result<ActAnswer, Failure> {
    let Recorded { outcome, day, filed_on, summary } = recorded;
    let numbers: Vec<AddresseeNumber> = outcome.events.iter().map(|(_, number)| *number).collect();
    let as_of = AsOf { valid_at: day, known_at: outcome.recorded_at };
    let persons = read::persons_as_of(tx, &numbers, as_of).map_err(refused)?;
    let effects =
        effects_of(&outcome, Days { happened_on: day, filed_on }, &persons).into_iter().map(EffectLine::from).collect();
    let is_recorded = step == Step::Record;
    let touched = outcome.addressee_numbers.iter().filter(|_| is_recorded);
    Ok(ActAnswer {
        act_number: is_recorded.then(|| outcome.act_number.to_string()),
        summary,
        addressee_numbers: touched.map(ToString::to_string).collect(),
        effects,
        alerts: outcome.alerts.into_iter().map(|alert| Alert { code: alert.code, text: alert.ja }).collect(),
    })
}

fn act_answer_addressee_numbers() -> Shape {
    list::<String>("宛名番号")
}

fn act_answer_effects() -> Shape {
    list::<EffectLine>("影響")
}

fn act_answer_alerts() -> Shape {
    list::<Alert>("注意")
}

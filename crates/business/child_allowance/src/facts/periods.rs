//! `child_allowance.start_month`, `decrease_month`, `end_month`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::door::{self, Choice, Field, Mode, Rule, RuleProblem, Shape};
use statute::{LawBook, Words};
use values::{Holidays, YearMonth};

use super::{BUSINESS, in_month, take};
use crate::rules::period::{self, Claim, ClaimKind, Delay, EndCause, StartRule};

pub(super) const START_MONTH: Rule = Rule {
    business: BUSINESS,
    name: "start_month",
    title_ja: "支給開始月・増額の始まる月",
    title_en: "First month of payment, or of a higher amount",
    article: "児童手当法第8条第2項・第3項、第9条第1項・第2項",
    input_schema: || door::schema("支給開始月を求める事実", START_FACTS),
    outcome_schema: || door::schema("支給開始月", START_OUTCOME),
    eval: start_month,
};

pub(super) const DECREASE_MONTH: Rule = Rule {
    business: BUSINESS,
    name: "decrease_month",
    title_ja: "減額の始まる月",
    title_en: "First month of a lower amount",
    article: "児童手当法第9条第3項",
    input_schema: || door::schema("減額の始まる月を求める事実", DECREASE_FACTS),
    outcome_schema: || door::schema("減額の始まる月", DECREASE_OUTCOME),
    eval: decrease_month,
};

pub(super) const END_MONTH: Rule = Rule {
    business: BUSINESS,
    name: "end_month",
    title_ja: "支給の最後の月",
    title_en: "Last month of payment",
    article: "児童手当法第8条第2項",
    input_schema: || door::schema("支給の最後の月を求める事実", END_FACTS),
    outcome_schema: || door::schema("支給の最後の月", END_OUTCOME),
    eval: end_month,
};

const START_FACTS: &[Field] = &[
    Field::required("claim_on", "請求をした日", "day of the claim", Shape::Day),
    Field::optional(
        "kind",
        "請求の種類",
        "first claim or claim for a higher amount; left out: certification",
        Shape::OneOf(KINDS),
    ),
    Field::optional("moved_on", "転出予定日", "planned day of moving out of the former municipality", Shape::Day),
    Field::optional(
        "prevented_from",
        "請求できなくなった日",
        "day from which disaster or the like prevented the claim",
        Shape::Day,
    ),
    Field::optional("prevention_ended_on", "やむを得ない理由がやんだ日", "day on which that ceased", Shape::Day),
    Field::optional("born_on", "出生の日", "day of birth of the child claimed for", Shape::Day),
    Field::optional(
        "closed_days",
        "休日",
        "days on which the municipality is closed besides weekends, national holidays and the turn of the year",
        Shape::Days,
    ),
];

const KINDS: &[Choice] = &[
    Choice { code: "certification", ja: "認定請求", en: "claim for certification" },
    Choice { code: "increase", ja: "額改定請求", en: "claim for a higher amount" },
];

const START_OUTCOME: &[Field] = &[
    Field::required(
        "start_month",
        "支給開始月",
        "first benefit month, or first month of the higher amount",
        Shape::Month,
    ),
    Field::required("rule", "根拠", "the month after the claim, or the fifteen-day rule", Shape::OneOf(RULES)),
    Field::optional("in_time_through", "特例に間に合う最後の日", "last day on which the claim was in time", Shape::Day),
];

const RULES: &[Choice] = &[
    Choice { code: "claim", ja: "請求の翌月", en: "month after the claim" },
    Choice { code: "fifteen_days", ja: "十五日特例", en: "fifteen-day rule" },
];

const DECREASE_FACTS: &[Field] =
    &[Field::required("arose_on", "減額の事由が生じた日", "day on which the cause arose", Shape::Day)];
const DECREASE_OUTCOME: &[Field] =
    &[Field::required("decrease_month", "減額の始まる月", "first month of the lower amount", Shape::Month)];

const END_FACTS: &[Field] = &[
    Field::required("cause", "消滅事由", "why the ground for payment ceases", Shape::OneOf(CAUSES)),
    Field::required(
        "ended_on",
        "消滅した日",
        "the day; for moving out the planned day, for the public service the day before the appointment",
        Shape::Day,
    ),
];
const END_OUTCOME: &[Field] = &[Field::required("end_month", "支給の最後の月", "last benefit month", Shape::Month)];

const CAUSES: &[Choice] = &[
    Choice { code: "moved_out", ja: "転出", en: "moved out" },
    Choice { code: "moved_abroad", ja: "国外転出", en: "moved abroad" },
    Choice { code: "recipient_died", ja: "受給者の死亡", en: "the recipient died" },
    Choice { code: "last_child_died", ja: "児童の死亡", en: "the last child died" },
    Choice { code: "last_child_aged_out", ja: "18歳年度末", en: "end of the fiscal year of age 18" },
    Choice { code: "care_ended", ja: "監護・生計同一の終わり", en: "custody or shared livelihood ended" },
    Choice { code: "child_placed", ja: "施設入所・里親委託", en: "the child was placed" },
    Choice { code: "joined_public_service", ja: "公務員の採用", en: "joined the public service" },
    Choice { code: "other_recipient", ja: "受給者の変更", en: "somebody else is the recipient" },
    Choice { code: "residence_ended", ja: "住民票の消除", en: "the resident record was deleted" },
];

#[derive(Deserialize)]
struct StartFacts {
    claim_on: NaiveDate,
    kind: Option<String>,
    moved_on: Option<NaiveDate>,
    prevented_from: Option<NaiveDate>,
    prevention_ended_on: Option<NaiveDate>,
    born_on: Option<NaiveDate>,
    closed_days: Option<Vec<NaiveDate>>,
}

#[derive(Serialize)]
struct StartOutcome {
    start_month: YearMonth,
    rule: &'static str,
    in_time_through: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct DecreaseFacts {
    arose_on: NaiveDate,
}

#[derive(Serialize)]
struct DecreaseOutcome {
    decrease_month: YearMonth,
}

#[derive(Deserialize)]
struct EndFacts {
    #[serde(with = "Cause")]
    cause: EndCause,
    ended_on: NaiveDate,
}

/// The words of [`EndCause`]: one that is missing does not compile.
#[derive(Deserialize)]
#[serde(remote = "EndCause", rename_all = "snake_case")]
enum Cause {
    MovedOut,
    MovedAbroad,
    RecipientDied,
    LastChildDied,
    LastChildAgedOut,
    CareEnded,
    ChildPlaced,
    JoinedPublicService,
    OtherRecipient,
    ResidenceEnded,
}

#[derive(Serialize)]
struct EndOutcome {
    end_month: YearMonth,
}

fn start_month(book: &LawBook, facts: Value, mode: Mode) -> Result<Value, RuleProblem> {
    let facts: StartFacts = take(START_FACTS, facts)?;
    let kind = match facts.kind.as_deref() {
        Some("increase") => ClaimKind::Increase,
        Some(_) | None => ClaimKind::Certification,
    };
    let claim = Claim { kind, claimed_on: facts.claim_on, delay: delay(&facts)? };
    let mut holidays = Holidays::national();
    holidays.extend(facts.closed_days.unwrap_or_default());
    door::explained(
        mode,
        || book.version_on(claim.claimed_on),
        |explain| {
            let start = in_month(period::start(book, claim, &holidays, explain), "claim_on")?;
            let rule = match start.by {
                StartRule::Claim => "claim",
                StartRule::FifteenDays => "fifteen_days",
            };
            Ok(StartOutcome { start_month: start.month, rule, in_time_through: start.in_time_through })
        },
    )
}

/// One reason at most, in the order in which it can have happened.
fn delay(facts: &StartFacts) -> Result<Delay, RuleProblem> {
    match (facts.moved_on, facts.prevented_from, facts.prevention_ended_on, facts.born_on) {
        (None, None, None, None) => Ok(Delay::None),
        (Some(planned_move_out_on), None, None, None) => Ok(Delay::Moved { planned_move_out_on }),
        (None, Some(from), Some(ended_on), None) if ended_on < from => Err(RuleProblem::new(
            "child_allowance.prevention_ends_before_it_begins",
            "/prevention_ended_on",
            Words::new(
                "理由がやんだ日は、請求できなくなった日以後の日を書いてください",
                "write a day on or after prevented_from",
            ),
        )),
        (None, Some(from), Some(_), None) if facts.claim_on < from => Err(RuleProblem::new(
            "child_allowance.claim_before_prevention",
            "/claim_on",
            Words::new(
                "請求できなくなった日より前に請求しています。日付を確かめてください",
                "the claim was made before it became impossible: check the days",
            ),
        )),
        (None, Some(from), Some(ended_on), None) => Ok(Delay::Prevented { from, ended_on }),
        (None, None, None, Some(on)) if facts.claim_on < on => Err(RuleProblem::new(
            "child_allowance.claim_before_birth",
            "/claim_on",
            Words::new(
                "出生の日より前に請求しています。日付を確かめてください",
                "the claim was made before the birth: check the days",
            ),
        )),
        (None, None, None, Some(on)) => Ok(Delay::Born { on }),
        (None, Some(_), None, None) => Err(RuleProblem::new(
            "child_allowance.prevention_incomplete",
            "/prevention_ended_on",
            Words::new(
                "やむを得ない理由がやんだ日（prevention_ended_on）も書いてください",
                "write prevention_ended_on as well",
            ),
        )),
        (None, None, Some(_), None) => Err(RuleProblem::new(
            "child_allowance.prevention_incomplete",
            "/prevented_from",
            Words::new("請求できなくなった日（prevented_from）も書いてください", "write prevented_from as well"),
        )),
        (Some(_), _, _, _) | (_, Some(_), _, Some(_)) | (_, _, Some(_), Some(_)) => Err(RuleProblem::new(
            "child_allowance.several_delays",
            "",
            Words::new(
                "転出、やむを得ない理由、出生のうち一つだけを書いてください",
                "write only one of the move, the prevention and the birth",
            ),
        )),
    }
}

fn decrease_month(book: &LawBook, facts: Value, mode: Mode) -> Result<Value, RuleProblem> {
    let DecreaseFacts { arose_on } = take(DECREASE_FACTS, facts)?;
    door::explained(
        mode,
        || book.version_on(arose_on),
        |explain| Ok(DecreaseOutcome { decrease_month: period::decrease_month(arose_on, explain) }),
    )
}

fn end_month(book: &LawBook, facts: Value, mode: Mode) -> Result<Value, RuleProblem> {
    let facts: EndFacts = take(END_FACTS, facts)?;
    door::explained(
        mode,
        || book.version_on(facts.ended_on),
        |explain| Ok(EndOutcome { end_month: period::end_month(facts.cause, facts.ended_on, explain) }),
    )
}

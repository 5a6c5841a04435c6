//! 支給の始まり・改定・終わり — from which month and through which month (児童手当法8条2項・3項, 9条).

use chrono::NaiveDate;
use statute::{Explain, InForce, LawBook, LawProblem};
use values::{Holidays, YearMonth, deadline};

use super::narration;

/// 請求 — a claim as a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed.
    pub kind: ClaimKind,
    /// 請求をした日.
    pub claimed_on: NaiveDate,
    /// Why it may have come late.
    pub delay: Delay,
}

/// 請求の種類.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimKind {
    /// 認定請求 (7条): the first claim here.
    Certification,
    /// 額改定請求 (9条1項): the amount rises.
    Increase,
}

/// 十五日特例の事由 — what the fifteen days of 8条3項 may count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delay {
    /// Nothing: the month of the claim decides.
    None,
    /// 住所の変更: the planned day of moving out of the former municipality, which pays through that month.
    Moved {
        /// 転出予定日.
        planned_move_out_on: NaiveDate,
    },
    /// 災害その他やむを得ない理由.
    Prevented {
        /// The day from which the claim could not be made.
        from: NaiveDate,
        /// 理由がやんだ日: from the next day it could.
        ended_on: NaiveDate,
    },
    /// 出生: handled as a reason that could not be helped.
    Born {
        /// The day of birth.
        on: NaiveDate,
    },
}

impl Delay {
    /// The day whose month would pay, and the day after which the fifteen days run.
    const fn event(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Delay::None => None,
            Delay::Moved { planned_move_out_on: on } | Delay::Born { on } => Some((on, on)),
            Delay::Prevented { from, ended_on } => Some((from, ended_on)),
        }
    }
}

/// 支給開始の判断 — the first benefit month and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// The first benefit month.
    pub month: YearMonth,
    /// By which sentence.
    pub by: StartRule,
    /// Last day on which the claim was in time for the fifteen-day rule.
    pub in_time_through: Option<NaiveDate>,
}

/// 支給開始の根拠 — by which sentence of 8条 a start was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartRule {
    /// 8条2項: the month after the claim.
    Claim,
    /// 8条3項: the month after the move, or after the claim became impossible.
    FifteenDays,
}

/// 支給開始月 — 児童手当法8条2項・3項, for a rising amount 9条1項・2項.
///
/// The fifteen days run from the day after the event; where the last one is a day on which the municipality is closed,
/// the next open day is in time.
///
/// # Errors
/// The law knows no number of days on the day of the claim.
pub fn start(
    book: &LawBook,
    claim: Claim,
    holidays: &Holidays,
    explain: &mut impl Explain,
) -> Result<Start, LawProblem> {
    let days: InForce<u32> = book.in_force("fifteen_day_rule_days", claim.claimed_on)?;
    let ordinary = Start { month: YearMonth::of(claim.claimed_on).next(), by: StartRule::Claim, in_time_through: None };
    let start = match claim.delay.event() {
        None => ordinary,
        Some((pays_from, runs_after)) => {
            let last_day = deadline::roll_forward(deadline::days_after(runs_after, days.value), holidays);
            if claim.claimed_on <= last_day {
                Start {
                    month: YearMonth::of(pays_from).next(),
                    by: StartRule::FifteenDays,
                    in_time_through: Some(last_day),
                }
            } else {
                Start { in_time_through: Some(last_day), ..ordinary }
            }
        }
    };
    explain.record(|| narration::start(claim, start, &days));
    Ok(start)
}

/// 消滅事由 — why the ground for payment ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndCause {
    /// 転出: the day is 転出予定日.
    MovedOut,
    /// 国外転出.
    MovedAbroad,
    /// 受給者の死亡.
    RecipientDied,
    /// 支給対象の児童がいなくなった（死亡）.
    LastChildDied,
    /// 最後の児童が18歳年度末に達した: the day is 31 March.
    LastChildAgedOut,
    /// 監護しなくなった・生計を同じくしなくなった.
    CareEnded,
    /// 児童が施設に入所した・里親に委託された.
    ChildPlaced,
    /// 公務員になった: the day before the appointment.
    JoinedPublicService,
    /// ほかの者が受給者になった.
    OtherRecipient,
    /// 在留資格の喪失等により住民票が消除された.
    ResidenceEnded,
}

/// 支給の最後の月 — 児童手当法8条2項: the month in which the ground for payment ceased.
pub fn end_month(cause: EndCause, ended_on: NaiveDate, explain: &mut impl Explain) -> YearMonth {
    let month = YearMonth::of(ended_on);
    explain.record(|| narration::end(cause, ended_on, month));
    month
}

/// 減額の始まる月 — 児童手当法9条3項: the month after the cause arose, whenever it is reported.
pub fn decrease_month(arose_on: NaiveDate, explain: &mut impl Explain) -> YearMonth {
    let month = YearMonth::of(arose_on).next();
    explain.record(|| narration::decrease(arose_on, month));
    month
}

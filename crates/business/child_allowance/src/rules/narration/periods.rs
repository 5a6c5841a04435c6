//! From when, through when, paid when.

use chrono::NaiveDate;
use statute::{Answer, InForce, Step, Words};
use values::{YearMonth, Yen};

use super::{month_ja, yen_en};
use crate::model::MonthlyAmount;
use crate::rules::difference::Difference;
use crate::rules::payment::{Cycle, Payment};
use crate::rules::period::{Claim, ClaimKind, Delay, EndCause, Start, StartRule};

pub(crate) fn start(claim: Claim, start: Start, days: &InForce<u32>) -> Step {
    let (question, basic, special) = match claim.kind {
        ClaimKind::Certification => (
            Words::new("何月分から支給するか", "From which month is it paid?"),
            "児童手当法第8条第2項",
            "児童手当法第8条第3項",
        ),
        ClaimKind::Increase => (
            Words::new("何月分から額が上がるか", "From which month does the amount rise?"),
            "児童手当法第9条第1項",
            "児童手当法第9条第2項",
        ),
    };
    let step = |article| {
        Step::new(article, question, Answer::month(start.month))
            .from(Words::new("請求をした日", "day of the claim"), Answer::day(claim.claimed_on))
    };
    let Some((event, on)) = event(claim.delay) else {
        return step(basic).because(month_after_claim());
    };
    let (article, text) = match (start.by, start.in_time_through) {
        (StartRule::FifteenDays, Some(last_day)) => (
            special,
            Words::new(
                format!("{}までに請求があったため、{}の属する月の翌月分からです。", Answer::day(last_day).ja, event.ja),
                format!("Claimed by {last_day}, so from the month after that of {}.", event.en),
            ),
        ),
        (StartRule::Claim | StartRule::FifteenDays, last_day) => {
            let mut text = month_after_claim();
            if let Some(last_day) = last_day {
                text.ja = format!("請求が間に合う最後の日（{}）を過ぎています。{}", Answer::day(last_day).ja, text.ja);
                text.en = format!("The last day in time, {last_day}, had passed. {}", text.en);
            }
            (basic, text)
        }
    };
    step(article).from(event, Answer::day(on)).under(days).because(text)
}

fn month_after_claim() -> Words {
    Words::new("請求をした日の属する月の翌月分からです。", "From the month after that of the claim.")
}

fn event(delay: Delay) -> Option<(Words, NaiveDate)> {
    match delay {
        Delay::None => None,
        Delay::Moved { planned_move_out_on } => {
            Some((Words::new("転出予定日", "the planned move"), planned_move_out_on))
        }
        Delay::Prevented { from, .. } => {
            Some((Words::new("請求できなくなった日", "the day from which the claim was impossible"), from))
        }
        Delay::Born { on } => Some((Words::new("出生の日", "the birth"), on)),
    }
}

pub(crate) fn end(cause: EndCause, ended_on: NaiveDate, month: YearMonth) -> Step {
    let cause = match cause {
        EndCause::MovedOut => Words::new("転出", "moving out"),
        EndCause::MovedAbroad => Words::new("国外転出", "moving abroad"),
        EndCause::RecipientDied => Words::new("受給者の死亡", "death of the recipient"),
        EndCause::LastChildDied => Words::new("児童の死亡", "death of the child"),
        EndCause::LastChildAgedOut => Words::new("18歳年度末", "the end of the fiscal year of age 18"),
        EndCause::CareEnded => Words::new("監護・生計同一の終わり", "the end of custody or shared livelihood"),
        EndCause::ChildPlaced => Words::new("児童の施設入所・里親委託", "placement of the child"),
        EndCause::JoinedPublicService => Words::new("公務員の採用", "joining the public service"),
        EndCause::OtherRecipient => Words::new("受給者の変更", "change of the recipient"),
        EndCause::ResidenceEnded => Words::new("住民票の消除", "deletion of the resident record"),
    };
    Step::new(
        "児童手当法第8条第2項",
        Words::new("何月分まで支給するか", "Through which month is it paid?"),
        Answer::month(month),
    )
    .from(
        Words::new(
            format!("支給事由の消滅した日（{}）", cause.ja),
            format!("day on which the ground ceased ({})", cause.en),
        ),
        Answer::day(ended_on),
    )
    .because(Words::new(
        "支給すべき事由が消滅した日の属する月で終わります。",
        "It ends with the month in which the ground ceased.",
    ))
}

pub(crate) fn decrease(arose_on: NaiveDate, month: YearMonth) -> Step {
    Step::new(
        "児童手当法第9条第3項",
        Words::new("何月分から額が下がるか", "From which month does the amount fall?"),
        Answer::month(month),
    )
    .from(Words::new("減額の事由が生じた日", "day on which the cause arose"), Answer::day(arose_on))
    .because(Words::new(
        "事由が生じた日の属する月の翌月分からです。",
        "From the month after that in which the cause arose.",
    ))
}

pub(crate) fn payment(payment: &Payment) -> Step {
    let months: Vec<String> = payment.benefit_months.iter().map(|&month| month_ja(month)).collect();
    let figures: Vec<String> = payment.benefit_months.iter().map(YearMonth::to_string).collect();
    let (article, how_ja, how_en) = match payment.cycle {
        Cycle::Regular => ("児童手当法第8条第4項", "定時に支払います", "paid in the regular month"),
        Cycle::OffCycle => ("児童手当法第8条第4項ただし書", "支払期月を待たずに支払えます", "may be paid in any month"),
    };
    let when = payment.paid_out_on.map_or_else(|| Answer::month(payment.month), Answer::day);
    Step::new(article, Words::new("いつ、いくら支払うか", "What is paid, and when?"), payment.amount.into())
        .from(Words::new("支払", "payment"), when)
        .because(Words::new(
            format!("{}分です。{how_ja}。", months.join("・")),
            format!("For {}; {how_en}.", figures.join(", ")),
        ))
}

pub(crate) fn unpaid(months: &[MonthlyAmount], parts: &[Yen]) -> Step {
    let total: Yen = parts.iter().copied().sum();
    let count = months.len();
    Step::new("児童手当法第12条第1項", Words::new("未支払の額はいくらか", "What had not been paid?"), total.into())
        .because(Words::new(
            format!("亡くなった受給者に支払っていない{count}か月分を、監護していた児童それぞれの分として支払います。"),
            format!("The {count} months not paid to the deceased go to the children, each its own part."),
        ))
}

pub(crate) fn difference(difference: &Difference) -> Step {
    let net = difference.to_pay - difference.overpaid;
    let mut step =
        Step::new("児童手当法第9条・第13条", Words::new("差額はいくらか", "What is the difference?"), net.into());
    for month in &difference.months {
        step = step
            .from(Words::new(format!("{}分", month_ja(month.month)), month.month.to_string()), month.difference.into());
    }
    step.because(Words::new(
        format!("追加で支払う額は {}、払い過ぎた額は {} です。", difference.to_pay, difference.overpaid),
        format!("{} to be paid, {} overpaid.", yen_en(difference.to_pay), yen_en(difference.overpaid)),
    ))
}

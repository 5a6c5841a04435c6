//! Who is paid.

use statute::{Answer, Step, Words};
use values::Yen;

use crate::model::{Care, Claimant, Eligibility, Employer, Ground, Residence};
use crate::rules::payee::{Candidate, Home, Payee, PayeeGround};

pub(crate) fn certified_before() -> Step {
    Step::new("児童手当法第4条", question(), Answer::yes_no(true)).because(Words::new(
        "すでに認定を受けた方として計算します。",
        "Computed for somebody who was certified before.",
    ))
}

pub(crate) fn eligibility(claimant: &Claimant, eligibility: Eligibility) -> Step {
    let (article, answer) = match eligibility {
        Eligibility::Eligible => ("児童手当法第4条", true),
        Eligibility::NoCustody | Eligibility::NoSharedLivelihood | Eligibility::NotResident => {
            ("児童手当法第4条", false)
        }
        Eligibility::PaidByEmployer => ("児童手当法第17条", false),
    };
    let step = Step::new(article, question(), Answer::yes_no(answer));
    match claimant.ground {
        Ground::Institution => step.because(institution(claimant)),
        Ground::Parent
        | Ground::MinorGuardian
        | Ground::CorporateGuardian
        | Ground::ParentDesignee
        | Ground::Caretaker => step.because(person(claimant)),
    }
}

fn question() -> Words {
    Words::new("支給の対象になる方か", "Is this person paid the allowance here?")
}

fn institution(claimant: &Claimant) -> Words {
    let name = claimant_name(claimant);
    Words::new(
        format!("{}は、児童が委託されている里親又は入所している施設の設置者です。", name.ja),
        format!("{} is the foster parent or the institution in which the children are placed.", name.en),
    )
}

/// One sentence each for care, address and employer, as the law asks them.
fn person(claimant: &Claimant) -> Words {
    let (ground, keeps) = match claimant.ground {
        Ground::Parent => (Words::new("父又は母", "a parent"), "生計を同じくする"),
        Ground::MinorGuardian => (Words::new("未成年後見人", "the guardian"), "生計を同じくする"),
        Ground::CorporateGuardian => {
            (Words::new("未成年後見人（法人）", "the guardian, a corporation"), "生計を同じくする")
        }
        Ground::ParentDesignee => {
            (Words::new("父母指定者", "the person named by the parents abroad"), "生計を同じくする")
        }
        Ground::Caretaker | Ground::Institution => (Words::new("養育者", "the caretaker"), "生計を維持する"),
    };
    let name = claimant_name(claimant);
    let Care { has_custody, shares_livelihood } = claimant.care;
    let care = match (has_custody, shares_livelihood) {
        (true, true) => Words::new(
            format!("{}は、児童を監護し、{keeps}{}です。", name.ja, ground.ja),
            format!("{} is {} who has custody of the children and shares their livelihood.", name.en, ground.en),
        ),
        (false, true | false) => Words::new(
            format!("{}は、児童を監護していません。", name.ja),
            format!("{} does not have custody of the children.", name.en),
        ),
        (true, false) => Words::new(
            format!("{}は、児童と生計を同じくしていません（維持していません）。", name.ja),
            format!("{} does not share the children's livelihood.", name.en),
        ),
    };
    let home = match claimant.residence {
        Residence::Japan => Words::new("日本国内に住所があります。", "The address is in Japan."),
        Residence::StudyAbroad | Residence::Abroad => {
            Words::new("日本国内に住所がありません。", "The address is not in Japan.")
        }
    };
    let employer = match claimant.employer {
        Employer::Other => Words::new("公務員ではありません。", "Not a public servant."),
        Employer::PublicService => {
            Words::new("公務員のため、勤め先が支給します。", "A public servant, whom the employer pays.")
        }
    };
    Words::new(care.ja + &home.ja + &employer.ja, format!("{} {} {}", care.en, home.en, employer.en))
}

fn claimant_name(claimant: &Claimant) -> Words {
    match &claimant.name {
        Some(name) => Words::new(format!("{name}さん"), name.clone()),
        None => Words::new("請求者", "The claimant"),
    }
}

pub(crate) fn payee(candidates: &[Candidate], payee: Payee) -> Step {
    let question = Words::new("だれが受給者か", "Who is the recipient?");
    let name_of = |place: usize| {
        let name = candidates.get(place).and_then(|candidate| candidate.name.clone());
        name.unwrap_or_else(|| format!("({})", place + 1))
    };
    let (article, answer, why) = match payee {
        Payee::Candidate(place, ground) => {
            let name = name_of(place);
            let (article, why) = match ground {
                PayeeGround::Only => (
                    "児童手当法第4条第1項",
                    Words::new("養育する方はほかにいません。", "Nobody else brings the child up."),
                ),
                PayeeGround::LivesWithChild => (
                    "児童手当法第4条第4項",
                    Words::new(
                        "父母等の生計が別で、児童と同居しているのはこの方だけです。",
                        "The livelihoods are separate, and only this person lives with the child.",
                    ),
                ),
                PayeeGround::HigherIncome => (
                    "児童手当法第4条第3項",
                    Words::new(
                        "所得が最も高く、生計を維持する程度が高いと認められます。",
                        "The highest income shows who maintains the child to the higher degree.",
                    ),
                ),
            };
            (article, Answer::words("candidate", Words::new(name.clone(), name)), why)
        }
        Payee::ClerkDecides => (
            "児童手当法第4条第3項",
            Answer::words("clerk_decides", Words::new("職員が判断", "A clerk decides")),
            Words::new(
                "所得が同じため、家計の主宰・健康保険の扶養・住民票の世帯主などから判断してください。",
                "The incomes are equal: decide by who runs the household, whose health insurance covers the child, who heads the household.",
            ),
        ),
        Payee::Nobody => (
            "児童手当法第4条第1項",
            Answer::words("nobody", Words::new("いない", "Nobody")),
            Words::new("養育する方がいません。", "Nobody brings the child up."),
        ),
    };
    candidates.iter().enumerate().fold(Step::new(article, question, answer).because(why), |step, (place, candidate)| {
        let name = name_of(place);
        let home = match candidate.home {
            Home::WithChild => Words::new("同居", "living with the child"),
            Home::Apart => Words::new("別居", "living apart"),
        };
        let income: Yen = candidate.income;
        step.from(
            Words::new(format!("{name}の所得（{}）", home.ja), format!("income of {name} ({})", home.en)),
            income.into(),
        )
    })
}

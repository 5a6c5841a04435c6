//! 受給者の決め方 — when several people bring a child up, who of them is the recipient (児童手当法4条2項–4項).

use statute::Explain;
use values::Yen;

use super::narration;

/// 養育者 — one of several people who have custody of a child and share its livelihood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Name for explanations, as kept by the register.
    pub name: Option<String>,
    /// The income that shows who maintains the child to the higher degree (生計を維持する程度).
    pub income: Yen,
    /// Whether the candidate lives with the child.
    pub home: Home,
}

/// 同居 — whether somebody lives with the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// 同居している.
    WithChild,
    /// 別居している.
    Apart,
}

/// 生計の関係 — how the candidates' households stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Livelihoods {
    /// They share one livelihood.
    Shared,
    /// They live on their own, as while a divorce is being settled (離婚協議中).
    Separate,
}

/// 受給者の判断 — who of the candidates is the recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payee {
    /// The candidate at this place of the list.
    Candidate(usize, PayeeGround),
    /// The law's measure does not tell them apart: a clerk decides (家計の主宰, 健康保険の被扶養者, 世帯主).
    ClerkDecides,
    /// There is no candidate.
    Nobody,
}

/// 受給者とした理由 — why a candidate is the recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayeeGround {
    /// The only one.
    Only,
    /// 4条4項: the one who lives with the child.
    LivesWithChild,
    /// 4条2項・3項: the one who maintains the child to the higher degree.
    HigherIncome,
}

/// 児童手当法4条2項–4項: one recipient a child. Whether that person is then paid here is asked afterwards (17条): a
/// public servant who maintains the child is paid by the employer, and nobody else steps in.
pub fn choose(candidates: &[Candidate], livelihoods: Livelihoods, explain: &mut impl Explain) -> Payee {
    let payee = decide(candidates, livelihoods);
    explain.record(|| narration::payee(candidates, payee));
    payee
}

fn decide(candidates: &[Candidate], livelihoods: Livelihoods) -> Payee {
    match candidates {
        [] => return Payee::Nobody,
        [_] => return Payee::Candidate(0, PayeeGround::Only),
        [_, _, ..] => {}
    }
    // 4条4項, before the general measure: exactly one lives with the child, and the others live on their own.
    if livelihoods == Livelihoods::Separate {
        let mut at_home = candidates.iter().enumerate().filter(|(_, candidate)| candidate.home == Home::WithChild);
        if let (Some((place, _)), None) = (at_home.next(), at_home.next()) {
            return Payee::Candidate(place, PayeeGround::LivesWithChild);
        }
    }
    let highest = candidates.iter().map(|candidate| candidate.income).max().unwrap_or(Yen::ZERO);
    let mut at_top = candidates.iter().enumerate().filter(|(_, candidate)| candidate.income == highest);
    match (at_top.next(), at_top.next()) {
        (Some((place, _)), None) => Payee::Candidate(place, PayeeGround::HigherIncome),
        (Some(_) | None, Some(_)) | (None, None) => Payee::ClerkDecides,
    }
}

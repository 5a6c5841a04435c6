//! 支給要件 — who is paid (児童手当法4条1項, 17条).

use statute::Explain;

use super::narration;
use crate::model::{Claimant, Eligibility, Employer, Family, Ground, Residence};

/// The recipient of a family; a family whose eligibility was certified before passes.
pub(crate) fn of_family(family: &Family, explain: &mut impl Explain) -> Eligibility {
    match &family.claimant {
        Some(claimant) => decide(claimant, explain),
        None => {
            explain.record(narration::certified_before);
            Eligibility::Eligible
        }
    }
}

/// 児童手当法4条1項: custody, livelihood, address in Japan; 17条: not a public servant.
pub fn decide(claimant: &Claimant, explain: &mut impl Explain) -> Eligibility {
    let eligibility = by_ground(claimant);
    explain.record(|| narration::eligibility(claimant, eligibility));
    eligibility
}

fn by_ground(claimant: &Claimant) -> Eligibility {
    match claimant.ground {
        Ground::Parent
        | Ground::MinorGuardian
        | Ground::CorporateGuardian
        | Ground::ParentDesignee
        | Ground::Caretaker => by_care(claimant),
        // 4号: the placement itself is the ground, and 17条 speaks of 一般受給資格者 only.
        Ground::Institution => Eligibility::Eligible,
    }
}

fn by_care(claimant: &Claimant) -> Eligibility {
    if !claimant.care.has_custody {
        return Eligibility::NoCustody;
    }
    if !claimant.care.shares_livelihood {
        return Eligibility::NoSharedLivelihood;
    }
    match (claimant.residence, claimant.employer) {
        (Residence::StudyAbroad | Residence::Abroad, Employer::PublicService | Employer::Other) => {
            Eligibility::NotResident
        }
        (Residence::Japan, Employer::PublicService) => Eligibility::PaidByEmployer,
        (Residence::Japan, Employer::Other) => Eligibility::Eligible,
    }
}

//! 3条–6条, 17条 at their boundaries, in both regimes.

use child_allowance::model::{
    Care, Claimant, Class, Eligibility, Employer, Family, Ground, Placement, Residence, Standing,
};
use child_allowance::rules::payee::{self, Candidate, Home, Livelihoods, Payee, PayeeGround};
use child_allowance::rules::unpaid;
use statute::Silent;
use values::Yen;

use crate::facts::{amounts, born, family, month, monthly, supported, with_income};

#[test]
fn paid_to_the_fiscal_year_end_of_age_18_by_one_day() {
    // Born on 1 April attains 18 on 31 March: the cohort ends a year before those born on 2 April.
    for (birth, last_month) in [("2008-03-31", "2026-03"), ("2008-04-01", "2026-03"), ("2008-04-02", "2027-03")] {
        let family = family(vec![born(birth)]);
        let last = month(last_month);
        assert_eq!(amounts(&family, last_month), [10_000], "{birth}");
        assert_eq!(amounts(&family, &last.next().to_string()), [0], "{birth}");
        assert_eq!(monthly(&family, last_month).children[0].through, Some(last));
    }
}

#[test]
fn under_three_ends_with_the_month_of_the_day_before_the_birthday() {
    for (birth, last_month) in [
        ("2023-07-31", "2026-07"),
        ("2023-08-01", "2026-07"),
        ("2023-08-02", "2026-08"),
        ("2024-02-29", "2027-02"),
        ("2024-03-01", "2027-02"),
        ("2024-03-02", "2027-03"),
    ] {
        let family = family(vec![born(birth)]);
        assert_eq!(amounts(&family, last_month), [15_000], "{birth}");
        assert_eq!(amounts(&family, &month(last_month).next().to_string()), [10_000], "{birth}");
    }
}

#[test]
fn an_older_sibling_counts_to_the_fiscal_year_end_of_age_22_while_supported() {
    let younger = [born("2012-06-01"), born("2015-06-01")];
    for (birth, last_month) in [("2003-04-01", "2025-03"), ("2003-04-02", "2026-03")] {
        let with = |older| family([vec![older], younger.to_vec()].concat());
        let after = month(last_month).next().to_string();
        assert_eq!(amounts(&with(supported(birth)), last_month), [0, 10_000, 30_000], "{birth}");
        assert_eq!(amounts(&with(supported(birth)), &after), [0, 10_000, 10_000], "{birth}");
        assert_eq!(amounts(&with(born(birth)), last_month), [0, 10_000, 10_000], "{birth} without support");
    }
}

#[test]
fn a_child_of_18_or_less_counts_without_a_confirmation() {
    let family = family(vec![born("2009-06-01"), born("2012-06-01"), born("2015-06-01")]);
    assert_eq!(amounts(&family, "2026-04"), [10_000, 10_000, 30_000]);
}

#[test]
fn a_birth_in_the_month_or_later_pays_nothing_and_counts_for_nobody() {
    let twins = family(vec![born("2015-01-01"), born("2026-05-01"), born("2026-05-31")]);
    assert_eq!(amounts(&twins, "2026-04"), [10_000, 0, 0]);
    assert_eq!(amounts(&twins, "2026-05"), [10_000, 0, 0]);
    assert_eq!(amounts(&twins, "2026-06"), [10_000, 15_000, 30_000]);
    assert_eq!(monthly(&twins, "2026-05").children[1].standing, Standing::NotYet);
}

#[test]
fn the_change_of_law_falls_between_september_and_october_2024() {
    let children = vec![born("2007-06-01"), born("2010-06-01"), born("2014-06-01"), born("2023-06-01")];
    let family = with_income(children, 8_580_000, 0);
    assert_eq!(amounts(&family, "2024-09"), [0, 0, 0, 0], "at the upper limit nothing is paid");
    assert_eq!(amounts(&family, "2024-10"), [10_000, 10_000, 30_000, 30_000], "no income is asked for");
}

#[test]
fn until_2024_09_the_third_child_has_more_only_from_three_through_elementary_school() {
    let children = |third| family(vec![born("2006-06-01"), born("2009-06-01"), born(third)]);
    assert_eq!(amounts(&children("2012-04-01"), "2024-03"), [0, 10_000, 15_000], "last month of elementary school");
    assert_eq!(amounts(&children("2012-04-01"), "2024-04"), [0, 10_000, 10_000], "junior high school");
    assert_eq!(amounts(&children("2012-04-02"), "2024-04"), [0, 10_000, 15_000]);
    assert_eq!(amounts(&children("2022-06-01"), "2024-05"), [0, 10_000, 15_000], "under three");
    assert_eq!(monthly(&children("2022-06-01"), "2024-05").children[2].class, Class::UnderThree);
}

#[test]
fn until_2024_09_children_counted_to_the_fiscal_year_end_of_age_18() {
    let children = |oldest| family(vec![born(oldest), born("2013-06-01"), born("2016-06-01")]);
    assert_eq!(amounts(&children("2006-04-01"), "2024-03"), [0, 10_000, 15_000]);
    assert_eq!(amounts(&children("2006-04-01"), "2024-04"), [0, 10_000, 10_000]);
    assert_eq!(amounts(&children("2006-04-02"), "2024-04"), [0, 10_000, 15_000]);
    // Paid to the end of junior high school.
    assert_eq!(amounts(&family(vec![born("2009-04-01")]), "2024-03"), [10_000]);
    assert_eq!(amounts(&family(vec![born("2009-04-01")]), "2024-04"), [0]);
}

#[test]
fn until_2024_09_income_limits_hold_at_the_yen_for_each_number_of_dependents() {
    let limits = [6_220_000, 6_600_000, 6_980_000, 7_360_000, 7_740_000, 8_120_000];
    let uppers = [8_580_000, 8_960_000, 9_340_000, 9_720_000, 10_100_000, 10_480_000];
    for (dependents, (limit, upper)) in (0..).zip(limits.into_iter().zip(uppers)) {
        for (income, expected) in
            [(limit - 1, 10_000), (limit, 5_000), (limit + 1, 5_000), (upper - 1, 5_000), (upper, 0), (upper + 1, 0)]
        {
            let family = with_income(vec![born("2014-06-01")], income, dependents);
            assert_eq!(amounts(&family, "2024-06"), [expected], "{income} with {dependents}");
        }
    }
}

#[test]
fn until_2024_09_an_elderly_dependent_raises_the_limits_further() {
    let mut family = with_income(vec![born("2014-06-01")], 6_659_999, 1);
    assert_eq!(amounts(&family, "2024-06"), [5_000]);
    family.means.as_mut().unwrap().elderly_dependents = 1;
    assert_eq!(amounts(&family, "2024-06"), [10_000]);
    family.means.as_mut().unwrap().income = Yen::new(6_660_000);
    assert_eq!(amounts(&family, "2024-06"), [5_000]);
}

#[test]
fn a_child_abroad_is_not_paid_unless_it_studies_there() {
    let with = |residence| {
        let mut family = family(vec![born("2010-01-01"), born("2012-01-01"), born("2014-01-01")]);
        family.children[0].residence = residence;
        amounts(&family, "2026-06")
    };
    assert_eq!(with(Residence::Japan), [10_000, 10_000, 30_000]);
    assert_eq!(with(Residence::StudyAbroad), [10_000, 10_000, 30_000]);
    assert_eq!(with(Residence::Abroad), [0, 10_000, 10_000]);
}

fn claimant(ground: Ground) -> Claimant {
    let care = Care { has_custody: true, shares_livelihood: true };
    Claimant { name: None, ground, care, residence: Residence::Japan, employer: Employer::Other }
}

fn of(claimant: Claimant, placement: Placement) -> Family {
    let mut family = family(vec![born("2010-01-01"), born("2012-01-01"), born("2025-01-01")]);
    family.children.iter_mut().for_each(|child| child.placement = placement);
    Family { claimant: Some(claimant), ..family }
}

#[test]
fn institutions_and_corporate_guardians_have_no_third_child() {
    let institution = of(claimant(Ground::Institution), Placement::Institution);
    assert_eq!(amounts(&institution, "2026-06"), [10_000, 10_000, 15_000]);
    let corporation = of(claimant(Ground::CorporateGuardian), Placement::Family);
    assert_eq!(amounts(&corporation, "2026-06"), [10_000, 10_000, 15_000]);
    let parent = of(claimant(Ground::Parent), Placement::Institution);
    assert_eq!(amounts(&parent, "2026-06"), [0, 0, 0], "a placed child is the institution's");
    let foster = of(claimant(Ground::Institution), Placement::Family);
    assert_eq!(monthly(&foster, "2026-06").children[0].standing, Standing::PlacedElsewhere);
}

#[test]
fn eligibility_asks_custody_livelihood_address_and_employer() {
    let ask = |change: fn(&mut Claimant)| {
        let mut claimant = claimant(Ground::Parent);
        change(&mut claimant);
        let monthly = monthly(&of(claimant, Placement::Family), "2026-06");
        (monthly.eligibility, monthly.total.get())
    };
    assert_eq!(ask(|_| {}), (Eligibility::Eligible, 50_000));
    assert_eq!(ask(|claimant| claimant.care.has_custody = false), (Eligibility::NoCustody, 0));
    assert_eq!(ask(|claimant| claimant.care.shares_livelihood = false), (Eligibility::NoSharedLivelihood, 0));
    assert_eq!(ask(|claimant| claimant.residence = Residence::Abroad), (Eligibility::NotResident, 0));
    assert_eq!(ask(|claimant| claimant.employer = Employer::PublicService), (Eligibility::PaidByEmployer, 0));
    // A foster parent in the public service is paid by the municipality: 17条 speaks of 一般受給資格者.
    let mut foster = claimant(Ground::Institution);
    foster.employer = Employer::PublicService;
    assert_eq!(monthly(&of(foster, Placement::Institution), "2026-06").eligibility, Eligibility::Eligible);
}

#[test]
fn the_payee_is_who_maintains_the_child_unless_one_alone_lives_with_it() {
    let candidate = |income, home| Candidate { name: None, income: Yen::new(income), home };
    let choose = |candidates: &[Candidate], livelihoods| payee::choose(candidates, livelihoods, &mut Silent);
    let (with, apart) = (Home::WithChild, Home::Apart);
    assert_eq!(choose(&[], Livelihoods::Shared), Payee::Nobody);
    assert_eq!(choose(&[candidate(0, apart)], Livelihoods::Shared), Payee::Candidate(0, PayeeGround::Only));
    let couple = [candidate(3_000_000, with), candidate(3_000_001, apart)];
    assert_eq!(choose(&couple, Livelihoods::Shared), Payee::Candidate(1, PayeeGround::HigherIncome));
    assert_eq!(choose(&couple, Livelihoods::Separate), Payee::Candidate(0, PayeeGround::LivesWithChild));
    let together = [candidate(3_000_000, with), candidate(3_000_001, with)];
    assert_eq!(choose(&together, Livelihoods::Separate), Payee::Candidate(1, PayeeGround::HigherIncome));
    let equal = [candidate(3_000_000, with), candidate(3_000_000, with)];
    assert_eq!(choose(&equal, Livelihoods::Shared), Payee::ClerkDecides);
}

#[test]
fn what_a_deceased_recipient_was_not_paid_goes_to_each_child() {
    let family = family(vec![supported("2006-06-01"), born("2012-06-01"), born("2023-06-15")]);
    let unpaid_months = ["2026-06", "2026-07"].map(|month| monthly(&family, month));
    let parts: Vec<i64> = unpaid::of_deceased(&unpaid_months, &mut Silent).iter().map(|yen| yen.get()).collect();
    assert_eq!(parts, [0, 20_000, 60_000]);
}

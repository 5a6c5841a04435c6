//! Random acts on a small town keep every invariant, and never change what was known before.

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;
use proptest::test_runner::Config;
use register::acts::{
    Amendment, Birth, Cancellation, Correction, Death, Destination, HeadChange, MoveOutFiling, MoveWithin, Placement,
    birth, cancellation, correction, death, head_change, move_in, move_out, move_within,
};
use register::{ActGrounds, ActOutcome, ActReason, AsOf, ExpectedVersion, Ground, RegisterError, Subject, read};
use testing::TestDatabase;
use values::{AddresseeNumber, HouseholdNumber, LegalDate, Sex};

use crate::builders::*;

/// One random act: what, on whom, how many days back, and a free choice.
#[derive(Debug, Clone, Copy)]
struct Step {
    kind: u8,
    household: usize,
    member: usize,
    days_back: u64,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0_u8..9, 0_usize..8, 0_usize..8, 0_u64..40).prop_map(|(kind, household, member, days_back)| Step {
        kind,
        household,
        member,
        days_back,
    });
    prop::collection::vec(step, 8..24)
}

struct Town {
    test: TestDatabase,
    today: NaiveDate,
    households: Vec<HouseholdNumber>,
    acts: Vec<i64>,
}

impl Town {
    fn on(&self) -> String {
        self.today.to_string()
    }

    fn members(&self, household: HouseholdNumber, on: NaiveDate) -> Vec<(AddresseeNumber, String)> {
        let operation = self.test.operation(&self.on());
        read_as(&self.test, &operation, |tx| read::household(tx, household, AsOf::day(&operation, on)))
            .map(|view| view.members)
            .unwrap_or_default()
            .into_iter()
            .map(|member| (member.person.addressee_number, member.relationship.unwrap()))
            .collect()
    }

    fn grounds(&self, on: NaiveDate, subjects: &[Subject]) -> ActGrounds {
        let operation = self.test.operation(&self.on());
        let versions = read_as(&self.test, &operation, |tx| read::versions(tx, subjects));
        let expected = versions.into_iter().map(|(subject, version)| ExpectedVersion { subject, version }).collect();
        ActGrounds {
            happened_on: LegalDate::known(on),
            filed_on: None,
            noticed_on: None,
            ground: Ground::ExOfficio,
            legal_basis: String::new(),
            evidence: String::new(),
            expected,
        }
    }

    fn act(&mut self, step: Step) -> Option<Result<ActOutcome, RegisterError>> {
        let on = self.today.checked_sub_days(Days::new(step.days_back)).unwrap();
        let household = self.households[step.household % self.households.len()];
        let members = self.members(household, on);
        let member = (!members.is_empty()).then(|| members[step.member % members.len()].clone());
        let grounds = self.grounds(on, &self.subjects(household, &members));
        let today = self.on();
        match (step.kind, member) {
            (0, _) => Some(self.settle(on, step)),
            (1, Some((parent, _))) => {
                let filing = newborn(grounds, household, parent);
                Some(write(&self.test, &today, |tx| birth(tx, &filing)))
            }
            (2, Some((number, _))) => {
                let filing = Death { grounds, addressee_number: number };
                Some(write(&self.test, &today, |tx| death(tx, &filing)))
            }
            (3, Some((number, _))) => {
                let planned = on.checked_add_days(Days::new(30)).unwrap();
                let grounds = ActGrounds { happened_on: LegalDate::known(planned), ..grounds };
                let filing = MoveOutFiling { grounds, members: vec![number], destination: elsewhere() };
                Some(write(&self.test, &today, |tx| move_out(tx, &filing)))
            }
            (4, Some((number, _))) => {
                let members = vec![Placement { addressee_number: number, relationship: relationship("世帯主") }];
                let address = address(&format!("{}番", step.member));
                let filing = MoveWithin { grounds, members, destination: Some(Destination::New), address };
                Some(write(&self.test, &today, |tx| move_within(tx, &filing)))
            }
            (5, Some((number, _))) => {
                let place = |other: AddresseeNumber| if other == number { "世帯主" } else { "縁故者" };
                let list: Vec<_> = members.iter().map(|(other, _)| (*other, place(*other))).collect();
                let filing = HeadChange { grounds, household, placements: placements(&list) };
                Some(write(&self.test, &today, |tx| head_change(tx, &filing)))
            }
            (6, Some((number, _))) => {
                let amendment = Amendment { remarks: Some(format!("{}", step.days_back)), ..Amendment::default() };
                let reason = ActReason::AmendedExOfficio;
                let from = step.member.is_multiple_of(2).then_some(on);
                let filing = Correction { grounds, addressee_number: number, reason, from, until: None, amendment };
                Some(write(&self.test, &today, |tx| correction(tx, &filing)))
            }
            (7 | 8, _) => self.cancel(step),
            _ => None,
        }
    }

    fn subjects(&self, household: HouseholdNumber, members: &[(AddresseeNumber, String)]) -> Vec<Subject> {
        let persons = members.iter().map(|(number, _)| Subject::Person(*number));
        let others = self.households.iter().map(|number| Subject::Household(*number));
        [Subject::Household(household)].into_iter().chain(persons).chain(others).collect()
    }

    fn settle(&self, on: NaiveDate, step: Step) -> Result<ActOutcome, RegisterError> {
        let mut filing = move_in_filing(&on.to_string(), &format!("{}番", step.household), family());
        filing.grounds = self.grounds(on, &[]);
        write(&self.test, &self.on(), |tx| move_in(tx, &filing, &vault()))
    }

    /// Cancels the newest act mostly, and an older one sometimes, which must be refused while later ones stand.
    fn cancel(&self, step: Step) -> Option<Result<ActOutcome, RegisterError>> {
        let back = if step.kind == 7 { 1 } else { 1 + step.member % 3 };
        let act_number = *self.acts.get(self.acts.len().checked_sub(back)?)?;
        let everybody: Vec<Subject> = self.everybody();
        let grounds = self.grounds(self.today, &everybody);
        let filing = Cancellation { grounds, act_number };
        Some(write(&self.test, &self.on(), |tx| cancellation(tx, &filing)))
    }

    fn everybody(&self) -> Vec<Subject> {
        let numbers = self.test.owner_value("select string_agg(addressee_number::text, ',') from register.addressees");
        let numbers = numbers.unwrap();
        let persons = numbers.trim_matches(['(', ')', '"']).split(',').filter_map(|text| text.parse::<u64>().ok());
        let persons = persons.map(|number| Subject::Person(AddresseeNumber::new(number).unwrap()));
        persons.chain(self.households.iter().map(|number| Subject::Household(*number))).collect()
    }
}

fn newborn(grounds: ActGrounds, household: HouseholdNumber, parent: AddresseeNumber) -> Birth {
    Birth {
        grounds,
        household,
        parent,
        full_name: "試験　新子".parse().unwrap(),
        furigana: None,
        roman_name: None,
        sex: Sex::Female,
        relationship: relationship("縁故者"),
        foreign_status: None,
        registered_domicile: Some("不明".to_owned()),
        register_first_person: Some("不明".to_owned()),
    }
}

/// Each counts what must not be.
const INVARIANTS: [(&str, &str); 6] = [
    (
        "two truths at a time",
        "select count(*) from register.persons a join register.persons b on a.addressee_number = b.addressee_number \
         and a.history_number < b.history_number and a.valid && b.valid and a.known && b.known",
    ),
    (
        "two households at a time",
        "select count(*) from register.household_memberships a join register.household_memberships b \
         on a.addressee_number = b.addressee_number and a.membership_number < b.membership_number \
         and a.valid && b.valid and a.known && b.known",
    ),
    (
        "two heads at a time",
        "select count(*) from register.household_memberships a join register.household_memberships b \
         on a.household_number = b.household_number and a.addressee_number < b.addressee_number \
         and a.relationship = '世帯主' and b.relationship = '世帯主' and a.valid && b.valid and a.known && b.known",
    ),
    (
        "registered without a household, or a member without a record",
        "select count(*) from register.addressees a where \
         (select coalesce(range_agg(valid), '{}') from register.persons p where p.addressee_number = a.addressee_number \
          and upper_inf(p.known) and p.registration_state = '1') is distinct from \
         (select coalesce(range_agg(valid), '{}') from register.household_memberships m \
          where m.addressee_number = a.addressee_number and upper_inf(m.known))",
    ),
    (
        "an act that is not there",
        "select count(*) from (select made_by_act as act, addressee_number from register.persons \
         union all select ended_by_act, addressee_number from register.persons \
         union all select redated_by_act, addressee_number from register.persons \
         union all select made_by_act, addressee_number from register.household_memberships \
         union all select ended_by_act, addressee_number from register.household_memberships \
         union all select redated_by_act, addressee_number from register.household_memberships) named \
         where act is not null and act not in (select act_number from register.acts)",
    ),
    (
        "an act without its event",
        "select count(*) from register.acts a where not exists \
         (select from exchange.outbox_events e where e.act_number = a.act_number)",
    ),
];

/// Everything known at a moment, as one digest.
fn knowledge(test: &TestDatabase, at: DateTime<Utc>) -> Option<String> {
    test.owner_value(&format!(
        "select md5(coalesce((select string_agg(concat_ws('|', addressee_number, valid, registration_state, lot, remarks, \
         made_by_act), ';' order by addressee_number, valid) from register.persons where known @> '{at}'::timestamptz), '')) \
         || md5(coalesce((select string_agg(concat_ws('|', addressee_number, valid, household_number, relationship), ';' \
         order by addressee_number, valid) from register.household_memberships where known @> '{at}'::timestamptz), ''))"
    ))
}

proptest! {
    #![proptest_config(Config { cases: 10, max_shrink_iters: 40, ..Config::default() })]

    #[test]
    fn random_acts_keep_every_invariant(steps in steps()) {
        let test = TestDatabase::new();
        let home = settle(&test, "2026-01-05", "1番", family());
        let acts = vec![home.version.0];
        let mut town = Town { test, today: day("2026-02-01"), households: vec![home.household], acts };
        let mut believed = Vec::new();
        for step in steps {
            town.today = town.today.checked_add_days(Days::new(1)).unwrap();
            match town.act(step) {
                Some(Ok(outcome)) => {
                    town.acts.push(outcome.act_number);
                    for number in outcome.household_numbers {
                        if !town.households.contains(&number) {
                            town.households.push(number);
                        }
                    }
                }
                Some(Err(RegisterError::Refused(problems))) => prop_assert!(!problems.is_empty()),
                Some(Err(error)) => prop_assert!(false, "{step:?}: {error:?}"),
                None => {}
            }
            for (what, sql) in INVARIANTS {
                let count = town.test.owner_value(sql);
                prop_assert_eq!(count.as_deref(), Some("(0)"), "{} after {:?}", what, step);
            }
            let now = town.test.operation(&town.on()).now;
            believed.push((now, knowledge(&town.test, now)));
        }
        for (moment, digest) in believed {
            prop_assert_eq!(knowledge(&town.test, moment), digest, "what was known at {} answers as then", moment);
        }
    }
}

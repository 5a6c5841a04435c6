//! The city as a stream of households.

use chrono::NaiveDate;

use crate::addresses::{draw_address, draw_domicile, draw_place};
use crate::allowance::draw_claim;
use crate::composition::{Composer, Composition, Form, Part, Sketch, forms};
use crate::days::{day, plus_days};
use crate::dirt::{DirtKind, Schedule, namesake};
use crate::history::{Fate, Path, Times, draw_times, rows};
use crate::model::{Foreign, Household, Member, Names, Reason, Sex, State};
use crate::names::{Namer, Surname, register_of_foreigners_opened};
use crate::numbers::{Scatter, serial_number};
use crate::protection::protect;
use crate::random::{Draws, Purpose, Weighted};
use crate::spec::{CityError, CitySpec};
use crate::tables::{Nationality, Tables, Ward};

/// One household in ten has left or died out by the day, and stands in the files as 除票 only.
const LEAVING_SHARE: u64 = 10_000;
/// 支援措置: one household in so many; with their children about 0.13 % of the people.
const PROTECTION_ROUND: u64 = 650;
/// Foreign residents have become more since the figures of 2020 (0.053 → 0.075 of the city).
const FOREIGN_GROWTH_PERCENT: u64 = 141;
/// Serial numbers kept for the people of one household, two for each.
const SERIALS_PER_HOUSEHOLD: u64 = 32;

/// A city of people who do not exist: an iterator over its households in a stable order.
///
/// Each household is made from the seed and its own place in the order, so a bigger city begins with the households
/// of a smaller one, up to the last few, which are single people that make the number of residents come out.
#[derive(Debug)]
pub struct City {
    spec: CitySpec,
    tables: Tables,
    forms: Vec<Weighted<Form>>,
    schedule: Schedule,
    scatter: Scatter,
    next: u64,
    residents: u64,
    is_filling: bool,
}

/// What a household is to be, before anything of it is drawn.
struct Order {
    form: Form,
    is_foreign: bool,
    head_age: Option<u64>,
    fate: Fate,
    dirt: Option<DirtKind>,
    is_protected: bool,
}

/// A household as far as it is drawn before its people have names and rows.
struct Plan<'a> {
    order: &'a Order,
    sketches: &'a [Sketch],
    times: &'a Times,
    ward: &'a Ward,
}

impl City {
    /// Prepares a city.
    ///
    /// # Errors
    /// A ward that Osaka does not have; a day outside 2025 to 2035.
    pub fn new(spec: CitySpec) -> Result<Self, CityError> {
        if !(day(2025, 1, 1)..=day(2035, 12, 31)).contains(&spec.as_of) {
            return Err(CityError::DayOutOfRange(spec.as_of));
        }
        let tables = Tables::read(&spec.wards)?;
        let forms: Result<Vec<_>, _> = tables.wards.iter().map(|ward| forms(ward.single_tilt_percent)).collect();
        let mut draws = Draws::new(spec.seed, Purpose::Numbers, 0);
        let scatter = Scatter::new(draws.below(u64::MAX), draws.below(u64::MAX));
        let schedule = Schedule::new(spec.seed, spec.dirt);
        Ok(Self { forms: forms?, schedule, scatter, tables, spec, next: 0, residents: 0, is_filling: false })
    }

    pub(crate) fn tables(&self) -> &Tables {
        &self.tables
    }

    fn order(&self, ward: &Ward, position: usize, draws: &mut Draws) -> Order {
        let index = self.next;
        let foreign_share = ward.foreigners_per_100_000 * FOREIGN_GROWTH_PERCENT / 100;
        let mut order = Order {
            form: self.forms.get(position).map_or(Form::Single, |forms| forms.draw(draws)),
            is_foreign: draws.chance(foreign_share),
            head_age: None,
            fate: if draws.chance(LEAVING_SHARE) { Fate::Leaves } else { Fate::Stays },
            dirt: None,
            is_protected: false,
        };
        if order.is_foreign && draws.chance(35_000) {
            order.form = Form::Single;
        }
        if self.is_filling {
            return Order { form: Form::Single, fate: Fate::Stays, ..order };
        }
        if let Some(kind) = self.schedule.kind_at(index) {
            order.dirt = Some(kind);
            order.is_foreign = false;
            order.fate = Fate::Stays;
            (order.form, order.head_age) = kind.setting(draws);
        } else if index % PROTECTION_ROUND == 40 {
            order.is_protected = true;
            order.fate = Fate::Stays;
            order.form = if draws.chance(70_000) { Form::MotherChildren } else { Form::Single };
            order.head_age = Some(draws.between(24, 46));
        }
        order
    }

    fn build(&self) -> Option<Household> {
        let index = self.next;
        let seed = self.spec.seed;
        let mut draws = Draws::new(seed, Purpose::Composition, index);
        let position = self.tables.draw_ward(&mut draws);
        let ward = self.tables.wards.get(position)?;
        let order = self.order(ward, position, &mut draws);
        let composition = self.compose(&order, &mut draws);
        let mut history = Draws::new(seed, Purpose::History, index);
        let mut times = draw_times(&composition.sketches, order.fate, self.spec.as_of, &mut history);
        fit_joining(&mut times, &composition.sketches);
        let mut household = Household {
            index,
            number: serial_number(1_000_000 + index * 2),
            addresses: self.addresses(ward, &times),
            members: Vec::new(),
            settled_on: times.settled_on,
            guardian: composition.guardian,
            claim: None,
            protections: Vec::new(),
            dirt: order.dirt,
        };
        let plan = Plan { order: &order, sketches: &composition.sketches, times: &times, ward };
        self.people(&mut household, &plan, &mut history);
        let mut allowance = Draws::new(seed, Purpose::Allowance, index);
        let claims = order.dirt.is_none_or(DirtKind::needs_claim);
        if claims && (order.dirt.is_some() || allowance.chance(96_000)) {
            household.claim = draw_claim(&household, self.spec.as_of, &mut allowance);
        }
        if order.is_protected {
            let mut protection = Draws::new(seed, Purpose::Protection, index);
            let members: Vec<usize> = household
                .members
                .iter()
                .enumerate()
                .filter(|(_, member)| member.is_resident())
                .map(|(i, _)| i)
                .collect();
            household.protections = protect(&self.tables, &members, self.spec.as_of, &mut protection);
        }
        Some(household)
    }

    fn compose(&self, order: &Order, draws: &mut Draws) -> Composition {
        let mut head_age = order.head_age;
        if order.is_foreign && head_age.is_none() {
            let (from, through) = self.tables.foreign_ages.draw(draws);
            head_age = Some(draws.between(from.max(19), through.max(24)));
        }
        let mut composer = Composer { tables: &self.tables, as_of: self.spec.as_of, draws };
        composer.compose(order.form, head_age)
    }

    fn addresses(&self, ward: &Ward, times: &Times) -> Vec<crate::model::Address> {
        let mut draws = Draws::new(self.spec.seed, Purpose::Addresses, self.next);
        let count = if times.moved_within_on.is_some() { 2 } else { 1 };
        (0..count).filter_map(|_| draw_address(ward, &mut draws)).collect()
    }

    fn people(&self, household: &mut Household, plan: &Plan<'_>, history: &mut Draws) {
        let mut names = Draws::new(self.spec.seed, Purpose::Names, self.next);
        let mut namer = Namer { tables: &self.tables, draws: &mut names };
        let mut family = Family::new(&mut namer, plan.order.is_foreign, &self.tables, plan.ward);
        let origin = draw_place(&self.tables, history);
        let destination = draw_place(&self.tables, history).1;
        let is_namesake = plan.order.dirt == Some(DirtKind::Namesake);
        for (place, sketch) in (0_u64..).zip(plan.sketches) {
            let serial = 1_000_000 + household.index * SERIALS_PER_HOUSEHOLD + place * 2;
            let joins = place == 1 && plan.times.joined_on.is_some();
            let (mut versions, foreign) = family.name(&mut namer, sketch, joins, self.spec.as_of);
            if is_namesake {
                versions = vec![namesake().0];
            }
            let records_former_surname = sketch.label == "妻" && foreign.is_none() && history.chance(1_200);
            let path = Path { sketch, is_foreign: foreign.is_some(), joins, records_former_surname };
            let member_rows = rows(path, plan.times, history);
            let Some(first) = member_rows.first() else { continue };
            add_former_surname(&mut versions, &member_rows, &family);
            let start = first.on;
            let (origin_code, came_from) =
                if first.reason == Reason::MoveIn { (origin.0, origin.1.clone()) } else { Default::default() };
            let has_left = member_rows.last().is_some_and(|row| row.state == State::MovedOut);
            let (domicile, domicile_head) = if foreign.is_some() {
                Default::default()
            } else {
                (family.domicile.clone(), family.domicile_head(&versions))
            };
            let opened = register_of_foreigners_opened();
            household.members.push(Member {
                sex: if is_namesake { Sex::Male } else { sketch.sex },
                birth: if is_namesake { namesake().1 } else { sketch.birth },
                is_child: sketch.is_child,
                addressee_number: serial_number(serial),
                personal_number: self.scatter.personal_number(serial),
                record_code: self.scatter.record_code(serial),
                domicile,
                domicile_head,
                foreign: foreign.map(|record| Foreign { resident_since: start.max(opened), ..record }),
                names: versions,
                origin_code,
                origin: came_from,
                destination: if has_left { destination.clone() } else { String::new() },
                resident_since: start,
                rows: member_rows,
            });
        }
    }
}

/// A spouse can join later only if the children were born after that, and only in a couple of one nationality.
fn fit_joining(times: &mut Times, sketches: &[Sketch]) {
    let is_couple = sketches.get(1).is_some_and(|second| matches!(second.label, "妻" | "夫"));
    let first_birth = sketches.iter().filter(|sketch| sketch.is_child).map(|sketch| sketch.birth).min();
    times.joined_on = times.joined_on.filter(|on| {
        is_couple
            && sketches.iter().all(|sketch| sketch.part == Part::Present)
            && sketches.len() < 6
            && first_birth.is_none_or(|birth| plus_days(*on, 200) < birth)
            && sketches.iter().all(|sketch| !matches!(sketch.label, "母" | "父" | "妻の子"))
    });
}

/// What the members of a household share: surname or nationality, domicile.
struct Family {
    surname: Surname,
    maiden: Surname,
    nationality: Option<Nationality>,
    is_special_permanent: bool,
    foreign_surname: Option<&'static str>,
    domicile: String,
    first_name: Option<String>,
    is_mixed: bool,
    given: Vec<&'static str>,
}

type Versions = (Vec<Names>, Option<Foreign>);

impl Family {
    fn new(namer: &mut Namer<'_>, is_foreign: bool, tables: &Tables, ward: &Ward) -> Self {
        let nationality = is_foreign.then(|| tables.nationalities.draw(namer.draws));
        let is_korean = nationality.is_some_and(|nation| nation.alpha3 == "KOR");
        Self {
            surname: namer.surname(),
            maiden: namer.surname(),
            nationality,
            is_special_permanent: is_korean && namer.draws.chance(80_000),
            foreign_surname: None,
            domicile: draw_domicile(tables, ward, namer.draws),
            first_name: None,
            is_mixed: false,
            given: Vec::new(),
        }
    }

    /// Names a member. A foreign head's spouse is Japanese now and then, and then so are the children.
    fn name(&mut self, namer: &mut Namer<'_>, sketch: &Sketch, joins: bool, as_of: NaiveDate) -> Versions {
        let is_spouse = matches!(sketch.label, "妻" | "夫");
        if self.nationality.is_some() && !self.is_special_permanent && is_spouse && namer.draws.chance(25_000) {
            self.nationality = None;
            self.is_mixed = true;
        }
        if let Some(nationality) = self.nationality {
            let kin = self.foreign_surname.filter(|_| sketch.is_child);
            let special = self.is_special_permanent;
            let (names, surname) = namer.foreign(nationality, kin, sketch, special);
            self.foreign_surname = self.foreign_surname.or(surname);
            let second = joins.then(|| names.clone());
            let foreign = namer.foreign_record(nationality, special, as_of);
            return (std::iter::once(names).chain(second).collect(), Some(foreign));
        }
        let own = namer.surname();
        let surname = if sketch.has_own_surname { &own } else { &self.surname };
        let now = namer.japanese(surname, sketch, &mut self.given);
        if !joins || self.is_mixed {
            return (vec![now], None);
        }
        let before = |text: &str, from: &str, to: &str| text.replacen(from, to, 1);
        let maiden = Names {
            text: before(&now.text, &surname.text, &self.maiden.text),
            kana: before(&now.kana, &surname.kana, &self.maiden.kana),
            ..Names::default()
        };
        (vec![maiden, now], None)
    }

    /// 筆頭者: the first of the family who is named.
    fn domicile_head(&mut self, versions: &[Names]) -> String {
        let own = versions.last().map(|names| names.text.clone()).unwrap_or_default();
        self.first_name.get_or_insert(own).clone()
    }
}

/// Adds the version with the former surname, if a row refers to it.
fn add_former_surname(versions: &mut Vec<Names>, rows: &[crate::model::Row], family: &Family) {
    if rows.iter().any(|row| row.reason == Reason::FormerSurname)
        && let Some(last) = versions.last().cloned()
    {
        versions.push(Names {
            former_surname: family.maiden.text.clone(),
            former_surname_kana: family.maiden.kana.clone(),
            ..last
        });
    }
}

impl Iterator for City {
    type Item = Household;

    fn next(&mut self) -> Option<Household> {
        if self.residents >= self.spec.residents {
            return None;
        }
        let mut household = self.build()?;
        if self.residents + household.resident_count() > self.spec.residents {
            self.is_filling = true;
            household = self.build()?;
        }
        self.residents += household.resident_count();
        self.next += 1;
        Some(household)
    }
}

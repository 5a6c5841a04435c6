//! Who lives in a household: form, sexes, birth dates, 続柄.

use chrono::NaiveDate;

use crate::days::{days_between, minus_years, plus_days, years};
use crate::model::Sex;
use crate::random::{Draws, Weighted};
use crate::spec::CityError;
use crate::tables::Tables;

/// The form of a household, after the patterns of the composition model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Single,
    Couple,
    CoupleChildren,
    MotherChildren,
    FatherChildren,
    CoupleParent,
    ThreeGenerations,
    Siblings,
    GrandparentGrandchild,
    UnregisteredCouple,
    Stepfamily,
    Relative,
    Lodger,
    OtherKin,
}

impl Form {
    fn head_ages(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Couple | Self::UnregisteredCouple => "couple",
            Self::CoupleChildren | Self::Stepfamily => "couple_children",
            Self::MotherChildren => "mother_children",
            Self::FatherChildren => "father_children",
            Self::CoupleParent => "middle",
            Self::ThreeGenerations | Self::GrandparentGrandchild => "grandparent",
            Self::Siblings | Self::Relative | Self::Lodger | Self::OtherKin => "adult",
        }
    }
}

/// What became of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Present,
    /// The head who died, a spouse living on.
    DeadHead,
    /// A child who moved out.
    LeftChild,
}

/// A member before names and history.
#[derive(Debug, Clone)]
pub(crate) struct Sketch {
    pub(crate) sex: Sex,
    pub(crate) birth: NaiveDate,
    pub(crate) label: &'static str,
    pub(crate) part: Part,
    pub(crate) is_child: bool,
    pub(crate) has_own_surname: bool,
}

impl Sketch {
    fn new(sex: Sex, birth: NaiveDate, label: &'static str) -> Self {
        Self { sex, birth, label, part: Part::Present, is_child: false, has_own_surname: false }
    }

    fn stranger(sex: Sex, birth: NaiveDate, label: &'static str) -> Self {
        Self { has_own_surname: true, ..Self::new(sex, birth, label) }
    }
}

/// The members of a household and who brings up its children.
#[derive(Debug, Clone)]
pub(crate) struct Composition {
    pub(crate) sketches: Vec<Sketch>,
    pub(crate) guardian: Option<usize>,
}

/// Shares of the forms in a thousand households.
const FORMS: [(u64, Form); 14] = [
    (528, Form::Single),
    (150, Form::Couple),
    (172, Form::CoupleChildren),
    (70, Form::MotherChildren),
    (11, Form::FatherChildren),
    (10, Form::CoupleParent),
    (12, Form::ThreeGenerations),
    (11, Form::Siblings),
    (3, Form::GrandparentGrandchild),
    (10, Form::UnregisteredCouple),
    (5, Form::Stepfamily),
    (4, Form::Relative),
    (12, Form::Lodger),
    (2, Form::OtherKin),
];

/// The forms of a ward, single households tilted by percent.
pub(crate) fn forms(single_tilt_percent: u64) -> Result<Weighted<Form>, CityError> {
    let weights = FORMS.map(|(share, form)| {
        let percent = if form == Form::Single { single_tilt_percent } else { 100 };
        (share * percent, form)
    });
    Weighted::new(weights).ok_or(CityError::Table("forms"))
}

/// Draws members.
pub(crate) struct Composer<'a> {
    pub(crate) tables: &'a Tables,
    pub(crate) as_of: NaiveDate,
    pub(crate) draws: &'a mut Draws,
}

impl Composer<'_> {
    /// A household of a form; `head_age` overrides the draw.
    pub(crate) fn compose(&mut self, form: Form, head_age: Option<u64>) -> Composition {
        let age = head_age.unwrap_or_else(|| self.tables.draw_head_age(form.head_ages(), self.draws));
        let birth = self.birth_at(age);
        let sketches = match form {
            Form::Single => self.single(age, birth),
            Form::Couple => self.couple(age, birth),
            Form::UnregisteredCouple => self.unregistered_couple(birth),
            Form::CoupleChildren => self.couple_children(birth),
            Form::MotherChildren => self.parent_children(Sex::Female, birth),
            Form::FatherChildren => self.parent_children(Sex::Male, birth),
            Form::CoupleParent => self.couple_parent(birth),
            Form::ThreeGenerations => self.three_generations(birth),
            Form::Stepfamily => self.stepfamily(birth),
            Form::Siblings | Form::GrandparentGrandchild | Form::Relative | Form::Lodger | Form::OtherKin => {
                self.two_people(form, age, birth)
            }
        };
        let guardian = match form {
            Form::ThreeGenerations => sketches.iter().position(|sketch| sketch.label == "孫").map(|_| 2),
            _ => Some(0),
        };
        Composition { sketches, guardian }
    }

    fn birth_at(&mut self, age: u64) -> NaiveDate {
        let latest = minus_years(self.as_of, u32::try_from(age).unwrap_or(40));
        plus_days(latest, -days(self.draws.below(365)))
    }

    fn sex_at(&mut self, age: u64) -> Sex {
        let male = self.tables.male_share(age);
        self.sex(male)
    }

    fn sex(&mut self, male_share: u64) -> Sex {
        if self.draws.chance(male_share) { Sex::Male } else { Sex::Female }
    }

    fn single(&mut self, age: u64, birth: NaiveDate) -> Vec<Sketch> {
        let sex = self.sex_at(age);
        let label = if self.draws.chance(70_000) { "世帯主" } else { "本人" };
        let mut sketches = vec![Sketch::new(sex, birth, label)];
        if sex == Sex::Female && age >= 66 && self.draws.chance(35_000) {
            let husband = self.husband_of(birth);
            sketches.push(Sketch { part: Part::DeadHead, ..Sketch::new(Sex::Male, husband, "世帯主") });
        }
        sketches
    }

    fn husband_of(&mut self, wife: NaiveDate) -> NaiveDate {
        plus_days(wife, -self.draws.bell(years(2), years(4)).clamp(-years(15), years(25)))
    }

    fn couple(&mut self, age: u64, wife: NaiveDate) -> Vec<Sketch> {
        let husband = self.husband_of(wife).min(minus_years(self.as_of, 18));
        let mut sketches = vec![Sketch::new(Sex::Male, husband, "世帯主"), Sketch::new(Sex::Female, wife, "妻")];
        if self.draws.chance(4_000) {
            sketches = vec![Sketch::new(Sex::Female, wife, "世帯主"), Sketch::new(Sex::Male, husband, "夫")];
        }
        if (48..75).contains(&age) && self.draws.chance(30_000) {
            let child = plus_days(wife, self.draws.bell(years(28), years(3)).max(years(18)));
            let is_grown = days_between(child, self.as_of) > years(19);
            if is_grown {
                let sex = self.sex(51_300);
                let label = if sex == Sex::Male { "長男" } else { "長女" };
                let left = Sketch { part: Part::LeftChild, is_child: true, ..Sketch::new(sex, child, label) };
                sketches.push(left);
            }
        }
        sketches
    }

    fn unregistered_couple(&mut self, wife: NaiveDate) -> Vec<Sketch> {
        let husband = self.husband_of(wife).min(minus_years(self.as_of, 18));
        let label = if self.draws.chance(50_000) { "妻（未届）" } else { "内縁の妻" };
        vec![Sketch::new(Sex::Male, husband, "世帯主"), Sketch::stranger(Sex::Female, wife, label)]
    }

    fn couple_children(&mut self, mother: NaiveDate) -> Vec<Sketch> {
        let father = self.husband_of(mother).min(minus_years(self.as_of, 18));
        let count = self.child_count([46, 41, 11, 2]);
        let births = self.child_births(mother, count);
        let mut sketches = vec![Sketch::new(Sex::Male, father, "世帯主"), Sketch::new(Sex::Female, mother, "妻")];
        if self.draws.chance(5_000) {
            sketches = vec![Sketch::new(Sex::Female, mother, "世帯主"), Sketch::new(Sex::Male, father, "夫")];
        }
        sketches.extend(self.children(&births));
        sketches
    }

    fn parent_children(&mut self, sex: Sex, parent: NaiveDate) -> Vec<Sketch> {
        let count = self.child_count([62, 30, 8, 0]);
        let births = self.child_births(parent, count);
        let mut sketches = vec![Sketch::new(sex, parent, "世帯主")];
        sketches.extend(self.children(&births));
        sketches
    }

    fn couple_parent(&mut self, wife: NaiveDate) -> Vec<Sketch> {
        let husband = self.husband_of(wife).min(minus_years(self.as_of, 22));
        let is_mother = self.draws.chance(80_000);
        let (sex, label) = if is_mother { (Sex::Female, "母") } else { (Sex::Male, "父") };
        let parent = plus_days(husband, -self.draws.bell(years(28), years(4)).clamp(years(18), years(38)));
        vec![
            Sketch::new(Sex::Male, husband, "世帯主"),
            Sketch::new(Sex::Female, wife, "妻"),
            Sketch::new(sex, parent.max(minus_years(self.as_of, 99)), label),
        ]
    }

    fn three_generations(&mut self, grandmother: NaiveDate) -> Vec<Sketch> {
        let grandfather = self.husband_of(grandmother).max(minus_years(self.as_of, 99));
        let father = plus_days(grandmother, self.draws.bell(years(28), years(3)).clamp(years(19), years(38)));
        let wife_label = if self.draws.chance(60_000) { "子の妻" } else { "嫁" };
        let mother = plus_days(father, self.draws.bell(years(2), years(3))).min(minus_years(self.as_of, 20));
        let mut sketches = vec![
            Sketch::new(Sex::Male, grandfather, "世帯主"),
            Sketch::new(Sex::Female, grandmother, "妻"),
            Sketch { is_child: true, ..Sketch::new(Sex::Male, father, "長男") },
            Sketch::new(Sex::Female, mother, wife_label),
        ];
        let count = self.child_count([40, 45, 13, 2]);
        for birth in self.child_births(mother, count) {
            let sex = self.sex(51_300);
            sketches.push(Sketch { is_child: true, ..Sketch::new(sex, birth, "孫") });
        }
        sketches
    }

    fn stepfamily(&mut self, mother: NaiveDate) -> Vec<Sketch> {
        let father = self.husband_of(mother).min(minus_years(self.as_of, 18));
        let count = self.child_count([30, 50, 18, 2]);
        let births = self.child_births(mother, count);
        let mut sketches = vec![Sketch::new(Sex::Male, father, "世帯主"), Sketch::new(Sex::Female, mother, "妻")];
        let mut children = self.children(&births);
        for child in children.iter_mut().take(1) {
            child.label = "妻の子";
            child.has_own_surname = true;
        }
        sketches.extend(children);
        sketches
    }

    fn two_people(&mut self, form: Form, age: u64, birth: NaiveDate) -> Vec<Sketch> {
        let head_sex = self.sex_at(age);
        let sex = self.sex(50_000);
        let gap = days(self.draws.below(3650));
        let other = plus_days(birth, gap).min(minus_years(self.as_of, 19));
        let head = Sketch::new(head_sex, birth, "世帯主");
        let second = match form {
            Form::Siblings => Sketch::new(sex, other, if sex == Sex::Male { "弟" } else { "妹" }),
            Form::GrandparentGrandchild => {
                let grandchild = plus_days(birth, self.draws.bell(years(55), years(3)));
                Sketch::new(sex, grandchild.min(minus_years(self.as_of, 19)), "孫")
            }
            Form::OtherKin => {
                let nephew = plus_days(birth, years(24)).min(minus_years(self.as_of, 19));
                Sketch::new(sex, nephew, if self.draws.chance(50_000) { "兄の子" } else { "姉の子" })
            }
            Form::Relative => Sketch::stranger(sex, other, "縁故者"),
            _ => Sketch::stranger(sex, other, if self.draws.chance(90_000) { "同居人" } else { "使用人" }),
        };
        vec![head, second]
    }

    fn child_count(&mut self, weights: [u64; 4]) -> usize {
        let choices = weights.into_iter().zip(1_usize..);
        Weighted::new(choices).map_or(1, |counts| counts.draw(self.draws))
    }

    /// Birth dates of children who are born by now, eldest first; at least one.
    fn child_births(&mut self, mother: NaiveDate, count: usize) -> Vec<NaiveDate> {
        let age_at_first = self.draws.bell(years(30) + 180, years(5)).clamp(years(16), years(47));
        let mut first = plus_days(mother, age_at_first);
        if first > self.as_of {
            first = plus_days(self.as_of, -days(self.draws.below(1100)));
        }
        let mut births = vec![first];
        let mut last = first;
        while births.len() < count {
            if !self.draws.chance(1_000) {
                last = plus_days(last, self.draws.bell(years(3), years(3) / 2).clamp(330, years(15)));
            }
            if last > self.as_of {
                break;
            }
            births.push(last);
        }
        births
    }

    fn children(&mut self, births: &[NaiveDate]) -> Vec<Sketch> {
        const SONS: [&str; 4] = ["長男", "二男", "三男", "四男"];
        const DAUGHTERS: [&str; 4] = ["長女", "二女", "三女", "四女"];
        let (mut sons, mut daughters) = (0_usize, 0_usize);
        let mut children = Vec::new();
        for birth in births {
            let sex = self.sex(51_300);
            let (labels, count) = match sex {
                Sex::Male => (SONS, &mut sons),
                Sex::Female => (DAUGHTERS, &mut daughters),
            };
            let mut label = labels.get(*count).copied().unwrap_or("子");
            *count += 1;
            if label == "二女" && self.draws.chance(40_000) {
                label = "次女";
            }
            if self.draws.chance(500) {
                label = if sex == Sex::Male { "養子" } else { "養女" };
            }
            children.push(Sketch { is_child: true, ..Sketch::new(sex, *birth, label) });
        }
        children
    }
}

fn days(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(0)
}

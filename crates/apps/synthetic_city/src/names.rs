//! Names: Japanese ones by birth period with variant characters, foreign ones by nationality.

use chrono::{Datelike, NaiveDate};

use crate::composition::Sketch;
use crate::days::{day, plus_years};
use crate::model::{Foreign, Names, Sex};
use crate::random::Draws;
use crate::tables::{Nationality, Tables, Word};

/// Characters of surnames, what some families write instead, and the share of them in 100,000.
const VARIANTS: [(&str, &str, u64); 12] = [
    ("高", "髙", 10_000),
    ("崎", "﨑", 12_000),
    ("辺", "邊", 8_000),
    ("辺", "邉", 10_000),
    ("沢", "澤", 12_000),
    ("浜", "濱", 9_000),
    ("斎", "齋", 12_000),
    ("広", "廣", 9_000),
    ("桜", "櫻", 9_000),
    ("国", "國", 3_000),
    ("富", "冨", 5_000),
    ("島", "嶋", 6_000),
];

/// Families of those who could, that write their surname with a 外字.
const GAIJI_SHARE: u64 = 10_000;

/// A surname as a family writes it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surname {
    pub(crate) text: String,
    pub(crate) kana: String,
}

/// Draws names.
pub(crate) struct Namer<'a> {
    pub(crate) tables: &'a Tables,
    pub(crate) draws: &'a mut Draws,
}

impl Namer<'_> {
    /// A Japanese surname.
    pub(crate) fn surname(&mut self) -> Surname {
        let word = self.tables.surnames.draw(self.draws);
        Surname { text: self.variant(word.text), kana: word.kana.to_owned() }
    }

    fn variant(&mut self, text: &str) -> String {
        let gaiji: Vec<&'static str> = self
            .tables
            .gaiji
            .iter()
            .filter(|gaiji| gaiji.base != gaiji.character && text.contains(gaiji.base))
            .map(|gaiji| gaiji.character)
            .collect();
        if !gaiji.is_empty() && self.draws.chance(GAIJI_SHARE) {
            let chosen = self.draws.pick(&gaiji);
            let base = self.tables.gaiji.iter().find(|gaiji| gaiji.character == chosen).map_or("", |found| found.base);
            return text.replacen(base, chosen, 1);
        }
        for (base, variant, share) in VARIANTS {
            if text.contains(base) && self.draws.chance(share) {
                return text.replacen(base, variant, 1);
            }
        }
        text.to_owned()
    }

    /// The given name for somebody.
    pub(crate) fn given(&mut self, sex: Sex, birth: NaiveDate) -> Word {
        self.tables.draw_given_name(sex == Sex::Male, birth.year(), self.draws)
    }

    /// A Japanese name; no two of a household (`taken`) have the same given name.
    pub(crate) fn japanese(&mut self, surname: &Surname, sketch: &Sketch, taken: &mut Vec<&'static str>) -> Names {
        let mut given = self.given(sketch.sex, sketch.birth);
        for _ in 0..20 {
            if !taken.contains(&given.text) {
                break;
            }
            given = self.given(sketch.sex, sketch.birth);
        }
        taken.push(given.text);
        names(surname, given)
    }

    /// A foreign name; `kin` is the surname that the family shares.
    pub(crate) fn foreign(
        &mut self,
        nationality: Nationality,
        kin: Option<&'static str>,
        sketch: &Sketch,
        is_special_permanent: bool,
    ) -> (Names, Option<&'static str>) {
        let code = nationality.alpha3;
        let sex = if sketch.sex == Sex::Male { "M" } else { "F" };
        let surname = self.tables.draw_foreign_word((code, "surname", ""), self.draws);
        let surname = match kin.and_then(|latin| self.same_surname(code, latin)) {
            Some(shared) => Some(shared),
            None => surname,
        };
        let middle = self
            .tables
            .draw_foreign_word((code, "middle", sex), self.draws)
            .or_else(|| self.tables.draw_foreign_word((code, "middle", ""), self.draws));
        let given = self.tables.draw_foreign_word((code, "given", sex), self.draws).unwrap_or_default();
        let parts: Vec<_> = [surname, middle, Some(given)].into_iter().flatten().collect();
        let join = |text: fn(&crate::tables::ForeignWord) -> &'static str, glue: &str| {
            parts.iter().map(text).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(glue)
        };
        let has_kanji = !given.kanji.is_empty() && self.draws.chance(80_000);
        let mut names = Names {
            text: if has_kanji { join(|part| part.kanji, "　") } else { String::new() },
            kana: join(|part| part.kana, "　").replace(' ', "　"),
            latin: join(|part| part.latin, " "),
            ..Names::default()
        };
        let alias_share = if is_special_permanent { 42_000 } else { 1_500 };
        if self.draws.chance(alias_share) {
            self.give_alias(&mut names, sketch);
        }
        (names, surname.map(|word| word.latin))
    }

    fn same_surname(&mut self, code: &'static str, latin: &str) -> Option<crate::tables::ForeignWord> {
        self.tables.foreign_words((code, "surname", "")).iter().find(|word| word.latin == latin).copied()
    }

    fn give_alias(&mut self, names: &mut Names, sketch: &Sketch) {
        let surname = self.tables.draw_foreign_word(("KOR", "tsusho_surname", ""), self.draws).unwrap_or_default();
        let given = self.given(sketch.sex, sketch.birth);
        names.alias = format!("{}　{}", surname.kanji, given.text);
        names.alias_kana = format!("{}　{}", surname.kana, given.kana);
    }

    /// Status, card and term of a foreign resident.
    pub(crate) fn foreign_record(
        &mut self,
        nationality: Nationality,
        is_special_permanent: bool,
        as_of: NaiveDate,
    ) -> Foreign {
        let status = self.tables.statuses.draw(self.draws);
        let years = if is_special_permanent { 0 } else { status.years };
        let term_days = u64::from(years) * 365;
        let expires_on = (years > 0).then(|| {
            let left = i64::try_from(self.draws.below(term_days)).unwrap_or(0);
            crate::days::plus_days(as_of, 1 + left)
        });
        let mut letter = || char::from_u32(u32::try_from(65 + self.draws.below(26)).unwrap_or(65)).unwrap_or('A');
        let (first, second, third, fourth) = (letter(), letter(), letter(), letter());
        let card = format!("{first}{second}{:08}{third}{fourth}", self.draws.below(100_000_000));
        Foreign {
            alpha3: nationality.alpha3,
            status: if is_special_permanent { "特別永住者" } else { status.label },
            expires_on,
            card,
            is_special_permanent,
            resident_since: register_of_foreigners_opened(),
        }
    }
}

/// The day on which foreign residents came into the register (平成21年法律77号).
pub(crate) fn register_of_foreigners_opened() -> NaiveDate {
    day(2012, 7, 9)
}

/// A full name of two parts.
pub(crate) fn names(surname: &Surname, given: Word) -> Names {
    Names {
        text: format!("{}　{}", surname.text, given.text),
        kana: format!("{}　{}", surname.kana, given.kana),
        ..Names::default()
    }
}

/// The year in which somebody comes of age to marry or to head a household.
pub(crate) fn adult_on(birth: NaiveDate) -> NaiveDate {
    plus_years(birth, 18)
}

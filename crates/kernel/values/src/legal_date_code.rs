//! The stored code of dates: ASCII, at most 26 characters, and roughly in the order of time.
//!
//! `2001-02-03` · `2001-02-??` · `2001-??-??` · `????` for what is unknown; `~about`, `~est`, `~spring` to `~winter`,
//! `~early` to `~late`, `~about-early` to `~about-late` behind year, month or day for the wordings; `..05~to-about`,
//! `..05~est`, `..05~about` behind a day for the spans. `@M` to `@R` or `@W` closes the code where the year is not
//! written in the era of the last day meant: `1912-07-30@M` is 明治45年7月30日, `@W` is 西暦.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::era::Era;
use crate::legal_date::{DateForm, LegalDate, LegalDateError, Season, ThirdOfMonth, WrittenYear, default_year};

/// Forms without a second day, and their code.
const FORMS: [(DateForm, &str); 13] = [
    (DateForm::Plain, ""),
    (DateForm::About, "about"),
    (DateForm::Estimated, "est"),
    (DateForm::Season(Season::Spring), "spring"),
    (DateForm::Season(Season::Summer), "summer"),
    (DateForm::Season(Season::Autumn), "autumn"),
    (DateForm::Season(Season::Winter), "winter"),
    (DateForm::Third(ThirdOfMonth::Early), "early"),
    (DateForm::Third(ThirdOfMonth::Middle), "middle"),
    (DateForm::Third(ThirdOfMonth::Late), "late"),
    (DateForm::AboutThird(ThirdOfMonth::Early), "about-early"),
    (DateForm::AboutThird(ThirdOfMonth::Middle), "about-middle"),
    (DateForm::AboutThird(ThirdOfMonth::Late), "about-late"),
];

impl LegalDate {
    /// The stored code; [`LegalDate::from_code`] gives the same value back.
    #[must_use]
    pub fn to_code(self) -> String {
        let Some(written) = self.year else { return "????".to_owned() };
        let mut code = format!("{:04}", written.calendar_year());
        for part in [self.month, self.day] {
            match part {
                Some(number) => code.push_str(&format!("-{number:02}")),
                None if self.form == DateForm::Plain => code.push_str("-??"),
                None => {}
            }
        }
        match self.form {
            DateForm::UntilAbout(until) => code.push_str(&format!("..{until:02}~to-about")),
            DateForm::EstimatedUntil(until) => code.push_str(&format!("..{until:02}~est")),
            DateForm::AboutUntilAbout(until) => code.push_str(&format!("..{until:02}~about")),
            form => {
                if let Some((_, word)) = FORMS.iter().find(|(entry, word)| *entry == form && !word.is_empty()) {
                    code.push_str(&format!("~{word}"));
                }
            }
        }
        if written != default_year(written.calendar_year(), self.month, self.day) {
            code.push('@');
            code.push(match written {
                WrittenYear::Era(era, _) => era.letter(),
                WrittenYear::Western(_) => 'W',
            });
        }
        code
    }

    /// Reads a stored code.
    ///
    /// # Errors
    /// [`LegalDateError`] for anything [`LegalDate::to_code`] does not write.
    pub fn from_code(code: &str) -> Result<LegalDate, LegalDateError> {
        let not_a_code = || LegalDateError::NotACode(code.to_owned());
        if code == "????" {
            return Ok(LegalDate::unknown());
        }
        let parts = read_code(code).ok_or_else(not_a_code)?;
        let year = parts.written_year().ok_or_else(not_a_code)?;
        let date = LegalDate::written(Some(year), parts.month, parts.day, parts.form)?;
        // One value, one code: `2001` or `2001-2-3` would make equal dates look different to the database.
        if date.to_code() == code { Ok(date) } else { Err(not_a_code()) }
    }
}

struct Parts {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
    form: DateForm,
    mark: Option<char>,
}

impl Parts {
    fn written_year(&self) -> Option<WrittenYear> {
        match self.mark {
            None => Some(default_year(self.year, self.month, self.day)),
            Some('W') => Some(WrittenYear::Western(self.year)),
            Some(letter) => {
                let era = Era::of_letter(letter)?;
                Some(WrittenYear::Era(era, era.era_year(self.year)?))
            }
        }
    }
}

fn read_code(code: &str) -> Option<Parts> {
    let (rest, mark) = match code.split_once('@') {
        Some((rest, mark)) => (rest, Some(mark.parse().ok()?)),
        None => (code, None),
    };
    let (rest, word) = rest.split_once('~').unwrap_or((rest, ""));
    let (rest, until) = match rest.split_once("..") {
        Some((rest, until)) => (rest, Some(until.parse().ok()?)),
        None => (rest, None),
    };
    let mut numbers = rest.splitn(3, '-');
    let year = numbers.next()?.parse().ok()?;
    let mut part = || match numbers.next() {
        None | Some("??") => Some(None),
        Some(number) => number.parse().ok().map(Some),
    };
    let (month, day) = (part()?, part()?);
    let form = match (until, word) {
        (Some(until), "to-about") => DateForm::UntilAbout(until),
        (Some(until), "est") => DateForm::EstimatedUntil(until),
        (Some(until), "about") => DateForm::AboutUntilAbout(until),
        (Some(_), _) => return None,
        (None, word) => FORMS.iter().find(|(_, entry)| *entry == word).map(|(form, _)| *form)?,
    };
    Some(Parts { year, month, day, form, mark })
}

impl Serialize for LegalDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_code())
    }
}

impl<'de> Deserialize<'de> for LegalDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<LegalDate, D::Error> {
        LegalDate::from_code(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

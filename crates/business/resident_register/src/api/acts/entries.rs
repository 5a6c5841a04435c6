//! From what clerks wrote to values of the domain, and from the register's findings back to their entries.

use chrono::NaiveDate;
use register::{ActGrounds, ExpectedVersion, ForeignStatus, Ground, RegisterError};
use values::{
    Address, AddresseeNumber, Kana, LegalDate, LegalDateError, PersonName, PostalCode, Relationship,
    ResidenceCardNumber, Sex, parse_flexible,
};
use web::Failure;

use super::super::{Entries, refused};
use super::filings::{ForeignEntry, Notifier, PlaceEntry, SexEntry};
use crate::places::{self, Place};

/// A date as a form or a program writes it: a code (`2001-02-??`), a wording, or a short entry (R8.4.1).
pub(super) fn date(text: &str) -> Result<LegalDate, LegalDateError> {
    let text = text.trim();
    LegalDate::from_code(text)
        .or_else(|error| parse_flexible(text).map(LegalDate::known).map_err(|_| error))
        .or_else(|_| LegalDate::parse(text))
}

impl Entries {
    pub(super) fn date(&mut self, pointer: &str, text: &str) -> Option<LegalDate> {
        self.keep(pointer, date(text), LegalDateError::japanese)
    }

    /// A day that must be wholly known.
    pub(super) fn day(&mut self, pointer: &str, text: &str) -> Option<NaiveDate> {
        let day = self.date(pointer, text)?.as_known();
        if day.is_none() {
            self.problem(
                pointer,
                "resident_register.day_needed",
                "年月日まで入れてください。",
                "Enter year, month and day.",
            );
        }
        day
    }

    pub(super) fn optional_date(&mut self, pointer: &str, text: Option<&str>) -> Option<LegalDate> {
        self.optional(pointer, text, date, LegalDateError::japanese)
    }

    pub(super) fn name(&mut self, pointer: &str, text: &str) -> Option<PersonName> {
        self.keep(pointer, PersonName::new(text), values::NameError::japanese)
    }

    pub(super) fn optional_name(&mut self, pointer: &str, text: Option<&str>) -> Option<PersonName> {
        self.optional(pointer, text, PersonName::new, values::NameError::japanese)
    }

    pub(super) fn optional_kana(&mut self, pointer: &str, text: Option<&str>) -> Option<Kana> {
        self.optional(pointer, text, Kana::new, values::NameError::japanese)
    }

    pub(super) fn person(&mut self, pointer: &str, text: &str) -> Option<AddresseeNumber> {
        self.keep(pointer, text.trim().parse(), values::IdentifierError::japanese)
    }

    pub(super) fn persons(&mut self, pointer: &str, texts: &[String]) -> Option<Vec<AddresseeNumber>> {
        texts.iter().enumerate().map(|(index, text)| self.person(&format!("{pointer}/{index}"), text)).collect()
    }

    pub(super) fn relationship(&mut self, pointer: &str, text: &str) -> Option<Relationship> {
        self.keep(pointer, text.trim().parse(), values::RelationshipError::japanese)
    }

    /// An address inside the municipality of the office.
    pub(super) fn place(&mut self, pointer: &str, entry: &PlaceEntry, office_code: &str) -> Option<Address> {
        let postal_code = self.optional(
            &format!("{pointer}/postal_code"),
            entry.postal_code.as_deref(),
            |text| text.parse::<PostalCode>(),
            values::IdentifierError::japanese,
        );
        if entry.town.trim().is_empty() {
            self.problem(
                &format!("{pointer}/town"),
                "resident_register.town_needed",
                "町名を入れてください。",
                "Enter the town.",
            );
        }
        let building = entry.building.clone().unwrap_or_default();
        let place = Place { postal_code, town: entry.town.clone(), lot: entry.lot.clone(), building };
        Some(places::address_here(place, office_code))
    }

    pub(super) fn foreign(&mut self, pointer: &str, entry: &ForeignEntry) -> Option<ForeignStatus> {
        let stay_expires_on = match entry.stay_expires_on.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => Some(self.day(&format!("{pointer}/stay_expires_on"), text)?),
            None => None,
        };
        let residence_card_number = self.optional(
            &format!("{pointer}/residence_card_number"),
            entry.residence_card_number.as_deref(),
            |text| text.parse::<ResidenceCardNumber>(),
            values::IdentifierError::japanese,
        );
        Some(ForeignStatus {
            nationality_code: entry.nationality_code.clone(),
            nationality: entry.nationality.clone(),
            article_30_45_code: entry.article_30_45_code.clone(),
            residence_status_code: entry.residence_status_code.clone(),
            stay_period: entry.stay_period.clone(),
            stay_expires_on,
            residence_card_number,
        })
    }

    /// The common part of a filing by a resident (届出).
    pub(super) fn filed(&mut self, happened_on: &str, notified_on: &str, by: &Notifier) -> Option<ActGrounds> {
        let happened_on = self.date("/happened_on", happened_on);
        let filed_on = self.day("/notified_on", notified_on);
        if by.name.trim().is_empty() {
            self.problem(
                "/notifier/name",
                "resident_register.notifier_needed",
                "届出人の氏名を入れてください。",
                "Enter who files.",
            );
        }
        Some(ActGrounds {
            happened_on: happened_on?,
            filed_on: Some(filed_on?),
            noticed_on: None,
            ground: Ground::Filing,
            legal_basis: String::new(),
            evidence: format!("{}（{}）　{}", by.name.trim(), by.relation.label(), by.identity_document.label()),
            expected: Vec::new(),
        })
    }

    /// The common part of an act on a notice or a request, or of the office's own motion.
    pub(super) fn noticed(&mut self, ground: Ground, happened_on: &str, noticed_on: &str) -> Option<ActGrounds> {
        let happened_on = self.date("/happened_on", happened_on);
        let noticed_on = self.day("/notified_on", noticed_on);
        Some(ActGrounds {
            happened_on: happened_on?,
            filed_on: None,
            noticed_on: Some(noticed_on?),
            ground,
            legal_basis: String::new(),
            evidence: String::new(),
            expected: Vec::new(),
        })
    }
}

/// The ground with its article and the versions seen.
pub(super) fn on(grounds: ActGrounds, legal_basis: &str, expected: Vec<ExpectedVersion>) -> ActGrounds {
    ActGrounds { legal_basis: legal_basis.to_owned(), expected, ..grounds }
}

pub(super) const fn sex_of(entry: SexEntry) -> Sex {
    match entry {
        SexEntry::Male => Sex::Male,
        SexEntry::Female => Sex::Female,
        SexEntry::Unknown => Sex::Unknown,
    }
}

/// A text that says something.
pub(super) fn filled(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// 筆頭者 as it goes with 本籍: both are なし, or neither.
pub(super) fn first_person(domicile: Option<&String>, first_person: Option<&String>) -> Option<String> {
    filled(first_person).or_else(|| filled(domicile).filter(|text| text == "なし"))
}

/// The register names the items of its own filing; the clerk is told the entries of the form.
const POINTERS: [(&str, &str); 12] = [
    ("/grounds/happened_on", "/happened_on"),
    ("/grounds/filed_on", "/notified_on"),
    ("/grounds/noticed_on", "/notified_on"),
    ("/amendment/registered_domicile", "/domicile"),
    ("/amendment/full_name", "/name"),
    ("/amendment", ""),
    ("/address", "/new_address"),
    ("/placements", "/relationships"),
    ("/registered_domicile", "/domicile"),
    ("/furigana", "/kana"),
    ("/full_name", "/name"),
    ("/act_number", "/act_number"),
];

/// The register's refusal with its findings at the entries of the form. `own` goes before what all forms share.
pub(super) fn refused_at(error: RegisterError, own: &[(&str, &str)]) -> Failure {
    let RegisterError::Refused(mut findings) = error else { return refused(error) };
    for finding in &mut findings {
        for (from, to) in own.iter().chain(&POINTERS) {
            // Items of a member stand at the end of a pointer, everything else at its beginning.
            if let Some(rest) = finding.pointer.strip_prefix(from) {
                finding.pointer = format!("{to}{rest}");
                break;
            }
            if let Some(rest) = finding.pointer.strip_suffix(from) {
                finding.pointer = format!("{rest}{to}");
                break;
            }
        }
    }
    refused(RegisterError::Refused(findings))
}

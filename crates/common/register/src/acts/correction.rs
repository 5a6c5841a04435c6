//! 職権修正, 誤記修正 and 軽微な修正 (令12条; 規則11条; 標準 4.2.3).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use database::Tx;
use serde::Serialize;
use serde_json::json;
use values::{Address, AddresseeNumber, Kana, LegalDate, PersonName, ResidentRecordCode, Sex};

use super::checks::{Findings, Future, check_dates, check_items, known_day};
use super::desk::{Heading, Scene};
use crate::bitemporal::Span;
use crate::{ActGrounds, ActKind, ActOutcome, ActReason, EventCode, Person, RegisterError};

/// 修正 — items of a record that are put right, in all or part of its time.
#[derive(Debug, Clone, Serialize)]
pub struct Correction {
    /// When, on what ground, against which versions.
    pub grounds: ActGrounds,
    /// Whose record.
    pub addressee_number: AddresseeNumber,
    /// 職権修正, 誤記修正 or 軽微な修正.
    pub reason: ActReason,
    /// First day that is put right; nothing for the whole record, as a slip of the pen was wrong from the start.
    pub from: Option<NaiveDate>,
    /// First day that is no longer put right; nothing for an open end.
    pub until: Option<NaiveDate>,
    /// What is put right.
    pub amendment: Amendment,
}

/// 修正する事項 — the new values; an item left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Amendment {
    /// 氏名.
    pub full_name: Option<PersonName>,
    /// 振り仮名.
    pub furigana: Option<Kana>,
    /// 旧氏.
    pub former_surname: Option<PersonName>,
    /// 通称.
    pub alias: Option<PersonName>,
    /// 生年月日.
    pub born_on: Option<LegalDate>,
    /// 性別.
    pub sex: Option<Sex>,
    /// 住所 as written: 軽微な修正 of town names, 方書 and the like; nobody moves.
    pub address: Option<Address>,
    /// 住民となった日.
    pub resident_since_on: Option<LegalDate>,
    /// 住所を定めた日.
    pub address_since_on: Option<LegalDate>,
    /// 本籍.
    pub registered_domicile: Option<String>,
    /// 筆頭者.
    pub register_first_person: Option<String>,
    /// 住民票コード.
    pub resident_record_code: Option<ResidentRecordCode>,
    /// 備考.
    pub remarks: Option<String>,
    /// Items that the record is to hold no longer; an item that is also given a value is given it.
    pub erased: BTreeSet<ErasableItem>,
}

/// 消す事項 — an item that a record need not have, and that a correction can take out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasableItem {
    /// 旧氏 with its reading.
    FormerSurname,
    /// 通称 with its reading.
    Alias,
    /// 備考.
    Remarks,
}

impl ErasableItem {
    fn erase(self, person: &mut Person) {
        match self {
            Self::FormerSurname => {
                person.former_surname = None;
                person.former_surname_furigana = None;
            }
            Self::Alias => {
                person.alias = None;
                person.alias_furigana = None;
            }
            Self::Remarks => person.remarks = None,
        }
    }
}

impl Amendment {
    fn apply(&self, person: &mut Person) {
        fn replace<T: Clone>(item: &mut T, value: Option<&T>) {
            if let Some(value) = value {
                item.clone_from(value);
            }
        }
        fn fill<T: Clone>(item: &mut Option<T>, value: Option<&T>) {
            if value.is_some() {
                *item = value.cloned();
            }
        }
        for item in &self.erased {
            item.erase(person);
        }
        replace(&mut person.full_name, self.full_name.as_ref());
        replace(&mut person.born_on, self.born_on.as_ref());
        replace(&mut person.sex, self.sex.as_ref());
        replace(&mut person.address, self.address.as_ref());
        if self.furigana.is_some() {
            person.is_furigana_confirmed = true;
        }
        fill(&mut person.furigana, self.furigana.as_ref());
        fill(&mut person.former_surname, self.former_surname.as_ref());
        fill(&mut person.alias, self.alias.as_ref());
        fill(&mut person.resident_since_on, self.resident_since_on.as_ref());
        fill(&mut person.address_since_on, self.address_since_on.as_ref());
        fill(&mut person.registered_domicile, self.registered_domicile.as_ref());
        fill(&mut person.register_first_person, self.register_first_person.as_ref());
        fill(&mut person.resident_record_code, self.resident_record_code.as_ref());
        fill(&mut person.remarks, self.remarks.as_ref());
    }

    /// Glossary names of the items that are put right.
    fn items(&self) -> Vec<&'static str> {
        let is_erased = |item| self.erased.contains(&item);
        let items = [
            ("full_name", self.full_name.is_some()),
            ("furigana", self.furigana.is_some()),
            ("former_surname", self.former_surname.is_some() || is_erased(ErasableItem::FormerSurname)),
            ("alias", self.alias.is_some() || is_erased(ErasableItem::Alias)),
            ("born_on", self.born_on.is_some()),
            ("sex", self.sex.is_some()),
            ("address", self.address.is_some()),
            ("resident_since_on", self.resident_since_on.is_some()),
            ("address_since_on", self.address_since_on.is_some()),
            ("registered_domicile", self.registered_domicile.is_some()),
            ("register_first_person", self.register_first_person.is_some()),
            ("resident_record_code", self.resident_record_code.is_some()),
            ("remarks", self.remarks.is_some() || is_erased(ErasableItem::Remarks)),
        ];
        items.into_iter().filter(|(_, is_given)| *is_given).map(|(item, _)| item).collect()
    }
}

/// Puts a record right; what was wrong stays readable as what was known before.
///
/// # Errors
/// [`RegisterError::Refused`] with the findings; [`RegisterError::Changed`] when the record was changed since it was read.
pub fn correction(tx: &mut Tx<'_>, filing: &Correction) -> Result<ActOutcome, RegisterError> {
    let happened_on = known_day(&filing.grounds)?;
    let mut findings = Findings::default();
    check_dates(&filing.grounds, happened_on, tx.operation().today(), Future::Refused, &mut findings);
    let number = filing.addressee_number;
    let scene = Scene::open(tx, &filing.grounds, happened_on, &[number], &[])?;
    let from = first_day(&scene, filing)?;
    let items = filing.amendment.items();
    if items.is_empty() {
        findings.error(
            "register.nothing_amended",
            "/amendment",
            "修正する事項がありません。1つ以上を入力してください。",
            "Nothing is amended. Enter one item or more.",
        );
    }
    if !matches!(
        filing.reason,
        ActReason::AmendedExOfficio | ActReason::ClericalErrorCorrected | ActReason::MinorAmendment
    ) {
        findings.error(
            "register.reason_not_of_correction",
            "/reason",
            "修正の事由は、職権修正・誤記修正・軽微な修正のいずれかにしてください。",
            "The reason must be an amendment ex officio, a clerical error or a minor amendment.",
        );
    }
    let Some(span) = Span::new(from, filing.until) else {
        findings.error(
            "register.period_reversed",
            "/until",
            "修正する期間の終わりが始まりより前です。",
            "The period ends before it begins.",
        );
        return Err(findings.refuse_errors().err().unwrap_or(RegisterError::NotFound(number.to_string())));
    };
    if let Some(mut corrected) = scene.file(number)?.on(from.max(happened_on)).cloned() {
        filing.amendment.apply(&mut corrected);
        check_items(&corrected, "/amendment", &mut findings);
    }
    findings.refuse_errors()?;
    let heading = Heading::of(ActKind::Correction, filing.reason, &filing.grounds, filing)?;
    let mut change = scene.record(tx, heading, &[], None)?;
    change.amend_person(number, span, |person| filing.amendment.apply(person));
    change.announce(EventCode::Corrected, number, json!({ "items": items, "from": from }));
    change.finish(tx, findings)
}

/// The first day to put right: as filed, else the first day of the record.
fn first_day(scene: &Scene, filing: &Correction) -> Result<NaiveDate, RegisterError> {
    let file = scene.file(filing.addressee_number)?;
    let first = file.persons.iter().filter(|row| row.acts.ended_by.is_none()).map(|row| row.span.from).min();
    filing.from.or(first).ok_or_else(|| RegisterError::NotFound(filing.addressee_number.to_string()))
}

//! Findings that all acts look for: dates, versions of the record, items that may not be empty (標準 1.1.6, 4.0.3, 4.1.0.2).

use chrono::{Days, NaiveDate};

use super::desk::File;
use crate::{ActGrounds, Ground, Level, Person, Problem, RegisterError, ResidentKind};

/// 届出期間: fourteen days (法22条 to 25条).
pub(super) const FILING_DAYS: u64 = 14;

/// Errors and alerts, in the order found.
#[derive(Default)]
pub(super) struct Findings(Vec<Problem>);

impl Findings {
    /// Notes an error.
    pub(super) fn error(&mut self, code: &'static str, pointer: &str, ja: &str, en: &str) {
        self.0.push(Problem::error(code, pointer, ja, en));
    }

    /// Notes an alert.
    pub(super) fn alert(&mut self, code: &'static str, pointer: &str, ja: &str, en: &str) {
        let problem = Problem::alert(code, pointer, ja, en);
        if !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }

    /// Refuses the filing if there is an error.
    pub(super) fn refuse_errors(&self) -> Result<(), RegisterError> {
        if self.0.iter().any(|problem| problem.level == Level::Error) {
            return Err(RegisterError::Refused(self.0.clone()));
        }
        Ok(())
    }

    /// The alerts that remain.
    pub(super) fn into_alerts(self) -> Vec<Problem> {
        self.0
    }
}

/// Whether an act may lie in the future.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Future {
    /// As a move out may (法24条「あらかじめ」).
    Allowed,
    /// As everything else may not (標準 4.0.3).
    Refused,
}

/// The day to compute with; a filing whose day is wholly unknown is refused.
pub(super) fn known_day(grounds: &ActGrounds) -> Result<NaiveDate, RegisterError> {
    grounds.happened_on.computing_date().ok_or_else(|| {
        RegisterError::Refused(vec![Problem::error(
            "register.happened_on_unknown",
            "/grounds/happened_on",
            "異動日が不詳のままでは登録できません。年月日を入力してください。",
            "The day of the act cannot be wholly unknown. Enter a date.",
        )])
    })
}

/// Checks the dates of the filing against today and each other.
pub(super) fn check_dates(
    grounds: &ActGrounds,
    day: NaiveDate,
    today: NaiveDate,
    future: Future,
    findings: &mut Findings,
) {
    if future == Future::Refused && day > today {
        findings.error(
            "register.happened_in_future",
            "/grounds/happened_on",
            "異動日が未来の日です。今日までの日を入力してください（未来の日を入力できるのは転出だけです）。",
            "The day of the act lies in the future. Enter a day up to today (only a move out may lie ahead).",
        );
    }
    if grounds.filed_on.is_some_and(|filed| filed > today) || grounds.noticed_on.is_some_and(|noticed| noticed > today)
    {
        findings.error(
            "register.filed_in_future",
            "/grounds/filed_on",
            "届出日又は通知日が未来の日です。今日までの日を入力してください。",
            "The day of filing or notice lies in the future. Enter a day up to today.",
        );
    }
    let is_missing = match grounds.ground {
        Ground::Filing => grounds.filed_on.is_none(),
        Ground::FamilyFiling | Ground::Notice | Ground::Request => grounds.noticed_on.is_none(),
        Ground::ExOfficio | Ground::Load => false,
    };
    if is_missing {
        let pointer = if grounds.ground == Ground::Filing { "/grounds/filed_on" } else { "/grounds/noticed_on" };
        findings.error(
            "register.filing_date_missing",
            pointer,
            "届出日（届出によらない場合は通知日・申出日）がありません。入力してください。",
            "The day of filing (or of the notice or request) is missing. Enter it.",
        );
    }
    if future == Future::Refused && grounds.filed_on.is_some_and(|filed| filed < day) {
        findings.alert(
            "register.filed_before_it_happened",
            "/grounds/filed_on",
            "届出日が異動日より前です。日付を確かめてください。",
            "The filing is dated before the act. Check both dates.",
        );
    }
}

/// Alerts when a filing came later than fourteen days after the day (法22条 to 25条; the first day is not counted).
pub(super) fn check_lateness(grounds: &ActGrounds, day: NaiveDate, findings: &mut Findings) {
    let last = day.checked_add_days(Days::new(FILING_DAYS));
    if grounds.filed_on.zip(last).is_some_and(|(filed, last)| filed > last) {
        findings.alert(
            "register.filed_late",
            "/grounds/filed_on",
            "届出が異動日から14日を過ぎています。届出期間経過の手続を確かめてください。",
            "The filing came more than 14 days after the day. Follow the procedure for late filings.",
        );
    }
}

/// Refuses persons who are not on the register on the day: the moved, the dead, the deleted, the unknown.
pub(super) fn require_registered(file: &File, day: NaiveDate, pointer: &str, findings: &mut Findings) {
    if !file.on(day).is_some_and(Person::is_registered) {
        findings.error(
            "register.not_registered",
            pointer,
            "異動日に住民票のない人（転出・死亡・消除済みを含む）が選ばれています。対象者と異動日を確かめてください。",
            "Somebody chosen has no resident record on the day (moved out, dead, deleted, or not yet there). Check person and day.",
        );
    }
}

/// Alerts when something later than the day is already recorded of a person.
pub(super) fn check_order(file: &File, day: NaiveDate, pointer: &str, findings: &mut Findings) {
    if file.persons.iter().any(|row| row.acts.ended_by.is_none() && row.span.from > day) {
        findings.alert(
            "register.before_latest_act",
            pointer,
            "異動日より後の異動がすでに登録されています。さかのぼって反映する内容を確かめてください。",
            "Acts after this day are already recorded. Check how this one reaches forward into them.",
        );
    }
}

/// Refuses records without the items that may not be empty (標準 1.1.6), or with only one half of a pair.
pub(super) fn check_items(person: &Person, pointer: &str, findings: &mut Findings) {
    let (domicile, first) = (person.registered_domicile.as_deref(), person.register_first_person.as_deref());
    if person.resident_kind == ResidentKind::Japanese {
        if domicile.is_none_or(str::is_empty) {
            findings.error(
                "register.domicile_missing",
                &format!("{pointer}/registered_domicile"),
                "本籍がありません。本籍のない人は「なし」、分からない人は「不明」と入力してください。",
                "The registered domicile is missing. Enter なし for none or 不明 for unknown.",
            );
        }
        if (domicile == Some("なし")) != (first == Some("なし")) {
            findings.error(
                "register.domicile_half_none",
                &format!("{pointer}/register_first_person"),
                "本籍と筆頭者の片方だけが「なし」です。両方をそろえてください。",
                "Only one of domicile and first person is なし. Make both agree.",
            );
        }
    } else if person.foreign_status.is_none() {
        findings.error(
            "register.foreign_status_missing",
            &format!("{pointer}/foreign_status"),
            "外国人住民の国籍・地域と在留資格等がありません。在留カード等を見て入力してください。",
            "Nationality and status of residence are missing. Enter them from the residence card.",
        );
    }
    if person.born_on.earliest().is_some_and(|born| {
        person.entered_on.and_then(|entered| entered.latest()).is_some_and(|entered| born > entered)
    }) {
        findings.error(
            "register.born_after_entry",
            &format!("{pointer}/born_on"),
            "生年月日が記載の日より後です。日付を確かめてください。",
            "The date of birth lies after the day of entry. Check both.",
        );
    }
}

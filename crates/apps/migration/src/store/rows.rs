//! Rows that are copied in.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::dataset::Dataset;
use crate::ending::Disposition;
use crate::produce::Ended;
use crate::schema::{quarantined_records, source_records};

/// A row of `migration.source_records`.
#[derive(Insertable)]
#[diesel(table_name = source_records, treat_none_as_default_value = false)]
pub(crate) struct SourceRow {
    load_number: i64,
    dataset: &'static str,
    line_number: i64,
    file: &'static str,
    source_key: String,
    record_sha256: Option<Vec<u8>>,
    disposition: &'static str,
    reason_code: Option<&'static str>,
    column_number: Option<i32>,
    addressee_number: Option<i64>,
    history_number: Option<i32>,
    act_reason_code: Option<String>,
    effective_on_code: Option<String>,
    filed_on: Option<NaiveDate>,
    processed_on: Option<NaiveDate>,
}

/// A row of `migration.quarantined_records`.
#[derive(Insertable)]
#[diesel(table_name = quarantined_records, treat_none_as_default_value = false)]
pub(crate) struct HeldRow {
    load_number: i64,
    dataset: &'static str,
    line_number: i64,
    file: &'static str,
    column_number: Option<i32>,
    item: String,
    reason_code: &'static str,
    excerpt: String,
    text_ja: String,
    text_en: String,
    owner: Option<String>,
}

/// The rows of one ending: its own, and one among the held if it is held or rejected.
pub(crate) fn of(load_number: i64, dataset: Dataset, ended: Ended) -> (SourceRow, Option<HeldRow>) {
    let line_number = i64::try_from(ended.line).unwrap_or(i64::MAX);
    let reason = ended.ending.reason;
    let column_number =
        reason.as_ref().and_then(|reason| i32::try_from(reason.column).ok()).filter(|column| *column > 0);
    let disposition = ended.ending.disposition;
    let is_kept_back = matches!(disposition, Disposition::Quarantined | Disposition::Rejected);
    let (act_reason_code, effective_on_code, filed_on, processed_on) = match ended.act {
        Some(act) => (Some(act.reason_code), Some(act.effective_on_code), act.filed_on, act.processed_on),
        None => (None, None, None, None),
    };
    let row = SourceRow {
        load_number,
        dataset: dataset.code(),
        line_number,
        file: dataset.file(),
        source_key: ended.key,
        record_sha256: ended.sha256.map(|digest| digest.to_vec()),
        disposition: disposition.code(),
        reason_code: reason.as_ref().map(|reason| reason.code),
        column_number,
        addressee_number: ended.addressee_number.and_then(|number| i64::try_from(number).ok()),
        history_number: ended.history_number,
        act_reason_code,
        effective_on_code,
        filed_on,
        processed_on,
    };
    let held = reason.filter(|_| is_kept_back).map(|reason| HeldRow {
        load_number,
        dataset: dataset.code(),
        line_number,
        file: dataset.file(),
        column_number,
        item: reason.item,
        reason_code: reason.code,
        excerpt: reason.excerpt,
        text_ja: reason.ja,
        text_en: reason.en,
        owner: None,
    });
    (row, held)
}

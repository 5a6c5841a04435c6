//! 突合せの報告書: the proof as JSON, and as one self-contained page that prints on A4.

use std::fmt::Write;

use crate::{DatasetReconciliation, MigrationError, Reconciliation};

const PAGE: &str = include_str!("../report/reconciliation.html");
const CONTENT: &str = "<!-- content -->";

/// The proof as JSON, in the shape of [`Reconciliation`].
///
/// # Errors
/// [`MigrationError::Stored`] when it cannot be written, which no proof is known to be.
pub fn json_report(proof: &Reconciliation) -> Result<String, MigrationError> {
    Ok(serde_json::to_string_pretty(proof)?)
}

/// The proof as a page: verdict, equation, datasets, sums, reasons, the records that wait, signatures.
#[must_use]
pub fn html_report(proof: &Reconciliation) -> String {
    let mut page = String::new();
    head(proof, &mut page);
    equation(proof, &mut page);
    datasets(proof, &mut page);
    sums(proof, &mut page);
    reasons(proof, &mut page);
    waiting(proof, &mut page);
    PAGE.replacen(CONTENT, &page, 1)
}

/// Appends text to the page; writing to a string cannot fail.
macro_rules! put {
    ($page:expr, $($text:tt)*) => {
        let _written: std::fmt::Result = writeln!($page, $($text)*);
    };
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A number with commas.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("−{text}") } else { text }
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    const JAPAN_OFFSET_SECONDS: i32 = 9 * 60 * 60;
    let offset = chrono::FixedOffset::east_opt(JAPAN_OFFSET_SECONDS);
    offset.map_or_else(String::new, |offset| at.with_timezone(&offset).format("%Y-%m-%d %H:%M").to_string())
}

fn day(on: chrono::NaiveDate) -> String {
    values::LegalDate::known(on).text()
}

fn head(proof: &Reconciliation, page: &mut String) {
    let finished = proof.finished_at.map(moment).unwrap_or_default();
    put!(page, "<dl><dt>移行</dt><dd>{}（第{}号）</dd>", escaped(&proof.title), proof.load_id);
    put!(page, "<dt>環境</dt><dd>{}</dd>", escaped(&proof.environment));
    put!(page, "<dt>旧システム</dt><dd>{}</dd>", escaped(&proof.source_system));
    put!(page, "<dt>抽出日</dt><dd>{}</dd>", day(proof.delivered_on));
    put!(page, "<dt>開始・終了</dt><dd>{}<br>{finished}</dd>", moment(proof.started_at));
    put!(page, "<dt>納品の検査値</dt><dd>{}…</dd></dl>", escaped(proof.manifest_sha256.get(..16).unwrap_or_default()));
    let wrong = proof.datasets.iter().filter(|dataset| !dataset.is_green).count();
    if proof.is_green {
        put!(page, "<p class=\"verdict\">✓ 一致：すべての記録の行き先が説明でき、合計が一致しています。</p>");
    } else {
        let open = grouped(proof.equation.unexplained);
        put!(
            page,
            "<p class=\"verdict red\">✕ 不一致：{wrong} 種類のデータが一致しません（説明なし {open} 件）。取り込みを確定できません。</p>"
        );
    }
}

fn equation(proof: &Reconciliation, page: &mut String) {
    let it = &proof.equation;
    let terms = [
        ("旧システムの記録", it.source, "＝"),
        ("取り込み", it.loaded, "＋"),
        ("統合", it.merged, "＋"),
        ("保留", it.quarantined, "＋"),
        ("対象外", it.rejected, "＋"),
        ("説明なし", it.unexplained, ""),
    ];
    put!(page, "<section class=\"equation\">");
    for (label, count, sign) in terms {
        put!(page, "<div><small>{label}</small><strong>{}</strong></div>", grouped(count));
        if !sign.is_empty() {
            put!(page, "<b>{sign}</b>");
        }
    }
    put!(page, "</section>");
}

fn verdict(agrees: bool) -> &'static str {
    if agrees { "<span class=\"ok\">✓ 一致</span>" } else { "<span class=\"ng\">✕ 不一致</span>" }
}

fn datasets(proof: &Reconciliation, page: &mut String) {
    put!(page, "<h2>データごとの件数</h2><table><thead><tr><th>データ</th><th>ファイル</th>");
    for heading in ["旧", "取り込み", "統合", "保留", "対象外", "説明なし"] {
        put!(page, "<th class=\"n\">{heading}</th>");
    }
    put!(page, "<th>結果</th></tr></thead><tbody>");
    for dataset in &proof.datasets {
        let it = &dataset.equation;
        put!(page, "<tr><td>{}</td><td>{}</td>", escaped(&dataset.name), escaped(&dataset.file));
        for count in [it.source, it.loaded, it.merged, it.quarantined, it.rejected, it.unexplained] {
            put!(page, "<td class=\"n\">{}</td>", grouped(count));
        }
        put!(page, "<td>{}</td></tr>", verdict(dataset.is_green));
    }
    put!(page, "</tbody></table>");
}

fn sums(proof: &Reconciliation, page: &mut String) {
    put!(page, "<h2>合計の検算（取り込んだ記録）</h2><table><thead><tr><th>データ</th><th>項目</th>");
    put!(page, "<th class=\"n\">旧システム</th><th class=\"n\">役場</th><th>結果</th></tr></thead><tbody>");
    for DatasetReconciliation { name, checks, .. } in &proof.datasets {
        for check in checks {
            put!(page, "<tr><td>{}</td><td>{}</td>", escaped(name), escaped(&check.label));
            put!(page, "<td class=\"n\">{}</td>", grouped(check.source));
            put!(page, "<td class=\"n\">{}</td>", grouped(check.target));
            put!(page, "<td>{}</td></tr>", verdict(check.agrees));
        }
    }
    put!(page, "</tbody></table>");
}

fn reasons(proof: &Reconciliation, page: &mut String) {
    put!(page, "<h2>理由ごとの件数</h2><table><thead><tr><th class=\"short\">扱い</th><th>理由</th><th>コード</th>");
    put!(page, "<th class=\"n\">件数</th></tr></thead><tbody>");
    for reason in &proof.reasons {
        let treatment = match reason.disposition.as_str() {
            "loaded" => "取り込み（注記）",
            "merged" => "統合",
            "quarantined" => "保留",
            _ => "対象外",
        };
        put!(page, "<tr><td>{treatment}</td><td>{}</td>", escaped(&reason.text));
        put!(page, "<td>{}</td><td class=\"n\">{}</td></tr>", escaped(&reason.code), grouped(reason.count));
    }
    put!(page, "</tbody></table>");
}

fn waiting(proof: &Reconciliation, page: &mut String) {
    let shown = i64::try_from(proof.quarantine.len()).unwrap_or(i64::MAX);
    let total = grouped(proof.quarantine_count);
    put!(page, "<h2>保留・対象外の記録（全{total}件のうち{}件）</h2>", grouped(shown));
    put!(page, "<table><thead><tr><th>ファイル</th><th class=\"n\">行</th><th class=\"n\">列</th>");
    put!(page, "<th>値</th><th>理由と直し方</th></tr></thead><tbody>");
    for record in &proof.quarantine {
        let column = record.column.map(|column| column.to_string()).unwrap_or_default();
        put!(page, "<tr><td>{}</td><td class=\"n\">{}</td>", escaped(&record.file), record.line);
        put!(page, "<td class=\"n\">{column}</td><td>{}</td>", escaped(&record.excerpt));
        put!(page, "<td>{}</td></tr>", escaped(&record.ja));
    }
    put!(page, "</tbody></table>");
}

//! Why a record ended as it did, in words that carry no personal data they need not carry.

use spec_mapping::{Finding, Severity};

/// 理由 — a code, where in the record, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Stable code, one of those of `spec-mappings/legacy_vendor/README.md` or of a layout's check.
    pub code: &'static str,
    /// Column of a CSV file or first byte of a fixed-length item, from 1; 0 for the record as a whole.
    pub column: u32,
    /// Identifier of the item; empty for the record as a whole.
    pub item: String,
    /// The value's beginning where it may be shown: codes, dates and labels; nothing of names, addresses and numbers.
    pub excerpt: String,
    /// Japanese text.
    pub ja: String,
    /// English text.
    pub en: String,
}

/// Items whose values a report may quote. Names, addresses and numbers of persons are not among them.
const QUOTABLE: [&str; 24] = [
    "rireki_no",
    "jumin_kbn",
    "jotai_kbn",
    "saishin_kbn",
    "ido_jiyu",
    "ido_ymd",
    "todoke_ymd",
    "shori_ymd",
    "seibetsu",
    "umare_ymd",
    "umare_hyoki",
    "zokugara",
    "jun_i",
    "kokuseki_cd",
    "zairyu_shikaku",
    "zairyu_manryo",
    "gai_jumin_ymd",
    "ho30_45_kbn",
    "jumin_ymd",
    "jusho_ymd",
    "ten_yotei_ymd",
    "ten_kakutei_ymd",
    "setai_kbn",
    "shien_kbn",
];

impl Reason {
    /// A reason of this crate's own rules, about the whole record.
    pub(crate) fn of(code: &'static str) -> Self {
        Self::at(code, 0, "", "")
    }

    /// A reason of this crate's own rules, about an item.
    pub(crate) fn at(code: &'static str, column: u32, item: &str, value: &str) -> Self {
        let (ja, en) = text(code);
        let excerpt = if QUOTABLE.contains(&item) { value.chars().take(24).collect() } else { String::new() };
        Self { code, column, item: item.to_owned(), excerpt, ja: ja.to_owned(), en: en.to_owned() }
    }

    /// What a layout's check or a mapping found.
    pub(crate) fn found(finding: &Finding) -> Self {
        let is_quotable = QUOTABLE.contains(&finding.item.as_str());
        // A birth date that the calendar lacks is kept as written (標準 1.1.8); any other such date is impossible.
        let is_impossible = finding.code == "non_calendar_date" && finding.item != "umare_ymd";
        let code = if is_impossible { "date_impossible" } else { finding.code };
        let own = text(code);
        let (ja, en) = match (is_quotable, own.0.is_empty()) {
            (true, _) => (finding.ja.clone(), finding.en.clone()),
            // The finding names the code of the character and nothing of the name around it.
            _ if code == "gaiji_without_mapping" => (finding.ja.clone(), finding.en.clone()),
            (false, false) => (own.0.to_owned(), own.1.to_owned()),
            (false, true) => (
                "値がレイアウトに合いません。元の値を確かめてください。".to_owned(),
                format!("`{}` does not fit its layout", finding.item),
            ),
        };
        let excerpt = if is_quotable { finding.value_excerpt.clone() } else { String::new() };
        Self { code, column: finding.column, item: finding.item.clone(), excerpt, ja, en }
    }
}

/// Labels that their own list or grammar reads, whichever width their figures have (`技能実習2号ロ`, `昭和20年頃`).
const READ_BY_LIST: [&str; 2] = ["umare_hyoki", "zairyu_shikaku"];

/// What the findings of one record mean: the first that holds it, and the first that is worth a note.
pub(crate) fn weigh(findings: &[Finding]) -> (Option<Reason>, Option<Reason>) {
    let is_harmless = |it: &Finding| match it.code {
        "non_calendar_date" => it.item == "umare_ymd",
        "wrong_characters" => READ_BY_LIST.contains(&it.item.as_str()),
        _ => false,
    };
    let held = findings.iter().find(|it| it.severity >= Severity::Error && !is_harmless(it)).map(Reason::found);
    let noted = findings.iter().find(|it| NOTED.contains(&it.code)).map(Reason::found);
    (held, noted)
}

const NOTED: [&str; 3] = ["date_partly_unknown", "era_past_end", "non_calendar_date"];

/// The text of a reason code, for reports that group by it.
pub(crate) fn text(code: &str) -> (&'static str, &'static str) {
    TEXTS.iter().find(|(known, _, _)| *known == code).map_or(("", ""), |(_, ja, en)| (ja, en))
}

const TEXTS: &[(&str, &str, &str)] = &[
    (
        "date_partly_unknown",
        "日付の一部又は全部が不詳です。表記のまま取り込みました。",
        "The date is partly or wholly unknown; it is kept as written.",
    ),
    (
        "era_past_end",
        "元号の期間を過ぎた日付です。正しい元号に読み替えました。",
        "The date lies past the end of its era; it is read in the right one.",
    ),
    (
        "non_calendar_date",
        "暦にない生年月日です。表記のまま取り込みました（標準仕様書 1.1.8）。",
        "The birth date is not a day of the calendar; it is kept as written.",
    ),
    (
        "date_impossible",
        "暦にない日付です。元の届書で日付を確かめてください。",
        "The date is not a day of the calendar; look it up in the filing.",
    ),
    (
        "duplicate_personal_number",
        "同じ個人番号の宛名が他にあります。小さい宛名番号に統合しました。",
        "Another addressee has the same individual number; the lower number stays.",
    ),
    (
        "duplicate_four_facts",
        "氏名・生年月日・性別・世帯が同じ宛名が他にあります。小さい宛名番号に統合しました。",
        "Another addressee has the same name, birth date, sex and household; the lower number stays.",
    ),
    (
        "same_name_and_birth",
        "氏名・生年月日・性別が同じ人が別の世帯にいます。別人として取り込みました。",
        "Somebody in another household has the same name, birth date and sex; both are loaded.",
    ),
    (
        "two_heads",
        "世帯主が2人います。どちらが世帯主か確かめ、元の続柄を直してください。",
        "The household has two heads; find out which is right and mend the relationships.",
    ),
    (
        "two_heads_in_history",
        "過去の同じ期間に世帯主が2人います。履歴の続柄と異動日を確かめてください。",
        "The household had two heads at a time in the past; look at the history.",
    ),
    ("no_head", "世帯主が設定されていません（標準仕様書 1.1.10 世帯主未設定）。", "The household has no head."),
    (
        "head_not_loaded",
        "世帯主の記録が保留されています。世帯だけを取り込みました。",
        "The head's record is held; the household alone is loaded.",
    ),
    (
        "relationship_needs_clerk",
        "この続柄は自動で変換できません。職員が標準の続柄を決めてください。",
        "A clerk must choose the standard relationship.",
    ),
    ("relationship_unknown", "続柄が変換表にも標準の続柄にもありません。", "The relationship is in no list."),
    (
        "gaiji_without_mapping",
        "外字テーブルにない外字です。GAIJI.csv に対応する文字を加えてください。",
        "The user-defined character is not in GAIJI.csv; add it there.",
    ),
    (
        "personal_number_check_digit",
        "個人番号の検査数字が合いません。",
        "The check digit of the individual number is wrong.",
    ),
    (
        "resident_record_code_check_digit",
        "住民票コードの検査数字が合いません。",
        "The check digit of the resident record code is wrong.",
    ),
    (
        "addressee_number_check_digit",
        "宛名番号の検査数字が合いません。",
        "The check digit of the addressee number is wrong.",
    ),
    (
        "household_number_check_digit",
        "世帯番号の検査数字が合いません。",
        "The check digit of the household number is wrong.",
    ),
    (
        "municipality_code_check_digit",
        "市区町村コードの検査数字が合いません。",
        "The check digit of the municipality code is wrong.",
    ),
    ("household_missing", "世帯番号の世帯が SETAI.dat にありません。", "SETAI.dat has no such household."),
    ("record_length", "レコードの長さが違います。元のファイルを確かめてください。", "The record has the wrong length."),
    (
        "column_count",
        "列数が違います。行が途中で切れていないか確かめてください。",
        "The line has the wrong number of columns.",
    ),
    ("encoding_broken", "文字コード（CP932）として読めないバイトがあります。", "Some bytes are not CP932."),
    (
        "code_unknown",
        "コードが変換表にありません。変換表に加えるか、元の値を直してください。",
        "The code is in no list; add it to the table or mend it.",
    ),
    ("history_number_duplicate", "同じ履歴番号が2つあります。", "The history number occurs twice."),
    ("history_number_order", "履歴番号の順と処理日の順が合いません。", "A later history number was processed earlier."),
    (
        "history_number_gap",
        "履歴番号が続いていません。欠けた行がないか確かめてください。",
        "The history numbers have a gap; a row may be lost.",
    ),
    ("newest_flag_wrong", "最新区分が最後の履歴に付いていません。", "The newest row is not marked as such."),
    ("death_before_birth", "死亡日が生年月日より前です。", "The death lies before the birth."),
    (
        "town_not_listed",
        "町字コードが MACHI.csv にありません。「規定なし」（9999999）で取り込みました。",
        "The town is not in MACHI.csv; it is loaded with 9999999.",
    ),
    ("person_held", "同じ人の別の行が保留されています。", "Another row of the same person is held."),
    ("person_not_found", "宛名番号の人が JUMIN.csv にいません。", "Nobody in JUMIN.csv has this number."),
    ("household_duplicate", "同じ世帯番号の行が2つあります。", "The household number occurs twice."),
    (
        "person_scattered",
        "同じ宛名番号の行が離れた場所にあります。一人分を続けて並べてください。",
        "The rows of the person do not stand together.",
    ),
    ("already_in_register", "同じ宛名番号の記録が既にあります。", "The register has this addressee already."),
    (
        "value_not_representable",
        "値を標準の項目に変換できません。元の値を確かめてください。",
        "The value cannot be held in the standard item.",
    ),
    ("required_empty", "必須の項目が空です。", "A required item is empty."),
    (
        "certification_scattered",
        "同じ認定番号の行が離れた場所にあります。",
        "The lines of the certification do not stand together.",
    ),
    (
        "certifications_overlap",
        "受給者に同じ月の認定が2つあります。",
        "The recipient has two certifications in one month.",
    ),
    ("certification_not_loaded", "この認定番号の認定が取り込まれていません。", "The certification is not loaded."),
    (
        "recipient_differs",
        "支払の受給者が認定の受給者と違います。",
        "The payment has another recipient than the certification.",
    ),
    ("payment_duplicate", "同じ支払が2つあります。", "The payment occurs twice."),
];

//! A layout: the items of one kind of record and the form of its file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::codes::CodeList;
use crate::error::SpecProblem;

/// How much the source of a declaration can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Published by the authority that owns the specification.
    Official,
    /// Two independent sources agree.
    Corroborated,
    /// Seen in what one implementer or municipality published.
    Implementer,
    /// Our own choice, because no source says.
    Own,
}

/// データ型 — the type of an item as the national legend names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum ItemKind {
    /// 半角文字列
    X,
    /// 全角文字列
    N,
    /// 整数
    #[serde(rename = "9")]
    Integer,
    /// 符号付整数, "-" for negative
    #[serde(rename = "S9")]
    SignedInteger,
    /// 小数, `length` digits before and `decimals` after the point
    #[serde(rename = "9V")]
    Decimal,
    /// 年月日
    #[serde(rename = "DATE")]
    Date,
    /// 西暦年 YYYY
    #[serde(rename = "YEAR")]
    Year,
    /// 時刻 HH:MM:SS
    #[serde(rename = "TIME")]
    Time,
}

/// How a file writes a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateForm {
    /// `2026-04-01`
    Iso,
    /// `20260401`
    Yyyymmdd,
    /// `5080401`: era digit, year of the era, month, day
    Gyymmdd,
    /// `50804`
    Gyymm,
    /// `2026-04`
    YearMonth,
    /// Seven digits with an era or eight without, told apart by their number (residents' birth dates)
    GyymmddOrYyyymmdd,
}

/// Which kana an item holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KanaWidth {
    /// 半角カナ
    Half,
    /// 全角カナ
    Full,
}

/// A number with a check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckDigit {
    /// 個人番号
    PersonalNumber,
    /// 住民票コード
    ResidentRecordCode,
    /// 全国地方公共団体コード
    MunicipalityCode,
    /// 宛名番号 of this system; leading zeros do not count
    AddresseeNumber,
    /// 世帯番号 of this system; leading zeros do not count
    HouseholdNumber,
    /// 在留カード等番号 (a form, no check digit)
    ResidenceCardNumber,
}

/// データ項目 — one item of a layout.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Identifier, unique in the layout.
    pub id: String,
    /// データ項目 the Japanese name, which is the CSV heading unless `heading` says otherwise.
    pub name: String,
    /// Heading in the file where that is not the name.
    #[serde(default)]
    pub heading: Option<String>,
    /// データ型
    #[serde(rename = "type")]
    pub kind: ItemKind,
    /// 桁数 in the unit that the file section names; none for dates and times.
    #[serde(default)]
    pub length: Option<usize>,
    /// Digits after the point of a [`ItemKind::Decimal`].
    #[serde(default)]
    pub decimals: usize,
    /// 必須: never empty.
    #[serde(default)]
    pub required: bool,
    /// Part of the record's key.
    #[serde(default)]
    pub key: bool,
    /// コード: identifier of the code list whose codes are allowed.
    #[serde(default)]
    pub codes: Option<String>,
    /// How a date is written; ISO for [`ItemKind::Date`] if not said.
    #[serde(default)]
    pub date: Option<DateForm>,
    /// 不詳日可: parts of the date may be unknown, written as zeros.
    #[serde(default)]
    pub partly_unknown: bool,
    /// Which kana, for items of kana.
    #[serde(default)]
    pub kana: Option<KanaWidth>,
    /// Which check digit the number carries.
    #[serde(default)]
    pub check: Option<CheckDigit>,
    /// The value is never shown in a finding.
    #[serde(default)]
    pub secret: bool,
    /// What an exporter writes when there is no value.
    #[serde(default)]
    pub default: Option<String>,
    /// Whether this system keeps the item; one that it does not keep is exported empty.
    #[serde(default = "yes")]
    pub held: bool,
    /// Not among the ordered columns: carried after them in the record and written only on request.
    #[serde(default)]
    pub supplement: bool,
    /// Anything a reader should know.
    #[serde(default)]
    pub note: Option<String>,
    /// Source of this item where it is not the layout's.
    #[serde(default)]
    pub source: Option<String>,
    /// Confidence in this item where it is not the layout's.
    #[serde(default)]
    pub confidence: Option<Confidence>,
}

fn yes() -> bool {
    true
}

impl Item {
    /// The heading of the item's column.
    pub fn heading(&self) -> &str {
        self.heading.as_deref().unwrap_or(&self.name)
    }

    /// How the item writes a date; `None` if it holds none.
    pub fn date_form(&self) -> Option<DateForm> {
        self.date.or((self.kind == ItemKind::Date).then_some(DateForm::Iso))
    }
}

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Comma separated, RFC 4180.
    Csv,
    /// 固定長: each item takes `length` bytes.
    Fixed,
}

/// The encoding of a file's characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Encoding {
    /// UTF-8; a byte-order mark is accepted.
    #[serde(rename = "utf-8")]
    Utf8,
    /// CP932 (Windows-31J) with the municipality's own 外字 in F040–F9FC.
    #[serde(rename = "cp932")]
    Cp932,
}

/// What ends a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Newline {
    /// CR LF
    Crlf,
    /// LF
    Lf,
    /// Nothing; fixed-length records only
    None,
}

/// Whether the first line names the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Header {
    /// The items' headings
    Names,
    /// No header line
    None,
}

/// When a written CSV field is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// Where the value needs it
    #[default]
    Needed,
    /// Always
    Always,
}

/// What lengths count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthUnit {
    /// Visible characters: a base with its variation selector is one.
    #[default]
    Characters,
    /// Bytes in the file's encoding.
    Bytes,
}

/// The form of a layout's file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileForm {
    /// CSV or fixed length.
    pub format: Format,
    /// The characters' encoding.
    pub encoding: Encoding,
    /// What ends a record.
    pub newline: Newline,
    /// Whether there is a header line.
    #[serde(default = "no_header")]
    pub header: Header,
    /// When CSV fields are quoted on writing.
    #[serde(default)]
    pub quote: Quote,
    /// What lengths count.
    #[serde(default)]
    pub length_in: LengthUnit,
    /// Bytes of a fixed-length record without its newline.
    #[serde(default)]
    pub record_bytes: Option<usize>,
    /// The name that the file usually has.
    #[serde(default)]
    pub name: Option<String>,
}

fn no_header() -> Header {
    Header::None
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    id: String,
    name: String,
    version: String,
    source: String,
    confidence: Confidence,
    #[serde(default)]
    note: Option<String>,
    items: Vec<Item>,
    file: FileForm,
}

/// レイアウト — the items of one kind of record and the form of its file.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Identifier, which is the file's name without its ending.
    pub id: String,
    /// Japanese name.
    pub name: String,
    /// 版 of the specification, or the vendor's version.
    pub version: String,
    /// Where it comes from.
    pub source: String,
    /// How much that can be relied on.
    pub confidence: Confidence,
    /// Anything a reader should know.
    pub note: Option<String>,
    /// The form of the file.
    pub file: FileForm,
    items: Vec<Item>,
    lists: Vec<Option<Arc<CodeList>>>,
    by_id: BTreeMap<String, usize>,
    ordered: usize,
}

impl Layout {
    /// Reads a layout file that its schema has passed, and ties it to its code lists.
    pub(crate) fn of(
        text: &str,
        file: &str,
        code_lists: &BTreeMap<String, Arc<CodeList>>,
    ) -> Result<Self, Vec<SpecProblem>> {
        let raw: LayoutFile = toml::from_str(text).map_err(|error| vec![SpecProblem::toml(file, &error)])?;
        let ordered = raw.items.iter().take_while(|item| !item.supplement).count();
        let mut problems = Vec::new();
        let mut by_id = BTreeMap::new();
        let mut lists = Vec::with_capacity(raw.items.len());
        for (index, item) in raw.items.iter().enumerate() {
            let path = format!("/items/{index}");
            if by_id.insert(item.id.clone(), index).is_some() {
                problems.push(SpecProblem::duplicate(file, &path, &item.id));
            }
            if index >= ordered && !item.supplement {
                problems.push(SpecProblem::new(
                    file,
                    &path,
                    "supplement の項目より後に、通常の項目を置くことはできません。supplement の項目を最後に移してください。",
                    "an ordered item stands after a supplement; move the supplements to the end",
                ));
            }
            let list = item.codes.as_ref().map(|id| code_lists.get(id).ok_or(id));
            match list.transpose() {
                Ok(list) => lists.push(list.map(Arc::clone)),
                Err(id) => problems.push(SpecProblem::unknown(file, &path, "code list", id)),
            }
        }
        problems.extend(raw.file.problems(&raw.items, file));
        if !problems.is_empty() {
            return Err(problems);
        }
        let LayoutFile { id, name, version, source, confidence, note, items, file } = raw;
        Ok(Self { id, name, version, source, confidence, note, file, items, lists, by_id, ordered })
    }

    /// All items: the ordered columns, then the supplements.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// How many of the items are columns of the file in its ordinary extent.
    pub fn ordered_count(&self) -> usize {
        self.ordered
    }

    /// Index of an item in a record.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The item with this identifier.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.index_of(id).and_then(|index| self.items.get(index))
    }

    /// The code list of the item at `index`.
    pub fn code_list(&self, index: usize) -> Option<&CodeList> {
        self.lists.get(index).and_then(Option::as_deref)
    }
}

impl FileForm {
    fn problems(&self, items: &[Item], file: &str) -> Vec<SpecProblem> {
        let mut problems = Vec::new();
        if self.format == Format::Fixed {
            let sum: usize = items.iter().filter_map(|item| item.length).sum();
            let missing = items.iter().position(|item| item.length.is_none());
            if let Some(index) = missing {
                problems.push(SpecProblem::new(
                    file,
                    &format!("/items/{index}/length"),
                    "固定長の項目には、バイト数（length）が必要です。",
                    "an item of a fixed-length file needs its length in bytes",
                ));
            } else if self.record_bytes != Some(sum) {
                problems.push(SpecProblem::new(
                    file,
                    "/file/record_bytes",
                    &format!("項目の合計は {sum} バイトです。record_bytes と一致させてください。"),
                    &format!("the items take {sum} bytes together; make record_bytes agree"),
                ));
            }
        } else if self.newline == Newline::None {
            problems.push(SpecProblem::new(
                file,
                "/file/newline",
                "CSV には改行（crlf 又は lf）が必要です。",
                "a CSV file needs a newline (crlf or lf)",
            ));
        }
        problems
    }
}

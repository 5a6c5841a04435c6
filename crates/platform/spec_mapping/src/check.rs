//! 検査: one record held against its layout.

use unicode_segmentation::UnicodeSegmentation;
use values::{AddresseeNumber, HouseholdNumber, IdentifierError, IdentifierKind};
use values::{MunicipalityCode, PersonalNumber, ResidenceCardNumber, ResidentRecordCode};

use crate::file_date::FileDate;
use crate::finding::{Finding, Place, Trouble, excerpt};
use crate::layout::{CheckDigit, DateForm, Item, ItemKind, KanaWidth, Layout, LengthUnit};
use crate::record::Record;

impl Layout {
    /// Holds a record against the layout: required, type, length, code list, dates, check digits. Appends what it finds.
    pub fn check(&self, record: &Record, place: &Place, findings: &mut Vec<Finding>) {
        for (index, item) in self.items().iter().enumerate() {
            let value = record.text(index);
            if value.is_empty() {
                if item.required {
                    findings.push(self.finding(index, value, required(item), place));
                }
                continue;
            }
            if let Some(trouble) = self.trouble(index, item, value) {
                findings.push(self.finding(index, value, trouble, place));
            }
        }
    }

    fn trouble(&self, index: usize, item: &Item, value: &str) -> Option<Trouble> {
        control_character(value)
            .or_else(|| if self.file.length_in == LengthUnit::Characters { too_long(item, value) } else { None })
            .or_else(|| match item.date_form() {
                Some(_) => date(item, value),
                None => wrong_characters(item, value),
            })
            .or_else(|| {
                self.code_list(index).filter(|list| list.by_code(value).is_none()).map(|_| not_in_list(item, value))
            })
            .or_else(|| item.check.and_then(|check| check_digit(check, value)))
    }

    /// A finding about one item.
    pub(crate) fn finding(&self, index: usize, value: &str, trouble: Trouble, place: &Place) -> Finding {
        let item = self.items().get(index);
        let is_secret = item.is_some_and(|item| item.secret);
        let column = self.column_of(index);
        let id = item.map(|item| item.id.clone()).unwrap_or_default();
        // The trouble's own text may quote the value; a secret one is quoted nowhere.
        let trouble = if is_secret && !value.is_empty() {
            let mask = excerpt(value, true);
            Trouble { ja: trouble.ja.replace(value, &mask), en: trouble.en.replace(value, &mask), ..trouble }
        } else {
            trouble
        };
        trouble.placed(place, column, id, excerpt(value, is_secret))
    }

    /// CSV column or first byte of the item, counted from 1.
    pub(crate) fn column_of(&self, index: usize) -> u32 {
        let before = match self.file.length_in {
            LengthUnit::Bytes => self.items().iter().take(index).filter_map(|item| item.length).sum(),
            LengthUnit::Characters => index,
        };
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }
}

fn required(item: &Item) -> Trouble {
    Trouble::error(
        "required_empty",
        format!("必須の項目「{}」が空です。値を入力してください。", item.name),
        format!("`{}` is required but empty; supply a value", item.id),
    )
}

fn control_character(value: &str) -> Option<Trouble> {
    let found = value.chars().find(|character| character.is_control())?;
    let point = u32::from(found);
    Some(Trouble::error(
        "control_character",
        format!("制御文字 U+{point:04X} が含まれています。取り除いてください。"),
        format!("contains the control character U+{point:04X}; remove it"),
    ))
}

fn too_long(item: &Item, value: &str) -> Option<Trouble> {
    let limit = match (item.kind, item.length?) {
        (ItemKind::Decimal, digits) => digits + item.decimals + 1,
        (ItemKind::SignedInteger, digits) => digits + 1,
        (_, length) => length,
    };
    // Bytes bound characters, characters bound graphemes: the exact count is rarely needed.
    if value.len() <= limit || value.chars().count() <= limit {
        return None;
    }
    let length = value.graphemes(true).count();
    (length > limit).then(|| {
        Trouble::error(
            "too_long",
            format!("{length} 文字あり、上限の {limit} 文字を超えています。"),
            format!("{length} characters, more than the limit of {limit}"),
        )
    })
}

fn date(item: &Item, value: &str) -> Option<Trouble> {
    let form = item.date_form()?;
    // A month alone never names its day.
    let is_month = matches!(form, DateForm::Gyymm | DateForm::YearMonth);
    match FileDate::read(value, form) {
        Some(date) if is_month => {
            if date.month == 0 {
                Some(date_malformed(value))
            } else {
                date.era_trouble(value)
            }
        }
        Some(date) => date.trouble(value, item.partly_unknown),
        None => Some(date_malformed(value)),
    }
}

pub(crate) fn date_malformed(value: &str) -> Trouble {
    Trouble::error(
        "date_malformed",
        format!("「{value}」は日付として読めません。レイアウトの形式で入力してください。"),
        format!("`{value}` is not a date in the layout's form"),
    )
}

fn wrong_characters(item: &Item, value: &str) -> Option<Trouble> {
    let (fits, kind) = match item.kind {
        ItemKind::X if item.kana == Some(KanaWidth::Half) => (value.chars().all(is_half_width), "半角"),
        ItemKind::X => (value.bytes().all(|byte| (0x20..=0x7E).contains(&byte)), "半角"),
        ItemKind::N if item.kana == Some(KanaWidth::Full) => {
            (!value.chars().any(|it| (' '..='~').contains(&it) || is_half_kana(it)), "全角カナ")
        }
        ItemKind::N => (!value.bytes().any(|byte| (0x20..=0x7E).contains(&byte)), "全角"),
        ItemKind::Integer | ItemKind::Year => (is_digits(value), "数字"),
        ItemKind::SignedInteger => (is_digits(value.strip_prefix('-').unwrap_or(value)), "符号付きの数字"),
        ItemKind::Decimal => (is_decimal(value), "小数"),
        ItemKind::Time => (is_time(value), "時刻（HH:MM:SS）"),
        ItemKind::Date => (true, ""),
    };
    (!fits).then(|| {
        Trouble::error(
            "wrong_characters",
            format!("「{}」は{kind}で入力してください。", item.name),
            format!("`{}` holds characters that its type {:?} does not allow", item.id, item.kind),
        )
    })
}

fn is_half_width(character: char) -> bool {
    (' '..='~').contains(&character) || is_half_kana(character)
}

fn is_half_kana(character: char) -> bool {
    ('\u{FF61}'..='\u{FF9F}').contains(&character)
}

fn is_digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(value: &str) -> bool {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    is_digits(whole) && is_digits(fraction)
}

fn is_time(value: &str) -> bool {
    let mut parts = value.split(':');
    let mut below = |limit: u32| {
        parts
            .next()
            .is_some_and(|part| part.len() == 2 && is_digits(part) && part.parse().is_ok_and(|it: u32| it < limit))
    };
    let hour_and_minute = below(24) && below(60);
    hour_and_minute && (value.len() == 5 || (value.len() == 8 && below(60)))
}

fn not_in_list(item: &Item, value: &str) -> Trouble {
    let list = item.codes.as_deref().unwrap_or_default();
    Trouble::error(
        "code_unknown",
        format!("「{value}」はコード一覧（{list}）にありません。"),
        format!("`{value}` is not in the code list `{list}`"),
    )
}

fn check_digit(check: CheckDigit, value: &str) -> Option<Trouble> {
    let (code, result) = match check {
        CheckDigit::PersonalNumber => ("personal_number_check_digit", parse::<PersonalNumber>(value)),
        CheckDigit::ResidentRecordCode => ("resident_record_code_check_digit", parse::<ResidentRecordCode>(value)),
        CheckDigit::MunicipalityCode => ("municipality_code_check_digit", parse::<MunicipalityCode>(value)),
        CheckDigit::ResidenceCardNumber => ("residence_card_number_form", parse::<ResidenceCardNumber>(value)),
        CheckDigit::AddresseeNumber => {
            let number = whole_number(value, IdentifierKind::AddresseeNumber);
            ("addressee_number_check_digit", number.and_then(AddresseeNumber::new).map(drop))
        }
        CheckDigit::HouseholdNumber => {
            let number = whole_number(value, IdentifierKind::HouseholdNumber);
            ("household_number_check_digit", number.and_then(HouseholdNumber::new).map(drop))
        }
    };
    let error = result.err()?;
    Some(Trouble::error(code, error.japanese(), error.to_string()))
}

fn parse<'a, T>(value: &'a str) -> Result<(), IdentifierError>
where
    T: TryFrom<&'a str, Error = IdentifierError>,
{
    T::try_from(value).map(drop)
}

fn whole_number(value: &str, kind: IdentifierKind) -> Result<u64, IdentifierError> {
    let shape = values::Fault::Shape("digits");
    let number: Option<u64> = value.parse().ok();
    number.ok_or(IdentifierError { kind, why: shape })
}

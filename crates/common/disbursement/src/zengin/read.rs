//! Reading a transfer file, and the same file as the bank sends it back with results.

use values::Yen;

use super::{Field, RECORD_LENGTH, Requester, RequesterCode, Transfer, TransferOrder, ZenginError, ZenginText};
use crate::{AccountKind, AccountNumber, BankAccount, BankCode, BranchCode};

/// Some hosts end a file with it.
const END_OF_FILE: u8 = 0x1A;

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file is not made of records of 120 bytes, with or without CR LF.
    #[error("not 120 bytes")]
    Length,
    /// The record is not of the kind that stands here.
    #[error("not a {expected}")]
    Kind {
        /// Kinds that may stand here, as data kubun digits.
        expected: &'static str,
    },
    /// What stands at these columns is not what the format has there.
    #[error("{what} from column {column}")]
    Column {
        /// First column, counted from 1.
        column: usize,
        /// Name of the item in the format.
        what: &'static str,
    },
    /// The trailer counts otherwise.
    #[error("the trailer says {said} transfers, there are {found}")]
    Count {
        /// What the trailer says.
        said: i64,
        /// How many there are.
        found: i64,
    },
    /// The trailer has another total.
    #[error("the trailer says {said} yen, the transfers are {found}")]
    Total {
        /// What the trailer says.
        said: i64,
        /// What the transfers come to.
        found: i64,
    },
    /// The result digit is none that a transfer can have: the file may be the request itself.
    #[error("`{digit}` is no result of a transfer")]
    Result {
        /// The digit.
        digit: char,
    },
}

impl Fault {
    pub(super) fn text(&self) -> (String, String) {
        match self {
            Self::Length => ("1レコード120バイトになっていません。".to_owned(), "It is not 120 bytes long.".to_owned()),
            Self::Kind { expected } => {
                (format!("データ区分が{expected}ではありません。"), format!("Its kind is not {expected}."))
            }
            Self::Column { column, what } => (
                format!("{column}桁目からの{what}が全銀形式ではありません。"),
                format!("From column {column}, {what} is not in the format."),
            ),
            Self::Count { said, found } => (
                format!("合計件数は{said}件ですが、明細は{found}件です。"),
                format!("The trailer counts {said} transfers, there are {found}."),
            ),
            Self::Total { said, found } => (
                format!("合計金額は{}ですが、明細の合計は{}です。", Yen::new(*said), Yen::new(*found)),
                format!("The trailer's total is {said} yen, the transfers come to {found} yen."),
            ),
            Self::Result { digit } => (
                format!("「{digit}」は振込結果ではありません。依頼したファイルそのものではないか確かめてください。"),
                format!("`{digit}` is no result of a transfer: is this the file that was sent?"),
            ),
        }
    }
}

/// A file as it was read: the order, and the digit at column 112 of each transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// Who pays what to whom.
    pub order: TransferOrder,
    /// Column 112 of each transfer: 振込指定区分 in a request, 振込結果コード in a result.
    pub digits: Vec<char>,
}

/// 振込不能 — why the bank gave a transfer back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReturnReason {
    /// 取引なし — no such account, or not of that holder.
    NoSuchAccount,
    /// 依頼人の都合による停止 — we stopped it.
    StoppedByRequester,
    /// その他.
    Other,
}

impl ReturnReason {
    /// The digit in the file.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoSuchAccount => "2",
            Self::StoppedByRequester => "8",
            Self::Other => "9",
        }
    }

    /// Name on the screen.
    #[must_use]
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::NoSuchAccount => "取引なし",
            Self::StoppedByRequester => "依頼人の都合による停止",
            Self::Other => "その他",
        }
    }
}

/// 振込結果 — what became of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferResult {
    /// 振込済.
    Transferred,
    /// 振込不能.
    Returned(ReturnReason),
}

/// Results of a file that the bank sent back, transfer by transfer.
///
/// The association prints no result for 総合振込; banks send the request's records back with the result where 預金口座振替
/// has its own (column 112, same digits: 0 done, 2, 8, 9). Which digits a bank uses is agreed with it. Any other digit
/// refuses the file, the 7 of an unprocessed request above all.
///
/// # Errors
/// [`ZenginError::Refused`] for the whole file.
pub fn results(bytes: &[u8]) -> Result<Vec<(Transfer, TransferResult)>, ZenginError> {
    let file = read(bytes)?;
    let lines = file.order.transfers.into_iter().zip(file.digits).enumerate();
    lines
        .map(|(index, (transfer, digit))| {
            let result = match digit {
                '0' => TransferResult::Transferred,
                '2' => TransferResult::Returned(ReturnReason::NoSuchAccount),
                '8' => TransferResult::Returned(ReturnReason::StoppedByRequester),
                '9' => TransferResult::Returned(ReturnReason::Other),
                _ => return Err(ZenginError::Refused { record: index + 2, fault: Fault::Result { digit } }),
            };
            Ok((transfer, result))
        })
        .collect()
}

/// Reads a file, with or without CR LF, and holds its trailer against its transfers.
///
/// # Errors
/// [`ZenginError::Refused`] for the whole file.
pub fn read(bytes: &[u8]) -> Result<ReadFile, ZenginError> {
    let records = split(bytes)?;
    let refused = |index: usize, fault| ZenginError::Refused { record: index + 1, fault };
    let of_kind = |index: usize, kind: u8, expected| match records.get(index) {
        Some(record) if record.first() == Some(&kind) => Ok(*record),
        _ => Err(refused(index, Fault::Kind { expected })),
    };
    let (requester, month_day) = header(of_kind(0, b'1', "1")?).map_err(|fault| refused(0, fault))?;
    let (mut transfers, mut digits, mut found) = (Vec::new(), Vec::new(), Yen::ZERO);
    let mut index = 1;
    while let Some(record) = records.get(index).filter(|record| record.first() == Some(&b'2')) {
        let (transfer, digit) = data(record).map_err(|fault| refused(index, fault))?;
        found += transfer.amount;
        transfers.push(transfer);
        digits.push(digit);
        index += 1;
    }
    let mut trailer = Fields::behind_kind(of_kind(index, b'8', "2、8")?);
    let (said_count, said_total) = trailer
        .number(6, "合計件数")
        .and_then(|count| Ok((count, trailer.number(12, "合計金額")?)))
        .map_err(|fault| refused(index, fault))?;
    let found_count = i64::try_from(transfers.len()).unwrap_or(i64::MAX);
    if said_count != found_count {
        return Err(refused(index, Fault::Count { said: said_count, found: found_count }));
    }
    if said_total != found.get() {
        return Err(refused(index, Fault::Total { said: said_total, found: found.get() }));
    }
    of_kind(index + 1, b'9', "9")?;
    if records.len() > index + 2 {
        return Err(refused(index + 2, Fault::Kind { expected: "9" }));
    }
    Ok(ReadFile { order: TransferOrder { requester, month_day, transfers }, digits })
}

/// Cuts the file into its records.
fn split(bytes: &[u8]) -> Result<Vec<&[u8]>, ZenginError> {
    let bytes = bytes.strip_suffix(&[END_OF_FILE]).unwrap_or(bytes);
    let has_lines = bytes.get(RECORD_LENGTH..RECORD_LENGTH + 2) == Some(b"\r\n");
    let step = if has_lines { RECORD_LENGTH + 2 } else { RECORD_LENGTH };
    bytes
        .chunks(step)
        .enumerate()
        .map(|(index, chunk)| {
            let record = if has_lines { chunk.strip_suffix(b"\r\n").unwrap_or(chunk) } else { chunk };
            let is_whole = record.len() == RECORD_LENGTH;
            is_whole.then_some(record).ok_or(ZenginError::Refused { record: index + 1, fault: Fault::Length })
        })
        .collect()
}

fn header(record: &[u8]) -> Result<(Requester, (u32, u32)), Fault> {
    let mut fields = Fields::behind_kind(record);
    fields.constant(b"210", "種別コード・コード区分")?;
    let code = fields.value(10, "振込依頼人コード", RequesterCode::new)?;
    let name = fields.text(Field::RequesterName, "振込依頼人名")?;
    let month = fields.number(2, "振込指定日")?;
    let day = fields.number(2, "振込指定日")?;
    let month_day = u32::try_from(month).ok().zip(u32::try_from(day).ok());
    let requester = Requester {
        code,
        name,
        bank_code: fields.value(4, "仕向銀行番号", BankCode::new)?,
        bank_name: fields.text(Field::BankName, "仕向銀行名")?,
        branch_code: fields.value(3, "仕向支店番号", BranchCode::new)?,
        branch_name: fields.text(Field::BranchName, "仕向支店名")?,
        account_kind: fields.kind()?,
        account_number: fields.value(7, "口座番号", AccountNumber::new)?,
    };
    Ok((requester, month_day.unwrap_or_default()))
}

fn data(record: &[u8]) -> Result<(Transfer, char), Fault> {
    let mut fields = Fields::behind_kind(record);
    let bank_code = fields.value(4, "被仕向銀行番号", BankCode::new)?;
    let bank_name = fields.text(Field::BankName, "被仕向銀行名")?;
    let branch_code = fields.value(3, "被仕向支店番号", BranchCode::new)?;
    let branch_name = fields.text(Field::BranchName, "被仕向支店名")?;
    fields.take(4);
    let account = BankAccount {
        bank_code,
        bank_name,
        branch_code,
        branch_name,
        kind: fields.kind()?,
        number: fields.value(7, "口座番号", AccountNumber::new)?,
        holder: fields.text(Field::Holder, "受取人名")?,
    };
    let amount = Yen::new(fields.number(10, "振込金額")?);
    fields.take(1);
    let payment_number = fields.number(10, "顧客コード1")?;
    fields.take(10);
    let digit = fields.take(1).first().copied().unwrap_or(b' ');
    Ok((Transfer { payment_number, account, amount }, char::from(digit)))
}

/// The fields of a record, taken from the left.
struct Fields<'a> {
    rest: &'a [u8],
    column: usize,
    /// Where the field taken last begins.
    start: usize,
}

impl<'a> Fields<'a> {
    fn behind_kind(record: &'a [u8]) -> Self {
        Self { rest: record.get(1..).unwrap_or_default(), column: 2, start: 1 }
    }

    fn take(&mut self, width: usize) -> &'a [u8] {
        let (field, rest) = self.rest.split_at_checked(width).unwrap_or((self.rest, &[]));
        self.start = self.column;
        self.column += width;
        self.rest = rest;
        field
    }

    fn fault(&self, what: &'static str) -> Fault {
        Fault::Column { column: self.start, what }
    }

    fn constant(&mut self, expected: &[u8], what: &'static str) -> Result<(), Fault> {
        if self.take(expected.len()) == expected { Ok(()) } else { Err(self.fault(what)) }
    }

    fn number(&mut self, width: usize, what: &'static str) -> Result<i64, Fault> {
        let field = self.take(width);
        let digits = str::from_utf8(field).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| self.fault(what))
    }

    fn value<T>(
        &mut self,
        width: usize,
        what: &'static str,
        read: impl FnOnce(&str) -> Result<T, ZenginError>,
    ) -> Result<T, Fault> {
        let field = self.take(width);
        str::from_utf8(field).ok().and_then(|text| read(text).ok()).ok_or_else(|| self.fault(what))
    }

    fn text(&mut self, field: Field, what: &'static str) -> Result<ZenginText, Fault> {
        let bytes = self.take(field.width());
        let text = ZenginText::decode(bytes).and_then(|text| ZenginText::new(field, &text).ok());
        text.ok_or_else(|| self.fault(what))
    }

    fn kind(&mut self) -> Result<AccountKind, Fault> {
        let digit = self.take(1);
        let kind = AccountKind::ALL.into_iter().find(|kind| [kind.digit()] == digit);
        kind.ok_or_else(|| self.fault("預金種目"))
    }
}

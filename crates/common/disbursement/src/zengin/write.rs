//! Writing a transfer file.

use values::Yen;

use super::{RECORD_LENGTH, TransferOrder, ZenginError, ZenginText};

/// What stands behind each record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnding {
    /// Nothing: records follow one another.
    None,
    /// CR LF, as most banks' web pages take it.
    CrLf,
}

impl LineEnding {
    fn bytes(self) -> &'static [u8] {
        match self {
            Self::None => b"",
            Self::CrLf => b"\r\n",
        }
    }
}

/// Writes the file: header, a data record a transfer, trailer, end.
///
/// # Errors
/// [`ZenginError::OutOfRange`] when a number does not fit its digits or an amount is not positive.
pub fn write(order: &TransferOrder, ending: LineEnding) -> Result<Vec<u8>, ZenginError> {
    let mut file = Vec::with_capacity((order.transfers.len() + 3) * (RECORD_LENGTH + 2));
    let mut put = |record: Record| {
        file.extend(record.finished());
        file.extend(ending.bytes());
    };
    put(header(order)?);
    let mut total = Yen::ZERO;
    for transfer in &order.transfers {
        put(data(transfer)?);
        let what = "合計金額";
        total = total
            .checked_add(transfer.amount)
            .ok_or(ZenginError::OutOfRange { what, number: transfer.amount.get() })?;
    }
    let count = i64::try_from(order.transfers.len()).unwrap_or(i64::MAX);
    put(Record::of(b"8").number("合計件数", count, 6)?.number("合計金額", total.get(), 12)?);
    put(Record::of(b"9"));
    Ok(file)
}

fn header(order: &TransferOrder) -> Result<Record, ZenginError> {
    let requester = &order.requester;
    let (month, day) = order.month_day;
    Ok(Record::of(b"1")
        .raw(b"21")
        .raw(b"0")
        .raw(requester.code.as_str().as_bytes())
        .text(&requester.name, 40)
        .number("振込指定日", i64::from(month * 100 + day), 4)?
        .raw(requester.bank_code.as_str().as_bytes())
        .text(&requester.bank_name, 15)
        .raw(requester.branch_code.as_str().as_bytes())
        .text(&requester.branch_name, 15)
        .raw(&[requester.account_kind.digit()])
        .raw(requester.account_number.as_str().as_bytes()))
}

fn data(transfer: &super::Transfer) -> Result<Record, ZenginError> {
    let account = &transfer.account;
    if transfer.amount <= Yen::ZERO {
        return Err(ZenginError::OutOfRange { what: "振込金額", number: transfer.amount.get() });
    }
    Ok(Record::of(b"2")
        .raw(account.bank_code.as_str().as_bytes())
        .text(&account.bank_name, 15)
        .raw(account.branch_code.as_str().as_bytes())
        .text(&account.branch_name, 15)
        // 手形交換所番号 is out of use.
        .raw(b"0000")
        .raw(&[account.kind.digit()])
        .raw(account.number.as_str().as_bytes())
        .text(&account.holder, 30)
        .number("振込金額", transfer.amount.get(), 10)?
        // 新規コード 0: neither a first transfer nor a changed one.
        .raw(b"0")
        .number("顧客コード1", transfer.payment_number, 10)?
        .raw(b"0000000000")
        // 振込指定区分 7: by wire. 識別表示 stays blank: what stands before are customer codes, not EDI information.
        .raw(b"7"))
}

/// A record in the making.
struct Record(Vec<u8>);

impl Record {
    fn of(kind: &[u8]) -> Self {
        Self(kind.to_vec())
    }

    fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }

    fn text(mut self, text: &ZenginText, width: usize) -> Self {
        let end = self.0.len() + width;
        self.0.extend(text.bytes());
        self.0.resize(end, b' ');
        self
    }

    fn number(self, what: &'static str, number: i64, width: usize) -> Result<Self, ZenginError> {
        let digits = format!("{number:0>width$}");
        if number < 0 || digits.len() > width {
            return Err(ZenginError::OutOfRange { what, number });
        }
        Ok(self.raw(digits.as_bytes()))
    }

    fn finished(mut self) -> Vec<u8> {
        self.0.resize(RECORD_LENGTH, b' ');
        self.0
    }
}

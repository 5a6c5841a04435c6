//! A law that does not exist, with one parameter of each kind.

use statute::{LawBook, LawError, LawFile};

pub(crate) const NATIONAL: &str = r#"
[amount]
kind = "yen"
unit = "円"
ja = "額"
en = "amount"
cite = "例示法第1条"
checked = 2026-11-22
values = [
  { from = 2020-04-01, value = "1000", by = "令和元年法律第1号", cite = "例示法（旧）第1条", mark = "V1" },
  { from = 2024-10-01, value = "1500", by = "令和6年法律第1号" },
  { from = 2026-04-01, repealed = true, by = "令和8年法律第1号" },
]

[rate]
kind = "rate"
ja = "率"
en = "rate"
cite = "例示法第2条"
checked = 2026-11-22
values = [{ from = 2020-04-01, value = "0.0264029", by = "令和元年法律第1号" }]

[age]
kind = "count"
unit = "歳"
ja = "年齢"
en = "age"
cite = "例示法第3条"
checked = 2026-11-22
values = [{ from = 2020-04-01, value = "18", by = "令和元年法律第1号" }]

[months]
kind = "months"
ja = "支払期月"
en = "months of payment"
cite = "例示法第4条"
checked = 2026-11-22
values = [{ from = 2020-04-01, value = "2,6,10", by = "令和元年法律第1号" }]

[payment_day]
kind = "count"
unit = "日"
ja = "支払日"
en = "day of payment"
cite = "例示法第5条"
checked = 2026-11-22
delegated = true
"#;

pub(crate) const ORDINANCE: &str = r#"
[payment_day]
kind = "count"
unit = "日"
ja = "支払日"
en = "day of payment"
cite = "例示市規則第1条"
checked = 2026-11-22
values = [{ from = 2020-04-01, value = "10", by = "令和元年規則第1号" }]
"#;

pub(crate) fn read(text: &str) -> Result<LawBook, LawError> {
    LawBook::national("example", &[LawFile::loaded("law/example.toml", text)])
}

pub(crate) fn book() -> LawBook {
    read(NATIONAL).unwrap()
}

pub(crate) fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

//! A requester, accounts and payments of nobody.

use disbursement::zengin::{Field, LineEnding, Requester, RequesterCode, Transfer, TransferOrder, ZenginText};
use disbursement::{AccountKind, AccountNumber, BankAccount, BankCode, BranchCode, FileRequest, NewPayment};
use testing::day;
use values::{AddresseeNumber, Yen};

pub(crate) fn text(field: Field, text: &str) -> ZenginText {
    ZenginText::new(field, text).unwrap()
}

pub(crate) fn requester() -> Requester {
    Requester {
        code: RequesterCode::new("1234567890").unwrap(),
        name: text(Field::RequesterName, "オオサカシ　キタクヤクショ"),
        bank_code: BankCode::new("9990").unwrap(),
        bank_name: text(Field::BankName, "ミホンギンコウ"),
        branch_code: BranchCode::new("001").unwrap(),
        branch_name: text(Field::BranchName, "ホンテン"),
        account_kind: AccountKind::Current,
        account_number: AccountNumber::new("7654321").unwrap(),
    }
}

pub(crate) fn account(number: &str, holder: &str) -> BankAccount {
    BankAccount {
        bank_code: BankCode::new("9991").unwrap(),
        bank_name: text(Field::BankName, "サンプルギンコウ"),
        branch_code: BranchCode::new("123").unwrap(),
        branch_name: text(Field::BranchName, "ウメダ"),
        kind: AccountKind::Ordinary,
        number: AccountNumber::new(number).unwrap(),
        holder: text(Field::Holder, holder),
    }
}

pub(crate) fn order() -> TransferOrder {
    let savings = BankAccount { kind: AccountKind::Savings, ..account("7", "Ｊｏｈｎ・スミス") };
    TransferOrder {
        requester: requester(),
        month_day: (12, 15),
        transfers: vec![
            Transfer {
                payment_number: 1,
                account: account("1234567", "ミホン　ジョウタロウ"),
                amount: Yen::new(30_000),
            },
            Transfer { payment_number: 42, account: savings, amount: Yen::new(120_000) },
        ],
    }
}

/// The person with this serial.
pub(crate) fn person(base: u64) -> AddresseeNumber {
    AddresseeNumber::from_base(base).unwrap()
}

pub(crate) fn payment(base: u64, yen: i64) -> NewPayment {
    NewPayment {
        addressee_number: person(base),
        benefit_months: vec!["2026-10".parse().unwrap(), "2026-11".parse().unwrap()],
        amount: Yen::new(yen),
        paid_out_on: day("2026-12-15"),
    }
}

pub(crate) fn request(run_number: i64) -> FileRequest {
    FileRequest {
        business: "child_allowance".to_owned(),
        run_number,
        requester: requester(),
        transfer_on: day("2026-12-15"),
        line_ending: LineEnding::CrLf,
    }
}

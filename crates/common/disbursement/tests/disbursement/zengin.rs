//! Files: records, totals, there and back, and what is refused whole.

use disbursement::zengin::{
    Fault, Field, LineEnding, RECORD_LENGTH, ReturnReason, Transfer, TransferOrder, TransferResult, ZenginError,
    ZenginText, read, results, write,
};
use disbursement::{AccountKind, AccountNumber, BankAccount, BankCode, BranchCode};
use proptest::prelude::*;
use values::Yen;

use crate::samples::{order, requester};

/// The bytes as text, each byte of half-width kana as its character.
fn shown(file: &[u8]) -> String {
    file.iter()
        .map(|&byte| match byte {
            0xA1..=0xDF => char::from_u32(u32::from(byte) + 0xFEC0).unwrap(),
            _ => char::from(byte),
        })
        .collect::<String>()
        .replace('\r', "")
}

/// With the result of each transfer at column 112, as a bank sends the file back.
pub(crate) fn answered(file: &[u8], digits: &str) -> Vec<u8> {
    let mut file = file.to_vec();
    for (index, digit) in digits.bytes().enumerate() {
        file[(index + 1) * (RECORD_LENGTH + 2) + 111] = digit;
    }
    file
}

fn fault(bytes: &[u8]) -> (usize, Fault) {
    match read(bytes) {
        Err(ZenginError::Refused { record, fault }) => (record, fault),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_small_file_reads_as_the_format_says() {
    insta::assert_snapshot!(shown(&write(&order(), LineEnding::CrLf).unwrap()));
}

#[test]
fn items_stand_at_the_columns_of_the_format() {
    let file = write(&order(), LineEnding::None).unwrap();
    assert_eq!(file.len(), 5 * RECORD_LENGTH);
    let at = |record: usize, from: usize, through: usize| {
        shown(&file[record * RECORD_LENGTH + from - 1..record * RECORD_LENGTH + through])
    };
    // 全銀協規定形式: columns counted from 1, both ends included.
    for (from, through, item) in [
        (1, 1, "1"),
        (2, 3, "21"),
        (4, 4, "0"),
        (5, 14, "1234567890"),
        (15, 54, &format!("{:<40}", "ｵｵｻｶｼ ｷﾀｸﾔｸｼﾖ")),
        (55, 58, "1215"),
        (59, 62, "9990"),
        (63, 77, &format!("{:<15}", "ﾐﾎﾝｷﾞﾝｺｳ")),
        (78, 80, "001"),
        (81, 95, &format!("{:<15}", "ﾎﾝﾃﾝ")),
        (96, 96, "2"),
        (97, 103, "7654321"),
        (104, 120, &" ".repeat(17)),
    ] {
        assert_eq!(at(0, from, through), item, "header {from}");
    }
    for (from, through, item) in [
        (1, 1, "2"),
        (2, 5, "9991"),
        (6, 20, &format!("{:<15}", "ｻﾝﾌﾟﾙｷﾞﾝｺｳ")),
        (21, 23, "123"),
        (24, 38, &format!("{:<15}", "ｳﾒﾀﾞ")),
        (39, 42, "0000"),
        (43, 43, "4"),
        (44, 50, "0000007"),
        (51, 80, &format!("{:<30}", "JOHN.ｽﾐｽ")),
        (81, 90, "0000120000"),
        (91, 91, "0"),
        (92, 101, "0000000042"),
        (102, 111, "0000000000"),
        (112, 112, "7"),
        (113, 120, &" ".repeat(8)),
    ] {
        assert_eq!(at(2, from, through), item, "data {from}");
    }
    assert_eq!(at(3, 1, 19), "8000002000000150000");
    assert_eq!(at(3, 20, 120), " ".repeat(101));
    assert_eq!(at(4, 1, 120), format!("9{}", " ".repeat(119)));
}

#[test]
fn amounts_that_do_not_fit_are_refused() {
    for yen in [0, -1, 10_000_000_000] {
        let mut order = order();
        order.transfers[0].amount = Yen::new(yen);
        let refused = write(&order, LineEnding::None).unwrap_err();
        assert_eq!(refused, ZenginError::OutOfRange { what: "振込金額", number: yen });
    }
}

#[test]
fn a_file_that_lies_is_refused_whole_with_its_reason() {
    let file = write(&order(), LineEnding::CrLf).unwrap();
    let changed = |record: usize, column: usize, byte: u8| {
        let mut file = file.clone();
        file[record * (RECORD_LENGTH + 2) + column - 1] = byte;
        file
    };
    assert_eq!(fault(&changed(3, 7, b'3')), (4, Fault::Count { said: 3, found: 2 }));
    assert_eq!(fault(&changed(3, 19, b'1')), (4, Fault::Total { said: 150_001, found: 150_000 }));
    assert_eq!(fault(&changed(1, 90, b'1')), (4, Fault::Total { said: 150_000, found: 150_001 }));
    assert_eq!(fault(&changed(1, 90, b'x')), (2, Fault::Column { column: 81, what: "振込金額" }));
    assert_eq!(fault(&changed(2, 43, b'3')), (3, Fault::Column { column: 43, what: "預金種目" }));
    assert_eq!(fault(&changed(1, 51, b'!')), (2, Fault::Column { column: 51, what: "受取人名" }));
    assert_eq!(fault(&changed(0, 2, b'9')), (1, Fault::Column { column: 2, what: "種別コード・コード区分" }));
    assert_eq!(fault(&changed(4, 1, b'2')), (5, Fault::Kind { expected: "9" }));
    assert_eq!(fault(&file[..file.len() - 1]), (5, Fault::Length));
    // The last record and the trailer cut off: the file arrived in part.
    assert_eq!(fault(&file[..2 * (RECORD_LENGTH + 2)]), (3, Fault::Kind { expected: "2、8" }));
    assert_eq!(fault(&[]), (1, Fault::Kind { expected: "1" }));
    assert_eq!(fault(&[file.clone(), file.clone()].concat()), (6, Fault::Kind { expected: "9" }));
    let (ja, en) = ZenginError::Refused { record: 4, fault: Fault::Total { said: 1, found: 2 } }.text();
    assert!(
        ja.contains("合計金額は1円ですが、明細の合計は2円") && ja.contains("ファイル全体を取り込みませんでした"),
        "{ja}"
    );
    assert!(en.contains("the transfers come to 2 yen") && en.contains("Nothing of the file was taken"), "{en}");
}

#[test]
fn results_are_read_and_a_request_is_no_result() {
    let file = write(&order(), LineEnding::CrLf).unwrap();
    let read: Vec<TransferResult> = results(&answered(&file, "02")).unwrap().into_iter().map(|(_, it)| it).collect();
    assert_eq!(read, [TransferResult::Transferred, TransferResult::Returned(ReturnReason::NoSuchAccount)]);
    for (digits, record) in [("77", 2), ("01", 3), ("0 ", 3)] {
        let refused = results(&answered(&file, digits)).unwrap_err();
        let digit = digits.chars().nth(record - 2).unwrap();
        assert_eq!(refused, ZenginError::Refused { record, fault: Fault::Result { digit } });
    }
}

fn text(field: Field) -> impl Strategy<Value = ZenginText> {
    let given = format!("[ァ-ヶーA-Z0-9　()-]{{1,{}}}", field.width() / 2);
    prop::string::string_regex(&given)
        .unwrap()
        .prop_filter_map("blank", move |given: String| ZenginText::new(field, &given).ok())
}

fn transfer() -> impl Strategy<Value = Transfer> {
    let account = (
        ("[0-9]{4}", text(Field::BankName)),
        ("[0-9]{3}", text(Field::BranchName)),
        prop::sample::select(AccountKind::ALL.to_vec()),
        "[0-9]{1,7}",
        text(Field::Holder),
    )
        .prop_map(|((bank_code, bank_name), (branch_code, branch_name), kind, number, holder)| BankAccount {
            bank_code: BankCode::new(&bank_code).unwrap(),
            bank_name,
            branch_code: BranchCode::new(&branch_code).unwrap(),
            branch_name,
            kind,
            number: AccountNumber::new(&number).unwrap(),
            holder,
        });
    (0..=9_999_999_999_i64, account, 1..=9_999_999_999_i64).prop_map(|(payment_number, account, yen)| Transfer {
        payment_number,
        account,
        amount: Yen::new(yen),
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        transfers in prop::collection::vec(transfer(), 0..40),
        month in 1..=12_u32,
        day in 1..=31_u32,
        ending in prop::sample::select(vec![LineEnding::None, LineEnding::CrLf]),
    ) {
        let order = TransferOrder { requester: requester(), month_day: (month, day), transfers };
        let file = write(&order, ending).unwrap();
        let step = RECORD_LENGTH + if ending == LineEnding::CrLf { 2 } else { 0 };
        prop_assert_eq!(file.len(), step * (order.transfers.len() + 3));
        for record in file.chunks(step) {
            prop_assert!(!record[..RECORD_LENGTH].iter().any(|byte| [b'\r', b'\n'].contains(byte)));
            prop_assert!(record[RECORD_LENGTH..].is_empty() || record.ends_with(b"\r\n"));
        }
        let total: i64 = order.transfers.iter().map(|transfer| transfer.amount.get()).sum();
        let trailer = &file[step * (order.transfers.len() + 1)..][..19];
        prop_assert_eq!(shown(trailer), format!("8{:06}{total:012}", order.transfers.len()));
        let read = read(&file).unwrap();
        prop_assert_eq!(read.order, order);
        prop_assert!(read.digits.iter().all(|digit| *digit == '7'));
    }

    #[test]
    fn no_bytes_bring_the_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(read(&bytes).is_err());
    }
}

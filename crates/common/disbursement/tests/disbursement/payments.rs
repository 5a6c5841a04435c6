//! From plan to result: nothing twice, nobody forgotten, and no address anywhere.

use chrono::NaiveDate;
use database::{DatabaseError, Operation};
use disbursement::zengin::{Fault, ZenginError, read};
use disbursement::{
    DisbursementError, NewPayment, PaymentState, StateTotal, TransferFile, add_accounts, file_content,
    make_transfer_file, manifests, payments_of, plan_payments, post_payments, record_results, set_account,
    state_totals,
};
use testing::{TestDatabase, clerk, day};
use values::Yen;

use crate::samples::{account, payment, person, request};
use crate::zengin::answered;

const BUSINESS: &str = "child_allowance";
const RUN: i64 = 12;

struct Desk {
    test: TestDatabase,
    officer: Operation,
}

impl Desk {
    /// Three people are paid; the third has no account.
    fn posted() -> Self {
        let desk = Self { test: TestDatabase::new(), officer: clerk("支給担当", "2026-12-01") };
        let accounts = [(person(101), account("1", "ミホン　イチ")), (person(102), account("2", "ミホン　ニ"))];
        let from: NaiveDate = day("2026-04-01");
        desk.test.database.write(&desk.officer, |tx| add_accounts(tx, BUSINESS, from, &accounts)).unwrap();
        assert_eq!(desk.plan(&desk.planned()).unwrap(), 3);
        assert_eq!(desk.post(), 3);
        desk
    }

    fn planned(&self) -> Vec<NewPayment> {
        vec![payment(101, 30_000), payment(102, 120_000), payment(103, 45_000)]
    }

    fn plan(&self, payments: &[NewPayment]) -> Result<usize, DisbursementError> {
        self.test.database.write(&self.officer, |tx| plan_payments(tx, BUSINESS, RUN, payments))
    }

    fn post(&self) -> usize {
        self.test.database.write(&self.officer, |tx| post_payments(tx, BUSINESS, RUN)).unwrap()
    }

    fn file(&self) -> Result<TransferFile, DisbursementError> {
        self.test.database.write(&self.officer, |tx| make_transfer_file(tx, &request(RUN)))
    }

    fn totals(&self) -> Vec<StateTotal> {
        self.test.database.read(&self.officer, |tx| state_totals(tx, BUSINESS, RUN)).unwrap()
    }
}

fn total(state: PaymentState, count: i64, yen: i64) -> StateTotal {
    StateTotal { state, count, total: Yen::new(yen) }
}

#[test]
fn doing_a_step_again_changes_nothing() {
    let desk = Desk::posted();
    assert_eq!(desk.plan(&desk.planned()).unwrap(), 0);
    assert_eq!(desk.post(), 0);
    assert_eq!(desk.totals(), [total(PaymentState::Posted, 3, 195_000)]);
    let other = desk.plan(&[payment(101, 30_001)]);
    assert!(matches!(other, Err(DisbursementError::PlannedOtherwise { .. })), "{other:?}");
    for yen in [0, -30_000] {
        let refused = desk.plan(&[payment(104, yen)]);
        let is_refused = matches!(refused, Err(DisbursementError::Database(DatabaseError::Constraint { .. })));
        assert!(is_refused, "{yen}: {refused:?}");
    }
}

#[test]
fn every_posted_payment_stands_in_a_file_or_is_named() {
    let desk = Desk::posted();
    let file = desk.file().unwrap();
    assert_eq!(file.left_out, [person(103)]);
    assert_eq!((file.manifest.count, file.manifest.total), (2, Yen::new(150_000)));
    assert_eq!(file.manifest.file_name, "child_allowance-12-20261215-1.txt");
    let order = read(&file.content).unwrap().order;
    assert_eq!(order.transfers.iter().map(|it| it.amount.get()).collect::<Vec<_>>(), [30_000, 120_000]);

    let none = desk.file();
    assert!(matches!(none, Err(DisbursementError::NothingToTransfer { left_out: 1 })), "{none:?}");
    let account = account("3", "ミホン　サン");
    let set = |tx: &mut database::Tx<'_>| set_account(tx, BUSINESS, person(103), day("2026-12-01"), &account);
    desk.test.database.write(&desk.officer, set).unwrap();
    let second = desk.file().unwrap();
    assert_eq!((second.manifest.count, second.left_out.len()), (1, 0));
    let files = desk.test.database.read(&desk.officer, |tx| manifests(tx, BUSINESS, RUN)).unwrap();
    assert_eq!(files, [file.manifest.clone(), second.manifest]);
    let sum: i64 = files.iter().map(|manifest| manifest.total.get()).sum();
    assert_eq!(desk.totals(), [total(PaymentState::Posted, 3, sum)]);

    let again = desk.test.database.read(&desk.officer, |tx| file_content(tx, file.manifest.file_number)).unwrap();
    assert_eq!(again, (file.manifest, file.content), "the same bytes, whatever the accounts are by now");
}

#[test]
fn a_planned_payment_is_not_paid() {
    let desk = Desk { test: TestDatabase::new(), officer: clerk("支給担当", "2026-12-01") };
    desk.plan(&desk.planned()).unwrap();
    assert!(matches!(desk.file(), Err(DisbursementError::NothingToTransfer { left_out: 0 })));
}

#[test]
fn a_result_is_taken_whole_and_once() {
    let desk = Desk::posted();
    let file = desk.file().unwrap();
    let number = file.manifest.file_number;
    let record = |bytes: &[u8]| desk.test.database.write(&desk.officer, |tx| record_results(tx, number, bytes));

    let request = record(&file.content);
    let is_request = matches!(
        request,
        Err(DisbursementError::Zengin(ZenginError::Refused { record: 2, fault: Fault::Result { digit: '7' } }))
    );
    assert!(is_request, "{request:?}");
    assert_eq!(desk.totals(), [total(PaymentState::Posted, 3, 195_000)], "nothing of a refused file is taken");

    let summary = record(&answered(&file.content, "02")).unwrap();
    assert_eq!((summary.transferred_count, summary.transferred), (1, Yen::new(30_000)));
    assert_eq!((summary.returned_count, summary.returned), (1, Yen::new(120_000)));
    assert_eq!(
        desk.totals(),
        [
            total(PaymentState::Posted, 1, 45_000),
            total(PaymentState::Transferred, 1, 30_000),
            total(PaymentState::Returned, 1, 120_000)
        ]
    );
    let seen = desk.test.database.read(&desk.officer, |tx| payments_of(tx, person(102))).unwrap();
    assert_eq!((seen[0].state, seen[0].return_code.as_deref()), (PaymentState::Returned, Some("2")));
    assert_eq!(seen[0].benefit_months, payment(102, 1).benefit_months);
    assert!(matches!(record(&answered(&file.content, "00")), Err(DisbursementError::ResultKnown)));
}

#[test]
fn the_result_of_another_file_is_refused() {
    let (desk, other) = (Desk::posted(), Desk::posted());
    // The other city's payments carry the same numbers: the amounts tell them apart.
    let file = desk.file().unwrap();
    other.test.owner_run("update disbursement.payments set amount_yen = amount_yen + 1 where amount_yen = 30000");
    let foreign = other.file().unwrap();
    let taken = desk
        .test
        .database
        .write(&desk.officer, |tx| record_results(tx, file.manifest.file_number, &answered(&foreign.content, "00")));
    assert!(matches!(taken, Err(DisbursementError::ForeignResult { .. })), "{taken:?}");
    assert_eq!(desk.totals(), [total(PaymentState::Posted, 3, 195_000)]);
}

#[test]
fn no_address_is_known_here_so_none_can_leak() {
    let test = TestDatabase::new();
    let columns = test.owner_value(
        "select count(*) from information_schema.columns where table_schema = 'disbursement' \
         and column_name ~ 'address|postal|town|lot|building|phone' and column_name <> 'addressee_number'",
    );
    assert_eq!(columns.unwrap(), "(0)");
}

#[test]
fn the_program_cannot_change_what_was_paid() {
    let desk = Desk::posted();
    for sql in [
        "update disbursement.payments set amount_yen = 1",
        "delete from disbursement.payments",
        "update disbursement.bank_accounts set account_number = '0000000'",
        "update disbursement.transfer_files set content = ''",
    ] {
        let refused = desk.test.database.write(&desk.officer, |tx| {
            use diesel::RunQueryDsl;
            diesel::sql_query(sql).execute(tx.connection()).map_err(DatabaseError::from)
        });
        assert!(refused.is_err(), "{sql}");
    }
}

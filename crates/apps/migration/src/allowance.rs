//! 児童手当: certifications, accounts and past payments of the old system.

use child_allowance::certification::{Certification, CertifiedChild, ChildKind, PastPayment};
use child_allowance::load::ended_on;
use child_allowance::model::{OlderSiblingSupport, Placement, Residence};
use child_allowance::rules::payee::Home;
use child_allowance::rules::payment::Cycle;
use disbursement::{AccountKind, AccountNumber, BankAccount, BankCode, BranchCode};
use spec_mapping::{Layout, Record};
use values::{AddresseeNumber, YearMonth, Yen};

use crate::MigrationError;
use crate::national::{day, number};
use crate::source::SourceLine;

macro_rules! columns {
    ($(#[$doc:meta])* $kind:ident { $($name:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub(crate) struct $kind { $(pub(crate) $name: usize,)* }

        impl $kind {
            pub(crate) fn of(layout: &Layout) -> Result<Self, MigrationError> {
                let at = |id: &str| {
                    layout.index_of(id).ok_or_else(|| MigrationError::Declarations(format!("item `{id}` of {}", layout.id)))
                };
                Ok(Self { $($name: at(stringify!($name))?,)* })
            }
        }
    };
}

columns! {
    /// Places of the items of a certification's line.
    CertificationColumns {
        certification_number, payee_addressee_number, claimed_on, certified_on, paid_from_month,
        child_addressee_number, child_counted_from_month, child_kind, bears_living_costs, living_kind, bank_code,
        branch_code, deposit_kind, account_number, account_holder_kana, certification_state, ended_on,
    }
}

columns! {
    /// Places of the items of a payment.
    PaymentColumns {
        certification_number, payee_addressee_number, paid_on, from_month, through_month, amount_yen, child_count,
        payment_kind,
    }
}

/// A certification with the account that it is paid to.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) certification: Certification,
    pub(crate) account: BankAccount,
}

/// Finds the number under which a person is in the register, merged numbers included; nothing for who is not loaded.
pub(crate) type Finder<'f> = &'f dyn Fn(u64) -> Option<AddresseeNumber>;

/// The certification of these lines; nothing if it cannot be held.
pub(crate) fn certification(it: &CertificationColumns, lines: &[&SourceLine], find: Finder<'_>) -> Option<Taken> {
    let first = lines.first()?;
    let text = |index: usize| first.national.text(index);
    let ended = day(text(it.ended_on));
    let is_ended = text(it.certification_state) == "9";
    let certification = Certification {
        certification_number: text(it.certification_number).to_owned(),
        recipient: find(number(text(it.payee_addressee_number)))?,
        claimed_on: day(text(it.claimed_on))?,
        certified_on: day(text(it.certified_on))?,
        paid_from: month(text(it.paid_from_month))?,
        end: if is_ended { Some(ended_on(ended?, None)) } else { None },
        children: lines.iter().map(|line| child(it, &line.national, find)).collect::<Option<_>>()?,
    };
    Some(Taken { certification, account: account(it, &first.national)? })
}

fn child(it: &CertificationColumns, record: &Record, find: Finder<'_>) -> Option<CertifiedChild> {
    let text = |index: usize| record.text(index);
    Some(CertifiedChild {
        child: find(number(text(it.child_addressee_number)))?,
        kind: match text(it.child_kind) {
            "1" => ChildKind::Eligible,
            "2" => ChildKind::OlderSibling,
            _ => return None,
        },
        from: month(text(it.child_counted_from_month))?,
        through: None,
        support: match text(it.bears_living_costs) {
            "1" => OlderSiblingSupport::Borne,
            _ => OlderSiblingSupport::NotBorne,
        },
        home: if text(it.living_kind) == "2" { Home::Apart } else { Home::WithChild },
        residence: Residence::Japan,
        placement: Placement::Family,
    })
}

/// The account; an old system that does not deliver the names of banks has their numbers in the place of the names.
fn account(it: &CertificationColumns, record: &Record) -> Option<BankAccount> {
    use disbursement::zengin::{Field, ZenginText};
    let text = |index: usize| record.text(index);
    Some(BankAccount {
        bank_code: BankCode::new(text(it.bank_code)).ok()?,
        bank_name: ZenginText::new(Field::BankName, text(it.bank_code)).ok()?,
        branch_code: BranchCode::new(text(it.branch_code)).ok()?,
        branch_name: ZenginText::new(Field::BranchName, text(it.branch_code)).ok()?,
        kind: match text(it.deposit_kind) {
            "1" => AccountKind::Ordinary,
            "2" => AccountKind::Current,
            _ => return None,
        },
        number: AccountNumber::new(text(it.account_number)).ok()?,
        holder: ZenginText::new(Field::Holder, text(it.account_holder_kana)).ok()?,
    })
}

/// The payment of a line; nothing if it cannot be held.
pub(crate) fn payment(it: &PaymentColumns, record: &Record, find: Finder<'_>) -> Option<PastPayment> {
    let text = |index: usize| record.text(index);
    Some(PastPayment {
        certification_number: text(it.certification_number).to_owned(),
        recipient: find(number(text(it.payee_addressee_number)))?,
        paid_on: day(text(it.paid_on))?,
        cycle: match text(it.payment_kind) {
            "1" => Cycle::Regular,
            "2" => Cycle::OffCycle,
            _ => return None,
        },
        from: month(text(it.from_month))?,
        through: month(text(it.through_month))?,
        amount: Yen::new(text(it.amount_yen).parse().ok()?),
        child_count: text(it.child_count).parse().ok()?,
        run_number: None,
    })
}

fn month(text: &str) -> Option<YearMonth> {
    text.parse().ok()
}

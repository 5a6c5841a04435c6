//! 検査 — questions to the lines of a plan, in SQL, by somebody who does not know the rules.

use batch::{BatchError, Checked, Finding, RunContext, Severity};
use database::Tx;
use serde_json::json;
use values::AddresseeNumber;

use super::period;
use crate::load::BUSINESS;
use crate::store::runs as store;

/// A question: how much an answer weighs, its code, its text in both languages, and the query for recipients.
struct Question {
    severity: Severity,
    code: &'static str,
    ja: &'static str,
    en: &'static str,
    sql: &'static str,
}

const QUESTIONS: &[Question] = &[
    Question {
        severity: Severity::Fatal,
        code: "child_allowance.sum_differs",
        ja: "児童ごとの額の合計が月額と違います。",
        en: "The amounts by child do not add up to the month.",
        sql: "select addressee_number from child_allowance.decision_plans p where run_number = $1 \
              and line_kind = 'regular' and amount_yen <> (select sum(yen) from unnest(p.child_yen) yen)",
    },
    Question {
        severity: Severity::Fatal,
        code: "child_allowance.month_paid_twice",
        ja: "同じ月を二度支払おうとしています。",
        en: "A month would be paid twice.",
        sql: "select p.addressee_number from child_allowance.decision_plans p \
              join child_allowance.payments q on q.addressee_number = p.addressee_number \
              and q.payment_kind = 'regular' and p.benefit_month between q.from_month and q.through_month \
              where p.run_number = $1 and p.line_kind = 'regular' \
              union all select addressee_number from child_allowance.decision_plans \
              where run_number = $1 and line_kind = 'regular' group by addressee_number, benefit_month \
              having count(*) > 1",
    },
    Question {
        severity: Severity::Fatal,
        code: "child_allowance.child_paid_twice",
        ja: "一人の児童について二人に支払おうとしています。",
        en: "A child would be paid for in two certifications.",
        sql: "select p.addressee_number from (select addressee_number, count(*) over (partition by child, benefit_month) \
              as payers from child_allowance.decision_plans d, \
              unnest(d.child_addressee_numbers, d.child_yen) as paid (child, yen) \
              where d.run_number = $1 and paid.yen > 0) p where p.payers > 1",
    },
    Question {
        severity: Severity::Fatal,
        code: "child_allowance.recipient_gone",
        ja: "受給者が死亡又は転出した月より後の月を支払おうとしています。消滅の処理をしてください。",
        en: "A month after the recipient died or moved out would be paid: end the certification.",
        sql: "select p.addressee_number from child_allowance.decision_plans p \
              join exchange.residents r on r.addressee_number = p.addressee_number and r.registration_state <> '1' \
              where p.run_number = $1 and p.line_kind = 'regular' \
              and p.benefit_month > date_trunc('month', r.valid_from)::date \
              and not exists (select 1 from exchange.residents later where later.addressee_number = r.addressee_number \
                 and later.valid_from > r.valid_from)",
    },
    Question {
        severity: Severity::Fatal,
        code: "child_allowance.child_gone",
        ja: "児童が死亡した月より後の月を支払おうとしています。額改定の処理をしてください。",
        en: "A month after the child's death would be paid: change the amount.",
        sql: "select d.addressee_number from child_allowance.decision_plans d, \
              unnest(d.child_addressee_numbers, d.child_yen) as paid (child, yen), exchange.residents r \
              where d.run_number = $1 and paid.yen > 0 and r.addressee_number = paid.child \
              and r.registration_state = '3' and d.benefit_month > date_trunc('month', r.valid_from)::date",
    },
    Question {
        severity: Severity::Fatal,
        code: "child_allowance.amount_unlawful",
        ja: "法令にない額があります。",
        en: "There is an amount that the law does not know.",
        sql: "select d.addressee_number from child_allowance.decision_plans d, unnest(d.child_yen) yen \
              where d.run_number = $1 and ((d.benefit_month >= date '2024-10-01' and yen not in (0, 10000, 15000, 30000)) \
              or (d.benefit_month < date '2024-10-01' and yen not in (0, 5000, 10000, 15000)))",
    },
    Question {
        severity: Severity::Fatal,
        code: "child_allowance.child_too_old",
        ja: "18歳に達する日以後の最初の3月31日を過ぎた児童に支払おうとしています。",
        en: "A child past the end of the fiscal year of age 18 would be paid for.",
        sql: "select d.addressee_number from child_allowance.decision_plans d, \
              unnest(d.child_addressee_numbers, d.child_yen) as paid (child, yen), child_allowance.run_facts f, \
              lateral (select (f.born_on + interval '18 years' - interval '1 day')::date as attained) a \
              where d.run_number = $1 and f.run_number = $1 and f.addressee_number = d.addressee_number \
              and f.certification_number = d.certification_number and f.child_addressee_number = paid.child \
              and paid.yen > 0 and d.benefit_month > make_date(extract(year from a.attained)::integer \
                 + case when extract(month from a.attained) > 3 then 1 else 0 end, 3, 1)",
    },
    Question {
        severity: Severity::Fatal,
        code: "child_allowance.child_unknown",
        ja: "生年月日が登録にない児童がいます。登録を直すか、認定から外してください。",
        en: "The register knows no day of birth of a child: mend it or take the child out.",
        sql: "select addressee_number from child_allowance.run_facts where run_number = $1 and born_on is null",
    },
    Question {
        severity: Severity::Confirm,
        code: "child_allowance.recipient_unknown",
        ja: "住民登録のない受給者がいます。受給資格を確かめてください。",
        en: "A recipient is not on the register: check the ground for payment.",
        sql: "select addressee_number from child_allowance.decision_plans p where run_number = $1 \
              and not exists (select 1 from exchange.residents r where r.addressee_number = p.addressee_number)",
    },
    Question {
        severity: Severity::Information,
        code: "child_allowance.overpaid_remains",
        ja: "過払いが残っている受給者がいます。今回の支払では足りない分は次回に調整します。",
        en: "Overpayments remain that this payment does not cover; the next one sets them off.",
        sql: "select o.addressee_number from child_allowance.differences o join child_allowance.decision_plans l \
              on l.addressee_number = o.addressee_number and l.run_number = $1 \
              where o.settled_run_number is null and o.after_yen < o.before_yen and not exists \
              (select 1 from child_allowance.decision_plans p where p.run_number = $1 and p.line_kind = 'difference' \
               and p.addressee_number = o.addressee_number and p.benefit_month = o.benefit_month)",
    },
];

/// Asks every question and adds up the totals.
pub(super) fn check(tx: &mut Tx<'_>, run: &RunContext) -> Result<Checked, BatchError> {
    let period = period(run)?;
    let mut findings = Vec::new();
    for question in QUESTIONS {
        let found = store::found(tx, run.run_number, question.sql)?;
        if found.found > 0 {
            findings.push(Finding {
                severity: question.severity,
                code: question.code,
                text_ja: question.ja.to_owned(),
                text_en: question.en.to_owned(),
                item_count: found.found,
                addressee_numbers: found.addressee_numbers,
            });
        }
    }
    findings.extend(overdue(tx, run, &period)?);
    findings.extend(without_account(tx, run, &period)?);
    let figures = store::figures(tx, run.run_number)?;
    let totals = json!({
        "recipients": figures.recipients,
        "child_count": figures.children,
        "amount_yen": figures.total_yen,
        "difference_yen": figures.difference_yen,
        "decision_count": figures.decisions,
        "paid_on": period.paid_on,
    });
    Ok(Checked { findings, totals })
}

/// Months that should have been paid before: a person looks why they were not.
fn overdue(tx: &mut Tx<'_>, run: &RunContext, period: &super::Period) -> Result<Option<Finding>, BatchError> {
    let sql = format!(
        "select addressee_number from child_allowance.decision_plans where run_number = $1 and line_kind = 'regular' \
         and benefit_month < date '{}'",
        period.first_month.first_day()
    );
    let found = store::found(tx, run.run_number, &sql)?;
    Ok((found.found > 0).then(|| Finding {
        severity: Severity::Information,
        code: "child_allowance.overdue_months",
        text_ja: "前回までに支払うべきだった月を含む受給者がいます。".to_owned(),
        text_en: "Months that should have been paid before are paid to some.".to_owned(),
        item_count: found.found,
        addressee_numbers: found.addressee_numbers,
    }))
}

fn without_account(tx: &mut Tx<'_>, run: &RunContext, period: &super::Period) -> Result<Option<Finding>, BatchError> {
    let people: Vec<AddresseeNumber> = store::payees(tx, run.run_number)?
        .into_iter()
        .filter_map(|payee| AddresseeNumber::try_from(payee.addressee_number).ok())
        .collect();
    let missing = disbursement::without_account(tx, BUSINESS, period.paid_on, &people)?;
    Ok((!missing.is_empty()).then(|| Finding {
        severity: Severity::Confirm,
        code: "child_allowance.no_account",
        text_ja: "振込口座のない受給者がいます。口座を登録するまで振り込めません。".to_owned(),
        text_en: "Some recipients have no account: nothing can be transferred until one is registered.".to_owned(),
        item_count: i64::try_from(missing.len()).unwrap_or(i64::MAX),
        addressee_numbers: missing.iter().take(100).map(|number| number.to_i64()).collect(),
    }))
}

//! Facts and plans of runs.

use chrono::{DateTime, NaiveDate, Utc};
use database::{DatabaseError, Tx, copying};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text, Timestamptz};
use diesel::{ExecuteCopyFromDsl, sql_query};
use serde_json::Value;

use super::decisions::DifferenceRow;
use crate::schema::{decision_plans, decisions, differences, payments, run_facts};

/// A frozen child of a certification with months to pay.
#[derive(Queryable, Selectable, Debug)]
#[diesel(table_name = run_facts)]
pub(crate) struct FactRow {
    pub(crate) addressee_number: i64,
    pub(crate) certification_number: String,
    pub(crate) child_addressee_number: i64,
    pub(crate) from_month: NaiveDate,
    pub(crate) through_month: NaiveDate,
    pub(crate) child_from_month: NaiveDate,
    pub(crate) child_through_month: Option<NaiveDate>,
    pub(crate) born_on: Option<NaiveDate>,
    pub(crate) is_supported: bool,
    pub(crate) residence: String,
    pub(crate) placement: String,
}

/// A line of the plan.
#[derive(Insertable, Debug)]
#[diesel(table_name = decision_plans, treat_none_as_default_value = false)]
pub(crate) struct PlanRow {
    pub(crate) addressee_number: i64,
    pub(crate) run_number: i64,
    pub(crate) certification_number: String,
    pub(crate) benefit_month: NaiveDate,
    pub(crate) line_kind: &'static str,
    pub(crate) amount_yen: i64,
    pub(crate) child_addressee_numbers: Vec<i64>,
    pub(crate) child_yen: Vec<i64>,
    pub(crate) child_classes: Vec<&'static str>,
    pub(crate) decision: Option<Value>,
}

/// What a decision says from a month on: recipient, certification, month, yen.
pub(crate) type DecidedRow = (i64, String, NaiveDate, i64);

/// What a recipient is paid by a run: recipient, months, yen.
#[derive(QueryableByName, Debug)]
pub(crate) struct PayeeRow {
    #[diesel(sql_type = BigInt)]
    pub(crate) addressee_number: i64,
    #[diesel(sql_type = Array<Date>)]
    pub(crate) months: Vec<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    pub(crate) amount_yen: i64,
}

#[derive(QueryableByName)]
struct RangeRow {
    #[diesel(sql_type = BigInt)]
    first: i64,
    #[diesel(sql_type = BigInt)]
    last: i64,
}

/// Recipients with something that the checker looks for.
#[derive(QueryableByName, Debug)]
pub(crate) struct FoundRow {
    #[diesel(sql_type = BigInt)]
    pub(crate) found: i64,
    #[diesel(sql_type = Array<BigInt>)]
    pub(crate) addressee_numbers: Vec<i64>,
}

/// A figure of a plan.
#[derive(QueryableByName, Debug, Clone, Copy, Default)]
pub(crate) struct Figures {
    #[diesel(sql_type = BigInt)]
    pub(crate) recipients: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) children: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) total_yen: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) difference_yen: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) under_three: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) three_and_over: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) third_or_later: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) decisions: i64,
}

/// Children of every certification with unpaid months through `$2`, as known at `$3` and with the register of `$4`. What
/// a former system ended it also paid to the end; what it certified is unpaid only from the months of the run on, unless
/// its payments say otherwise.
const FREEZE: &str = "\
insert into child_allowance.run_facts \
with held as (
    select c.addressee_number, c.certification_number, c.through_month, \
        greatest(c.from_month, coalesce( \
            (select (max(p.through_month) + interval '1 month')::date from child_allowance.payments p \
             where p.addressee_number = c.addressee_number and p.certification_number = c.certification_number \
               and p.payment_kind = 'regular'), \
            case when c.claim_number is null then $5 else c.from_month end)) as first_month \
    from child_allowance.certifications c \
    where c.known_from <= $3 and (c.known_until is null or c.known_until > $3) \
      and c.from_month <= $2 and (c.through_month is null or c.end_cause is not null) \
) \
select h.addressee_number, $1, h.certification_number, k.child_addressee_number, h.first_month, \
    least(coalesce(h.through_month, $2), $2), k.from_month, k.through_month, r.born_on, k.is_supported, k.residence, \
    k.placement \
from held h \
join child_allowance.certified_children k \
    on k.addressee_number = h.addressee_number and k.certification_number = h.certification_number \
    and k.known_from <= $3 and (k.known_until is null or k.known_until > $3) \
left join lateral ( \
    select resident.born_on from exchange.residents resident \
    where resident.addressee_number = k.child_addressee_number \
    order by (resident.valid_from <= $4 and coalesce(resident.valid_through, $4) >= $4) desc, resident.valid_from desc \
    limit 1 \
) r on true \
where h.first_month <= least(coalesce(h.through_month, $2), $2)";

/// Freezes the facts of a run; gives how many rows.
pub(crate) fn freeze_facts(
    tx: &mut Tx<'_>,
    run_number: i64,
    first_month: NaiveDate,
    last_month: NaiveDate,
) -> Result<usize, DatabaseError> {
    let (now, today) = (tx.operation().now, tx.operation().today());
    Ok(sql_query(FREEZE)
        .bind::<BigInt, _>(run_number)
        .bind::<Date, _>(last_month)
        .bind::<Timestamptz, _>(now)
        .bind::<Date, _>(today)
        .bind::<Date, _>(first_month)
        .execute(tx.connection())?)
}

/// Recipients of the frozen facts in ranges of a thousand.
pub(crate) fn chunks(tx: &mut Tx<'_>, run_number: i64) -> Result<Vec<(i64, i64)>, DatabaseError> {
    let rows: Vec<RangeRow> = sql_query(
        "select min(addressee_number) as first, max(addressee_number) as last from ( \
         select addressee_number, (row_number() over (order by addressee_number) - 1) / 1000 as part \
         from (select distinct addressee_number from child_allowance.run_facts where run_number = $1) r) numbered \
         group by part order by part",
    )
    .bind::<BigInt, _>(run_number)
    .load(tx.connection())?;
    Ok(rows.into_iter().map(|row| (row.first, row.last)).collect())
}

/// Takes away what was frozen and computed for a run.
pub(crate) fn clear(tx: &mut Tx<'_>, run_number: i64) -> Result<(), DatabaseError> {
    diesel::delete(run_facts::table.filter(run_facts::run_number.eq(run_number))).execute(tx.connection())?;
    diesel::delete(decision_plans::table.filter(decision_plans::run_number.eq(run_number))).execute(tx.connection())?;
    Ok(())
}

/// What a chunk is computed from: facts, decisions oldest first, open differences; each by recipient.
pub(crate) struct ChunkFacts {
    pub(crate) facts: Vec<FactRow>,
    pub(crate) decided: Vec<DecidedRow>,
    pub(crate) differences: Vec<DifferenceRow>,
}

pub(crate) fn chunk_facts(
    tx: &mut Tx<'_>,
    run_number: i64,
    range: (i64, i64),
    known_at: DateTime<Utc>,
) -> Result<ChunkFacts, DatabaseError> {
    let facts = run_facts::table
        .filter(run_facts::run_number.eq(run_number))
        .filter(run_facts::addressee_number.between(range.0, range.1))
        .order((run_facts::addressee_number, run_facts::certification_number, run_facts::child_addressee_number))
        .select(FactRow::as_select())
        .load(tx.connection())?;
    let decided = decisions::table
        .filter(decisions::addressee_number.between(range.0, range.1))
        .filter(decisions::decided_at.le(known_at))
        .order((decisions::addressee_number, decisions::decision_number))
        .select((
            decisions::addressee_number,
            decisions::certification_number,
            decisions::from_month,
            decisions::monthly_yen,
        ))
        .load(tx.connection())?;
    let differences = differences::table
        .filter(differences::addressee_number.between(range.0, range.1))
        .filter(differences::recorded_at.le(known_at).and(differences::settled_run_number.is_null()))
        .order((differences::addressee_number, differences::benefit_month, differences::decision_number))
        .select(DifferenceRow::as_select())
        .load(tx.connection())?;
    Ok(ChunkFacts { facts, decided, differences })
}

/// Writes the lines of a chunk by COPY.
pub(crate) fn copy_plan(tx: &mut Tx<'_>, rows: Vec<PlanRow>) -> Result<(), DatabaseError> {
    copying(tx, |it| diesel::copy_from(decision_plans::table).from_insertable(rows).execute(it))?;
    Ok(())
}

/// The figures of a plan, added up from its lines.
pub(crate) fn figures(tx: &mut Tx<'_>, run_number: i64) -> Result<Figures, DatabaseError> {
    Ok(sql_query(
        "select count(distinct addressee_number) as recipients, \
         (select count(distinct child) from child_allowance.decision_plans c, \
            unnest(c.child_addressee_numbers, c.child_yen) as paid (child, yen) \
          where c.run_number = $1 and paid.yen > 0) as children, \
         coalesce(sum(amount_yen), 0)::bigint as total_yen, \
         coalesce(sum(amount_yen) filter (where line_kind = 'difference'), 0)::bigint as difference_yen, \
         coalesce(sum(cardinality(array_positions(child_classes, 'under_three'))), 0)::bigint as under_three, \
         coalesce(sum(cardinality(array_positions(child_classes, 'three_and_over'))), 0)::bigint as three_and_over, \
         coalesce(sum(cardinality(array_positions(child_classes, 'third_or_later'))), 0)::bigint as third_or_later, \
         count(decision) as decisions \
         from child_allowance.decision_plans where run_number = $1",
    )
    .bind::<BigInt, _>(run_number)
    .get_result(tx.connection())?)
}

/// Recipients (the first hundred, and how many) that a question of the checker finds; `$1` is the run.
pub(crate) fn found(tx: &mut Tx<'_>, run_number: i64, question: &str) -> Result<FoundRow, DatabaseError> {
    let sql = format!(
        "select count(*) as found, coalesce((array_agg(addressee_number order by addressee_number))[1:100], \
         '{{}}'::bigint[]) as addressee_numbers from (select distinct addressee_number from ({question}) q) d"
    );
    Ok(sql_query(sql).bind::<BigInt, _>(run_number).get_result(tx.connection())?)
}

/// Who is paid what by the plan.
pub(crate) fn payees(tx: &mut Tx<'_>, run_number: i64) -> Result<Vec<PayeeRow>, DatabaseError> {
    Ok(sql_query(
        "select addressee_number, array_agg(distinct benefit_month order by benefit_month) as months, \
         sum(amount_yen)::bigint as amount_yen from child_allowance.decision_plans where run_number = $1 \
         group by addressee_number having sum(amount_yen) > 0 order by addressee_number",
    )
    .bind::<BigInt, _>(run_number)
    .load(tx.connection())?)
}

/// The statements that make a plan real; `$1` is the run, `$2` the day of payment, `$3` the moment, `$4` who posts, `$5`
/// the day and `$6` the moment of the facts.
const POST: [&str; 4] = [
    "insert into child_allowance.decisions (addressee_number, certification_number, decision_kind, from_month, \
     monthly_yen, decided_at, decided_by, run_number, facts_valid_at, facts_known_at, law_version, inputs, explanation) \
     select addressee_number, certification_number, 'computed', benefit_month, amount_yen, $3, $4, run_number, $5, $6, \
     decision -> 'law_version', decision -> 'inputs', decision -> 'explanation' \
     from child_allowance.decision_plans where run_number = $1 and decision is not null and $2::date is not null \
     order by addressee_number, benefit_month",
    "insert into child_allowance.payments (addressee_number, certification_number, paid_on, payment_kind, from_month, \
     through_month, amount_yen, child_count, run_number) \
     select addressee_number, certification_number, $2, \
     case line_kind when 'regular' then 'regular' else 'off_cycle' end, min(benefit_month), max(benefit_month), \
     sum(amount_yen)::bigint, max(cardinality(child_yen) - cardinality(array_positions(child_yen, 0))), run_number \
     from child_allowance.decision_plans \
     where run_number = $1 and $3::timestamptz is not null and $4::text is not null and $5::date is not null \
     and $6::timestamptz is not null \
     group by addressee_number, certification_number, line_kind, run_number",
    "update child_allowance.differences d set settled_run_number = $1 \
     from child_allowance.decision_plans p \
     where p.run_number = $1 and p.line_kind = 'difference' and p.addressee_number = d.addressee_number \
     and p.certification_number = d.certification_number and p.benefit_month = d.benefit_month \
     and d.settled_run_number is null and d.recorded_at <= $6 and $2::date is not null and $3::timestamptz is not null \
     and $4::text is not null and $5::date is not null",
    // What was decided after the facts were frozen is settled by the next run.
    "insert into child_allowance.differences \
     (addressee_number, decision_number, certification_number, benefit_month, before_yen, after_yen, recorded_at) \
     select p.addressee_number, d.decision_number, p.certification_number, p.benefit_month, p.amount_yen, d.monthly_yen, \
     $3 from child_allowance.decision_plans p \
     join lateral (select decision_number, monthly_yen from child_allowance.decisions d \
        where d.addressee_number = p.addressee_number and d.certification_number = p.certification_number \
        and d.from_month <= p.benefit_month and d.decided_at > $6 and d.run_number is distinct from $1 \
        order by d.decision_number desc limit 1) d on d.monthly_yen <> p.amount_yen \
     where p.run_number = $1 and p.line_kind = 'regular' and $2::date is not null and $4::text is not null \
     and $5::date is not null",
];

/// Makes the plan real: decisions, payments, differences.
pub(crate) fn post(
    tx: &mut Tx<'_>,
    run_number: i64,
    paid_on: NaiveDate,
    (valid_at, known_at): (NaiveDate, DateTime<Utc>),
) -> Result<(), DatabaseError> {
    let operation = tx.operation();
    for statement in POST {
        sql_query(statement)
            .bind::<BigInt, _>(run_number)
            .bind::<Date, _>(paid_on)
            .bind::<Timestamptz, _>(operation.now)
            .bind::<Text, _>(&operation.actor.login_name)
            .bind::<Date, _>(valid_at)
            .bind::<Timestamptz, _>(known_at)
            .execute(tx.connection())?;
    }
    Ok(())
}

/// The day on which a posted run pays.
pub(crate) fn paid_on(tx: &mut Tx<'_>, run_number: i64) -> Result<Option<NaiveDate>, DatabaseError> {
    let paid = payments::table.filter(payments::run_number.eq(run_number));
    Ok(paid.select(diesel::dsl::max(payments::paid_on)).first(tx.connection())?)
}

/// A line of a notice.
#[derive(QueryableByName, Debug)]
pub(crate) struct LineRow {
    #[diesel(sql_type = BigInt)]
    pub(crate) addressee_number: i64,
    #[diesel(sql_type = Text)]
    pub(crate) certification_number: String,
    #[diesel(sql_type = Date)]
    pub(crate) benefit_month: NaiveDate,
    #[diesel(sql_type = Text)]
    pub(crate) line_kind: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) amount_yen: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) child_count: i64,
    #[diesel(sql_type = Nullable<Date>)]
    pub(crate) paid_on: Option<NaiveDate>,
}

/// The lines of everybody who is paid by a posted run, in order.
pub(crate) fn notice_lines(tx: &mut Tx<'_>, run_number: i64) -> Result<Vec<LineRow>, DatabaseError> {
    Ok(sql_query(
        "select p.addressee_number, p.certification_number, p.benefit_month, p.line_kind, p.amount_yen, \
         (cardinality(p.child_yen) - cardinality(array_positions(p.child_yen, 0)))::bigint as child_count, \
         (select max(paid_on) from child_allowance.payments q where q.run_number = $1 \
          and q.addressee_number = p.addressee_number) as paid_on \
         from child_allowance.decision_plans p where p.run_number = $1 \
         order by p.addressee_number, p.certification_number, p.line_kind desc, p.benefit_month",
    )
    .bind::<BigInt, _>(run_number)
    .load(tx.connection())?)
}

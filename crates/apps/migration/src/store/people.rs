//! Reading a load's residents back, as they came in.

use database::Tx;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Jsonb};
use serde_json::Value;

use crate::MigrationError;
use crate::schema::source_records;
use crate::store::LoadRow;

/// Numbers of the people that a load brought in, in order.
pub(crate) fn loaded_people(tx: &mut Tx<'_>, load_number: i64) -> Result<Vec<i64>, MigrationError> {
    let rows: Vec<Option<i64>> = source_records::table
        .filter(source_records::load_number.eq(load_number))
        .filter(source_records::dataset.eq("residents"))
        .filter(source_records::disposition.eq("loaded"))
        .select(source_records::addressee_number)
        .distinct()
        .order(source_records::addressee_number)
        .load(tx.connection())?;
    Ok(rows.into_iter().flatten().collect())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Jsonb)]
    row: Value,
}

/// The household is that of the row's first day; of a removed record, the last one before it.
const ROWS: &str = "
select to_jsonb(person) || coalesce(to_jsonb(home), '{}') || jsonb_build_object(
    'act_reason_code', source.act_reason_code, 'effective_on_code', source.effective_on_code,
    'filed_on', source.filed_on, 'processed_on', source.processed_on,
    'is_latest', person.history_number = max(person.history_number) over (partition by person.addressee_number)
) as row
from register.persons person
join migration.source_records source on source.load_number = $1 and source.dataset = 'residents'
    and source.disposition = 'loaded' and source.addressee_number = person.addressee_number
    and source.history_number = person.history_number
left join lateral (
    select household_number, relationship, member_order
    from register.household_memberships member
    where member.addressee_number = person.addressee_number and member.made_by_act = $2
        and member.redated_by_act is null
    order by lower(member.valid) > lower(person.valid), lower(member.valid) desc limit 1
) home on true
where person.made_by_act = $2 and person.redated_by_act is null and person.addressee_number between $3 and $4
order by person.addressee_number, person.history_number
";

/// The rows of the people between two numbers, as JSON by the register's names of columns.
pub(crate) fn rows_of_people(
    tx: &mut Tx<'_>,
    load: &LoadRow,
    (first, last): (i64, i64),
) -> Result<Vec<Value>, MigrationError> {
    let rows: Vec<Row> = diesel::sql_query(ROWS)
        .bind::<BigInt, _>(load.load_number)
        .bind::<BigInt, _>(load.act_number)
        .bind::<BigInt, _>(first)
        .bind::<BigInt, _>(last)
        .load(tx.connection())?;
    Ok(rows.into_iter().map(|row| row.row).collect())
}

//! What stands in the register of a load, counted without the code that wrote it.

use std::collections::BTreeMap;

use database::Tx;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::MigrationError;
use crate::store::LoadRow;
use crate::totals::Totals;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(QueryableByName)]
struct Group {
    #[diesel(sql_type = Text)]
    dataset: String,
    #[diesel(sql_type = Text)]
    disposition: String,
    #[diesel(sql_type = Nullable<Text>)]
    reason_code: Option<String>,
    #[diesel(sql_type = BigInt)]
    value: i64,
}

fn groups(tx: &mut Tx<'_>, load_number: i64) -> Result<Vec<Group>, MigrationError> {
    let rows = diesel::sql_query(
        "select dataset, disposition, reason_code, count(*) as value from migration.source_records \
         where load_number = $1 group by 1, 2, 3 order by 1, 2, 3",
    )
    .bind::<BigInt, _>(load_number)
    .load(tx.connection())?;
    Ok(rows)
}

/// Records by dataset and disposition.
pub(crate) fn dispositions(
    tx: &mut Tx<'_>,
    load_number: i64,
) -> Result<BTreeMap<(String, String), i64>, MigrationError> {
    let mut sums = BTreeMap::new();
    for group in groups(tx, load_number)? {
        *sums.entry((group.dataset, group.disposition)).or_default() += group.value;
    }
    Ok(sums)
}

/// Records by disposition and reason code, over all datasets.
pub(crate) fn reasons(tx: &mut Tx<'_>, load_number: i64) -> Result<BTreeMap<(String, String), i64>, MigrationError> {
    let mut sums = BTreeMap::new();
    for group in groups(tx, load_number)? {
        if let Some(code) = group.reason_code {
            *sums.entry((group.disposition, code)).or_default() += group.value;
        }
    }
    Ok(sums)
}

/// The original rows of the load: whatever came later made rows of its own or re-dated copies.
const PEOPLE: &str = "
with own as (
    select * from register.persons where made_by_act = $1 and redated_by_act is null
)
select 'persons' as key, count(distinct addressee_number) as value from own
union all select 'records', count(*) from own
union all select 'name_characters', coalesce(sum(char_length(full_name) + char_length(coalesce(furigana, ''))
    + char_length(coalesce(alias, '')) + char_length(coalesce(alias_furigana, ''))
    + char_length(coalesce(former_surname, ''))), 0)::bigint from own
union all select 'address_characters',
    coalesce(sum(char_length(town) + char_length(lot) + char_length(building_and_room)), 0)::bigint from own
union all select 'digest', coalesce(sum(('x' || encode(substr(sha256(convert_to(concat_ws('|',
    addressee_number, history_number, registration_state, resident_kind, full_name, coalesce(furigana, ''),
    coalesce(alias, ''), coalesce(former_surname, ''), sex, coalesce(resident_record_code, ''), prefecture,
    municipality, town, lot, building_and_room, coalesce(postal_code, ''), coalesce(registered_domicile, ''),
    coalesce(register_first_person, '')), 'UTF8')), 1, 4), 'hex'))::bit(32)::bigint), 0)::bigint from own
union all select 'ward:' || office_code, count(*) from own
    where registration_state = '1' and upper_inf(valid) and not isempty(known) group by office_code
union all select 'members', count(distinct addressee_number) from register.household_memberships
    where made_by_act = $1 and redated_by_act is null and upper_inf(valid)
union all select 'personal_numbers', count(*) from register.personal_numbers where made_by_act = $1
union all select 'measures', count(*) from register.protective_measures where made_by_act = $1
";

/// Households of the load that the register knows.
const HOUSEHOLDS: &str = "
select 'households' as key, count(*) as value
from migration.source_records source
join register.households household on household.household_number = source.source_key::bigint
where source.load_number = $1 and source.dataset = 'households' and source.disposition = 'loaded'
";

/// Certifications and payments of the load, as they came in.
const ALLOWANCE: &str = "
with own as (
    select distinct split_part(source_key, '/', 1) as certification_number, addressee_number
    from migration.source_records
    where load_number = $1 and dataset = 'allowance_certifications' and disposition = 'loaded'
)
select 'certifications' as key, count(*) as value
from child_allowance.certifications join own using (addressee_number, certification_number) where history_number = 1
union all select 'children', count(*)
from child_allowance.certified_children join own using (addressee_number, certification_number)
where history_number = 1
union all select 'yen:' || to_char(paid_on, 'YYYY-MM'), sum(amount_yen)::bigint
from child_allowance.payments join own using (addressee_number, certification_number)
where run_number is null group by to_char(paid_on, 'YYYY-MM')
";

/// The sums of the register.
pub(crate) fn register_totals(tx: &mut Tx<'_>, load: &LoadRow) -> Result<Totals, MigrationError> {
    let mut rows: Vec<Count> = diesel::sql_query(PEOPLE).bind::<BigInt, _>(load.act_number).load(tx.connection())?;
    let households: Vec<Count> =
        diesel::sql_query(HOUSEHOLDS).bind::<BigInt, _>(load.load_number).load(tx.connection())?;
    rows.extend(households);
    let allowance: Vec<Count> =
        diesel::sql_query(ALLOWANCE).bind::<BigInt, _>(load.load_number).load(tx.connection())?;
    rows.extend(allowance);
    let mut totals = Totals::default();
    for Count { key, value } in rows {
        match key.as_str() {
            "persons" => totals.persons = value,
            "records" => totals.records = value,
            "households" => totals.households = value,
            "members" => totals.members = value,
            "personal_numbers" => totals.personal_numbers = value,
            "measures" => totals.measures = value,
            "name_characters" => totals.name_characters = value,
            "address_characters" => totals.address_characters = value,
            "digest" => totals.digest = value,
            "certifications" => totals.certifications = value,
            "children" => totals.children = value,
            keyed => match keyed.split_once(':') {
                Some(("ward", ward)) => drop(totals.residents_by_ward.insert(ward.to_owned(), value)),
                Some((_, month)) => drop(totals.yen_by_month.insert(month.to_owned(), value)),
                None => {}
            },
        }
    }
    Ok(totals)
}

-- What the register publishes to every business (庁内連携). Consumers read these views and nothing of schema register.

-- Whose address and household are withheld: protected persons, and whoever lives with one today or later. The day is that
-- of the operation; without one, whoever ever lived with a protected person is withheld as well.
drop view if exists register.shielded_addressees cascade;
create view register.shielded_addressees as
with protected as (
    select addressee_number from register.protective_measures
    where upper_inf(known) and measure_state <> 'ended'
)
select addressee_number from protected
union
select other.addressee_number
from protected
join register.household_memberships own on own.addressee_number = protected.addressee_number and upper_inf(own.known)
join register.household_memberships other
    on other.household_number = own.household_number and upper_inf(other.known) and other.valid && own.valid
where coalesce(upper(own.valid * other.valid), 'infinity')
    > coalesce(nullif(current_setting('yakuba.today', true), '')::date, '-infinity');

-- Residents as known now: one row a person and period in which nothing of the row changed.
drop view if exists exchange.residents cascade;
create view exchange.residents as
select
    person.addressee_number,
    lower(coalesce(person.valid * member.valid, person.valid)) as valid_from,
    upper(coalesce(person.valid * member.valid, person.valid)) - 1 as valid_through,
    person.full_name,
    person.furigana,
    person.alias,
    person.born_on,
    person.born_on_code,
    person.sex,
    person.resident_kind,
    person.registration_state,
    person.office_code as ward_code,
    person.resident_since_on_code,
    person.address_since_on_code,
    (person.move_out ->> 'planned_on')::date as planned_move_out_on,
    person.deletion_reason_code,
    person.deleted_on_code,
    member.household_number,
    member.relationship,
    member.member_order,
    person.addressee_number in (select addressee_number from register.shielded_addressees) as is_protected
from register.persons person
left join register.household_memberships member
    on member.addressee_number = person.addressee_number
    and upper_inf(member.known)
    and member.valid && person.valid
    and person.registration_state = '1'
where upper_inf(person.known);

-- Addresses as known now; everything but the ward is null for whoever is shielded.
drop view if exists exchange.resident_addresses cascade;
create view exchange.resident_addresses as
select
    person.addressee_number,
    lower(person.valid) as valid_from,
    upper(person.valid) - 1 as valid_through,
    person.office_code as ward_code,
    case when shielded.addressee_number is null then person.municipality_code end as municipality_code,
    case when shielded.addressee_number is null then person.prefecture end as prefecture,
    case when shielded.addressee_number is null then person.municipality end as municipality,
    case when shielded.addressee_number is null then person.town_id end as town_id,
    case when shielded.addressee_number is null then person.town end as town,
    case when shielded.addressee_number is null then person.lot end as lot,
    case when shielded.addressee_number is null then person.building_and_room end as building_and_room,
    case when shielded.addressee_number is null then person.postal_code end as postal_code,
    shielded.addressee_number is not null as is_protected
from register.persons person
left join register.shielded_addressees shielded on shielded.addressee_number = person.addressee_number
where upper_inf(person.known);

grant select on register.shielded_addressees to yakuba_app;
grant select on exchange.residents, exchange.resident_addresses to yakuba_app;

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create schema register;

-- Numbers are allocated as base + check digit; the sequences count the bases.
create sequence register.addressee_number_bases as bigint;
create sequence register.household_number_bases as bigint;

-- 異動: the only way in. Rows of the register name the acts that made, ended and re-dated them. They do so without a
-- foreign key, because a distributed table's keys must include the addressee number.
create table register.acts (
    act_number bigint generated always as identity primary key,
    act_kind text not null,
    reason_code text not null,
    happened_on_code text not null,
    happened_on date not null,
    filed_on date,
    noticed_on date,
    processed_on date not null,
    recorded_at timestamptz not null,
    login_name text not null,
    office_code text not null,
    terminal text not null,
    ground text not null check (ground in ('filing', 'family_filing', 'notice', 'request', 'ex_officio', 'load')),
    legal_basis text not null,
    evidence text not null,
    payload jsonb not null,
    addressee_numbers bigint[] not null,
    household_numbers bigint[] not null,
    cancels_act bigint references register.acts,
    canceled_by_act bigint references register.acts,
    check (filed_on is null or filed_on <= processed_on)
);
create index acts_addressee_numbers on register.acts using gin (addressee_numbers);
create index acts_household_numbers on register.acts using gin (household_numbers);

-- 宛名: the anchor that a filing locks; last_act is the version which the filing must have seen.
create table register.addressees (
    addressee_number bigint primary key,
    addressee_kind text not null check (addressee_kind in ('person', 'corporation')),
    last_act bigint not null
);

-- 世帯: the anchor of a household, with the same version.
create table register.households (
    household_number bigint primary key,
    last_act bigint not null
);

-- One full row per 宛名番号 + 履歴番号. A row is never changed but to close its `known` and name the act that did so.
create table register.persons (
    addressee_number bigint not null references register.addressees,
    history_number integer not null check (history_number > 0),
    valid daterange not null check (not isempty(valid)),
    known tstzrange not null,
    made_by_act bigint not null,
    ended_by_act bigint,
    redated_by_act bigint,
    registration_state text not null check (registration_state in ('1', '2', '3', '9')),
    resident_kind text not null check (resident_kind in ('1', '2')),
    full_name text not null,
    furigana text,
    is_furigana_confirmed boolean not null,
    former_surname text,
    former_surname_furigana text,
    alias text,
    alias_furigana text,
    roman_name text,
    born_on_code text not null,
    born_on_earliest date,
    born_on_latest date,
    born_on date,
    sex text not null check (sex in ('0', '1', '2')),
    foreign_status jsonb,
    resident_record_code text,
    resident_since_on_code text,
    address_since_on_code text,
    municipality_code text,
    prefecture text not null,
    municipality text not null,
    town_id text,
    town text not null,
    lot text not null,
    building_and_room text not null,
    postal_code text,
    office_code text not null,
    previous_address jsonb,
    registered_domicile text,
    register_first_person text,
    entry_reason_code text,
    entered_on_code text,
    move_out jsonb,
    deletion_reason_code text,
    deleted_on_code text,
    remarks text,
    primary key (addressee_number, history_number),
    constraint persons_one_truth_at_a_time
        exclude using gist (addressee_number with =, valid with &&, known with &&),
    constraint persons_ended_when_closed check (upper_inf(known) = (ended_by_act is null))
);
create index persons_current on register.persons (addressee_number) where upper_inf(known);
create index persons_current_born_on on register.persons (born_on) where upper_inf(known);
create index persons_current_resident_record_code on register.persons (resident_record_code) where upper_inf(known);
create index persons_made_by_act on register.persons (made_by_act);
create index persons_ended_by_act on register.persons (ended_by_act) where ended_by_act is not null;
create index persons_redated_by_act on register.persons (redated_by_act) where redated_by_act is not null;

-- Who belongs to which household as what, and in which place of the list.
create table register.household_memberships (
    addressee_number bigint not null references register.addressees,
    membership_number integer not null check (membership_number > 0),
    valid daterange not null check (not isempty(valid)),
    known tstzrange not null,
    made_by_act bigint not null,
    ended_by_act bigint,
    redated_by_act bigint,
    household_number bigint not null references register.households,
    relationship text not null,
    member_order smallint not null,
    primary key (addressee_number, membership_number),
    constraint memberships_one_household_at_a_time
        exclude using gist (addressee_number with =, valid with &&, known with &&),
    constraint memberships_one_head_at_a_time
        exclude using gist (household_number with =, valid with &&, known with &&) where (relationship = '世帯主'),
    constraint memberships_ended_when_closed check (upper_inf(known) = (ended_by_act is null))
);
create index memberships_current_addressee on register.household_memberships (addressee_number) where upper_inf(known);
create index memberships_household on register.household_memberships (household_number);
create index memberships_made_by_act on register.household_memberships (made_by_act);
create index memberships_ended_by_act on register.household_memberships (ended_by_act) where ended_by_act is not null;
create index memberships_redated_by_act on register.household_memberships (redated_by_act)
    where redated_by_act is not null;

-- 支援措置: the newest row of a person counts; it protects until an officer ends it, whatever `through_on` says.
create table register.protective_measures (
    addressee_number bigint not null references register.addressees,
    history_number integer not null check (history_number > 0),
    known tstzrange not null,
    made_by_act bigint not null,
    ended_by_act bigint,
    applicant_addressee_number bigint not null,
    measure_state text not null check (measure_state in ('provisional', 'decided', 'ended')),
    starts_on date not null,
    through_on date not null check (through_on >= starts_on),
    office_codes text[] not null,
    protected_addresses text[] not null,
    contact text,
    primary key (addressee_number, history_number),
    constraint protective_measures_one_at_a_time exclude using gist (addressee_number with =, known with &&)
);

-- 個人番号: ciphertext and keyed blind index only; the keys are never in the database.
create table register.personal_numbers (
    addressee_number bigint not null references register.addressees,
    history_number integer not null check (history_number > 0),
    known tstzrange not null,
    made_by_act bigint not null,
    ended_by_act bigint,
    ciphertext bytea not null,
    blind_index bytea not null,
    primary key (addressee_number, history_number),
    constraint personal_numbers_one_at_a_time exclude using gist (addressee_number with =, known with &&)
);
create index personal_numbers_blind_index on register.personal_numbers (blind_index);

-- Folded forms of present and past names and addresses. A key says nothing by itself: every hit is read again.
create table register.search_keys (
    addressee_number bigint not null references register.addressees,
    key_kind text not null,
    search_key text not null,
    primary key (addressee_number, key_kind, search_key)
);
create index search_keys_prefix on register.search_keys (key_kind, search_key text_pattern_ops);
create index search_keys_part on register.search_keys using gin (search_key gin_trgm_ops);

create schema access;

-- One row an operation that read or changed somebody's record. Rows are sealed into a hash chain in batches, outside the
-- request's path, and the application role may insert and read them only.
create table access.audit_entries (
    entry_number bigint generated always as identity primary key,
    -- Sealing takes whole transactions that have ended, so that no late commit can slip behind a seal.
    transaction_number bigint not null default (pg_current_xact_id()::text::bigint),
    recorded_at timestamptz not null,
    trace_id text not null,
    login_name text not null,
    office_code text not null,
    terminal text not null,
    purpose text not null,
    is_write boolean not null,
    actions text[] not null,
    addressee_numbers bigint[] not null
);
create index audit_entries_addressee_numbers on access.audit_entries using gin (addressee_numbers);

create index audit_entries_transaction_number on access.audit_entries (transaction_number, entry_number);

create table access.audit_seals (
    seal_number bigint generated always as identity primary key,
    through_transaction_number bigint not null unique,
    entry_count bigint not null,
    sealed_at timestamptz not null,
    previous_hash bytea not null,
    seal_hash bytea not null
);

create table access.accounts (
    login_name text primary key,
    display_name text not null,
    password_hash text not null,
    office_code text not null,
    office_name text not null,
    role text not null,
    reachable_office_codes text[] not null,
    mail_address text,
    is_locked boolean not null default false,
    failed_sign_in_count integer not null default 0
);

-- What a role may do: business.act, or * for everything.
create table access.role_grants (
    role text not null,
    permission text not null,
    primary key (role, permission)
);

create table access.sessions (
    token_hash bytea primary key,
    login_name text not null references access.accounts,
    terminal text not null,
    started_at timestamptz not null,
    last_used_at timestamptz not null,
    ended_at timestamptz
);

-- Answers of changing requests, so that a request sent twice acts once.
create table access.idempotent_requests (
    login_name text not null,
    idempotency_key text not null,
    request_hash bytea not null,
    recorded_at timestamptz not null,
    status_code integer,
    response_body bytea,
    response_type text,
    response_etag text,
    primary key (login_name, idempotency_key)
);

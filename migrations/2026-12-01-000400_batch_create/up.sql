create schema batch;

create table batch.runs (
    run_number bigint generated always as identity primary key,
    run_kind text not null,
    title text not null,
    parameters jsonb not null,
    phase text not null check (phase in
        ('draft', 'frozen', 'computed', 'checked', 'compared', 'approved', 'posted', 'documents')),
    -- Counts every change of what was computed: an approval holds for one plan only.
    plan_version integer not null default 0,
    facts_valid_at date,
    facts_known_at timestamptz,
    law_version text,
    inputs jsonb not null default '[]',
    totals jsonb not null default '{}',
    prepared_by text not null,
    prepared_at timestamptz not null,
    approved_by text
);
create index runs_run_kind on batch.runs (run_kind, run_number);

create table batch.run_phases (
    run_number bigint not null references batch.runs,
    step_number integer not null,
    phase text not null,
    reached_at timestamptz not null,
    login_name text not null,
    display_name text not null,
    note text,
    primary key (run_number, step_number)
);

-- A chunk is claimed by the row lock of the transaction that computes it: a worker that dies lets go of it at once.
create table batch.run_chunks (
    run_number bigint not null references batch.runs,
    chunk_number integer not null,
    key_from bigint not null,
    key_through bigint not null,
    state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
    item_count bigint not null default 0,
    attempt_count integer not null default 0,
    failure text,
    primary key (run_number, chunk_number)
);

create table batch.run_findings (
    run_number bigint not null references batch.runs,
    finding_number integer not null,
    severity text not null check (severity in ('fatal', 'confirm', 'information')),
    code text not null,
    text_ja text not null,
    text_en text not null,
    item_count bigint not null,
    addressee_numbers bigint[] not null,
    reason text,
    reasoned_by text,
    primary key (run_number, finding_number)
);

create table batch.run_comparisons (
    run_number bigint not null references batch.runs,
    line_number integer not null,
    label_ja text not null,
    label_en text not null,
    previous_value bigint,
    current_value bigint not null,
    tolerance_permille bigint not null,
    judgment text not null check (judgment in ('within', 'outside', 'first')),
    primary key (run_number, line_number)
);

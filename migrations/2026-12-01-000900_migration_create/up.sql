create schema migration;

-- A delivery of an old system on its way into the register. The digest of its manifest names it: the same delivery is
-- loaded once, whoever asks however often.
create table migration.loads (
    load_number bigint generated always as identity primary key,
    title text not null,
    environment text not null,
    folder text not null,
    manifest_sha256 text not null unique,
    vendor text not null,
    layout_version text not null,
    delivered_on date not null,
    state text not null check (state in ('loading', 'loaded')),
    -- The act of the register that all rows of the load name, and the moment from which they are known.
    act_number bigint not null,
    known_from timestamptz not null,
    -- Records by file as the old system counted them.
    source_counts jsonb not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    started_by text not null
);

-- What has been written of a load. A row is written in the transaction of its records: a load that was stopped goes on
-- behind the last chunk that stands here. The totals are those of the source, to be held against the register.
create table migration.load_chunks (
    load_number bigint not null references migration.loads,
    chunk_number integer not null,
    dataset text not null,
    record_count integer not null,
    totals jsonb not null,
    written_at timestamptz not null,
    primary key (load_number, chunk_number)
);

-- Every record of every file, and how it ended. `reason_code` of a loaded record is a note.
create table migration.source_records (
    load_number bigint not null references migration.loads,
    dataset text not null,
    line_number bigint not null,
    file text not null,
    source_key text not null,
    record_sha256 bytea,
    disposition text not null check (disposition in ('loaded', 'merged', 'quarantined', 'rejected')),
    reason_code text,
    column_number integer,
    -- The person in whose record it is found in the register; of a merged record, the one who stays.
    addressee_number bigint,
    history_number integer,
    -- What the register keeps of its own acts and not of those of an old system.
    act_reason_code text,
    effective_on_code text,
    filed_on date,
    processed_on date,
    primary key (load_number, dataset, line_number),
    check (disposition = 'loaded' or reason_code is not null)
);

-- 保留: records that wait for a clerk.
create table migration.quarantined_records (
    load_number bigint not null,
    dataset text not null,
    line_number bigint not null,
    file text not null,
    column_number integer,
    item text not null,
    reason_code text not null,
    excerpt text not null,
    text_ja text not null,
    text_en text not null,
    owner text,
    primary key (load_number, dataset, line_number),
    foreign key (load_number, dataset, line_number) references migration.source_records
);
create index quarantined_records_reason_code on migration.quarantined_records (load_number, reason_code);

-- Who did what about a quarantined record.
create table migration.quarantine_steps (
    load_number bigint not null,
    dataset text not null,
    line_number bigint not null,
    step_number integer not null,
    taken_at timestamptz not null,
    login_name text not null,
    step text not null check (step in ('assigned', 'noted')),
    text text not null,
    primary key (load_number, dataset, line_number, step_number),
    foreign key (load_number, dataset, line_number) references migration.quarantined_records
);

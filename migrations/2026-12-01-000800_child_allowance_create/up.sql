create schema child_allowance;

-- 認定番号 as they are given out here; a load raises the sequence above the numbers that it takes over.
create sequence child_allowance.certification_numbers as bigint start 10000001;
create sequence child_allowance.claim_numbers as bigint;
create sequence child_allowance.decision_numbers as bigint;

-- 請求: what was asked for, as it was filed. Never changed; the decision that answers it names it.
create table child_allowance.claims (
    addressee_number bigint not null,
    claim_number bigint not null default nextval('child_allowance.claim_numbers'),
    claim_kind text not null check (claim_kind in ('certification', 'increase')),
    claimed_on date not null,
    filing jsonb not null,
    recorded_at timestamptz not null,
    login_name text not null,
    primary key (addressee_number, claim_number)
);

-- 認定: who is paid, and for which months (a month is its first day). Twice dated: the months are the valid axis, the
-- moments the known axis; a row is never changed but to close `known_until`.
create table child_allowance.certifications (
    addressee_number bigint not null,
    certification_number text not null check (certification_number ~ '^[0-9]{1,20}$'),
    history_number integer not null check (history_number > 0),
    known_from timestamptz not null,
    known_until timestamptz,
    claim_number bigint,
    claimed_on date not null,
    certified_on date not null,
    from_month date not null check (extract(day from from_month) = 1),
    through_month date check (extract(day from through_month) = 1),
    ended_on date,
    end_cause text,
    primary key (addressee_number, certification_number, history_number),
    constraint certifications_one_version exclude using gist
        (addressee_number with =, certification_number with =, tstzrange(known_from, known_until) with &&),
    constraint certifications_one_at_a_time exclude using gist (
        addressee_number with =,
        daterange(from_month, through_month, '[]') with &&,
        tstzrange(known_from, known_until) with &&
    ) where (through_month is null or through_month >= from_month)
);
create index certifications_current on child_allowance.certifications (addressee_number) where known_until is null;

-- 児童: the children of a certification, those who only count among them. Twice dated in the same way.
create table child_allowance.certified_children (
    addressee_number bigint not null,
    certification_number text not null,
    child_addressee_number bigint not null,
    history_number integer not null check (history_number > 0),
    known_from timestamptz not null,
    known_until timestamptz,
    child_kind text not null check (child_kind in ('eligible', 'older_sibling')),
    from_month date not null check (extract(day from from_month) = 1),
    through_month date check (extract(day from through_month) = 1),
    is_supported boolean not null,
    lives_together boolean not null,
    residence text not null check (residence in ('japan', 'study_abroad', 'abroad')),
    placement text not null check (placement in ('family', 'institution')),
    primary key (addressee_number, certification_number, child_addressee_number, history_number),
    constraint certified_children_one_version exclude using gist (
        addressee_number with =,
        certification_number with =,
        child_addressee_number with =,
        tstzrange(known_from, known_until) with &&
    )
);
create index certified_children_child on child_allowance.certified_children (child_addressee_number)
    where known_until is null;

-- 決定: a monthly amount from a month on, with everything that it was computed from. Append-only: of two decisions on a
-- month the later one holds.
create table child_allowance.decisions (
    addressee_number bigint not null,
    decision_number bigint not null default nextval('child_allowance.decision_numbers'),
    certification_number text not null,
    decision_kind text not null check (decision_kind in ('certified', 'changed', 'ended', 'computed')),
    from_month date not null check (extract(day from from_month) = 1),
    monthly_yen bigint not null check (monthly_yen >= 0),
    decided_at timestamptz not null,
    decided_by text not null,
    claim_number bigint,
    run_number bigint,
    event_number bigint,
    facts_valid_at date not null,
    facts_known_at timestamptz not null,
    law_version jsonb not null,
    inputs jsonb not null,
    explanation jsonb not null,
    primary key (addressee_number, decision_number)
);
create index decisions_certification on child_allowance.decisions
    (addressee_number, certification_number, decision_number);

-- 差額: what a decision means for months that were paid before, until a run pays or sets it off.
create table child_allowance.differences (
    addressee_number bigint not null,
    decision_number bigint not null,
    certification_number text not null,
    benefit_month date not null check (extract(day from benefit_month) = 1),
    before_yen bigint not null,
    after_yen bigint not null check (after_yen <> before_yen),
    recorded_at timestamptz not null,
    settled_run_number bigint,
    primary key (addressee_number, decision_number, benefit_month)
);
create index differences_open on child_allowance.differences (addressee_number) where settled_run_number is null;

-- 支払: what was paid for which months, by the runs here and by the system before. Money leaves through disbursement.
create table child_allowance.payments (
    addressee_number bigint not null,
    certification_number text not null,
    paid_on date not null,
    payment_kind text not null check (payment_kind in ('regular', 'off_cycle')),
    from_month date not null check (extract(day from from_month) = 1),
    through_month date not null check (through_month >= from_month),
    amount_yen bigint not null,
    child_count integer not null check (child_count >= 0),
    run_number bigint,
    primary key (addressee_number, certification_number, paid_on, payment_kind, from_month)
);
create index payments_run_number on child_allowance.payments (run_number) where run_number is not null;

-- What a run computes from, as it was when the run was frozen: one row a child of a certification with months to pay.
create table child_allowance.run_facts (
    addressee_number bigint not null,
    run_number bigint not null,
    certification_number text not null,
    child_addressee_number bigint not null,
    from_month date not null,
    through_month date not null,
    child_from_month date not null,
    child_through_month date,
    born_on date,
    is_supported boolean not null,
    residence text not null,
    placement text not null,
    primary key (addressee_number, run_number, certification_number, child_addressee_number)
);
create index run_facts_run_number on child_allowance.run_facts (run_number, addressee_number);

-- The plan of a run: one row a recipient and month. A decision stands beside it where the amount is a new one.
create table child_allowance.decision_plans (
    addressee_number bigint not null,
    run_number bigint not null,
    certification_number text not null,
    benefit_month date not null,
    line_kind text not null check (line_kind in ('regular', 'difference')),
    amount_yen bigint not null,
    child_addressee_numbers bigint[] not null,
    child_yen bigint[] not null,
    child_classes text[] not null,
    decision jsonb,
    primary key (addressee_number, run_number, certification_number, benefit_month, line_kind)
);
create index decision_plans_run_number on child_allowance.decision_plans (run_number, addressee_number);

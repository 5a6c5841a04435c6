create schema disbursement;

-- Payments are numbered over the whole municipality: the number comes back from the bank with the result.
create sequence disbursement.payment_numbers as bigint maxvalue 9999999999;

-- 口座: where a benefit is paid to. Names are kept as the transfer file writes them.
create table disbursement.bank_accounts (
    addressee_number bigint not null,
    business text not null,
    from_on date not null,
    through_on date,
    bank_code text not null check (bank_code ~ '^[0-9]{4}$'),
    bank_name_kana text not null,
    branch_code text not null check (branch_code ~ '^[0-9]{3}$'),
    branch_name_kana text not null,
    account_kind text not null check (account_kind in ('ordinary', 'current', 'savings')),
    account_number text not null check (account_number ~ '^[0-9]{7}$'),
    holder_kana text not null,
    primary key (addressee_number, business, from_on),
    constraint bank_accounts_one_at_a_time exclude using gist
        (addressee_number with =, business with =, daterange(from_on, through_on, '[]') with &&)
);

-- 全銀ファイル: the bytes as they went to the bank, so that the same file can be had again.
create table disbursement.transfer_files (
    file_number bigint generated always as identity primary key,
    business text not null,
    run_number bigint not null,
    file_name text not null unique,
    sha256 text not null,
    transfer_on date not null,
    transfer_count bigint not null check (transfer_count > 0),
    total_yen bigint not null check (total_yen > 0),
    content bytea not null,
    made_at timestamptz not null,
    made_by text not null,
    result_sha256 text,
    result_recorded_at timestamptz,
    check ((result_sha256 is null) = (result_recorded_at is null))
);
create index transfer_files_run_number on disbursement.transfer_files (business, run_number);

-- One payment a person, business and run. The file is named without a foreign key: this table is distributed.
create table disbursement.payments (
    addressee_number bigint not null,
    payment_number bigint not null default nextval('disbursement.payment_numbers'),
    business text not null,
    run_number bigint not null,
    benefit_months text[] not null check (cardinality(benefit_months) > 0),
    amount_yen bigint not null check (amount_yen between 1 and 9999999999),
    paid_out_on date not null,
    payment_state text not null default 'planned'
        check (payment_state in ('planned', 'posted', 'transferred', 'returned')),
    file_number bigint,
    return_code text,
    primary key (addressee_number, payment_number),
    constraint payments_once_a_run unique (addressee_number, business, run_number),
    constraint payments_return_code_when_returned check ((payment_state = 'returned') = (return_code is not null))
);
create index payments_run_number on disbursement.payments (business, run_number, payment_state);
create index payments_file_number on disbursement.payments (file_number) where file_number is not null;

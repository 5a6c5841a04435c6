create schema resident_register;

-- 発行番号 count on for ever; a number that was drawn and not used is a gap, not an error.
create sequence resident_register.issue_numbers as bigint;

-- 認証者: in whose name certificates are issued, by office and period (標準 1.3.9). The name of a period never changes.
create table resident_register.certifiers (
    office_code text not null,
    term daterange not null check (not isempty(term)),
    title text not null check (title <> ''),
    full_name text not null check (full_name <> ''),
    seal_text text not null check (seal_text <> ''),
    exclude using gist (office_code with =, term with &&)
);

-- 交付履歴 (標準 1.3.8): what was issued, of whom, to what end. The paper itself is not kept: the register, the day and
-- the moment make it again, byte for byte, and the hash proves it.
create table resident_register.certificate_issues (
    addressee_number bigint not null,
    document_number text not null,
    addressee_numbers bigint[] not null check (cardinality(addressee_numbers) > 0),
    certificate_kind text not null check (certificate_kind in ('household', 'individual')),
    included_items text[] not null,
    copies integer not null check (copies between 1 and 20),
    purpose text not null check (purpose <> ''),
    valid_at date not null,
    known_at timestamptz not null,
    issued_at timestamptz not null,
    issued_on date not null,
    login_name text not null,
    office_code text not null,
    terminal text not null,
    form_name text not null,
    form_version integer not null,
    is_sample boolean not null,
    issue_head text not null,
    certifier_title text not null,
    certifier_name text not null,
    seal_text text not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    primary key (addressee_number, document_number)
);
create index certificate_issues_document_number on resident_register.certificate_issues (document_number);
create index certificate_issues_addressee_numbers on resident_register.certificate_issues using gin (addressee_numbers);

create schema notification;

-- Mails to officers, queued in the transaction of what they tell of. A queue: local on every cluster, claimed by row lock.
-- No run of nine digits, in either width, may stand in one: it would be an addressee number or a 個人番号.
create table notification.mails (
    mail_number bigint generated always as identity primary key,
    recipient text not null,
    about text not null,
    subject text not null constraint mails_subject_is_not_personal check (subject !~ '[0-9０-９]{9}'),
    body text not null constraint mails_body_is_not_personal check (body !~ '[0-9０-９]{9}'),
    queued_at timestamptz not null,
    mail_state text not null default 'waiting' check (mail_state in ('waiting', 'sent', 'refused')),
    attempt_count integer not null default 0,
    next_attempt_at timestamptz not null,
    settled_at timestamptz,
    last_failure text,
    constraint mails_settled_when_not_waiting check ((mail_state = 'waiting') = (settled_at is null))
);
create index mails_waiting on notification.mails (next_attempt_at, mail_number) where mail_state = 'waiting';

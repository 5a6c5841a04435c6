create schema exchange;

-- Life events, written in the transaction of the act that caused them. No personal data: numbers, codes and days.
create table exchange.outbox_events (
    event_number bigint generated always as identity primary key,
    event_code text not null,
    addressee_number bigint not null,
    household_number bigint,
    happened_on date not null,
    act_number bigint not null,
    payload jsonb not null,
    recorded_at timestamptz not null
);
create index outbox_events_addressee_number on exchange.outbox_events (addressee_number, event_number);
create index outbox_events_act_number on exchange.outbox_events (act_number);

-- Which business has reacted to which event; a missing row is an event still to be delivered.
create table exchange.event_deliveries (
    business text not null,
    event_number bigint not null references exchange.outbox_events,
    delivered_at timestamptz not null,
    primary key (business, event_number)
);

-- 要処理事項: tasks for clerks that events raise.
create table exchange.work_items (
    item_number bigint generated always as identity primary key,
    business text not null,
    addressee_number bigint not null,
    event_number bigint references exchange.outbox_events,
    title_ja text not null,
    title_en text not null,
    due_on date,
    item_state text not null default 'open' check (item_state in ('open', 'done', 'dismissed')),
    recorded_at timestamptz not null,
    closed_at timestamptz,
    closed_by text,
    check ((item_state = 'open') = (closed_at is null)),
    unique (business, event_number, addressee_number, title_ja)
);
create index work_items_open on exchange.work_items (business, due_on, item_number) where item_state = 'open';

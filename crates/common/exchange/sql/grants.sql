-- What the program's own role may do in schema exchange. Events are append-only; of a work item only its end is written.
grant usage on schema exchange to yakuba_app;
grant select, insert on exchange.outbox_events, exchange.event_deliveries, exchange.work_items to yakuba_app;
grant update (item_state, closed_at, closed_by) on exchange.work_items to yakuba_app;

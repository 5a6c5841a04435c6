-- What the program's own role may do in schema access. The audit trail is append-only: no update, no delete.
grant usage on schema access to yakuba_app;
grant select, insert on access.audit_entries, access.audit_seals to yakuba_app;
grant select, insert, update on access.accounts, access.sessions to yakuba_app;
grant select, insert, update, delete on access.idempotent_requests to yakuba_app;
grant select, insert, delete on access.role_grants to yakuba_app;

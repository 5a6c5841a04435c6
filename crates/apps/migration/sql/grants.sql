-- What the program's own role may do in schema migration. Nothing is deleted; of a load only its state is written, of a
-- quarantined record only its owner, and of a source record its end once a clerk has dealt with it.
grant usage on schema migration to yakuba_app;
grant select, insert on all tables in schema migration to yakuba_app;
grant usage, select on all sequences in schema migration to yakuba_app;
grant update (state, finished_at) on migration.loads to yakuba_app;
grant update (owner) on migration.quarantined_records to yakuba_app;

-- What the program's own role may do in schema resident_register: the history of issues is written and read, never
-- changed or deleted.
grant usage on schema resident_register to yakuba_app;
grant select, insert on all tables in schema resident_register to yakuba_app;
grant usage, select on all sequences in schema resident_register to yakuba_app;

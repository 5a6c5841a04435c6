-- Logins of a municipality's database on a PostgreSQL of your own (15 or newer). Run once as a superuser, in any database:
--   psql --set=database=yakuba --file=infra/database/roles.sql
-- Running it again is harmless. No password stands here: set both afterwards with \password, or map the logins to users
-- of the system in pg_ident.conf.
--
--   yakuba_app      holds what the program may do and cannot sign in; the grants come from each crate's sql/.
--   yakuba_owner    owns database and schema. For `yakuba database migrate` and nothing else.
--   yakuba_service  what the server signs in as. A member of yakuba_app and of nothing else: it can neither update nor
--                   delete a row of the audit trail, nor delete a row of the register.
\set ON_ERROR_STOP on

select format('create role %I %s', name, attributes)
from (values
    ('yakuba_app', 'nologin'),
    ('yakuba_owner', 'login'),
    ('yakuba_service', 'login connection limit 64')
) wanted (name, attributes)
where not exists (select from pg_roles where rolname = name)
\gexec

-- The owner too works as yakuba_app whenever it does more than change the schema.
grant yakuba_app to yakuba_owner, yakuba_service;

select format('create database %I owner yakuba_owner encoding %L locale %L template template0', :'database', 'UTF8', 'C.UTF-8')
where not exists (select from pg_database where datname = :'database')
\gexec

revoke all on database :"database" from public;
grant connect on database :"database" to yakuba_app;

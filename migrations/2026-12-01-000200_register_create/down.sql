drop schema register cascade;
drop extension pg_trgm;
drop extension btree_gist;

drop schema notification cascade;

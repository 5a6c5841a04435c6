drop schema resident_register cascade;

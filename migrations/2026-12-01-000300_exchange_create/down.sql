drop schema exchange cascade;

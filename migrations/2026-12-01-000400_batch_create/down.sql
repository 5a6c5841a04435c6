drop schema batch cascade;

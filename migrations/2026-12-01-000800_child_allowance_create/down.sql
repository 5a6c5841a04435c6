drop schema child_allowance cascade;

drop schema disbursement cascade;

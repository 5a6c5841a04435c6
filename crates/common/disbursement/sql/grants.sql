-- What the program's own role may do in schema disbursement. Nothing is deleted; of an account only its end is written,
-- of a payment its state, of a file its result.
grant usage on schema disbursement to yakuba_app;
grant select, insert on all tables in schema disbursement to yakuba_app;
grant usage on all sequences in schema disbursement to yakuba_app;
grant update (through_on) on disbursement.bank_accounts to yakuba_app;
grant update (payment_state, file_number, return_code) on disbursement.payments to yakuba_app;
grant update (result_sha256, result_recorded_at) on disbursement.transfer_files to yakuba_app;

//! Tables of schema `disbursement`.

diesel::table! {
    disbursement.bank_accounts (addressee_number, business, from_on) {
        addressee_number -> Int8,
        business -> Text,
        from_on -> Date,
        through_on -> Nullable<Date>,
        bank_code -> Text,
        bank_name_kana -> Text,
        branch_code -> Text,
        branch_name_kana -> Text,
        account_kind -> Text,
        account_number -> Text,
        holder_kana -> Text,
    }
}

diesel::table! {
    disbursement.transfer_files (file_number) {
        file_number -> Int8,
        business -> Text,
        run_number -> Int8,
        file_name -> Text,
        sha256 -> Text,
        transfer_on -> Date,
        transfer_count -> Int8,
        total_yen -> Int8,
        content -> Bytea,
        made_at -> Timestamptz,
        made_by -> Text,
        result_sha256 -> Nullable<Text>,
        result_recorded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    disbursement.payments (addressee_number, payment_number) {
        addressee_number -> Int8,
        payment_number -> Int8,
        business -> Text,
        run_number -> Int8,
        benefit_months -> Array<Text>,
        amount_yen -> Int8,
        paid_out_on -> Date,
        payment_state -> Text,
        file_number -> Nullable<Int8>,
        return_code -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(bank_accounts, payments);

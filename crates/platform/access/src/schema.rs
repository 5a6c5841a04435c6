//! Tables of schema `access`.

diesel::table! {
    access.accounts (login_name) {
        login_name -> Text,
        display_name -> Text,
        password_hash -> Text,
        office_code -> Text,
        office_name -> Text,
        role -> Text,
        reachable_office_codes -> Array<Text>,
        mail_address -> Nullable<Text>,
        is_locked -> Bool,
        failed_sign_in_count -> Int4,
    }
}

diesel::table! {
    access.role_grants (role, permission) {
        role -> Text,
        permission -> Text,
    }
}

diesel::table! {
    access.sessions (token_hash) {
        token_hash -> Bytea,
        login_name -> Text,
        terminal -> Text,
        started_at -> Timestamptz,
        last_used_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    access.audit_entries (entry_number) {
        entry_number -> Int8,
        transaction_number -> Int8,
        recorded_at -> Timestamptz,
        trace_id -> Text,
        login_name -> Text,
        office_code -> Text,
        terminal -> Text,
        purpose -> Text,
        is_write -> Bool,
        actions -> Array<Text>,
        addressee_numbers -> Array<Int8>,
    }
}

diesel::table! {
    access.audit_seals (seal_number) {
        seal_number -> Int8,
        through_transaction_number -> Int8,
        entry_count -> Int8,
        sealed_at -> Timestamptz,
        previous_hash -> Bytea,
        seal_hash -> Bytea,
    }
}
diesel::allow_tables_to_appear_in_same_query!(accounts, role_grants);

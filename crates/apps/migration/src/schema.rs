//! Tables of schema `migration`.

diesel::table! {
    migration.loads (load_number) {
        load_number -> Int8,
        title -> Text,
        environment -> Text,
        folder -> Text,
        manifest_sha256 -> Text,
        vendor -> Text,
        layout_version -> Text,
        delivered_on -> Date,
        state -> Text,
        act_number -> Int8,
        known_from -> Timestamptz,
        source_counts -> Jsonb,
        started_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
        started_by -> Text,
    }
}

diesel::table! {
    migration.load_chunks (load_number, chunk_number) {
        load_number -> Int8,
        chunk_number -> Int4,
        dataset -> Text,
        record_count -> Int4,
        totals -> Jsonb,
        written_at -> Timestamptz,
    }
}

diesel::table! {
    migration.source_records (load_number, dataset, line_number) {
        load_number -> Int8,
        dataset -> Text,
        line_number -> Int8,
        file -> Text,
        source_key -> Text,
        record_sha256 -> Nullable<Bytea>,
        disposition -> Text,
        reason_code -> Nullable<Text>,
        column_number -> Nullable<Int4>,
        addressee_number -> Nullable<Int8>,
        history_number -> Nullable<Int4>,
        act_reason_code -> Nullable<Text>,
        effective_on_code -> Nullable<Text>,
        filed_on -> Nullable<Date>,
        processed_on -> Nullable<Date>,
    }
}

diesel::table! {
    migration.quarantined_records (load_number, dataset, line_number) {
        load_number -> Int8,
        dataset -> Text,
        line_number -> Int8,
        file -> Text,
        column_number -> Nullable<Int4>,
        item -> Text,
        reason_code -> Text,
        excerpt -> Text,
        text_ja -> Text,
        text_en -> Text,
        owner -> Nullable<Text>,
    }
}

diesel::table! {
    migration.quarantine_steps (load_number, dataset, line_number, step_number) {
        load_number -> Int8,
        dataset -> Text,
        line_number -> Int8,
        step_number -> Int4,
        taken_at -> Timestamptz,
        login_name -> Text,
        step -> Text,
        text -> Text,
    }
}

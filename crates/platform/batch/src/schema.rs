//! Tables of schema `batch`.

diesel::table! {
    batch.runs (run_number) {
        run_number -> Int8,
        run_kind -> Text,
        title -> Text,
        parameters -> Jsonb,
        phase -> Text,
        plan_version -> Int4,
        facts_valid_at -> Nullable<Date>,
        facts_known_at -> Nullable<Timestamptz>,
        law_version -> Nullable<Text>,
        inputs -> Jsonb,
        totals -> Jsonb,
        prepared_by -> Text,
        prepared_at -> Timestamptz,
        approved_by -> Nullable<Text>,
    }
}

diesel::table! {
    batch.run_phases (run_number, step_number) {
        run_number -> Int8,
        step_number -> Int4,
        phase -> Text,
        reached_at -> Timestamptz,
        login_name -> Text,
        display_name -> Text,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    batch.run_chunks (run_number, chunk_number) {
        run_number -> Int8,
        chunk_number -> Int4,
        key_from -> Int8,
        key_through -> Int8,
        state -> Text,
        item_count -> Int8,
        attempt_count -> Int4,
        failure -> Nullable<Text>,
    }
}

diesel::table! {
    batch.run_findings (run_number, finding_number) {
        run_number -> Int8,
        finding_number -> Int4,
        severity -> Text,
        code -> Text,
        text_ja -> Text,
        text_en -> Text,
        item_count -> Int8,
        addressee_numbers -> Array<Int8>,
        reason -> Nullable<Text>,
        reasoned_by -> Nullable<Text>,
    }
}

diesel::table! {
    batch.run_comparisons (run_number, line_number) {
        run_number -> Int8,
        line_number -> Int4,
        label_ja -> Text,
        label_en -> Text,
        previous_value -> Nullable<Int8>,
        current_value -> Int8,
        tolerance_permille -> Int8,
        judgment -> Text,
    }
}

//! Tables of schema `exchange`.

diesel::table! {
    exchange.outbox_events (event_number) {
        event_number -> Int8,
        event_code -> Text,
        addressee_number -> Int8,
        household_number -> Nullable<Int8>,
        happened_on -> Date,
        act_number -> Int8,
        payload -> Jsonb,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    exchange.event_deliveries (business, event_number) {
        business -> Text,
        event_number -> Int8,
        delivered_at -> Timestamptz,
    }
}

diesel::table! {
    exchange.work_items (item_number) {
        item_number -> Int8,
        business -> Text,
        addressee_number -> Int8,
        event_number -> Nullable<Int8>,
        title_ja -> Text,
        title_en -> Text,
        due_on -> Nullable<Date>,
        item_state -> Text,
        recorded_at -> Timestamptz,
        closed_at -> Nullable<Timestamptz>,
        closed_by -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(outbox_events, event_deliveries);

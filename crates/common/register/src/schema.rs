//! Tables of schema `register`, and the outbox of schema `exchange` that acts write to.

diesel::table! {
    register.acts (act_number) {
        act_number -> Int8,
        act_kind -> Text,
        reason_code -> Text,
        happened_on_code -> Text,
        happened_on -> Date,
        filed_on -> Nullable<Date>,
        noticed_on -> Nullable<Date>,
        processed_on -> Date,
        recorded_at -> Timestamptz,
        login_name -> Text,
        office_code -> Text,
        terminal -> Text,
        ground -> Text,
        legal_basis -> Text,
        evidence -> Text,
        payload -> Jsonb,
        addressee_numbers -> Array<Int8>,
        household_numbers -> Array<Int8>,
        cancels_act -> Nullable<Int8>,
        canceled_by_act -> Nullable<Int8>,
    }
}

diesel::table! {
    register.addressees (addressee_number) {
        addressee_number -> Int8,
        addressee_kind -> Text,
        last_act -> Int8,
    }
}

diesel::table! {
    register.households (household_number) {
        household_number -> Int8,
        last_act -> Int8,
    }
}

diesel::table! {
    register.persons (addressee_number, history_number) {
        addressee_number -> Int8,
        history_number -> Int4,
        valid -> Daterange,
        known -> Tstzrange,
        made_by_act -> Int8,
        ended_by_act -> Nullable<Int8>,
        redated_by_act -> Nullable<Int8>,
        registration_state -> Text,
        resident_kind -> Text,
        full_name -> Text,
        furigana -> Nullable<Text>,
        is_furigana_confirmed -> Bool,
        former_surname -> Nullable<Text>,
        former_surname_furigana -> Nullable<Text>,
        alias -> Nullable<Text>,
        alias_furigana -> Nullable<Text>,
        roman_name -> Nullable<Text>,
        born_on_code -> Text,
        born_on_earliest -> Nullable<Date>,
        born_on_latest -> Nullable<Date>,
        born_on -> Nullable<Date>,
        sex -> Text,
        foreign_status -> Nullable<Jsonb>,
        resident_record_code -> Nullable<Text>,
        resident_since_on_code -> Nullable<Text>,
        address_since_on_code -> Nullable<Text>,
        municipality_code -> Nullable<Text>,
        prefecture -> Text,
        municipality -> Text,
        town_id -> Nullable<Text>,
        town -> Text,
        lot -> Text,
        building_and_room -> Text,
        postal_code -> Nullable<Text>,
        office_code -> Text,
        previous_address -> Nullable<Jsonb>,
        registered_domicile -> Nullable<Text>,
        register_first_person -> Nullable<Text>,
        entry_reason_code -> Nullable<Text>,
        entered_on_code -> Nullable<Text>,
        move_out -> Nullable<Jsonb>,
        deletion_reason_code -> Nullable<Text>,
        deleted_on_code -> Nullable<Text>,
        remarks -> Nullable<Text>,
    }
}

diesel::table! {
    register.household_memberships (addressee_number, membership_number) {
        addressee_number -> Int8,
        membership_number -> Int4,
        valid -> Daterange,
        known -> Tstzrange,
        made_by_act -> Int8,
        ended_by_act -> Nullable<Int8>,
        redated_by_act -> Nullable<Int8>,
        household_number -> Int8,
        relationship -> Text,
        member_order -> Int2,
    }
}

diesel::table! {
    register.protective_measures (addressee_number, history_number) {
        addressee_number -> Int8,
        history_number -> Int4,
        known -> Tstzrange,
        made_by_act -> Int8,
        ended_by_act -> Nullable<Int8>,
        applicant_addressee_number -> Int8,
        measure_state -> Text,
        starts_on -> Date,
        through_on -> Date,
        office_codes -> Array<Text>,
        protected_addresses -> Array<Text>,
        contact -> Nullable<Text>,
    }
}

diesel::table! {
    register.personal_numbers (addressee_number, history_number) {
        addressee_number -> Int8,
        history_number -> Int4,
        known -> Tstzrange,
        made_by_act -> Int8,
        ended_by_act -> Nullable<Int8>,
        ciphertext -> Bytea,
        blind_index -> Bytea,
    }
}

diesel::table! {
    register.search_keys (addressee_number, key_kind, search_key) {
        addressee_number -> Int8,
        key_kind -> Text,
        search_key -> Text,
    }
}

diesel::table! {
    register.shielded_addressees (addressee_number) {
        addressee_number -> Int8,
    }
}

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

diesel::joinable!(persons -> addressees (addressee_number));
diesel::joinable!(household_memberships -> addressees (addressee_number));
diesel::allow_tables_to_appear_in_same_query!(
    persons,
    household_memberships,
    addressees,
    search_keys,
    personal_numbers,
    protective_measures,
    shielded_addressees,
);

//! Tables of schema `child_allowance`, and the published view of residents that runs freeze from.

diesel::table! {
    child_allowance.claims (addressee_number, claim_number) {
        addressee_number -> Int8,
        claim_number -> Int8,
        claim_kind -> Text,
        claimed_on -> Date,
        filing -> Jsonb,
        recorded_at -> Timestamptz,
        login_name -> Text,
    }
}

diesel::table! {
    child_allowance.certifications (addressee_number, certification_number, history_number) {
        addressee_number -> Int8,
        certification_number -> Text,
        history_number -> Int4,
        known_from -> Timestamptz,
        known_until -> Nullable<Timestamptz>,
        claim_number -> Nullable<Int8>,
        claimed_on -> Date,
        certified_on -> Date,
        from_month -> Date,
        through_month -> Nullable<Date>,
        ended_on -> Nullable<Date>,
        end_cause -> Nullable<Text>,
    }
}

diesel::table! {
    child_allowance.certified_children (addressee_number, certification_number, child_addressee_number, history_number) {
        addressee_number -> Int8,
        certification_number -> Text,
        child_addressee_number -> Int8,
        history_number -> Int4,
        known_from -> Timestamptz,
        known_until -> Nullable<Timestamptz>,
        child_kind -> Text,
        from_month -> Date,
        through_month -> Nullable<Date>,
        is_supported -> Bool,
        lives_together -> Bool,
        residence -> Text,
        placement -> Text,
    }
}

diesel::table! {
    child_allowance.decisions (addressee_number, decision_number) {
        addressee_number -> Int8,
        decision_number -> Int8,
        certification_number -> Text,
        decision_kind -> Text,
        from_month -> Date,
        monthly_yen -> Int8,
        decided_at -> Timestamptz,
        decided_by -> Text,
        claim_number -> Nullable<Int8>,
        run_number -> Nullable<Int8>,
        event_number -> Nullable<Int8>,
        facts_valid_at -> Date,
        facts_known_at -> Timestamptz,
        law_version -> Jsonb,
        inputs -> Jsonb,
        explanation -> Jsonb,
    }
}

diesel::table! {
    child_allowance.differences (addressee_number, decision_number, benefit_month) {
        addressee_number -> Int8,
        decision_number -> Int8,
        certification_number -> Text,
        benefit_month -> Date,
        before_yen -> Int8,
        after_yen -> Int8,
        recorded_at -> Timestamptz,
        settled_run_number -> Nullable<Int8>,
    }
}

diesel::table! {
    child_allowance.payments (addressee_number, certification_number, paid_on, payment_kind, from_month) {
        addressee_number -> Int8,
        certification_number -> Text,
        paid_on -> Date,
        payment_kind -> Text,
        from_month -> Date,
        through_month -> Date,
        amount_yen -> Int8,
        child_count -> Int4,
        run_number -> Nullable<Int8>,
    }
}

diesel::table! {
    child_allowance.run_facts (addressee_number, run_number, certification_number, child_addressee_number) {
        addressee_number -> Int8,
        run_number -> Int8,
        certification_number -> Text,
        child_addressee_number -> Int8,
        from_month -> Date,
        through_month -> Date,
        child_from_month -> Date,
        child_through_month -> Nullable<Date>,
        born_on -> Nullable<Date>,
        is_supported -> Bool,
        residence -> Text,
        placement -> Text,
    }
}

diesel::table! {
    child_allowance.decision_plans (addressee_number, run_number, certification_number, benefit_month, line_kind) {
        addressee_number -> Int8,
        run_number -> Int8,
        certification_number -> Text,
        benefit_month -> Date,
        line_kind -> Text,
        amount_yen -> Int8,
        child_addressee_numbers -> Array<Int8>,
        child_yen -> Array<Int8>,
        child_classes -> Array<Text>,
        decision -> Nullable<Jsonb>,
    }
}

//! Tables of schema `resident_register`, and what of schema `register` is read beside them.

diesel::table! {
    resident_register.certifiers (office_code, term) {
        office_code -> Text,
        term -> Daterange,
        title -> Text,
        full_name -> Text,
        seal_text -> Text,
    }
}

diesel::table! {
    resident_register.certificate_issues (addressee_number, document_number) {
        addressee_number -> Int8,
        document_number -> Text,
        addressee_numbers -> Array<Int8>,
        certificate_kind -> Text,
        included_items -> Array<Text>,
        copies -> Int4,
        purpose -> Text,
        valid_at -> Date,
        known_at -> Timestamptz,
        issued_at -> Timestamptz,
        issued_on -> Date,
        login_name -> Text,
        office_code -> Text,
        terminal -> Text,
        form_name -> Text,
        form_version -> Int4,
        is_sample -> Bool,
        issue_head -> Text,
        certifier_title -> Text,
        certifier_name -> Text,
        seal_text -> Text,
        sha256 -> Text,
    }
}

diesel::table! {
    register.acts (act_number) {
        act_number -> Int8,
        addressee_numbers -> Array<Int8>,
        household_numbers -> Array<Int8>,
    }
}

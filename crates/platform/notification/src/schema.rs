//! Tables of schema `notification`.

diesel::table! {
    notification.mails (mail_number) {
        mail_number -> Int8,
        recipient -> Text,
        about -> Text,
        subject -> Text,
        body -> Text,
        queued_at -> Timestamptz,
        mail_state -> Text,
        attempt_count -> Int4,
        next_attempt_at -> Timestamptz,
        settled_at -> Nullable<Timestamptz>,
        last_failure -> Nullable<Text>,
    }
}

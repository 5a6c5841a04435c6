-- What the program's own role may do in schema notification: what a mail says is never changed, only its delivery.
grant usage on schema notification to yakuba_app;
grant select, insert on notification.mails to yakuba_app;
grant update (mail_state, attempt_count, next_attempt_at, settled_at, last_failure) on notification.mails to yakuba_app;

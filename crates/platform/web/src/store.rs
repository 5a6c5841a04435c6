//! SQL of the requests that must act once.

use database::{DatabaseError, Tx};
use diesel::prelude::*;

diesel::table! {
    access.idempotent_requests (login_name, idempotency_key) {
        login_name -> Text,
        idempotency_key -> Text,
        request_hash -> Bytea,
        recorded_at -> Timestamptz,
        status_code -> Nullable<Int4>,
        response_body -> Nullable<Bytea>,
        response_type -> Nullable<Text>,
        response_etag -> Nullable<Text>,
    }
}

/// An answer that was given before.
#[derive(Queryable, Selectable, Debug, Clone)]
#[diesel(table_name = idempotent_requests)]
pub(crate) struct GivenAnswer {
    pub(crate) request_hash: Vec<u8>,
    pub(crate) status_code: Option<i32>,
    pub(crate) response_body: Option<Vec<u8>>,
    pub(crate) response_type: Option<String>,
    pub(crate) response_etag: Option<String>,
}

/// Claims the key for this request; gives the earlier claim where there is one.
pub(crate) fn claim(tx: &mut Tx<'_>, key: &str, request_hash: &[u8]) -> Result<Option<GivenAnswer>, DatabaseError> {
    use idempotent_requests as t;
    let operation = tx.operation();
    let claimed = diesel::insert_into(t::table)
        .values((
            t::login_name.eq(&operation.actor.login_name),
            t::idempotency_key.eq(key),
            t::request_hash.eq(request_hash),
            t::recorded_at.eq(operation.now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.connection())?;
    if claimed == 1 {
        return Ok(None);
    }
    let row =
        t::table.find((&operation.actor.login_name, key)).select(GivenAnswer::as_select()).first(tx.connection())?;
    Ok(Some(row))
}

/// Keeps the answer under the key.
pub(crate) fn keep(tx: &mut Tx<'_>, key: &str, answer: &GivenAnswer) -> Result<(), DatabaseError> {
    use idempotent_requests as t;
    let login_name = tx.operation().actor.login_name.clone();
    diesel::update(t::table.find((login_name, key)))
        .set((
            t::status_code.eq(answer.status_code),
            t::response_body.eq(&answer.response_body),
            t::response_type.eq(&answer.response_type),
            t::response_etag.eq(&answer.response_etag),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Gives the key back: the request was refused, so sending it again may act.
pub(crate) fn release(tx: &mut Tx<'_>, key: &str) -> Result<(), DatabaseError> {
    use idempotent_requests as t;
    let login_name = tx.operation().actor.login_name.clone();
    diesel::delete(t::table.find((login_name, key))).execute(tx.connection())?;
    Ok(())
}

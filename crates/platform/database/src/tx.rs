//! A transaction in the name of an operation.

use std::collections::BTreeSet;

use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Text, Timestamptz};

use crate::{DatabaseError, Operation};

/// A transaction in the name of an [`Operation`]; the only thing that store functions take.
pub struct Tx<'a> {
    connection: &'a mut PgConnection,
    operation: &'a Operation,
    subjects: BTreeSet<i64>,
    actions: Vec<String>,
}

impl<'a> Tx<'a> {
    pub(crate) fn begin(connection: &'a mut PgConnection, operation: &'a Operation) -> Result<Self, DatabaseError> {
        let offices = operation.offices.iter().cloned().collect::<Vec<_>>().join(",");
        diesel::sql_query(
            "select set_config('yakuba.account', $1, true), set_config('yakuba.offices', $2, true), \
             set_config('yakuba.today', $3, true)",
        )
        .bind::<Text, _>(&operation.actor.login_name)
        .bind::<Text, _>(offices)
        .bind::<Text, _>(operation.today().to_string())
        .execute(connection)?;
        Ok(Self { connection, operation, subjects: BTreeSet::new(), actions: Vec::new() })
    }

    /// The connection, for store functions only.
    pub fn connection(&mut self) -> &mut PgConnection {
        self.connection
    }

    /// The operation in whose name this transaction runs.
    #[must_use]
    pub fn operation(&self) -> &'a Operation {
        self.operation
    }

    /// Notes for the audit row that the record of this addressee (宛名番号) was read or changed.
    pub fn touch(&mut self, addressee_number: i64) {
        self.subjects.insert(addressee_number);
    }

    /// Notes for the audit row what was done, as `business.act`.
    pub fn did(&mut self, action: &str) {
        self.actions.push(action.to_owned());
    }

    /// Writes the audit row; a transaction that touched nobody and did nothing leaves none.
    pub(crate) fn leave_audit_row(&mut self, is_write: bool) -> Result<(), DatabaseError> {
        if self.subjects.is_empty() && self.actions.is_empty() {
            return Ok(());
        }
        let subjects: Vec<i64> = self.subjects.iter().copied().collect();
        diesel::sql_query(
            "insert into access.audit_entries \
             (recorded_at, trace_id, login_name, office_code, terminal, purpose, is_write, actions, addressee_numbers) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind::<Timestamptz, _>(self.operation.now)
        .bind::<Text, _>(&self.operation.trace_id)
        .bind::<Text, _>(&self.operation.actor.login_name)
        .bind::<Text, _>(&self.operation.office_code)
        .bind::<Text, _>(&self.operation.terminal)
        .bind::<Text, _>(&self.operation.purpose)
        .bind::<Bool, _>(is_write)
        .bind::<Array<Text>, _>(&self.actions)
        .bind::<Array<BigInt>, _>(subjects)
        .execute(self.connection)?;
        Ok(())
    }
}

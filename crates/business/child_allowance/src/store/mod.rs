//! SQL of schema `child_allowance`.

mod certifications;
mod decisions;
pub(crate) mod load;
pub(crate) mod runs;

pub(crate) use certifications::{
    addressee, certifications_of, insert_claim, next_certification_number, put_certification, recipients_for, support,
    version,
};
pub(crate) use decisions::{
    Decision, NewDecision, decisions_of, insert_decision, insert_differences, last_paid_month, payments_of,
};

use crate::error::ChildAllowanceError;

impl From<diesel::result::Error> for ChildAllowanceError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

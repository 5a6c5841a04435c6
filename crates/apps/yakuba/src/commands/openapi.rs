//! `yakuba openapi`: the contract on standard output, as openapi/yakuba.json holds it.

use crate::failure::Failure;

pub(crate) fn run() -> Result<(), Failure> {
    print!("{}", server::contract_text());
    Ok(())
}

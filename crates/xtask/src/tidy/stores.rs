//! SQL is spoken in stores and in the crate of the database, nowhere else.

use super::Finding;
use super::source::{Source, has_word};

/// Finds diesel outside the files that may speak SQL.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    if is_store(&source.path) || source.is_test() || source.is_below(&["crates/platform/database"]) {
        return Vec::new();
    }
    let speaks_sql =
        |line: &str| has_word(line, "diesel") || has_word(line, "sql_query") || has_word(line, "PgConnection");
    let lines = source.code_outside_tests().filter(|(_, line)| speaks_sql(line));
    let message = "SQL outside a store: move the query to store.rs or store/ and call it with a Tx";
    lines.map(|(number, _)| Finding::at(&source.path, number, message)).collect()
}

fn is_store(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    file == "schema.rs" || (file.starts_with("store") && file.ends_with(".rs")) || path.contains("/src/store/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn sql_stays_in_stores() {
        let query = "use diesel::prelude::*;\nlet a = sql_query(\"select 1\");";
        holds(
            check,
            &[
                ("crates/business/child_allowance/src/api.rs", query, &[1, 2]),
                ("crates/business/child_allowance/src/error.rs", "Store(#[from] diesel::result::Error),", &[1]),
                ("crates/business/child_allowance/src/api.rs", "// diesel\nlet a = \"sql_query\";", &[]),
                ("crates/business/child_allowance/src/store.rs", query, &[]),
                ("crates/business/child_allowance/src/store/claims.rs", query, &[]),
                ("crates/business/child_allowance/src/schema.rs", query, &[]),
                ("crates/business/child_allowance/tests/child_allowance/store.rs", query, &[]),
                ("crates/platform/database/src/copy.rs", query, &[]),
                ("crates/testing/src/lib.rs", query, &[]),
            ],
        );
    }
}

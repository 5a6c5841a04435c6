//! Every `diesel::table!` of every crate says what PostgreSQL says: names, columns, types, nullability.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use testing::TestDatabase;

/// A table or view: its columns, each with PostgreSQL's name of the type and whether it may be null.
type Columns = BTreeMap<String, (String, bool)>;

/// What PostgreSQL has, by `schema.name`; of a view nothing is known about nulls.
struct Real {
    columns: Columns,
    is_view: bool,
}

fn real_tables(test: &TestDatabase) -> BTreeMap<String, Real> {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        relation: String,
        #[diesel(sql_type = Text)]
        kind: String,
        #[diesel(sql_type = Text)]
        column_name: String,
        #[diesel(sql_type = Text)]
        type_name: String,
        #[diesel(sql_type = Text)]
        is_nullable: String,
    }
    let sql = "select c.table_schema || '.' || c.table_name as relation, t.table_type::text as kind, \
               c.column_name::text, c.udt_name::text as type_name, c.is_nullable::text \
               from information_schema.columns c \
               join information_schema.tables t using (table_schema, table_name) \
               where c.table_schema not in ('pg_catalog', 'information_schema')";
    let rows: Vec<Row> = test
        .database
        .read::<_, database::DatabaseError>(&test.operation("2026-11-22"), |tx| {
            diesel::sql_query("reset role").execute(tx.connection())?;
            Ok(diesel::sql_query(sql).load(tx.connection())?)
        })
        .unwrap();
    let mut tables: BTreeMap<String, Real> = BTreeMap::new();
    for row in rows {
        let real =
            tables.entry(row.relation).or_insert_with(|| Real { columns: Columns::new(), is_view: row.kind == "VIEW" });
        real.columns.insert(row.column_name, (row.type_name, row.is_nullable == "YES"));
    }
    tables
}

/// PostgreSQL's name of a diesel type, and whether it may be null.
fn postgres_type(diesel: &str) -> Result<(String, bool), String> {
    if let Some(inner) = diesel.strip_prefix("Nullable<").and_then(|rest| rest.strip_suffix('>')) {
        return Ok((postgres_type(inner)?.0, true));
    }
    if let Some(inner) = diesel.strip_prefix("Array<").and_then(|rest| rest.strip_suffix('>')) {
        return Ok((format!("_{}", postgres_type(inner)?.0), false));
    }
    let name = match diesel {
        "Int2" | "SmallInt" => "int2",
        "Int4" | "Integer" => "int4",
        "Int8" | "BigInt" => "int8",
        "Bool" => "bool",
        "Text" => "text",
        "Bytea" | "Binary" => "bytea",
        "Date" => "date",
        "Timestamptz" => "timestamptz",
        "Jsonb" => "jsonb",
        "Uuid" => "uuid",
        "Daterange" => "daterange",
        "Tstzrange" => "tstzrange",
        other => return Err(format!("the type {other} is not known to this test")),
    };
    Ok((name.to_owned(), false))
}

/// The tables that a Rust text declares: `schema.name` and its columns with their diesel types.
fn declared(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.starts_with('#'));
    let text: String = lines.collect::<Vec<_>>().join(" ");
    let mut tables = Vec::new();
    for body in text.split("diesel::table! {").skip(1) {
        let (name, rest) = body.split_once('(').unwrap();
        let columns = rest.split_once('{').unwrap().1.split_once('}').unwrap().0;
        let columns = columns
            .split(',')
            .filter_map(|column| column.split_once("->"))
            .map(|(column, kind)| (column.trim().to_owned(), kind.trim().to_owned()))
            .collect();
        tables.push((name.trim().to_owned(), columns));
    }
    tables
}

/// Where a declaration says something else than PostgreSQL. A crate may declare a part of another's table for what it reads,
/// as long as the declarations together leave nothing out.
fn differences(declared: &[(String, BTreeMap<String, String>)], real: &BTreeMap<String, Real>) -> Vec<String> {
    let mut found = Vec::new();
    let mut all: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
    for (table, columns) in declared {
        let Some(real) = real.get(table) else {
            found.push(format!("{table} is not there"));
            continue;
        };
        for (column, kind) in columns {
            match (postgres_type(kind), real.columns.get(column)) {
                (Err(problem), _) => found.push(format!("{table}.{column}: {problem}")),
                (Ok(_), None) => found.push(format!("{table}.{column} is not there")),
                (Ok((name, may_be_null)), Some((real_name, real_null))) => {
                    if name != *real_name || (may_be_null != *real_null && !real.is_view) {
                        found.push(format!("{table}.{column} is {real_name}, nullable {real_null}, not {kind}"));
                    }
                }
            }
        }
        all.entry(table).or_default().extend(columns.keys());
    }
    for (table, columns) in all {
        let real = real.get(table).into_iter().flat_map(|real| real.columns.keys());
        let undeclared = real.filter(|column| !columns.contains(column));
        found.extend(undeclared.map(|column| format!("{table}.{column} is not declared")));
    }
    found
}

fn rust_files(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_declared_table_is_the_real_one() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let mut texts = Vec::new();
    for floor in ["kernel", "platform", "common", "business", "apps"] {
        for member in std::fs::read_dir(crates.join(floor)).unwrap() {
            rust_files(&member.unwrap().path().join("src"), &mut texts);
        }
    }
    let declared: Vec<_> = texts.iter().flat_map(|text| declared(text)).collect();
    let names: BTreeSet<&str> = declared.iter().map(|(name, _)| name.as_str()).collect();
    for known in ["register.persons", "exchange.outbox_events", "batch.runs", "access.idempotent_requests"] {
        assert!(names.contains(known), "the test no longer finds {known} among {names:?}");
    }
    let found = differences(&declared, &real_tables(&TestDatabase::new()));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_wrong_declaration_is_found() {
    let text = "
        diesel::table! {
            /// A comment, with a comma -> and an arrow.
            exchange.event_deliveries (business, event_number) {
                business -> Nullable<Text>,
                event_number -> Int4,
                delivered_on -> Date,
            }
        }

        diesel::table! {
            exchange.facts (number) { number -> Int8, }
        }";
    let found = differences(&declared(text), &real_tables(&TestDatabase::new()));
    assert_eq!(
        found,
        [
            "exchange.event_deliveries.business is text, nullable false, not Nullable<Text>",
            "exchange.event_deliveries.delivered_on is not there",
            "exchange.event_deliveries.event_number is int8, nullable false, not Int4",
            "exchange.facts is not there",
            "exchange.event_deliveries.delivered_at is not declared",
        ]
    );
}

//! Layouts, code lists and transforms of spec-mappings/, read in both directions.

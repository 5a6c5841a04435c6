//! The register on the real PostgreSQL.

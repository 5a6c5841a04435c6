//! Facts, events and work items on the real PostgreSQL.

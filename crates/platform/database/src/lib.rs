//! The only door to PostgreSQL: operations, transactions, COPY streams, migrations and the cluster of our own.

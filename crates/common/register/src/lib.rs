//! The register that every business shares: persons, households, addresses and acts.

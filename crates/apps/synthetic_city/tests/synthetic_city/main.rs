//! The city and its files.

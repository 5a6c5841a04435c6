//! A city of people who do not exist, and the legacy files it would have.

//! Mail queued with what it tells of and handed to a real SMTP server on loopback.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod delivery;
mod notices;
mod relay;

//! The series goes up, comes down to nothing, and goes up again.

use database::{migrate, revert_all};
use testing::TestDatabase;

#[test]
fn every_migration_can_be_taken_back() {
    let url = TestDatabase::empty();
    let up = migrate(&url, &[]).unwrap();
    assert!(up > 0);
    assert_eq!(revert_all(&url).unwrap(), up);
    assert_eq!(migrate(&url, &[]).unwrap(), up);
    assert_eq!(migrate(&url, &[]).unwrap(), 0, "running it twice is harmless");
}

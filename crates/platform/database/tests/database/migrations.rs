//! The series goes up, comes down to nothing, and goes up again; its owner need not be able to make roles.

use database::{migrate, revert_all};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
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

#[test]
fn an_owner_who_may_make_no_roles_brings_the_schema_up() {
    let url = TestDatabase::empty();
    let (address, name) = url.rsplit_once('/').unwrap();
    let (name, _) = name.split_once('?').unwrap();
    let owner = format!("owner_of_{name}");
    let mut superuser = PgConnection::establish(&url).unwrap();
    migrate(&TestDatabase::empty(), &[]).unwrap();
    superuser.batch_execute(&format!("create role {owner} login password 'test'")).unwrap();
    superuser.batch_execute(&format!("alter database {name} owner to {owner}")).unwrap();
    let (_, server) = address.rsplit_once('@').unwrap();
    assert!(migrate(&format!("postgres://{owner}:test@{server}/{name}"), &[]).unwrap() > 0);
}

//! Two clerks on one household: one wins, the other is told, nothing is lost.

use std::sync::Barrier;
use std::thread;

use register::acts::{MoveOutFiling, move_out};
use register::{AsOf, RegisterError, read};
use testing::TestDatabase;

use crate::builders::*;

#[test]
fn of_two_clerks_on_one_household_one_wins() {
    let test = TestDatabase::new();
    for round in 0..5 {
        let home = settle(&test, "2026-04-01", &format!("{round}番1号"), family());
        let barrier = Barrier::new(2);
        let file = |index: usize| {
            let filing = MoveOutFiling {
                grounds: grounds("2026-05-01", vec![household_at(home.household, home.version)]),
                members: vec![home.people[index]],
                destination: elsewhere(),
            };
            barrier.wait();
            write(&test, "2026-05-01", |tx| move_out(tx, &filing))
        };
        let results = thread::scope(|scope| {
            let clerks = [1, 2].map(|index| scope.spawn(move || file(index)));
            clerks.map(|clerk| clerk.join().unwrap())
        });
        let won = results.iter().filter(|result| result.is_ok()).count();
        assert_eq!(won, 1, "{results:?}");
        let told = results.iter().filter_map(|result| result.as_ref().err()).all(|error| {
            matches!(error, RegisterError::Changed { expected: Some(_), .. } | RegisterError::Conflict(_))
        });
        assert!(told, "{results:?}");
        let operation = test.operation("2026-05-02");
        let left = read_as(&test, &operation, |tx| read::household(tx, home.household, AsOf::now(&operation)));
        assert_eq!(left.unwrap().members.len(), 2, "one of the two moves was kept, and only one");
    }
}

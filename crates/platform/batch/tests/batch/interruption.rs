//! Stopping, several workers, and a worker that dies in the middle of a chunk.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use batch::engine::{self, Work};
use batch::{Phase, run_view};
use serde_json::json;
use testing::clerk;

use crate::toy::{NEVER, draft, kind, toy_database};

#[test]
fn a_stopped_run_goes_on_where_it_was() {
    let test = toy_database();
    let maker = clerk("作成者", "2026-11-22");
    let run = draft(&test, &maker, &json!({ "keys": 200 }));
    engine::freeze(&test.database, &maker, &kind(), run).unwrap();
    let (stop, seen) = (AtomicBool::new(false), AtomicI64::new(0));
    let report = |_| {
        if seen.fetch_add(1, Ordering::SeqCst) == 4 {
            stop.store(true, Ordering::SeqCst);
        }
    };
    let work = Work { workers: 1, stop: &stop, report: &report };
    let progress = engine::compute(&test.database, &maker, &kind(), run, &work).unwrap();
    assert_eq!(progress.done_chunks, 5);
    let view = test.database.read(&maker, |tx| run_view(tx, run)).unwrap();
    assert_eq!(view.summary.phase, Phase::Frozen);

    let work = Work { workers: 3, stop: &NEVER, report: &|_| {} };
    assert_eq!(engine::compute(&test.database, &maker, &kind(), run, &work).unwrap().done_chunks, 20);
    assert_eq!(test.owner_value("select count(*), sum(paid) from toy.plans").unwrap(), "(200,20100)");
}

#[test]
fn a_worker_that_dies_loses_its_chunk_and_nothing_else() {
    let test = toy_database();
    let maker = clerk("作成者", "2026-11-22");
    let run = draft(&test, &maker, &json!({ "keys": 50 }));
    engine::freeze(&test.database, &maker, &kind(), run).unwrap();
    // A worker's death as PostgreSQL sees it: the connection ends inside the transaction that holds the claim.
    test.owner_run(&format!(
        "begin; select 1 from batch.run_chunks where run_number = {run} and chunk_number = 0 for update; \
         insert into toy.plans select {run}, key, key from generate_series(1, 5) key"
    ));
    let work = Work { workers: 2, stop: &NEVER, report: &|_| {} };
    assert_eq!(engine::compute(&test.database, &maker, &kind(), run, &work).unwrap().done_chunks, 5);
    assert_eq!(test.owner_value("select count(*), sum(paid) from toy.plans").unwrap(), "(50,1275)");
}

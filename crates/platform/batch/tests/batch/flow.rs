//! The phases, two pairs of eyes, findings and comparison.

use batch::engine::{self, Work};
use batch::{BatchError, Phase, run_view};
use serde_json::json;
use testing::clerk;

use crate::toy::{NEVER, draft, kind, prepare, toy_database};

#[test]
fn a_run_goes_from_draft_to_papers() {
    let test = toy_database();
    let (maker, approver) = (clerk("作成者", "2026-11-22"), clerk("承認者", "2026-11-22"));
    let run = draft(&test, &maker, &json!({ "keys": 100 }));
    prepare(&test, &maker, run);
    test.database.write(&approver, |tx| engine::approve(tx, run, 1)).unwrap();
    let posted = engine::post(&test.database, &approver, &kind(), run).unwrap();
    assert_eq!(posted.item_count, 100);
    test.database.write(&approver, |tx| engine::documents_made(tx, run, "1冊")).unwrap();
    assert_eq!(test.owner_value("select sum(paid) from toy.payments").unwrap(), "(5050)");

    let view = test.database.read(&maker, |tx| run_view(tx, run)).unwrap();
    let phases: Vec<Phase> = view.steps.iter().map(|step| step.phase).collect();
    assert_eq!(phases, Phase::ALL);
    assert_eq!((view.progress.done_chunks, view.progress.all_chunks, view.progress.done_items), (10, 10, 100));
    assert_eq!(view.summary.totals, json!({ "amount_yen": 5050 }));
    assert_eq!(view.comparisons[0].1, "first");
    assert_eq!(view.approved_by.as_deref(), Some("承認者"));

    let again = engine::post(&test.database, &approver, &kind(), run);
    assert!(matches!(again, Err(BatchError::WrongPhase { .. })), "a posted run cannot be posted twice");
}

#[test]
fn the_maker_cannot_approve() {
    let test = toy_database();
    let maker = clerk("作成者", "2026-11-22");
    let run = draft(&test, &maker, &json!({ "keys": 10 }));
    prepare(&test, &maker, run);
    let refused = test.database.write(&maker, |tx| engine::approve(tx, run, 1));
    assert!(matches!(refused, Err(BatchError::SamePerson)));
    let posted = engine::post(&test.database, &maker, &kind(), run);
    assert!(matches!(posted, Err(BatchError::WrongPhase { .. })), "nothing is posted without approval");
}

#[test]
fn an_approval_holds_for_the_plan_that_was_seen() {
    let test = toy_database();
    let (maker, approver) = (clerk("作成者", "2026-11-22"), clerk("承認者", "2026-11-22"));
    let run = draft(&test, &maker, &json!({ "keys": 10 }));
    prepare(&test, &maker, run);
    prepare(&test, &maker, run);
    let stale = test.database.write(&approver, |tx| engine::approve(tx, run, 1));
    assert!(matches!(stale, Err(BatchError::PlanChanged { seen: 1 })));
    test.database.write(&approver, |tx| engine::approve(tx, run, 2)).unwrap();
    let frozen = engine::freeze(&test.database, &maker, &kind(), run);
    assert!(matches!(frozen, Err(BatchError::WrongPhase { .. })), "an approved plan is not computed anew");
    test.database.write(&approver, |tx| engine::send_back(tx, run, "口座を直す")).unwrap();
    prepare(&test, &maker, run);
    let unapproved = engine::post(&test.database, &approver, &kind(), run);
    assert!(matches!(unapproved, Err(BatchError::WrongPhase { .. })), "sending back takes the approval back");
}

#[test]
fn findings_block_until_mended_or_explained() {
    let test = toy_database();
    let (maker, approver) = (clerk("作成者", "2026-11-22"), clerk("承認者", "2026-11-22"));
    let fatal = draft(&test, &maker, &json!({ "keys": 10, "finding": "fatal" }));
    prepare(&test, &maker, fatal);
    test.database.write(&maker, |tx| engine::give_reason(tx, fatal, 1, "理由")).unwrap();
    let refused = test.database.write(&approver, |tx| engine::approve(tx, fatal, 1));
    assert!(matches!(refused, Err(BatchError::Findings { fatal: 1, open: 0 })), "no reason lifts a fatal finding");

    let confirm = draft(&test, &maker, &json!({ "keys": 10, "finding": "confirm" }));
    prepare(&test, &maker, confirm);
    let refused = test.database.write(&approver, |tx| engine::approve(tx, confirm, 1));
    assert!(matches!(refused, Err(BatchError::Findings { fatal: 0, open: 1 })));
    test.database.write(&maker, |tx| engine::give_reason(tx, confirm, 1, "調べた")).unwrap();
    test.database.write(&approver, |tx| engine::approve(tx, confirm, 1)).unwrap();
}

#[test]
fn a_run_stands_beside_the_last_posted_one() {
    let test = toy_database();
    let (maker, approver) = (clerk("作成者", "2026-11-22"), clerk("承認者", "2026-11-22"));
    let first = draft(&test, &maker, &json!({ "keys": 100 }));
    prepare(&test, &maker, first);
    test.database.write(&approver, |tx| engine::approve(tx, first, 1)).unwrap();
    engine::post(&test.database, &approver, &kind(), first).unwrap();
    for (keys, judgment) in [(100, "within"), (110, "outside")] {
        let run = draft(&test, &maker, &json!({ "keys": keys }));
        prepare(&test, &maker, run);
        let view = test.database.read(&maker, |tx| run_view(tx, run)).unwrap();
        assert_eq!(view.comparisons[0].0.previous_value, Some(5050));
        assert_eq!(view.comparisons[0].1, judgment, "{keys} keys");
    }
}

#[test]
fn a_chunk_that_fails_is_named_and_the_rest_is_kept() {
    let test = toy_database();
    let maker = clerk("作成者", "2026-11-22");
    let run = draft(&test, &maker, &json!({ "keys": 100, "breaks_at": 51 }));
    engine::freeze(&test.database, &maker, &kind(), run).unwrap();
    let work = Work { workers: 2, stop: &NEVER, report: &|_| {} };
    let failed = engine::compute(&test.database, &maker, &kind(), run, &work);
    assert!(matches!(failed, Err(BatchError::ChunksFailed { count: 1, ref first }) if first.contains("壊れた区切り")));
    assert_eq!(test.owner_value("select count(*) from toy.plans").unwrap(), "(90)");
    test.owner_run("update batch.runs set parameters = '{\"keys\": 100}'");
    let progress = engine::compute(&test.database, &maker, &kind(), run, &work).unwrap();
    assert_eq!(progress.done_chunks, 10);
    assert_eq!(test.owner_value("select sum(paid) from toy.plans").unwrap(), "(5050)");
}

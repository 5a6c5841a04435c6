//! The twice-dated timeline by itself: no days lost, no overlaps, undo restores.

use proptest::prelude::*;
use register::bitemporal::{ActReferences, Plan, Span, Stored, Timeline, undo};

use crate::builders::day;

fn span(from: u32, until: Option<u32>) -> Span {
    let origin = day("2026-01-01");
    let at = |days: u32| origin + chrono::Days::new(u64::from(days));
    Span { from: at(from), until: until.map(at) }
}

/// Applies a plan to stored rows, as the database does.
fn apply(rows: &mut Vec<Stored<u32>>, plan: Plan<u32>, act: i64) {
    for row in rows.iter_mut().filter(|row| plan.closed.contains(&row.number)) {
        row.acts.ended_by = Some(act);
    }
    for fresh in plan.appended {
        let number = i32::try_from(rows.len()).unwrap() + 1;
        let acts = ActReferences { made_by: fresh.made_by, ended_by: None, redated_by: fresh.redated_by };
        rows.push(Stored { number, span: fresh.span, acts, content: fresh.content });
    }
}

fn known(rows: &[Stored<u32>]) -> Vec<(Span, u32)> {
    let mut known: Vec<_> =
        rows.iter().filter(|row| row.acts.ended_by.is_none()).map(|row| (row.span, row.content)).collect();
    known.sort();
    known
}

#[test]
fn a_change_in_the_middle_redates_both_sides() {
    let mut rows = Vec::new();
    let mut first = Timeline::new(1, Vec::new());
    first.put(span(0, None), 10);
    apply(&mut rows, first.into_plan(), 1);
    let mut second = Timeline::new(2, rows.clone());
    second.put(span(5, Some(8)), 20);
    apply(&mut rows, second.into_plan(), 2);
    assert_eq!(known(&rows), vec![(span(0, Some(5)), 10), (span(5, Some(8)), 20), (span(8, None), 10)]);
    let sides: Vec<_> = rows.iter().filter(|row| row.acts.redated_by == Some(2)).map(|row| row.acts.made_by).collect();
    assert_eq!(sides, vec![1, 1], "the sides keep the act that made them and name the one that re-dated them");
}

#[derive(Debug, Clone)]
enum Step {
    Put(Span, u32),
    Amend(Span, u32),
    End(Span),
    UndoLast,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let spans =
        (0_u32..40, prop::option::of(1_u32..20)).prop_map(|(from, days)| span(from, days.map(|days| from + days)));
    let step = (spans, 0_u32..5, 0_u8..5).prop_map(|(span, value, kind)| match kind {
        0 | 1 => Step::Put(span, value),
        2 => Step::Amend(span, value),
        3 => Step::End(span),
        _ => Step::UndoLast,
    });
    prop::collection::vec(step, 1..25)
}

proptest! {
    #[test]
    fn changes_never_overlap_and_undo_restores(steps in steps()) {
        let mut rows: Vec<Stored<u32>> = Vec::new();
        let mut beliefs = vec![Vec::new()];
        let mut standing: Vec<i64> = Vec::new();
        for (act, step) in (1_i64..).zip(steps) {
            let plan = match step {
                Step::UndoLast => match standing.pop() {
                    Some(last) => {
                        beliefs.pop();
                        undo(&rows, last)
                    }
                    None => continue,
                },
                change => {
                    let mut timeline = Timeline::new(act, rows.clone());
                    match change {
                        Step::Put(span, value) => timeline.put(span, value),
                        Step::Amend(span, value) => timeline.amend(span, |_| Some(value)),
                        Step::End(span) => timeline.end(span),
                        Step::UndoLast => unreachable!(),
                    }
                    let spans: Vec<_> = timeline.spans().into_iter().map(|(span, value)| (span, *value)).collect();
                    beliefs.push(spans);
                    standing.push(act);
                    timeline.into_plan()
                }
            };
            apply(&mut rows, plan, act);
            prop_assert_eq!(&known(&rows), beliefs.last().unwrap());
            for pair in known(&rows).windows(2) {
                prop_assert!(pair[0].0.intersection(pair[1].0).is_none());
            }
        }
    }
}

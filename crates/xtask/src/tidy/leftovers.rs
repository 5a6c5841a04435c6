//! Nothing half done and nothing waved through: to-do marks, switched-off lints, and the one call of diesel that
//! loses data without an error.

use super::Finding;
use super::source::{Source, has_word};

const MARKS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
const UNFINISHED: [&str; 2] = ["todo!", "unimplemented!"];
const SILENCED: [&str; 3] = [concat!("eslint-", "disable"), concat!("@ts-", "ignore"), concat!("@ts-", "nocheck")];

/// Finds marks of unfinished work, silenced checks and typed reads of a COPY.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let findings = |places: Vec<usize>, message: &'static str| {
        places.into_iter().map(move |number| Finding::at(&source.path, number, message))
    };
    findings(marks(source), "a to-do mark: do it, or file an issue and delete the mark")
        .chain(findings(unfinished(source), "unfinished code: finish it or leave it out"))
        .chain(findings(silenced(source), "a check is switched off: mend the cause, or `#[expect(…, reason = \"…\")]`"))
        .chain(findings(
            typed_copies(source),
            "diesel 2.3.14 reads every column after a NULL of a COPY as NULL: load_raw or load_iter",
        ))
        .collect()
}

fn marks(source: &Source) -> Vec<usize> {
    let is_marked = |line: &str| MARKS.iter().any(|mark| has_word(line, mark));
    let ends = [".ts", ".tsx", ".css", ".sql", ".toml", ".typ", ".yaml", ".yml", ".tf", ".sh"];
    if ends.iter().any(|end| source.path.ends_with(end)) {
        return source.lines().filter(|(_, line)| is_marked(line)).map(|(number, _)| number).collect();
    }
    source.comments().filter(|(_, line)| is_marked(line)).map(|(number, _)| number).collect()
}

fn unfinished(source: &Source) -> Vec<usize> {
    let is_unfinished = |line: &str| UNFINISHED.iter().any(|name| line.contains(name));
    source.code().filter(|(_, line)| is_unfinished(line)).map(|(number, _)| number).collect()
}

fn silenced(source: &Source) -> Vec<usize> {
    if source.path.ends_with(".ts") || source.path.ends_with(".tsx") {
        let is_silenced = |line: &str| SILENCED.iter().any(|mark| line.contains(mark));
        return source.lines().filter(|(_, line)| is_silenced(line)).map(|(number, _)| number).collect();
    }
    let is_allowed = |line: &str| line.contains("#[allow(") || line.contains("#![allow(");
    source.code().filter(|(_, line)| is_allowed(line)).map(|(number, _)| number).collect()
}

/// `copy_to(…)` whose statement goes on to `.load(` or `.load::<…>(`, perhaps some lines below. The database's own
/// tests hold the fault itself, so that the day on which diesel mends it is seen.
fn typed_copies(source: &Source) -> Vec<usize> {
    if source.is_below(&["crates/platform/database/tests"]) {
        return Vec::new();
    }
    let mut open = None;
    let mut found = Vec::new();
    for (number, line) in source.code() {
        if has_word(line, "copy_to") {
            open = Some(number);
        }
        if let Some(start) = open.filter(|_| line.contains(".load(") || line.contains(".load::<")) {
            found.push(start);
            open = None;
        }
        if line.contains(';') {
            open = None;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn nothing_is_left_over() {
        let rust = "crates/a/b/src/c.rs";
        let mark = format!("let a = 1; // {} later\nlet b = 2;", MARKS[0]);
        let script = format!("const a = 1 // {}", SILENCED[0]);
        holds(
            check,
            &[
                (rust, &mark, &[1]),
                ("infra/main.tf", &mark, &[1]),
                ("crates/a/b/web/a.ts", &script, &[1]),
                (rust, "fn a() { todo!() }\nfn b() { unimplemented!() }", &[1, 2]),
                (rust, "#[allow(dead_code)]\n#[expect(dead_code, reason = \"said\")]", &[1]),
                (rust, "let rows = diesel::copy_to(rates)\n    .load::<Row>(tx)?;", &[1]),
                ("crates/platform/database/tests/database/traps.rs", "copy_to(rates).load::<Row>(tx);", &[]),
                (rust, "let rows = copy_to(rates).load_raw(tx)?;\nother.load(tx)?;", &[]),
            ],
        );
    }
}

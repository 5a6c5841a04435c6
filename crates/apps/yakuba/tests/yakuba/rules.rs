//! `yakuba rule`: facts as JSON lines in, outcomes as JSON lines out.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn yakuba(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yakuba"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_bad_line_gives_an_error_line_and_the_rest_goes_on() {
    let facts = "{\"benefit_month\":\"2026-07\",\"children\":[{\"birth_date\":\"2015-01-01\"},{\"birth_date\":\"2018-01-01\"},{\"birth_date\":\"2021-01-01\"}]}\n\
                 {\"benefit_month\":\n\
                 {\"benefit_month\":\"2024-06\",\"children\":[{\"birth_date\":\"2014-06-01\"}],\"income\":8580000,\"dependents\":0}\n";
    let output = yakuba(&["rule", "eval", "child_allowance.monthly_amount"], facts);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let [first, second, third] = lines.as_slice() else { unreachable!("{text}") };
    assert!(first.contains("\"total_monthly\":50000"), "{first}");
    assert!(second.contains("\"line\":2") && second.contains("\"error\""), "{second}");
    assert!(third.contains("\"total_monthly\":0"), "{third}");
}

#[test]
fn an_explanation_names_the_articles() {
    let facts = "{\"benefit_month\":\"2026-07\",\"children\":[{\"birth_date\":\"2015-01-01\"}]}\n";
    let output = yakuba(&["rule", "eval", "child_allowance.monthly_amount", "--explain"], facts);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("児童手当法第6条"), "{text}");
}

#[test]
fn an_unknown_rule_is_named_with_the_way_out() {
    let output = yakuba(&["rule", "schema", "child_allowance.nothing"], "");
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("child_allowance.nothing") && text.contains("yakuba rule list"), "{text}");
}

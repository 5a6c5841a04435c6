//! Names and types of database columns: whole words, yen named as yen, nothing that is not exact.

use super::Finding;
use super::source::{Source, has_word};

const SHORTENED: [(&str, &str); 5] =
    [("_no", "_number"), ("_amt", "_amount_yen"), ("_flg", "is_… or has_…"), ("_cd", "_code"), ("_dt", "_on or _at")];
const INEXACT: [&str; 4] = ["double precision", "real", "float", "money"];

/// Finds shortened column names, inexact types and amounts whose name does not say yen.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    if !(source.is_below(&["migrations"]) && source.path.ends_with("/up.sql")) {
        return Vec::new();
    }
    let lines =
        source.lines().map(|(number, line)| (number, line.split("--").next().unwrap_or_default().to_lowercase()));
    lines
        .flat_map(|(number, line)| {
            let messages = words(&line).filter_map(shortened).chain(inexact(&line)).chain(unnamed_yen(&line));
            messages.map(|message| Finding::at(&source.path, number, message)).collect::<Vec<_>>()
        })
        .collect()
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|character: char| !(character.is_alphanumeric() || character == '_'))
}

fn shortened(word: &str) -> Option<String> {
    let (end, whole) = SHORTENED.iter().find(|(end, _)| word.ends_with(end))?;
    Some(format!("`{word}` is shortened: write {whole} instead of {end}"))
}

fn inexact(line: &str) -> Option<String> {
    let unquoted: String = line.split('\'').step_by(2).collect();
    let kind = INEXACT.iter().find(|kind| has_word(&unquoted, kind))?;
    Some(format!("`{kind}` is not exact: yen are bigint, rates numeric"))
}

fn unnamed_yen(line: &str) -> Option<String> {
    let mut words = words(line.trim_start()).filter(|word| !word.is_empty());
    let (name, kind) = (words.next()?, words.next()?);
    let is_amount = name.ends_with("_amount") || name == "amount" || name.ends_with("_balance");
    let is_number = ["bigint", "integer", "int", "int8", "numeric"].contains(&kind);
    (is_amount && is_number).then(|| format!("`{name}` holds money: end its name in _yen"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn columns_are_whole_words_and_exact() {
        let up = "migrations/2026-11-22-000001_register_create/up.sql";
        holds(
            check,
            &[
                (up, "addressee_no text,\npaid_amt bigint,\ndeleted_flg boolean", &[1, 2, 3]),
                (up, "addressee_number text, -- not addressee_no\nno_fee boolean,\nnote text", &[]),
                (up, "rate double precision,\nrate numeric(9, 6)", &[1]),
                (up, "charged_amount bigint,\ncharged_amount_yen bigint,\namount_kind text", &[1]),
                ("crates/a/b/sql/views.sql", "addressee_no text", &[]),
            ],
        );
    }
}

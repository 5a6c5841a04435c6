//! A public type of the domain opens with its Japanese term, so that clerk, statute and code meet in one word.

use super::Finding;
use super::glossary::Glossary;
use super::source::Source;

/// Finds public types of a model whose doc comment does not open with a term of the glossary.
pub(super) fn check(source: &Source, glossary: &Glossary) -> Vec<Finding> {
    if !is_model(source) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut opening: Option<String> = None;
    let comments = source.comments().map(|(_, line)| line.trim());
    for ((number, code), comment) in source.code_outside_tests().zip(comments) {
        if let Some(doc) = comment.strip_prefix("///") {
            opening.get_or_insert_with(|| doc.trim().to_owned());
        }
        if let Some(name) = public_type(code) {
            let message = judge(name, opening.as_deref().unwrap_or_default(), glossary);
            findings.extend(message.map(|message| Finding::at(&source.path, number, message)));
        }
        // Attributes, perhaps of several lines, stand between a doc comment and its item; an item's own line ends it.
        if ["pub ", "fn ", "impl", "struct ", "enum ", "use ", "}"]
            .iter()
            .any(|start| code.trim_start().starts_with(start))
        {
            opening = None;
        }
    }
    findings
}

fn is_model(source: &Source) -> bool {
    let Some((_, within)) = source.path.split_once("/src/") else { return false };
    let is_domain = source.is_below(&["crates/common", "crates/business"]);
    is_domain && (within.starts_with("model/") || (within.starts_with("model") && !within.contains('/')))
}

fn public_type(code: &str) -> Option<&str> {
    let item = code.trim_start().strip_prefix("pub ")?;
    let name = item.strip_prefix("struct ").or_else(|| item.strip_prefix("enum "))?;
    // In a macro the name is a variable, and the doc comment another.
    let name = name.split(|character: char| !(character.is_alphanumeric() || character == '_')).next()?;
    (!name.is_empty()).then_some(name)
}

fn judge(name: &str, doc: &str, glossary: &Glossary) -> Option<String> {
    let Some((term, _)) = doc.split_once(" — ") else {
        return Some(format!("`{name}`: open its doc comment with the Japanese term, `/// 児童手当 — what it is`"));
    };
    (!glossary.has_term(term.trim())).then(|| {
        format!("`{name}`: {term} is not in spec-mappings/glossary.toml: use the term there, or add it with its source")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tests::holds;

    #[test]
    fn domain_types_open_with_a_term() {
        let glossary =
            Glossary::parse("[child_allowance]\na = { ja = \"児童手当\" }\nb = { ja = \"返還（63条）\" }", "{}")
                .unwrap();
        let model = "crates/business/child_allowance/src/model.rs";
        let derived = "/// 児童手当 — it.\n///\n/// More.\n#[derive(\n    Debug,\n    Clone,\n)]\npub struct A {\n    pub b: u8,\n}";
        holds(
            |source| check(source, &glossary),
            &[
                (model, "/// 児童手当 — the allowance.\n#[derive(Debug)]\npub struct A(u8);\npub enum B {}", &[4]),
                (model, "/// 返還 — the repayment.\npub struct A;\n/// 返還（63条） — it.\npub struct B;", &[]),
                (model, "/// The allowance.\npub struct A;\n/// 弁当 — lunch.\npub enum B {}", &[2, 4]),
                (model, "pub(crate) struct A;\nstruct B;\npub fn c() {}", &[]),
                ("crates/common/register/src/model/person.rs", "pub struct A;", &[1]),
                ("crates/common/register/src/store.rs", "pub struct A;", &[]),
                (model, "macro_rules! a { ($name:ident) => {\n        pub enum $name {} } }", &[]),
                (model, derived, &[]),
            ],
        );
    }
}

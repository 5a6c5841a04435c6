//! `yakuba rule`: any rule of law by its name, facts as JSON lines in, outcomes as JSON lines out.

use std::io::{BufRead, Write};

use clap::Subcommand;
use statute::door::{Mode, Rule, eval_lines};

use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 規則の一覧 — every rule with its articles
    List,
    /// 事実と結果の形 — the JSON Schemas of a rule
    Schema {
        /// `business.rule`
        rule: String,
    },
    /// 標準入力の事実に答える — answer facts of standard input, one outcome a line
    Eval {
        /// `business.rule`
        rule: String,
        /// 団体コード: the municipality whose ordinance applies
        #[arg(long, default_value = "271004")]
        ordinance: String,
        /// なぜ？ — with every step
        #[arg(long)]
        explain: bool,
    },
}

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::List => {
            for rule in server::rules() {
                println!("{}\t{}\t{}\t{}", rule.id(), rule.title_ja, rule.title_en, rule.article);
            }
            Ok(())
        }
        Command::Schema { rule } => {
            let rule = find(rule)?;
            let schema = serde_json::json!({ "facts": (rule.input_schema)(), "outcome": (rule.outcome_schema)() });
            let text = serde_json::to_string_pretty(&schema).map_err(|error| Failure::Said(error.to_string()))?;
            println!("{text}");
            Ok(())
        }
        Command::Eval { rule, ordinance, explain } => {
            let mode = if *explain { Mode::Explained } else { Mode::Silent };
            eval(&find(rule)?, ordinance, mode)
        }
    }
}

fn eval(rule: &Rule, ordinance: &str, mode: Mode) -> Result<(), Failure> {
    let businesses = server::businesses();
    let statutes = businesses.iter().find(|business| business.code == rule.business).and_then(|found| found.statutes);
    let statutes = statutes.ok_or_else(|| Failure::Said(format!("{}: no law", rule.business)))?;
    let book = statutes.book(Some(ordinance)).map_err(|error| Failure::Said(error.to_string()))?;
    let lines = std::io::stdin().lock().split(b'\n').map_while(Result::ok);
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    for outcome in eval_lines(rule, &book, lines, mode) {
        writeln!(output, "{outcome}").map_err(Failure::file(std::path::Path::new("標準出力")))?;
    }
    output.flush().map_err(Failure::file(std::path::Path::new("標準出力")))
}

fn find(name: &str) -> Result<Rule, Failure> {
    server::rules().into_iter().find(|rule| rule.id() == name).ok_or_else(|| {
        Failure::Said(format!(
            "規則 {name} はありません。`yakuba rule list` で名前を確かめてください。 there is no rule {name}: see `yakuba rule list`"
        ))
    })
}

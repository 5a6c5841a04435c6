//! `yakuba demo`: a ward of people who do not exist, from its old vendor's files to a posted 児童手当 run and a window.

use std::path::{Path, PathBuf};

use access::{NewAccount, Role, add_account, grant_role};
use batch::{Phase, RunKind, engine, run_list, run_view};
use business_kit::{Environment, Services};
use chrono::NaiveDate;
use database::{Actor, Operation};
use serde_json::{Value, json};
use server::{carry_to_comparison, make_documents};
use synthetic_city::{CitySpec, Dirt};

use crate::commands::migrate::move_in;
use crate::commands::{city, serve};
use crate::failure::Failure;
use crate::house::{Home, clock, services, system_operation, var};
use crate::progress::Step;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 人数 — residents of the ward
    #[arg(long, default_value_t = 10_000)]
    residents: u64,
    /// まとめまでで止める — stop after the run and its summary
    #[arg(long)]
    no_serve: bool,
    /// 待ち受ける場所
    #[arg(long, default_value = "127.0.0.1:8080")]
    address: String,
}

/// The ward of the demo: 大阪市北区.
const WARD: &str = "271276";
/// The day of the demo's records; the same day gives the same people.
const AS_OF: &str = "2026-11-22";
/// The month whose payment the demo computes.
const PAY_MONTH: &str = "2026-12";
/// Password of the demo's accounts; they exist in a training environment on this machine only.
const PASSWORD: &str = "yakuba-demo";

/// An account of the demo.
struct DemoAccount {
    login_name: &'static str,
    display_name: &'static str,
    role: &'static str,
    says: &'static str,
    permissions: &'static [&'static str],
}

const ACCOUNTS: [DemoAccount; 5] = [
    DemoAccount {
        login_name: "madoguchi",
        display_name: "見本 花子",
        role: "clerk",
        says: "窓口 — search, acts, certificates",
        permissions: &[
            "resident_register.person.read",
            "resident_register.act.record",
            "resident_register.certificate.issue",
            "child_allowance.person.read",
            "exchange.work_item.read",
            "exchange.work_item.close",
            "statute.rule.evaluate",
        ],
    },
    DemoAccount {
        login_name: "teate",
        display_name: "例示 恵",
        role: "benefit_officer",
        says: "児童手当の担当 — claims and runs",
        permissions: &[
            "resident_register.person.read",
            "child_allowance.person.read",
            "child_allowance.claim.decide",
            "child_allowance.run.prepare",
            "batch.run.read",
            "exchange.work_item.read",
            "exchange.work_item.close",
            "statute.rule.evaluate",
        ],
    },
    DemoAccount {
        login_name: "shonin",
        display_name: "仮名 守",
        role: "approver",
        says: "承認者 — approves and posts what another has prepared",
        permissions: &[
            "child_allowance.person.read",
            "child_allowance.run.approve",
            "batch.run.read",
            "exchange.work_item.read",
        ],
    },
    DemoAccount {
        login_name: "iko",
        display_name: "架空 渉",
        role: "migration_engineer",
        says: "移行の担当 — reconciliation",
        permissions: &["migration.load.read", "batch.run.read"],
    },
    DemoAccount {
        login_name: "tokatsu",
        display_name: "見本 統",
        role: "supervisor",
        says: "統括者 — everything, protected people too",
        permissions: &["*"],
    },
];

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let name = format!("yakuba_demo_{}", arguments.residents);
    let step = Step::begin("PostgreSQL を用意する");
    let home = Home::open(&name)?;
    step.end("動いています");
    let step = Step::begin("データベースを整える");
    step.end(&format!("{}件の移行", home.migrate()?));
    let services = services(home.database(serve::CONNECTIONS_MAX)?, Environment::Training)?;
    make_accounts(&services)?;

    let delivery = var().join(&name).join("delivery");
    write_delivery(arguments.residents, &delivery)?;
    move_in(&services, &delivery, &var().join(&name))?;
    let run_number = pay(&services)?;
    hold_against_truth(&services, run_number, &delivery)?;

    if arguments.no_serve {
        return Ok(());
    }
    let mut notes = vec![format!("利用者（合い言葉はどれも {PASSWORD}） accounts, all with that password:")];
    notes.extend(ACCOUNTS.iter().map(|account| format!("  {:<10} {}", account.login_name, account.says)));
    serve::serve(&services, &arguments.address, &notes)
}

fn make_accounts(services: &Services) -> Result<(), Failure> {
    let step = Step::begin("利用者を用意する");
    services.database.write(&system_operation("デモの準備"), |tx| {
        for account in &ACCOUNTS {
            grant_role(tx, &Role(account.role.to_owned()), account.permissions)?;
            add_account(
                tx,
                &NewAccount {
                    login_name: account.login_name.to_owned(),
                    display_name: account.display_name.to_owned(),
                    password: PASSWORD.to_owned(),
                    office_code: WARD.to_owned(),
                    office_name: "北区役所".to_owned(),
                    role: Role(account.role.to_owned()),
                    reachable_office_codes: vec![],
                    mail_address: Some(format!("{}@localhost", account.login_name)),
                },
            )?;
        }
        Ok::<_, Failure>(())
    })?;
    step.end(&format!("{}人", ACCOUNTS.len()));
    Ok(())
}

/// Writes the legacy files, unless the same delivery lies there already.
fn write_delivery(residents: u64, folder: &Path) -> Result<(), Failure> {
    if folder.join("MANIFEST.json").exists() {
        println!("✓ 旧システムのファイルはもうあります — {}", folder.display());
        return Ok(());
    }
    let as_of: NaiveDate = AS_OF.parse().map_err(|_| Failure::Said(format!("{AS_OF} は日付ではありません。")))?;
    let spec = CitySpec { seed: 1, residents, wards: vec![WARD.to_owned()], as_of, dirt: Dirt::SAMPLE };
    city::write(&spec, folder)?;
    Ok(())
}

/// Takes the regular payment from draft to documents, by two people; gives its number, an earlier one where it is there.
fn pay(services: &Services) -> Result<i64, Failure> {
    let kind = payment_kind()?;
    let system = system_operation("児童手当の支払い");
    let runs = services.database.read(&system, run_list)?;
    if let Some(done) = runs.iter().find(|run| run.run_kind == kind.code && run.phase == Phase::Documents) {
        println!("✓ 児童手当の支払いはもう確定しています — 処理 {}", done.run_number);
        return Ok(done.run_number);
    }
    let (maker, approver) = (acting("teate", "例示 恵", &system), acting("shonin", "仮名 守", &system));
    let step = Step::begin("児童手当を計算し、検査し、承認し、確定する");
    let parameters = json!({ "pay_month": PAY_MONTH });
    let run = services.database.write(&maker, |tx| engine::create(tx, &kind, kind.title_ja, &parameters))?;
    engine::freeze(&services.database, &maker, &kind, run)?;
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let progress = carry_to_comparison(services, &clock(), &maker, &kind, (run, cores))?;
    let view = services.database.read(&maker, |tx| run_view(tx, run))?;
    services.database.write(&maker, |tx| {
        for finding in view.findings.iter().filter(|finding| finding.severity == "confirm") {
            engine::give_reason(tx, run, finding.finding_number, "デモ: 見本の区の初回の支払いのため")?;
        }
        Ok::<_, batch::BatchError>(())
    })?;
    services.database.write(&approver, |tx| engine::approve(tx, run, view.plan_version))?;
    engine::post(&services.database, &approver, &kind, run)?;
    make_documents(services, &approver, &kind, run)?;
    step.end(&format!("処理 {run}、{}件", progress.done_items));
    Ok(run)
}

fn payment_kind() -> Result<RunKind, Failure> {
    const CODE: &str = "child_allowance.regular_payment";
    let kind = server::run_kinds().into_iter().find(|kind| kind.code == CODE);
    kind.ok_or_else(|| Failure::Said(format!("{CODE} がありません。 there is no {CODE}")))
}

fn acting(login_name: &str, display_name: &str, system: &Operation) -> Operation {
    let actor = Actor { login_name: login_name.to_owned(), display_name: display_name.to_owned() };
    Operation { actor, ..system.clone() }
}

/// Compares what was posted with what the city's own, simpler arithmetic says.
fn hold_against_truth(services: &Services, run_number: i64, delivery: &Path) -> Result<(), Failure> {
    let path: PathBuf = delivery.join("TRUTH.json");
    let text = std::fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let truth: Value = serde_json::from_str(&text).map_err(|error| Failure::Said(error.to_string()))?;
    let view = services.database.read(&system_operation("照合"), |tx| run_view(tx, run_number))?;
    let number = |value: &Value, pointer: &str| value.pointer(pointer).and_then(Value::as_i64);
    let lines = [
        ("受給者", number(&view.summary.totals, "/recipients"), number(&truth, "/child_allowance/recipients")),
        ("支払額（円）", number(&view.summary.totals, "/amount_yen"), number(&truth, "/child_allowance/total_yen")),
    ];
    let mut agrees = true;
    for (label, ours, theirs) in lines {
        let same = ours.is_some() && ours == theirs;
        agrees &= same;
        let show = |value: Option<i64>| value.map_or_else(|| "不明".to_owned(), |value| value.to_string());
        println!("{} {label}: 処理 {} ・ 答え {}", if same { "✓" } else { "×" }, show(ours), show(theirs));
    }
    if agrees {
        return Ok(());
    }
    Err(Failure::Said(
        "児童手当の合計が、見本の市の答えと合いません。 the run's totals differ from the truth file".to_owned(),
    ))
}

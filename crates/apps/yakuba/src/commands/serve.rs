//! `yakuba serve`: the window and the API.

use business_kit::{Environment, Services};
use clap::ValueEnum;
use notification::SmtpSettings;
use server::{Chores, RunDesk, ServerSettings, resume_runs};

use crate::failure::Failure;
use crate::house::{Home, clock, services, setting, system_operation};

/// Where the program runs.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    /// 本番
    Production,
    /// 研修
    Training,
    /// 予行
    Rehearsal,
}

/// What is done to the schema before serving.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Schema {
    /// 整えてから — bring it up to date; needs the owner's address
    Renewed,
    /// そのまま — `yakuba database migrate` was run by the owner; a member of yakuba_app suffices
    AsItIs,
}

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 待ち受ける場所: loopback, unless a proxy with TLS stands before it
    #[arg(long, default_value = "127.0.0.1:8080")]
    address: String,
    /// 環境
    #[arg(long, value_enum, default_value = "production")]
    environment: Kind,
    /// データベースの形
    #[arg(long, value_enum, default_value = "renewed")]
    schema: Schema,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let environment = match arguments.environment {
        Kind::Production => Environment::Production,
        Kind::Training => Environment::Training,
        Kind::Rehearsal => Environment::Rehearsal,
    };
    let home = Home::open("yakuba")?;
    if arguments.schema == Schema::Renewed {
        home.migrate()?;
    }
    serve(&services(home.database(CONNECTIONS_MAX)?, environment)?, &arguments.address, &[])
}

/// Connections to PostgreSQL; as many blocking requests run at once.
pub(crate) const CONNECTIONS_MAX: u32 = 16;

/// Serves until the process is told to stop; prints the address and `notes` once it listens.
pub(crate) fn serve(services: &Services, address: &str, notes: &[String]) -> Result<(), Failure> {
    start_log();
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let desk = RunDesk::new(clock(), cores);
    let settings = ServerSettings { address: address.to_owned(), workers: cores, clock: clock(), desk: desk.clone() };
    let resumed = resume_runs(services, &desk, &system_operation("処理の再開"))?;
    if resumed > 0 {
        println!("途中の処理を{resumed}件、再開しました。 resumed {resumed} runs");
    }
    let _chores = Chores::begin(services, &clock(), smtp()?);
    let failed = |source| Failure::Files { path: address.to_owned(), source };
    actix_web::rt::System::new().block_on(async {
        let (server, address) = server::serve(&settings, services)?;
        println!("http://{address}");
        for note in notes {
            println!("{note}");
        }
        server.await.map_err(failed)
    })
}

/// The mail relay, where `YAKUBA_SMTP` names one as `host:port`.
fn smtp() -> Result<Option<SmtpSettings>, Failure> {
    let Some(relay) = setting("YAKUBA_SMTP") else { return Ok(None) };
    let sender = setting("YAKUBA_MAIL_FROM").unwrap_or_else(|| "yakuba@localhost".to_owned());
    let wrong = || Failure::Said(format!("YAKUBA_SMTP は host:port の形にしてください（{relay}）。 write host:port"));
    let (host, port) = relay.rsplit_once(':').ok_or_else(wrong)?;
    let settings = SmtpSettings::new(host, port.parse().map_err(|_| wrong())?, &sender);
    settings.map(Some).map_err(|error| Failure::Said(error.to_string()))
}

/// JSON lines on standard error, so that standard output stays readable.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_new(setting("YAKUBA_LOG").unwrap_or_else(|| "warn".to_owned()))
        .unwrap_or_default();
    // A second log in one process is no reason to stop serving.
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

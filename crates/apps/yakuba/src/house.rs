//! What the commands stand on: settings of the edge, the database, the keys, the services.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::database::{
    Cluster, ClusterSettings, Database, DatabaseSettings, Durability, Operation, create_database, find_binaries,
    migrate,
};
use business_kit::{Environment, Municipality, Services};
use chrono::Utc;
use register::PersonalNumberVault;
use web::Clock;

use crate::failure::Failure;

/// A setting of the environment; empty counts as not set.
#[expect(clippy::disallowed_methods, reason = "the program's edge: settings enter here")]
pub(crate) fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The clock of the edge.
#[expect(clippy::disallowed_methods, reason = "the program's edge: the time enters here")]
pub(crate) fn clock() -> Clock {
    Clock(Arc::new(Utc::now))
}

/// An operation of the program itself, now.
pub(crate) fn system_operation(purpose: &str) -> Operation {
    Operation::system(purpose, (clock().0)(), &format!("cli-{}", std::process::id()))
}

/// Folder for everything that the program keeps beside the database; `YAKUBA_VAR` replaces `var/`.
pub(crate) fn var() -> PathBuf {
    setting("YAKUBA_VAR").map_or_else(|| PathBuf::from("var"), PathBuf::from)
}

/// The database: `DATABASE_URL`, else a cluster of our own, which is stopped when this is dropped if we started it.
pub(crate) struct Home {
    /// Owner's address of the municipality's database.
    pub(crate) url: String,
    cluster: Option<Cluster>,
}

impl Home {
    /// Finds or starts PostgreSQL and makes the database of this name (ignored where `DATABASE_URL` is set).
    pub(crate) fn open(name: &str) -> Result<Self, Failure> {
        if let Some(url) = setting("DATABASE_URL") {
            return Ok(Self { url, cluster: None });
        }
        let binaries = find_binaries(setting("PG_BIN").map(PathBuf::from).as_deref())?;
        let directory = cluster_directory()?;
        let cluster = Cluster::start(&ClusterSettings { directory, durability: Durability::Durable }, &binaries)?;
        create_database(&cluster.url("postgres"), name)?;
        Ok(Self { url: cluster.url(name), cluster: Some(cluster) })
    }

    /// Brings the schema up to date; gives how many migrations were applied.
    pub(crate) fn migrate(&self) -> Result<usize, Failure> {
        Ok(migrate(&self.url, &server::replaceable_sql())?)
    }

    /// The doors to the database.
    pub(crate) fn database(&self, connections_max: u32) -> Result<Database, Failure> {
        Ok(Database::connect(&DatabaseSettings { url: self.url.clone(), connections_max, wait_seconds: 10 })?)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(cluster) = &self.cluster
            && let Err(error) = cluster.stop()
        {
            eprintln!("yakuba: {error}");
        }
    }
}

/// Where the cluster lives. As root it runs as another user, who must be able to walk to it.
fn cluster_directory() -> Result<PathBuf, Failure> {
    let var = var();
    fs::create_dir_all(&var).map_err(Failure::file(&var))?;
    let wanted = fs::canonicalize(&var).map_err(Failure::file(&var))?.join("postgres");
    let is_open = wanted
        .ancestors()
        .skip(1)
        .all(|folder| fs::metadata(folder).is_ok_and(|metadata| metadata.permissions().mode() & 0o001 != 0));
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if !is_root || is_open {
        return Ok(wanted);
    }
    let name: String =
        wanted.display().to_string().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Ok(PathBuf::from("/var/lib/yakuba").join(name.trim_matches('-')))
}

/// The keys for 個人番号: 64 bytes in `keys` of the folder, made at the first start and never in the database.
pub(crate) fn vault() -> Result<PersonalNumberVault, Failure> {
    let path = setting("YAKUBA_KEYS").map_or_else(|| var().join("keys"), PathBuf::from);
    if !path.exists() {
        make_keys(&path)?;
    }
    let bytes = fs::read(&path).map_err(Failure::file(&path))?;
    let wrong = || Failure::Said(format!("{} の鍵は64バイトです。 the key file holds 64 bytes", path.display()));
    let (encryption, index) = bytes.split_at_checked(32).ok_or_else(wrong)?;
    let encryption: [u8; 32] = encryption.try_into().map_err(|_| wrong())?;
    let index: [u8; 32] = index.try_into().map_err(|_| wrong())?;
    Ok(PersonalNumberVault::new(encryption, index))
}

fn make_keys(path: &Path) -> Result<(), Failure> {
    let mut bytes = [0_u8; 64];
    getrandom::fill(&mut bytes).map_err(|error| Failure::Said(format!("乱数: {error}")))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    }
    let file = fs::File::options().write(true).create_new(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(&bytes)).map_err(Failure::file(path))
}

/// What handlers and runs of every business are given.
pub(crate) fn services(database: Database, environment: Environment) -> Result<Services, Failure> {
    let directories = setting("YAKUBA_FONTS").map_or_else(
        || typesetting::DEFAULT_FONT_DIRECTORIES.iter().map(PathBuf::from).collect(),
        |folders| folders.split(':').map(PathBuf::from).collect::<Vec<_>>(),
    );
    Ok(Services {
        database,
        typesetter: Arc::new(typesetting::Typesetter::new(&directories)?),
        vault: Arc::new(vault()?),
        environment,
        municipality: Municipality {
            code: "271004".to_owned(),
            full_name: "大阪府大阪市".to_owned(),
            name: "大阪市".to_owned(),
        },
        documents_directory: var().join("documents"),
    })
}

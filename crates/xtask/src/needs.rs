//! What the machine must have beside cargo and git, and how it comes there: as root on Debian the missing
//! packages are installed, elsewhere the exact command is printed.

use std::path::Path;
use std::process::Command;

use crate::command::{Outcome, Stop, read, run, succeeds};
use crate::progress::say;

/// What the needs are for: the demo does without a browser and without the checks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// `cargo xtask demo`.
    Demo,
    /// `cargo xtask test`.
    Test,
}

enum Probe {
    /// A program on the search path.
    Program(&'static str),
    /// A C library with its headers.
    Library(&'static str),
    /// A file at a fixed place.
    File(&'static str),
    /// initdb and postgres, wherever Debian or the user keeps them.
    PostgresServer,
    /// A font file whose name begins so.
    Font(&'static str),
}

struct Need {
    package: &'static str,
    reason: &'static str,
    first: Purpose,
    probe: Probe,
}

const fn need(package: &'static str, probe: Probe, first: Purpose, reason: &'static str) -> Need {
    Need { package, reason, first, probe }
}

const NEEDS: [Need; 12] = [
    need("gcc", Probe::Program("cc"), Purpose::Demo, "a C compiler and linker"),
    need("libc6-dev", Probe::File("/usr/include/stdio.h"), Purpose::Demo, "the C headers"),
    need("pkg-config", Probe::Program("pkg-config"), Purpose::Demo, "finds C libraries"),
    need("libssl-dev", Probe::Library("openssl"), Purpose::Demo, "TLS of the PostgreSQL client"),
    need("postgresql", Probe::PostgresServer, Purpose::Demo, "the embedded database"),
    need("fonts-ipamj-mincho", Probe::Font("ipamjm"), Purpose::Demo, "names in documents"),
    need("fonts-morisawa-bizud-gothic", Probe::Font("BIZUDGothic"), Purpose::Demo, "text of notices"),
    need("fonts-morisawa-bizud-mincho", Probe::Font("BIZUDMincho"), Purpose::Demo, "text of certificates"),
    need("npm", Probe::Program("npm"), Purpose::Demo, "builds the UI"),
    need("chromium", Probe::Program("chromium"), Purpose::Test, "tests of the screens"),
    need("poppler-utils", Probe::Program("pdftotext"), Purpose::Test, "reads PDFs back in tests"),
    need("fonts-noto-cjk", Probe::Font("NotoSansCJK"), Purpose::Test, "Japanese text in the browser"),
];

const OLDEST_NODE: u32 = 20;

/// Makes sure that everything is there, installing what is missing where that can be done.
pub(crate) fn ensure(purpose: Purpose) -> Outcome {
    let missing = missing(purpose, is_there);
    if !missing.is_empty() {
        install(&missing)?;
    }
    if let Some(need) = self::missing(purpose, is_there).first() {
        return Err(Stop::new(format!("{} was installed, and {} is still not found", need.package, need.reason)));
    }
    node()?;
    if purpose == Purpose::Test
        && !(succeeds("cargo", &["fmt", "--version"]) && succeeds("cargo", &["clippy", "--version"]))
    {
        return Err(Stop::new("rustfmt and clippy are missing: run `rustup component add rustfmt clippy`"));
    }
    Ok(())
}

fn missing(purpose: Purpose, is_there: impl Fn(&Probe) -> bool) -> Vec<&'static Need> {
    let asked = |need: &&Need| purpose == Purpose::Test || need.first == Purpose::Demo;
    NEEDS.iter().filter(asked).filter(|need| !is_there(&need.probe)).collect()
}

fn install(missing: &[&Need]) -> Outcome {
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    for need in missing {
        say(&format!("    missing: {} ({})", need.package, need.reason));
    }
    let is_root = read(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    if !(is_root && on_path("apt-get")) {
        return Err(Stop::new(format!(
            "install what is missing, then start again:\n  sudo apt-get install --no-install-recommends {}\n\
             (elsewhere than on Debian or Ubuntu: the same things under their names there)",
            packages.join(" ")
        )));
    }
    let apt =
        |arguments: &[&str]| run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["-q", "update"])?;
    apt(&[["-q", "install", "-y", "--no-install-recommends"].as_slice(), &packages].concat())
}

fn node() -> Outcome {
    let version = read(Command::new("node").arg("--version"))?;
    if major(&version).is_some_and(|major| major >= OLDEST_NODE) {
        return Ok(());
    }
    let found = version.trim();
    Err(Stop::new(format!("the UI needs Node.js {OLDEST_NODE} or newer, found {found}: install one and start again")))
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn is_there(probe: &Probe) -> bool {
    match probe {
        Probe::Program(name) => on_path(name),
        Probe::Library(name) => succeeds("pkg-config", &["--exists", name]),
        Probe::File(path) => Path::new(path).exists(),
        Probe::PostgresServer => has_postgres_server(),
        Probe::Font(prefix) => {
            ["/usr/share/fonts", "/usr/local/share/fonts"].iter().any(|folder| holds(Path::new(folder), prefix))
        }
    }
}

fn on_path(program: &str) -> bool {
    succeeds("sh", &["-c", "command -v \"$1\"", "sh", program])
}

/// `DATABASE_URL` replaces the embedded cluster and `PG_BIN` names its binaries; otherwise Debian's folder is read.
#[expect(clippy::disallowed_methods, reason = "a chore is the edge at which settings enter")]
fn has_postgres_server() -> bool {
    let is_server = |folder: &Path| folder.join("initdb").exists() && folder.join("postgres").exists();
    if std::env::var_os("DATABASE_URL").is_some() {
        return true;
    }
    if let Some(folder) = std::env::var_os("PG_BIN") {
        return is_server(Path::new(&folder));
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.into_iter().any(|version| is_server(&version.path().join("bin")))
        || read(Command::new("pg_config").arg("--bindir")).is_ok_and(|folder| is_server(Path::new(folder.trim())))
}

fn holds(folder: &Path, prefix: &str) -> bool {
    std::fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() { holds(&path, prefix) } else { entry.file_name().to_string_lossy().starts_with(prefix) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_installed_and_the_demo_needs_no_browser() {
        let names = |purpose, there: fn(&Probe) -> bool| -> Vec<&str> {
            missing(purpose, there).iter().map(|need| need.package).collect()
        };
        assert!(names(Purpose::Test, |_| true).is_empty());
        assert_eq!(names(Purpose::Test, |probe| !matches!(probe, Probe::PostgresServer)), ["postgresql"]);
        assert_eq!(names(Purpose::Test, |_| false).len(), NEEDS.len());
        assert!(!names(Purpose::Demo, |_| false).contains(&"chromium"));
    }

    #[test]
    fn node_versions_are_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("nonsense"), None);
    }
}

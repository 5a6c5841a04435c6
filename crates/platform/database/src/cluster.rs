//! A PostgreSQL cluster of our own: found binaries, a private data directory, loopback only.

use std::fs;
use std::io::{self, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What can go wrong with the cluster of our own; the text says in Japanese and English what to do.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No server binaries were found.
    #[error(
        "PostgreSQL 15 以上のサーバーが見つかりません。`apt-get install postgresql` で入れるか、DATABASE_URL を指定してください。 \
         No PostgreSQL 15+ server binaries were found: install the package `postgresql`, or set DATABASE_URL."
    )]
    NoBinaries,
    /// A directory or file could not be used.
    #[error(
        "{path} を使えません。権限と空き容量を確かめてください。 {path} cannot be used: check rights and free space."
    )]
    Files {
        /// The directory or file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A PostgreSQL program failed.
    #[error("{program} が失敗しました。 {program} failed:\n{output}")]
    Program {
        /// The program that was called.
        program: String,
        /// What it printed.
        output: String,
    },
}

/// How much a cluster must survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Records of people: every commit is on disk before it is answered.
    Durable,
    /// Tests: nothing survives, nothing waits for the disk.
    Throwaway,
}

/// Where and how a cluster of our own runs.
#[derive(Debug, Clone)]
pub struct ClusterSettings {
    /// Directory that holds the data directory, the socket and the log; made when it is not there.
    pub directory: PathBuf,
    /// How much it must survive.
    pub durability: Durability,
}

/// A running cluster of our own, reached over loopback with the password that `initdb` was given.
#[derive(Debug)]
pub struct Cluster {
    directory: PathBuf,
    binaries: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
    password: String,
}

/// Finds a directory with `initdb` and `postgres`: the one given, else Debian's newest, else those on the path.
///
/// # Errors
/// [`ClusterError::NoBinaries`].
pub fn find_binaries(given: Option<&Path>) -> Result<PathBuf, ClusterError> {
    let mut candidates: Vec<PathBuf> = given.map(Path::to_path_buf).into_iter().collect();
    let mut installed: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    installed.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    candidates.extend(installed.into_iter().map(|(_, path)| path));
    candidates.extend(["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"].map(PathBuf::from));
    candidates
        .into_iter()
        .find(|path| path.join("initdb").exists() && path.join("postgres").exists() && path.join("pg_ctl").exists())
        .ok_or(ClusterError::NoBinaries)
}

impl Cluster {
    /// Starts the cluster in `settings.directory`, making it first when it is not there; joins it when it already runs.
    ///
    /// As root everything runs as the user `postgres` (else `nobody`), because initdb refuses root.
    ///
    /// # Errors
    /// [`ClusterError`].
    pub fn start(settings: &ClusterSettings, binaries: &Path) -> Result<Self, ClusterError> {
        let user = service_user();
        let files = |path: &Path| {
            let path = path.to_path_buf();
            move |source| ClusterError::Files { path, source }
        };
        fs::create_dir_all(&settings.directory).map_err(files(&settings.directory))?;
        if let Some((uid, gid)) = user {
            std::os::unix::fs::chown(&settings.directory, Some(uid), Some(gid)).map_err(files(&settings.directory))?;
        }
        let password_file = settings.directory.join("password");
        let mut cluster = Self {
            directory: settings.directory.clone(),
            binaries: binaries.to_path_buf(),
            user,
            port: 0,
            password: String::new(),
        };
        if !cluster.data().join("PG_VERSION").exists() {
            let password = random_password().map_err(files(&password_file))?;
            write_private(&password_file, &password, user).map_err(files(&password_file))?;
            cluster.initialise(&password_file, settings.durability)?;
        }
        cluster.password = fs::read_to_string(&password_file).map_err(files(&password_file))?;
        match cluster.running_port() {
            Some(port) => cluster.port = port,
            None => cluster.launch().map_err(|error| cluster.with_log(error))?,
        }
        Ok(cluster)
    }

    /// `postgres://…` of the owner for a database of this cluster; in the clear, since it never leaves loopback.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://yakuba_owner:{}@127.0.0.1:{}/{database}?sslmode=disable", self.password, self.port)
    }

    /// Process id of the server, while it runs.
    #[must_use]
    pub fn server_pid(&self) -> Option<u32> {
        fs::read_to_string(self.data().join("postmaster.pid")).ok()?.lines().next()?.trim().parse().ok()
    }

    /// Stops the server by its own pid and waits until it is down; open connections are closed.
    ///
    /// # Errors
    /// [`ClusterError::Program`].
    pub fn stop(&self) -> Result<(), ClusterError> {
        self.run(self.command("pg_ctl").args(["stop", "-m", "fast", "-w", "-D"]).arg(self.data()))
    }

    fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    fn initialise(&self, password_file: &Path, durability: Durability) -> Result<(), ClusterError> {
        let mut initdb = self.command("initdb");
        initdb
            .args([
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--username=yakuba_owner",
                "--auth=scram-sha-256",
                "--no-sync",
            ])
            .arg(format!("--pwfile={}", password_file.display()))
            .arg("-D")
            .arg(self.data());
        self.run(&mut initdb)?;
        let path = self.data().join("postgresql.auto.conf");
        let mut text = String::from(
            "listen_addresses = '127.0.0.1'\nmax_connections = 200\njit = off\nshared_buffers = 512MB\n\
             work_mem = 32MB\nmaintenance_work_mem = 512MB\nmax_wal_size = 8GB\nwal_compression = on\n",
        );
        text.push_str(&format!("unix_socket_directories = '{}'\n", self.directory.display()));
        if durability == Durability::Throwaway {
            text.push_str(
                "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nwal_level = minimal\nmax_wal_senders = 0\n\
                 shared_buffers = 128MB\nautovacuum = off\n",
            );
        }
        write_private(&path, &text, self.user).map_err(|source| ClusterError::Files { path, source })
    }

    fn launch(&mut self) -> Result<(), ClusterError> {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        self.port = free.map_err(|source| ClusterError::Files { path: self.directory.clone(), source })?.port();
        let mut start = self.command("pg_ctl");
        start.args(["start", "-w", "-t", "60", "-D"]).arg(self.data());
        start.arg("-l").arg(self.directory.join("server.log"));
        start.args(["-o", &format!("-p {}", self.port)]);
        self.run(&mut start)
    }

    /// Port of the server that runs in our data directory, when one does and answers.
    fn running_port(&self) -> Option<u16> {
        let mut status = self.command("pg_ctl");
        status.args(["status", "-D"]).arg(self.data()).stdout(Stdio::null()).stderr(Stdio::null());
        if !status.status().ok()?.success() {
            return None;
        }
        fs::read_to_string(self.data().join("postmaster.pid")).ok()?.lines().nth(3)?.trim().parse().ok()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.join(program));
        command.current_dir(&self.directory).stdin(Stdio::null());
        if let Some((uid, gid)) = self.user {
            command.gid(gid).uid(uid);
        }
        command
    }

    fn run(&self, command: &mut Command) -> Result<(), ClusterError> {
        let program = command.get_program().to_string_lossy().into_owned();
        // The server inherits pg_ctl's streams: a pipe would never close, so the output goes to a file.
        let path = self.directory.join("command.log");
        let files = |source| ClusterError::Files { path: path.clone(), source };
        let log = fs::File::create(&path).map_err(files)?;
        let second = log.try_clone().map_err(files)?;
        let status = command.stdout(log).stderr(second).status().map_err(files)?;
        if status.success() {
            return Ok(());
        }
        Err(ClusterError::Program { program, output: fs::read_to_string(&path).unwrap_or_default() })
    }

    fn with_log(&self, error: ClusterError) -> ClusterError {
        match error {
            ClusterError::Program { program, mut output } => {
                output.push_str(&fs::read_to_string(self.directory.join("server.log")).unwrap_or_default());
                ClusterError::Program { program, output }
            }
            other => other,
        }
    }
}

/// The user that the server must run as: none unless we are root, else `postgres`, else `nobody`.
fn service_user() -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt;
    let own = fs::metadata("/proc/self").ok()?.uid();
    if own != 0 {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |name: &str| {
        accounts.lines().map(|line| line.split(':').collect::<Vec<_>>()).find_map(|fields| {
            match (fields.first(), fields.get(2), fields.get(3)) {
                (Some(account), Some(uid), Some(gid)) if *account == name => {
                    Some((uid.parse().ok()?, gid.parse().ok()?))
                }
                _ => None,
            }
        })
    };
    find("postgres").or_else(|| find("nobody")).or(Some((65_534, 65_534)))
}

/// A password of 32 hexadecimal digits from the system's randomness.
fn random_password() -> io::Result<String> {
    use std::io::Read;
    let mut bytes = [0_u8; 16];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn write_private(path: &Path, text: &str, user: Option<(u32, u32)>) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    if let Some((uid, gid)) = user {
        std::os::unix::fs::chown(path, Some(uid), Some(gid))?;
    }
    Ok(())
}

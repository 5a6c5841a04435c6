//! One PostgreSQL cluster for one run of the tests, shared by its processes and gone when the runner ends.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::{CommandExt, parent_id};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ::database::{Cluster, ClusterSettings, Durability, find_binaries};

/// The shared cluster; a lock file makes sure that one process starts it and the others join.
pub(crate) fn cluster() -> Cluster {
    let directory = home().join(format!("yakuba-test-{}", parent_id()));
    fs::create_dir_all(&directory).expect("the test cluster's directory can be made");
    fs::set_permissions(&directory, fs::Permissions::from_mode(0o755)).expect("the directory can be opened to others");
    let lock = lock(&directory.join("start.lock"));
    let settings = ClusterSettings { directory: directory.join("cluster"), durability: Durability::Throwaway };
    let given = crate::database::setting("PG_BIN").map(PathBuf::from);
    let binaries = find_binaries(given.as_deref()).unwrap_or_else(|error| panic!("{error}"));
    let cluster = Cluster::start(&settings, &binaries).unwrap_or_else(|error| panic!("{error}"));
    if !directory.join("guarded").exists() {
        guard(&directory, cluster.server_pid().expect("a started server has a pid"));
        File::create(directory.join("guarded")).expect("the guard's mark can be left");
    }
    drop(lock);
    cluster
}

/// Holds the lock until the file is dropped.
pub(crate) fn lock(path: &Path) -> File {
    let file = File::options().create(true).append(true).open(path).expect("the lock file can be opened");
    file.lock().expect("the lock can be had");
    file
}

/// Shared memory where there is room (clones are plain file copies there), else the system's temporary folder.
fn home() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() }
}

/// Leaves a watcher that stops the server by its pid, and removes its files, once the test runner has ended.
#[expect(clippy::zombie_processes, reason = "the watcher outlives this process on purpose")]
fn guard(directory: &Path, server: u32) {
    let script = "while kill -0 \"$1\" 2>/dev/null; do sleep 1; done; kill -INT \"$2\" 2>/dev/null; \
                  while kill -0 \"$2\" 2>/dev/null; do sleep 1; done; rm -rf \"$3\"";
    Command::new("sh")
        .args(["-c", script, "guard", &parent_id().to_string(), &server.to_string()])
        .arg(directory)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("the watcher of the test cluster can be started");
}

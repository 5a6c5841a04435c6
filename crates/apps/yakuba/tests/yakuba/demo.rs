//! The demo of a small ward: twice from the command line, then its window in headless Chromium.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use testing::TestDatabase;

/// The program over a test's own database and folder.
fn yakuba(test: &TestDatabase, var: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yakuba"));
    command.env("DATABASE_URL", &test.owner_url).env("YAKUBA_VAR", var).stdin(Stdio::null());
    command.args(["demo", "--residents", "1000"]);
    command
}

/// A folder of this test's own, below the build's.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// Stops the server by its pid, whatever the test came to.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_ward_runs_end_to_end_and_again_changes_nothing() {
    let (test, var) = (TestDatabase::new(), folder("demo"));
    let first = yakuba(&test, &var).arg("--no-serve").output().unwrap();
    let text = String::from_utf8_lossy(&first.stdout).into_owned();
    assert!(first.status.success(), "{text}{}", String::from_utf8_lossy(&first.stderr));
    assert!(text.contains("説明なし 0") && text.contains("✓ 受給者") && text.contains("✓ 支払額"), "{text}");
    let sums = "select count(*), sum(amount_yen) from disbursement.payments";
    let (paid, people) = (test.owner_value(sums), test.owner_value("select count(*) from register.persons"));

    let again = yakuba(&test, &var).arg("--no-serve").output().unwrap();
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stdout));
    assert_eq!(test.owner_value(sums), paid);
    assert_eq!(test.owner_value("select count(*) from register.persons"), people);
    assert!(var.join("yakuba_demo_1000/reconciliation.html").exists());
    serve_and_walk(&test, &var);
}

/// Serves the ward and walks its window by keyboard: search, person, both time axes, certificate, runs, reconciliation.
fn serve_and_walk(test: &TestDatabase, var: &Path) {
    let resident = test.owner_value(
        "select lpad(addressee_number::text, 9, '0') from exchange.residents \
         where household_number is not null and not is_protected and registration_state = '1' \
         and valid_through is null order by addressee_number limit 1",
    );
    let resident = resident.unwrap().trim_matches(['(', ')']).to_owned();
    let server = yakuba(test, var).args(["--address", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut server = Served(server);
    let mut lines = BufReader::new(server.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines.find(|line| line.starts_with("http://")).unwrap();

    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clerk_ui/web");
    let built = web.join("node_modules").exists() && web.join("dist/index.html").exists();
    assert!(built, "the window is not built: run `npm ci && npm run build` in crates/apps/clerk_ui/web");
    let walked = Command::new("npm")
        .args(["run", "e2e"])
        .current_dir(&web)
        .env("BASE_URL", &address)
        .env("YAKUBA_LOGIN_NAME", "tokatsu")
        .env("YAKUBA_PASSWORD", "yakuba-demo")
        .env("YAKUBA_QUERY", &resident)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(walked.status.success(), "{}", String::from_utf8_lossy(&walked.stdout));
}

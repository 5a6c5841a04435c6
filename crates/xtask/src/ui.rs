//! The web UI's own tools, run only when their inputs changed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::command::{Outcome, run};
use crate::progress::say;

/// The web UI's source folder.
pub(crate) struct Web {
    folder: PathBuf,
    contract: PathBuf,
}

impl Web {
    /// Where the UI stands in this tree.
    pub(crate) fn of(root: &Path) -> Self {
        Self { folder: root.join("crates/apps/clerk_ui/web"), contract: root.join("openapi") }
    }

    /// Brings the locked packages, unless those installed are of this lock.
    pub(crate) fn install(&self) -> Outcome {
        let lock = self.folder.join("package-lock.json");
        let installed = self.folder.join("node_modules/.package-lock.json");
        if is_newer(modified(&installed), modified(&lock).max(modified(&self.folder.join("package.json")))) {
            say("    the installed packages are those of the lock");
            return Ok(());
        }
        self.npm(&["ci", "--no-audit", "--no-fund"])
    }

    /// Builds the pages that the clerk_ui crate embeds, unless nothing changed since the last build.
    pub(crate) fn build(&self) -> Outcome {
        let built = modified(&self.folder.join("dist/index.html"));
        if is_newer(built, newest(&self.folder).max(newest(&self.contract))) {
            say("    the built pages are newer than their sources");
            return Ok(());
        }
        self.script("build")
    }

    /// Runs one script of package.json.
    pub(crate) fn script(&self, name: &str) -> Outcome {
        self.npm(&["run", name])
    }

    fn npm(&self, arguments: &[&str]) -> Outcome {
        run(Command::new("npm").args(arguments).current_dir(&self.folder))
    }
}

fn is_newer(result: Option<SystemTime>, source: Option<SystemTime>) -> bool {
    result.is_some() && result >= source
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}

/// The latest change below a folder, apart from what tools put there.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_name() != "node_modules" && entry.file_name() != "dist")
        .filter_map(|entry| if entry.path().is_dir() { newest(&entry.path()) } else { modified(&entry.path()) })
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_kept_only_when_it_is_there_and_newer() {
        let (early, late) =
            (Some(SystemTime::UNIX_EPOCH), Some(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1)));
        assert!(is_newer(late, early));
        assert!(!is_newer(early, late));
        assert!(!is_newer(None, None));
    }
}

//! Progress on everything that takes longer than a second: a bar at a terminal, lines elsewhere.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How often a line is printed where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(2);

/// A piece of work that is shown while it goes on.
pub(crate) struct Step {
    title: String,
    bar: Option<ProgressBar>,
    began: Instant,
    last_line_ms: AtomicU64,
}

impl Step {
    /// Begins to show a piece of work.
    pub(crate) fn begin(title: &str) -> Self {
        let bar = std::io::stdout().is_terminal().then(|| {
            let bar = ProgressBar::no_length();
            let style = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {human_pos}/{human_len} {eta}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_message(title.to_owned());
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        if bar.is_none() {
            println!("… {title}");
        }
        Self { title: title.to_owned(), bar, began: Instant::now(), last_line_ms: AtomicU64::new(0) }
    }

    /// Tells how far it is.
    pub(crate) fn at(&self, done: u64, all: u64) {
        if let Some(bar) = &self.bar {
            bar.set_length(all);
            bar.set_position(done);
            return;
        }
        let elapsed = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let last = self.last_line_ms.load(Ordering::Relaxed);
        let due = last.saturating_add(u64::try_from(LINE_EVERY.as_millis()).unwrap_or(u64::MAX));
        if elapsed >= due && self.last_line_ms.swap(elapsed, Ordering::Relaxed) == last {
            println!("  {} {done}/{all} ({}秒)", self.title, elapsed / 1000);
        }
    }

    /// Ends it with what came out.
    pub(crate) fn end(self, outcome: &str) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let elapsed = self.began.elapsed();
        println!("✓ {} — {outcome} ({}.{:01}秒)", self.title, elapsed.as_secs(), elapsed.subsec_millis() / 100);
    }
}

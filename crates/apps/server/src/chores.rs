//! What goes on beside the requests: life events to the businesses, mail to officers, seals on the audit trail.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use business_kit::Services;
use database::Operation;
use notification::SmtpSettings;
use web::Clock;

/// How long the chores rest between two rounds.
const REST: Duration = Duration::from_secs(5);

/// The chores in a thread of their own; dropping it ends them after the round at hand.
pub struct Chores {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Chores {
    /// Begins the rounds.
    #[must_use]
    pub fn begin(services: &Services, clock: &Clock, smtp: Option<SmtpSettings>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (services, clock, seen) = (services.clone(), clock.clone(), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            while !seen.load(Ordering::Relaxed) {
                round(&services, &Operation::system("定例", (clock.0)(), "chores"), smtp.as_ref());
                std::thread::park_timeout(REST);
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Chores {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A chore that panicked has already been logged; stopping goes on.
            let _ = thread.join();
        }
    }
}

/// One round; what fails is logged and tried again in the next.
pub fn round(services: &Services, operation: &Operation, smtp: Option<&SmtpSettings>) {
    for business in crate::businesses() {
        if let Err(error) = exchange::deliver(&services.database, operation, business.code, business.reactions) {
            tracing::error!(business = business.code, %error, "life events wait");
        }
    }
    if let Some(smtp) = smtp
        && let Err(error) = notification::deliver_waiting(&services.database, operation, smtp)
    {
        tracing::error!(%error, "mail waits");
    }
    if let Err(error) = access::seal_audit(&services.database, operation) {
        tracing::error!(%error, "the audit trail is not sealed");
    }
}

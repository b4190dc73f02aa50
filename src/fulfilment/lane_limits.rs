//! Limits how many pieces of work of each lane recovery does at the same time.
//!
//! Commands that people run do not wait here: only recovery has a backlog.

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::ledger::Lane;

/// Returns how many pieces of work of a lane recovery does at the same time.
pub(super) const fn at_once(lane: Lane) -> usize {
    match lane {
        Lane::Vendor | Lane::Delivery => 16,
        Lane::Reply | Lane::Channel => 8,
        Lane::Role => 4,
        Lane::Reminder => 2,
    }
}

/// The permits of each lane.
#[derive(Debug)]
pub(super) struct LaneLimits([Semaphore; Lane::ALL.len()]);

impl Default for LaneLimits {
    fn default() -> Self {
        Self(Lane::ALL.map(|lane| Semaphore::new(at_once(lane))))
    }
}

impl LaneLimits {
    /// Waits for a permit. Returns `None` when the process is stopping.
    pub(super) async fn permit(&self, lane: Lane) -> Option<SemaphorePermit<'_>> {
        self.0[lane as usize].acquire().await.ok()
    }

    /// Refuses all permits from now on, also to those who wait for one.
    pub(super) fn close(&self) {
        self.0.iter().for_each(Semaphore::close);
    }
}

//! Limits how much work recovery does concurrently in each lane.
//!
//! Commands that people run are not limited, because only recovery has a backlog.

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::ledger::Lane;

/// Returns the maximum number of pieces of work that recovery does concurrently in a lane.
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

    /// Refuses all permits from now on, including to callers that already wait for one.
    pub(super) fn close(&self) {
        self.0.iter().for_each(Semaphore::close);
    }
}

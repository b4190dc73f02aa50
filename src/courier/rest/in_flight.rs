//! Limits the number of concurrent requests to Discord.
//!
//! Each concurrent request occupies a connection. Opening a connection for every request of a burst would
//! cost more memory and time than waiting for one that is already open.

use tokio::sync::{Semaphore, SemaphorePermit};

use super::route::{Pacing, Route};

/// The maximum number of concurrent requests for interactions. Discord expects a first answer within
/// three seconds.
const INTERACTIONS: usize = 64;
/// The maximum number of other concurrent requests. Discord accepts fifty per second.
const OTHERS: usize = 24;

/// Slots for requests. Interactions, for which a person waits, have slots of their own.
pub(super) struct InFlight {
    interactions: Semaphore,
    others: Semaphore,
}

impl Default for InFlight {
    fn default() -> Self {
        Self { interactions: Semaphore::new(INTERACTIONS), others: Semaphore::new(OTHERS) }
    }
}

impl InFlight {
    /// Waits for a slot. The slot is released when the permit is dropped.
    pub(super) async fn slot(&self, route: &Route) -> Option<SemaphorePermit<'_>> {
        let slots = match route.pacing {
            Pacing::Interaction => &self.interactions,
            Pacing::Bucket => &self.others,
        };
        // The semaphores are never closed.
        slots.acquire().await.ok()
    }
}

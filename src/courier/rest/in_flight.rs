//! The number of requests that are on their way to Discord at once.
//!
//! Each takes a connection of its own. A burst of commands that opened one for every request would cost
//! more memory and time than waiting for a connection that is open already.

use tokio::sync::{Semaphore, SemaphorePermit};

use super::route::{Pacing, Route};

/// Requests of interactions at once. Discord takes a first answer within three seconds.
const INTERACTIONS: usize = 64;
/// Other requests at once. Discord takes fifty a second.
const OTHERS: usize = 24;

/// Slots for requests: those of interactions, for which a person waits, and all others.
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
    /// Waits for a slot. It is free again when the result is dropped.
    pub(super) async fn slot(&self, route: &Route) -> Option<SemaphorePermit<'_>> {
        let slots = match route.pacing {
            Pacing::Interaction => &self.interactions,
            Pacing::Bucket => &self.others,
        };
        // The semaphores are never closed.
        slots.acquire().await.ok()
    }
}

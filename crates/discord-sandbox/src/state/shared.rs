//! The state behind its lock, and waiting for its changes.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::world::World;

/// The longest wait for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The state behind its lock.
pub(crate) struct Shared {
    world: Mutex<World>,
    pub(crate) changed: Notify,
    pub(crate) address: SocketAddr,
}

impl Shared {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { world: Mutex::default(), changed: Notify::new(), address }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the address of the gateway.
    pub(crate) fn gateway_url(&self, world: &World) -> String {
        world.gateway_url.clone().unwrap_or_else(|| format!("ws://{}", self.address))
    }

    /// Waits until `found` returns something. It is called again after every request and event.
    pub(crate) async fn until<T>(&self, mut found: impl FnMut(&World) -> Option<T>) -> T {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if let Some(found) = found(&self.world()) {
                return found;
            }
            changed.await;
        }
    }

    /// Waits until `found` returns something, but not for ever.
    ///
    /// # Panics
    /// When nothing is found in time, with the list of all requests.
    pub(crate) async fn wait_for<T>(&self, what: &str, found: impl FnMut(&World) -> Option<T>) -> T {
        if let Ok(found) = tokio::time::timeout(PATIENCE, self.until(found)).await {
            return found;
        }
        let world = self.world();
        let requests: Vec<String> =
            world.requests.iter().map(|request| format!("{} {}", request.method, request.path)).collect();
        let violations = world.violations.join("\n");
        drop(world);
        panic!("waited in vain for {what}; the bot asked:\n{}\n{violations}", requests.join("\n"));
    }
}

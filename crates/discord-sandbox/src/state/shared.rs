//! The world behind its lock, and functions that wait for its changes.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::world::World;

/// The time after which waiting functions give up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The world behind its lock.
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

    /// Returns the gateway's URL.
    pub(crate) fn gateway_url(&self, world: &World) -> String {
        world.gateway_url.clone().unwrap_or_else(|| format!("ws://{}", self.address))
    }

    /// Waits until `found` returns a value. Calls it again after every request and gateway message.
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

    /// Waits until `found` returns a value, for at most [`PATIENCE`].
    ///
    /// # Panics
    /// On timeout. The message lists all requests and violations.
    pub(crate) async fn wait_for<T>(&self, what: &str, found: impl FnMut(&World) -> Option<T>) -> T {
        if let Ok(found) = tokio::time::timeout(PATIENCE, self.until(found)).await {
            return found;
        }
        let world = self.world();
        let requests: Vec<String> =
            world.requests.iter().map(|request| format!("{} {}", request.method, request.path)).collect();
        let violations = world.violations.join("\n");
        drop(world);
        panic!("timed out waiting for {what}; requests:\n{}\nviolations:\n{violations}", requests.join("\n"));
    }
}

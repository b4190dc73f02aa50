//! Writes the bot's state beside its ledger every few seconds, for `keyclerk health`.

use std::convert::Infallible;
use std::time::Duration;

use crate::domain::{Clock, SystemClock};
use crate::health::{StateFile, WrittenState};

use super::health_probe::HealthProbe;

/// The time between two states.
const EVERY: Duration = Duration::from_secs(5);

/// Writes the state until this future is dropped. Calls `each` after each state.
pub(super) async fn write_states(file: StateFile, probe: HealthProbe, each: impl Fn()) -> Infallible {
    let mut has_failed = false;
    loop {
        let state = WrittenState::of_this_process(SystemClock.now(), probe.check().await);
        let place = file.clone();
        // Renaming a file can wait for the disk, and sales must not.
        let written = tokio::task::spawn_blocking(move || place.write(&state)).await;
        match written.unwrap_or_else(|error| Err(std::io::Error::other(error))) {
            Ok(()) => has_failed = false,
            Err(error) if !has_failed => {
                has_failed = true;
                tracing::warn!(%error, "the state for the health check cannot be written to {}", file.path().display());
            }
            Err(_) => {}
        }
        each();
        tokio::time::sleep(EVERY).await;
    }
}

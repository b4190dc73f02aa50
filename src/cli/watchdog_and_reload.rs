//! Serves the service manager and SIGHUP while the bot runs.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::MissedTickBehavior;

use crate::app::{ApiKeyFile, HealthProbe};
use crate::health::{Health, LedgerHealth};
use crate::service_manager::ServiceManager;
use crate::shutdown::{Hangup, HangupSignals};

/// The time between two updates of the status, unless the watchdog needs shorter ones.
const EVERY: Duration = Duration::from_secs(5);

/// Updates the status line and gives signs of life, as long as the ledger's writer answers. Never ends.
pub(super) async fn report(manager: ServiceManager, probe: HealthProbe) {
    // Half of the time limit, as the manual of `sd_watchdog_enabled` recommends.
    let every = manager.watchdog().map_or(EVERY, |limit| EVERY.min(limit / 2));
    let mut ticks = tokio::time::interval(every.max(Duration::from_millis(1)));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let health = probe.check().await;
        manager.status(status(&health));
        if health.ledger == LedgerHealth::Well {
            manager.alive();
        }
    }
}

/// Returns the status line for the operator.
fn status(health: &Health) -> &'static str {
    match health {
        Health { ledger: LedgerHealth::Failed, .. } => "the ledger cannot be written",
        Health { ledger: LedgerHealth::Stuck, .. } => "waiting for the disk of the ledger",
        Health { disconnected: Some(_), .. } => "not connected to Discord",
        Health { is_selling: false, .. } => "nothing is sold; the log names the cause",
        Health { .. } => "selling",
    }
}

/// Reads the file of the API key again on each SIGHUP. Ends if the terminal was closed. `is_ready` says
/// whether the service manager was told that the start is complete.
pub(super) async fn obey(
    hangups: &mut HangupSignals,
    manager: &ServiceManager,
    api_key: &ApiKeyFile,
    is_ready: &AtomicBool,
) {
    while hangups.received().await == Hangup::Reload {
        let is_ready = is_ready.load(Ordering::Relaxed);
        if is_ready {
            manager.reloading();
        }
        api_key.read_again().await;
        if is_ready {
            manager.ready();
        }
    }
}

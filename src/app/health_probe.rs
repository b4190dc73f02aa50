//! Looks at the parts of a running bot and returns its state.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use serenity::all::{ConnectionStage, ShardManager};
use tokio::time::{Instant, timeout};

use crate::courier::DiscordCourier;
use crate::fulfilment::Fulfilment;
use crate::health::{Health, LedgerHealth};
use crate::ledger::{Ledger, LedgerError};
use crate::reseller::Client;

/// The time within which the ledger's writer has to answer. A synced write takes milliseconds.
const LEDGER_PATIENCE: Duration = Duration::from_secs(5);
/// The time to wait for the list of shards, which serenity locks while it starts one.
const SHARDS_PATIENCE: Duration = Duration::from_millis(500);

/// Looks at the parts of a running bot. Cheap to clone.
#[derive(Clone)]
pub struct HealthProbe {
    ledger: Ledger,
    shards: Arc<ShardManager>,
    fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    /// The last time at which the bot was seen connected. The start counts.
    connected_at: Arc<Mutex<Instant>>,
}

impl HealthProbe {
    /// Creates the probe of a bot that starts now.
    pub(super) fn new(
        ledger: Ledger,
        shards: Arc<ShardManager>,
        fulfilment: Arc<Fulfilment<Client, DiscordCourier>>,
    ) -> Self {
        Self { ledger, shards, fulfilment, connected_at: Arc::new(Mutex::new(Instant::now())) }
    }

    /// Returns the current state. Calls no other service.
    pub async fn check(&self) -> Health {
        let (is_connected, ledger) = tokio::join!(self.is_connected(), self.ledger());
        let disconnected = {
            let (now, mut connected_at) = (Instant::now(), self.connected_at.lock());
            if is_connected {
                *connected_at = now;
            }
            (!is_connected).then(|| now - *connected_at)
        };
        Health { disconnected, ledger, is_selling: self.fulfilment.is_selling() }
    }

    /// Returns true if every shard is connected.
    async fn is_connected(&self) -> bool {
        let Ok(runners) = timeout(SHARDS_PATIENCE, self.shards.runners.lock()).await else { return false };
        !runners.is_empty() && runners.values().all(|runner| runner.stage == ConnectionStage::Connected)
    }

    async fn ledger(&self) -> LedgerHealth {
        match timeout(LEDGER_PATIENCE, self.ledger.probe()).await {
            // `NotWritten` means that another batch of the same group failed, and the writer lives.
            Ok(Ok(()) | Err(LedgerError::NotWritten)) => LedgerHealth::Well,
            Ok(Err(_)) => LedgerHealth::Failed,
            Err(_) => LedgerHealth::Stuck,
        }
    }
}

//! Sends the alerts to servers that are due: in order within a server, concurrently across servers.
//!
//! The outbox sends each alert and decides when to retry it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use futures_util::stream::{self, StreamExt};
use parking_lot::Mutex;
use tokio_util::task::TaskTracker;

use crate::courier::Courier;
use crate::domain::{GuildId, ServerAlert};
use crate::ledger::LedgerError;
use crate::reseller::Vendor;

use super::Fulfilment;
use super::outbox::{Subject, settled};

/// The maximum number of servers that are sent alerts concurrently.
const SERVERS_AT_ONCE: usize = 4;

/// The servers whose alerts are being sent.
#[derive(Clone, Default)]
pub(super) struct Alerting(Arc<Mutex<HashSet<GuildId>>>);

/// Marks a server until it is dropped.
struct Marked {
    guild: GuildId,
    alerting: Alerting,
}

impl Alerting {
    /// Marks a server. Returns `None` while its alerts are being sent.
    fn begin(&self, guild: GuildId) -> Option<Marked> {
        let is_new = self.0.lock().insert(guild);
        is_new.then(|| Marked { guild, alerting: self.clone() })
    }
}

impl Drop for Marked {
    fn drop(&mut self) {
        self.alerting.0.lock().remove(&self.guild);
    }
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sends the alerts to servers that are due, and waits until they are sent.
    ///
    /// # Errors
    /// Returns the ledger's error. The alerts of other servers are sent all the same.
    pub async fn send_server_alerts(&self) -> Result<(), LedgerError> {
        let sent = stream::iter(self.alerts_by_server().await?)
            .map(|(_, alerts)| self.send_alerts_of_server(alerts))
            .buffer_unordered(SERVERS_AT_ONCE);
        sent.fold(Ok(()), async |before: Result<(), LedgerError>, sent| before.and(sent)).await
    }

    /// Sends the alerts to servers that are due. Each server has its own task of `tracker`, so that no
    /// server waits for another. A server whose alerts are being sent is left to the next round.
    pub(super) async fn spawn_server_alerts(
        self: &Arc<Self>,
        tracker: &TaskTracker,
    ) -> Result<(), LedgerError> {
        for (guild, alerts) in self.alerts_by_server().await? {
            let Some(alerting) = self.alerting.begin(guild) else { continue };
            let this = Arc::clone(self);
            tracker.spawn(async move {
                if let Err(error) = this.send_alerts_of_server(alerts).await {
                    tracing::error!(%guild, ?error, "alerts could not be sent: {error}");
                }
                drop(alerting);
            });
        }
        Ok(())
    }

    async fn alerts_by_server(&self) -> Result<HashMap<GuildId, Vec<ServerAlert>>, LedgerError> {
        let mut by_guild: HashMap<GuildId, Vec<ServerAlert>> = HashMap::new();
        for alert in self.ledger.due_server_alerts().await? {
            by_guild.entry(alert.guild).or_default().push(alert);
        }
        Ok(by_guild)
    }

    async fn send_alerts_of_server(&self, alerts: Vec<ServerAlert>) -> Result<(), LedgerError> {
        for alert in alerts {
            let sent = self.send_due(Subject::Server(&alert)).await;
            self.ledger.settle_server_alert(settled(alert.id, sent)).await?;
        }
        Ok(())
    }
}

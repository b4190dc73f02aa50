//! The stock watched: each server is told once when a product runs low, and once when there is
//! enough again.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::stream::{self, StreamExt};
use tokio_util::task::TaskTracker;

use crate::courier::{Courier, Notified};
use crate::domain::{GuildId, Moment};
use crate::ledger::{AlertSettled, LedgerError, ShopSettings, StockAlert};
use crate::reseller::Vendor;

use super::Fulfilment;
use super::judgement::wait_after;
use super::stock::StockList;
use super::time_limit::in_time;

/// How old the list may be for a server that wants to be told. One call a minute, which gives way
/// to every other.
const FRESH: Duration = Duration::from_mins(1);
/// How many servers are told at once.
const SERVERS_AT_ONCE: usize = 4;

/// What was looked at last, for each server: a list, under its settings.
#[derive(Default)]
pub(super) struct Watched(Mutex<HashMap<GuildId, (Moment, Arc<ShopSettings>)>>);

impl Watched {
    /// Whether a server has not looked at this list under these settings.
    fn is_news(&self, guild: GuildId, list: &StockList, shop: &Arc<ShopSettings>) -> bool {
        let seen = (list.asked_at, Arc::clone(shop));
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(guild, seen);
        before.is_none_or(|(at, settings)| at != list.asked_at || !Arc::ptr_eq(&settings, shop))
    }
}

/// The servers whose alerts are being sent.
#[derive(Clone, Default)]
pub(super) struct Alerting(Arc<Mutex<HashSet<GuildId>>>);

/// Keeps a server marked until it is dropped.
struct Marked {
    guild: GuildId,
    alerting: Alerting,
}

impl Alerting {
    /// Marks a server; `None` where its alerts are being sent.
    fn begin(&self, guild: GuildId) -> Option<Marked> {
        let is_new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(guild);
        is_new.then(|| Marked { guild, alerting: self.clone() })
    }
}

impl Drop for Marked {
    fn drop(&mut self) {
        self.alerting.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.guild);
    }
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Looks whether a product runs low in a server that wants to know. Alerts become due by it.
    ///
    /// # Errors
    /// Returns the ledger's error.
    pub async fn watch_stock(&self, guilds: &[GuildId]) -> Result<(), LedgerError> {
        let wants = |shop: &ShopSettings| shop.low_stock.is_some() || !shop.low_stock_of.is_empty();
        let shops: Vec<_> = guilds.iter().map(|guild| (*guild, self.ledger.shop(*guild))).collect();
        if shops.iter().any(|(_, shop)| wants(shop)) {
            let known = self.stock.glance_within(FRESH);
            if let Some(list) = known {
                for (guild, shop) in shops.iter().filter(|(_, shop)| wants(shop)) {
                    if self.watched.is_news(*guild, &list, shop) {
                        self.compare(*guild, &list, shop).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn compare(
        &self,
        guild: GuildId,
        list: &StockList,
        shop: &ShopSettings,
    ) -> Result<(), LedgerError> {
        let now = self.clock.now();
        let count = |count| u32::try_from(count).unwrap_or(u32::MAX);
        let shelves = list.licenses.shelves(now).into_iter();
        let mut counts: BTreeMap<String, u32> =
            shelves.map(|(product, shelf)| (product, count(shelf.count))).collect();
        let low = self.ledger.low_products(guild).await?;
        // A product missing from the list has zero stock.
        for product in low.iter().chain(shop.low_stock_of.keys()) {
            counts.entry(product.clone()).or_insert(0);
        }
        for (product, left) in counts {
            let Some(enough) = shop.enough_of(&product) else { continue };
            let was_low = low.contains(&product);
            // Back only above the level, so that one license more or less tells nobody anything.
            if !was_low && left < enough {
                self.ledger.level_is(guild, &product, left, true).await?;
            } else if was_low && left > enough {
                self.ledger.level_is(guild, &product, left, false).await?;
            }
        }
        Ok(())
    }

    /// Sends the alerts that are due: those of one server in order, servers side by side.
    ///
    /// # Errors
    /// Returns the ledger's error. The alerts of other servers are sent all the same.
    pub async fn tell_stock(&self) -> Result<(), LedgerError> {
        let told = stream::iter(self.alerts_by_server().await?)
            .map(|(_, alerts)| self.tell_server(alerts))
            .buffer_unordered(SERVERS_AT_ONCE);
        told.fold(Ok(()), async |before: Result<(), LedgerError>, told| before.and(told)).await
    }

    /// Sends the alerts that are due, those of each server in a task of `tracker`, so that no server
    /// waits for another. A server whose alerts are being sent is left to the next round.
    pub(super) async fn spawn_stock_alerts(
        self: &Arc<Self>,
        tracker: &TaskTracker,
    ) -> Result<(), LedgerError> {
        for (guild, alerts) in self.alerts_by_server().await? {
            let Some(alerting) = self.alerting.begin(guild) else { continue };
            let this = Arc::clone(self);
            tracker.spawn(async move {
                if let Err(error) = this.tell_server(alerts).await {
                    tracing::error!(%guild, ?error, "alerts of the stock could not be told: {error}");
                }
                drop(alerting);
            });
        }
        Ok(())
    }

    async fn alerts_by_server(&self) -> Result<HashMap<GuildId, Vec<StockAlert>>, LedgerError> {
        let mut by_guild: HashMap<GuildId, Vec<StockAlert>> = HashMap::new();
        for alert in self.ledger.stock_alerts().await? {
            by_guild.entry(alert.guild).or_default().push(alert);
        }
        Ok(by_guild)
    }

    async fn tell_server(&self, alerts: Vec<StockAlert>) -> Result<(), LedgerError> {
        for alert in alerts {
            let settled = match in_time(self.courier.tell_stock(&alert)).await {
                Ok(Notified::Yes(message)) => AlertSettled::Sent(message),
                Ok(Notified::Noticed(notice)) => AlertSettled::Sent(Some(notice.message)),
                Ok(Notified::Nowhere) => AlertSettled::Dropped,
                Err(later) => AlertSettled::PutOff(self.clock.now().after(wait_after(alert.attempts, later))),
            };
            self.ledger.settle_alert(alert.id, settled).await?;
        }
        Ok(())
    }
}

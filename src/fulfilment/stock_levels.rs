//! Watches the stock. A server gets one alert when a product runs low, and another when enough is in
//! stock again.
//!
//! Alerts become due here; `server_alerts` sends them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::courier::Courier;
use crate::domain::{GuildId, Moment};
use crate::ledger::{LedgerError, ShopSettings};
use crate::reseller::Vendor;

use super::Fulfilment;
use super::stock::StockList;

/// The maximum age of the list for a server that wants alerts. Renewing the list costs one call a
/// minute, which yields to all others.
const FRESH: Duration = Duration::from_mins(1);

/// The list and the settings that each server was last compared with.
#[derive(Default)]
pub(super) struct Watched(Mutex<HashMap<GuildId, (Moment, Arc<ShopSettings>)>>);

impl Watched {
    /// Returns true if a server has not been compared with this list under these settings yet.
    fn is_news(&self, guild: GuildId, list: &StockList, shop: &Arc<ShopSettings>) -> bool {
        let seen = (list.asked_at, Arc::clone(shop));
        let before = self.0.lock().insert(guild, seen);
        before.is_none_or(|(at, settings)| at != list.asked_at || !Arc::ptr_eq(&settings, shop))
    }
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Compares the stock with the levels that servers have set. Makes alerts due where a product
    /// crosses its level.
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
            // The stock counts as recovered only above the level, so that one license more or less
            // causes no alerts.
            if !was_low && left < enough {
                self.ledger.level_is(guild, &product, left, true).await?;
            } else if was_low && left > enough {
                self.ledger.level_is(guild, &product, left, false).await?;
            }
        }
        Ok(())
    }
}

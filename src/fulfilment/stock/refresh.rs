//! Fetches the stock list and keeps the latest one.
//!
//! Staff who only browse get a cached list if it is recent enough. Browsing uses the vendor handle that
//! yields to sales.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::domain::Product;
use crate::reseller::{Vendor, VendorError};

use super::list::StockList;
use super::{OnDrop, Stock};

/// The age from which autocomplete renews a list.
const STALE: Duration = Duration::from_secs(30);

impl<V: Vendor> Stock<V> {
    /// Returns the latest list, however old.
    pub fn known(&self) -> Option<Arc<StockList>> {
        self.list.lock().clone()
    }

    /// Fetches the list at browsing priority, for staff who browse.
    ///
    /// # Errors
    /// Returns the vendor's error.
    pub async fn browse(&self) -> Result<Arc<StockList>, VendorError> {
        self.refresh(&self.browsing).await
    }

    /// Returns the list for autocomplete. A known list is returned at once and renewed in the
    /// background when it is old. If no list is known, waits at most `patience` for the first one.
    pub async fn glance(self: &Arc<Self>, patience: Duration) -> Option<Arc<StockList>> {
        let known = self.known();
        let renewal = self.renew_if_older(STALE);
        if known.is_some() {
            return known;
        }
        tokio::time::timeout(patience, renewal?).await.ok()?.ok()?
    }

    /// Returns the latest list, and renews it in the background when it is older than `age`.
    pub fn glance_within(self: &Arc<Self>, age: Duration) -> Option<Arc<StockList>> {
        drop(self.renew_if_older(age));
        self.known()
    }

    /// Returns a typed product as the latest list spells it. An exact match comes first, then the only
    /// product that differs just in letter case. If neither exists, returns the text as typed.
    #[must_use]
    pub fn as_stocked(&self, typed: Product) -> Product {
        let Some(list) = self.known() else { return typed };
        let named = list.licenses.products();
        if named.contains(&typed) {
            return typed;
        }
        let lower = typed.as_str().to_lowercase();
        let mut alike = named.iter().filter(|product| product.as_str().to_lowercase() == lower);
        match (alike.next(), alike.next()) {
            (Some(product), None) => product.clone(),
            _ => typed,
        }
    }

    /// Renews the list in a task, unless a renewal is running or the list is recent enough.
    fn renew_if_older(self: &Arc<Self>, age: Duration) -> Option<JoinHandle<Option<Arc<StockList>>>> {
        let old = self.known().is_none_or(|list| self.clock.moment().since(list.asked_at) > age);
        if !old || self.refreshing.swap(true, Ordering::SeqCst) {
            return None;
        }
        let stock = Arc::clone(self);
        Some(tokio::spawn(async move {
            let _done = OnDrop(|| stock.refreshing.store(false, Ordering::SeqCst));
            match stock.browse().await {
                Ok(list) => Some(list),
                Err(error) => {
                    tracing::warn!(%error, "the stock list could not be renewed");
                    None
                }
            }
        }))
    }

    /// Fetches the list through `vendor` and keeps it, unless a list that was requested later has
    /// arrived already.
    pub(super) async fn refresh(&self, vendor: &V) -> Result<Arc<StockList>, VendorError> {
        let (sequence, asked_at, as_of) = (self.next_sequence(), self.clock.moment(), self.clock.now());
        let licenses = vendor.my_available().await?;
        let list = Arc::new(StockList { licenses, asked_at, as_of, sequence });
        {
            let mut known = self.list.lock();
            if known.as_ref().is_none_or(|known| known.sequence < sequence) {
                *known = Some(Arc::clone(&list));
            }
        }
        self.recorded.record_in_background(&self.ledger, &list);
        Ok(list)
    }
}

//! Brings licenses back to the stock that a doubtful list lacked after a restore.
//!
//! Such a license was perhaps in stock all the time. If the vendor lists it for a quarter of an hour, nobody has
//! it, and it can be sold. A single answer may be stale and proves nothing. Licenses that the lost process is
//! known to have sold, and those that a list without doubt lacked, never return.
//!
//! Invariant: a license returns only by the looks of this file, and each look asks the vendor anew.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::courier::Courier;
use crate::domain::Moment;
use crate::ledger::{LedgerError, StockHash};
use crate::reseller::Vendor;

use super::Fulfilment;

/// The time between two looks.
const EVERY: Duration = Duration::from_mins(5);

/// The moment of this process's latest look.
#[derive(Debug, Default)]
pub(super) struct LatestLook(Mutex<Option<Moment>>);

impl LatestLook {
    /// Returns true if a look is due, which then counts as begun.
    fn is_due(&self, now: Moment) -> bool {
        let mut latest = self.0.lock();
        let is_due = latest.is_none_or(|latest| now.since(latest) >= EVERY);
        if is_due {
            *latest = Some(now);
        }
        is_due
    }
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Looks whether the vendor lists licenses that may return to the stock, every five minutes while there are
    /// any.
    ///
    /// # Errors
    /// Returns the ledger's error.
    pub(super) async fn watch_returns(&self) -> Result<(), LedgerError> {
        if !self.ledger.is_reconciled() || !self.latest_look.is_due(self.clock.moment()) {
            return Ok(());
        }
        let waiting: HashSet<StockHash> = self.ledger.may_return().await?.into_iter().collect();
        if waiting.is_empty() {
            return Ok(());
        }
        let list = match self.stock.browse().await {
            Ok(list) => list,
            Err(error) => {
                tracing::debug!(%error, "no look for licenses that may return");
                return Ok(());
            }
        };
        let (ledger, looked_at) = (self.ledger.clone(), Arc::clone(&list));
        let listed = tokio::task::spawn_blocking(move || {
            let hashes = looked_at.licenses.iter().map(|license| ledger.stock_hash(&license.hash()));
            hashes.filter(|hash| waiting.contains(hash)).collect::<Vec<_>>()
        });
        let listed = listed.await.map_err(|_| LedgerError::Closed)?;
        let returned = self.ledger.looked_for_returns(&listed, list.as_of).await?;
        if returned > 0 {
            tracing::warn!("{returned} licenses that the list after the restore lacked are sold again");
        }
        Ok(())
    }
}

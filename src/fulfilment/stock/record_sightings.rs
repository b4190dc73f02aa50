//! Records in the ledger which licenses were seen in stock, without delaying any sale.

use std::collections::HashSet;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use crate::domain::KeyHash;
use crate::ledger::{Ledger, LedgerError};

use super::list::StockList;

/// The number of licenses recorded in one call to the ledger.
const RECORDED_AT_ONCE: usize = 500;

/// The short hashes of the licenses that this process has recorded.
#[derive(Debug, Clone, Default)]
pub(super) struct Recorded(Arc<Mutex<HashSet<u64>>>);

impl Recorded {
    /// Records the licenses of a list that are new, in a task of its own.
    pub(super) fn record_in_background(&self, ledger: &Ledger, list: &Arc<StockList>) {
        let (recorded, ledger, list) = (self.clone(), ledger.clone(), Arc::downgrade(list));
        tokio::spawn(async move {
            if let Err(error) = recorded.record(&ledger, list).await {
                tracing::warn!(?error, "licenses seen in stock could not be recorded");
            }
        });
    }

    /// Records the new licenses of a list in chunks. Ends early when a newer list has replaced this
    /// one, so that at most two lists are in memory.
    async fn record(&self, ledger: &Ledger, list: Weak<StockList>) -> Result<(), LedgerError> {
        let (of, known) = (list.clone(), Arc::clone(&self.0));
        let finding = tokio::task::spawn_blocking(move || {
            let Some(list) = of.upgrade() else { return Vec::new() };
            let known = known.lock();
            let all = (0..).zip(list.licenses.iter()).map(|(at, license)| (license.hash().short(), at));
            let mut fresh: Vec<(u64, u32)> = all.filter(|(short, _)| !known.contains(short)).collect();
            // The table is ordered by hash, so that sorted rows share its pages.
            fresh.sort_unstable();
            fresh
        });
        let fresh = finding.await.unwrap_or_default();
        for some in fresh.chunks(RECORDED_AT_ONCE) {
            let Some(list) = list.upgrade() else { return Ok(()) };
            let license = |(_, at): &(u64, u32)| list.licenses.at(*at as usize);
            let keys: Vec<KeyHash> = some.iter().filter_map(license).map(|license| license.hash()).collect();
            let as_of = list.as_of;
            drop(list);
            ledger.seen(&keys, as_of).await?;
            let mut recorded = self.0.lock();
            recorded.extend(some.iter().map(|(short, _)| *short));
        }
        Ok(())
    }
}

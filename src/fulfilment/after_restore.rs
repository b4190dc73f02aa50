//! Compares a restored ledger with the vendor's stock, before anything is sold from it.
//!
//! The ledger lacks what was sold after the backup. A license that the backup had seen in stock and that is
//! not there any more may be such a sale: it becomes unattributed and is never sold.
//!
//! A list that is empty, lacks much, or has entries that cannot be read does not show that a license has left
//! the stock. Such licenses are not sold either, and [`returns`](super::returns) brings them back.
//!
//! Invariant: nothing is drawn, reserved or assigned before the comparison is recorded.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::courier::Courier;
use crate::domain::KeyHash;
use crate::ledger::{LedgerError, Unattributed};
use crate::reseller::{Vendor, VendorError};

use super::Fulfilment;
use super::outcome::back_off;

/// The reason why a restored ledger was not compared with the stock.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotCompared {
    /// The vendor did not answer.
    #[error("the vendor cannot be asked: {0}")]
    Vendor(#[from] VendorError),
    /// No entry of the stock list could be read. The number counts them.
    #[error("none of the {0} entries of the vendor's stock list can be read")]
    Unreadable(u32),
    /// The ledger failed.
    #[error("the ledger cannot be written: {0}")]
    Ledger(#[from] LedgerError),
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Compares a restored ledger with the vendor's stock, as often as necessary until the vendor answers or
    /// the process stops. Does nothing for a ledger that was not restored.
    pub(super) async fn reconcile_until_done(&self, closing: &AtomicBool) {
        let mut tries = 0;
        while !closing.load(Ordering::Acquire) {
            match self.reconcile_restored().await {
                Ok(()) => return,
                Err(error) => {
                    let wait = back_off(tries);
                    tracing::warn!(
                        "the restored ledger is not compared with the stock yet, and nothing is sold; next attempt in {} s: {error}",
                        wait.as_secs()
                    );
                    self.clock.sleep(wait).await;
                    tries += 1;
                }
            }
        }
    }

    /// Compares a restored ledger with the vendor's stock once. Does nothing for a ledger that was not
    /// restored, or that was compared before.
    ///
    /// # Errors
    /// Returns [`NotCompared`]. Nothing was recorded then, and nothing is sold.
    pub(super) async fn reconcile_restored(&self) -> Result<(), NotCompared> {
        if self.ledger.is_reconciled() {
            return Ok(());
        }
        // The list is requested after the restore, so that it shows everything that was sold before.
        let list = self.vendor.my_available().await?;
        let (unreadable, is_doubtful) = (list.unreadable(), list.is_empty() || list.unreadable() > 0);
        if list.is_empty() && unreadable > 0 {
            return Err(NotCompared::Unreadable(unreadable));
        }
        let in_stock: Vec<KeyHash> = list.iter().map(|license| license.hash()).collect();
        let count = in_stock.len();
        let Unattributed { all, may_return } = self.ledger.reconcile(in_stock, is_doubtful).await?;
        tracing::warn!(
            unattributed = all,
            may_return,
            "the restored ledger was compared with the {count} licenses in stock; selling begins again"
        );
        Ok(())
    }
}

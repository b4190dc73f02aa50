//! Compares a restored ledger with the vendor's stock, before anything is sold from it.
//!
//! The ledger lacks what was sold after the backup. A license that the backup had seen in stock and that is
//! not there any more may be such a sale: it becomes unattributed and is never sold.
//!
//! Invariant: nothing is drawn, reserved or assigned before the comparison is recorded.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::courier::Courier;
use crate::domain::KeyHash;
use crate::reseller::Vendor;

use super::outcome::back_off;
use super::{BalanceError, Fulfilment};

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
    /// Returns [`BalanceError`]. Nothing was recorded then, and nothing is sold.
    pub(super) async fn reconcile_restored(&self) -> Result<(), BalanceError> {
        if self.ledger.is_reconciled() {
            return Ok(());
        }
        // The list is requested after the restore, so that it shows everything that was sold before.
        let list = self.vendor.my_available().await?;
        let in_stock: Vec<KeyHash> = list.iter().map(|license| license.hash()).collect();
        let count = in_stock.len();
        let unattributed = self.ledger.reconcile(in_stock).await?;
        tracing::warn!(
            unattributed,
            "the restored ledger was compared with the {count} licenses in stock; selling begins again"
        );
        Ok(())
    }
}

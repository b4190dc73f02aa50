//! Refunds: staff record that they gave the money back.

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{Sale, SaleId, StaffId};
use crate::fulfilment::Fulfilment;
use crate::ledger::LedgerError;
use crate::reseller::Vendor;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Records that staff gave the money back. The buyer keeps the license, because the vendor takes
    /// none back.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when the sale was refunded before or sold nothing, or the ledger's
    /// error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn refund(&self, sale: SaleId, staff: StaffId, reason: &str) -> Result<Sale, LedgerError> {
        self.commit_independent(sale, |sale| sale.refunded(self.clock.now(), staff, reason)).await
    }
}

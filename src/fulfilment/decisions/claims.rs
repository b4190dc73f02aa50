//! Claims: a buyer asks to be shown their keys.

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{BuyerId, Sale, SaleId};
use crate::fulfilment::Fulfilment;
use crate::ledger::LedgerError;
use crate::reseller::Vendor;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Records that the buyer is about to be shown their keys. The caller shows the keys only after
    /// this call. Returns the changed sale.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when the sale was transferred to another account meanwhile, or the
    /// ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn claim(&self, sale: SaleId, buyer: BuyerId) -> Result<Sale, LedgerError> {
        self.commit_independent(sale, |sale| sale.claimed(self.clock.now(), buyer)).await
    }
}

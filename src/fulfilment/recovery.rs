//! Recovery: the same steps, taken up from the ledger – at start and every few seconds.

use crate::courier::Courier;
use crate::domain::SaleId;
use crate::ledger::LedgerError;
use crate::reseller::Vendor;

use super::Fulfilment;
use super::sale::Prepared;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Takes up every unfinished sale that is due and that no task of this process is at, once.
    ///
    /// # Errors
    /// The ledger's, when it cannot be looked through. What goes wrong with one sale is logged and
    /// does not keep the others.
    pub async fn recover(&self) -> Result<(), LedgerError> {
        self.ledger.wipe_dead_tokens().await?;
        for sale in self.ledger.unfinished().await? {
            if let Err(error) = self.resume(sale).await {
                tracing::error!(%sale, ?error, "the sale could not be taken up");
            }
        }
        Ok(())
    }

    /// Takes up one sale, unless somebody is at it.
    ///
    /// # Errors
    /// The ledger's.
    pub async fn resume(&self, sale: SaleId) -> Result<(), LedgerError> {
        let Some(_at_work) = self.busy.begin(sale) else { return Ok(()) };
        // Boxed: a sale's future is large, and every caller's would carry it.
        let work = Box::pin(async { self.advance(self.ledger.sale(sale).await?, Prepared::default()).await });
        match self.telling_the_place(sale, work).await {
            Err(LedgerError::Overtaken(_)) => Ok(()),
            done => done,
        }
    }
}

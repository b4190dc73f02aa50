//! Commits a change of a sale that does not depend on the sale's other changes.

use crate::courier::Courier;
use crate::domain::{Sale, SaleId, Transition};
use crate::fulfilment::{Fulfilment, sale_span};
use crate::ledger::LedgerError;
use crate::reseller::Vendor;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Commits a change that does not depend on others. Computes the change again if another task has
    /// changed the sale.
    pub(super) async fn commit_independent(
        &self,
        sale: SaleId,
        change: impl Fn(&Sale) -> Transition,
    ) -> Result<Sale, LedgerError> {
        loop {
            let record = self.ledger.sale(sale).await?;
            sale_span::record_sale(&record);
            match self.ledger.commit(change(&record)?).await {
                Err(LedgerError::Overtaken(_)) => {}
                committed => return committed,
            }
        }
    }
}

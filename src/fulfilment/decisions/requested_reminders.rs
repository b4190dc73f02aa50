//! The reminders that a buyer asks for.

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{BuyerId, Reminding, SaleId};
use crate::fulfilment::Fulfilment;
use crate::ledger::LedgerError;
use crate::reseller::Vendor;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Schedules the reminders that a buyer asks for.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when the sale was transferred to another account meanwhile, or the
    /// ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn remind(&self, sale: SaleId, buyer: BuyerId) -> Result<Reminding, LedgerError> {
        loop {
            let (record, known) = (self.ledger.sale(sale).await?, self.ledger.reminders(sale).await?);
            let (told, change) = record.reminding(self.clock.now(), buyer, &known)?;
            let Some(change) = change else { return Ok(told) };
            match self.ledger.commit(change).await {
                // Another press was faster. The next round sees the reminders that it scheduled.
                Err(LedgerError::Overtaken(_)) => {}
                asked => return asked.map(|_| told),
            }
        }
    }
}

//! Transfers a sale to another account of its buyer.
//!
//! Invariant: a transfer excludes all other work that moves the sale, so that no key and no role is on
//! its way to an account while it stops being the buyer's.

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::Courier;
use crate::domain::{BuyerId, LineState, Sale, SaleId, Transfer, TransferRefusal, TransferredRoles};
use crate::ledger::{Lane, LedgerError};
use crate::reseller::Vendor;

use crate::fulfilment::{Fulfilment, sale_span};

/// The result of an order to transfer a sale.
#[derive(Debug, Clone)]
pub enum Transferred {
    /// The sale belongs to the new account. Holds the changed sale and its former buyer.
    Done(Box<Sale>, BuyerId),
    /// The same command has transferred the sale before.
    Before,
    /// The sale cannot be transferred now. Nothing was changed.
    Refused(TransferRefusal),
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Transfers a sale to another account of its buyer. The caller then calls [`tell`](Self::tell),
    /// which moves the roles.
    ///
    /// # Errors
    /// Returns the ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn transfer(&self, sale: SaleId, transfer: &Transfer) -> Result<Transferred, LedgerError> {
        let Some(_moving) = self.in_progress.wait(&*self.clock, sale, Lane::Delivery).await else {
            return Ok(Transferred::Refused(TransferRefusal::BeingSent));
        };
        loop {
            let record = self.ledger.sale(sale).await?;
            sale_span::record_sale(&record);
            if let Some(why) = record.transfer_refusal(transfer.buyer) {
                return Ok(Transferred::Refused(why));
            }
            let roles = self.roles_of(&record).await?;
            let transferred = record.transferred(self.clock.now(), transfer, &roles)?;
            match self.ledger.commit(transferred).await {
                // A claim, a refund or a reminder was recorded meanwhile.
                Err(LedgerError::Overtaken(_)) => {}
                Err(error) if error.is_unique_violation() => return Ok(Transferred::Before),
                Err(error) => return Err(error),
                Ok(moved) => {
                    tracing::info!("sale transferred to another account");
                    return Ok(Transferred::Done(Box::new(moved), record.buyer));
                }
            }
        }
    }

    /// Returns the roles that leave the old account, and those that unexpired licenses grant to the new
    /// one.
    async fn roles_of(&self, sale: &Sale) -> Result<TransferredRoles, LedgerError> {
        let now = self.clock.now();
        let lasting = sale
            .in_state(LineState::Assigned)
            .filter(|line| line.license.expires_at.is_none_or(|end| end > now));
        let given = lasting.filter_map(|line| Some((line.number, self.role_of(sale, line)?))).collect();
        Ok(TransferredRoles { taken: self.ledger.roles_given(sale.id).await?, given })
    }
}

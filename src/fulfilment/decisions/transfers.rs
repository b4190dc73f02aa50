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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transferred {
    /// The command has transferred the sale, now or when it came for the first time. The sale may have been
    /// transferred again since.
    Done {
        /// The account that the command gave the sale to.
        buyer: BuyerId,
        /// The buyer before that.
        former: BuyerId,
    },
    /// The sale cannot be transferred now. Nothing was changed.
    Refused(TransferRefusal),
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Transfers a sale to another account of its buyer. A command that comes again finds its own transfer.
    /// The caller then calls [`tell`](Self::tell), which moves the roles.
    ///
    /// # Errors
    /// Returns the ledger's error.
    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    pub async fn transfer(&self, sale: SaleId, transfer: &Transfer) -> Result<Transferred, LedgerError> {
        let moving = self.in_progress.wait(&*self.clock, sale, Lane::Delivery).await;
        loop {
            // The sale may not allow this transfer any more, because it was made.
            if let Some(done) = self.ledger.transfer_by(transfer.interaction).await? {
                return Ok(Transferred::Done { buyer: done.new, former: done.old });
            }
            if moving.is_none() {
                return Ok(Transferred::Refused(TransferRefusal::BeingSent));
            }
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
                Err(error) => return Err(error),
                Ok(moved) => {
                    tracing::info!("sale transferred to another account");
                    return Ok(Transferred::Done { buyer: moved.buyer, former: record.buyer });
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

//! Enters the buyer of a license that was sold before the ledger was restored.
//!
//! Invariant: the vendor says that the license is assigned, and the ledger's unique index lets it be entered
//! once.

use crate::courier::Courier;
use crate::domain::{
    Failure, InteractionId, License, Product, Sale, SaleId, SaleRequest, SaleState, Settled,
};
use crate::ledger::{Lane, LedgerError, Requested};
use crate::reseller::{Vendor, VendorError};

use super::{BalanceError, Fulfilment};

/// The result of entering a buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// The buyer is entered with this sale.
    Entered(SaleId),
    /// Nothing changed, because this sale has the license.
    HasSale(SaleId),
    /// The command was interrupted, so that recovery ended this sale without the license.
    Interrupted(SaleId),
    /// Nothing changed, because no restore can have lost the sale of the license.
    NotLost,
    /// Nothing changed, because the vendor does not say that the license is assigned.
    NotAssigned,
}

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Enters the buyer of a license whose sale a restore has lost, as a sale that is delivered already. The
    /// request names the buyer, and `license` replaces the one that it names. A command that comes again finds
    /// its own sale.
    ///
    /// # Errors
    /// Returns [`BalanceError`]. Nothing was changed, or recovery ends the sale without a license.
    pub async fn attribute(
        &self,
        request: SaleRequest,
        license: &License,
    ) -> Result<Attribution, BalanceError> {
        let interaction = request.interaction;
        if !self.ledger.may_be_lost(&license.key.hash()).await? {
            return self.holder_or(Attribution::NotLost, license, interaction).await;
        }
        let license = match self.vendor.license_info(&license.key).await {
            Ok(info) if info.is_assigned => info.license,
            Ok(_) | Err(VendorError::Refused(_)) => return Ok(Attribution::NotAssigned),
            Err(error) => return Err(error.into()),
        };
        let request = SaleRequest { license: Some(license.clone()), ..request };
        let sale = match self.ledger.request(&request).await? {
            Requested::New(sale) => sale.id,
            Requested::Repeats(sale) | Requested::Replayed(sale) => sale,
            Requested::Referenced(sale) | Requested::Replaced(sale) => {
                return Ok(Attribution::HasSale(sale));
            }
        };
        // Recovery ends a request that was recorded some time ago.
        let moving = self.in_progress.wait(&*self.clock, sale, Lane::Vendor).await;
        let sale = self.ledger.sale(sale).await?;
        if moving.is_none() || sale.state != SaleState::Requested {
            return self.holder_or(Attribution::Interrupted(sale.id), &license, interaction).await;
        }
        self.enter(sale, &license).await
    }

    async fn enter(&self, sale: Sale, license: &License) -> Result<Attribution, BalanceError> {
        let product = license.product.as_ref().map(Product::as_str);
        let role = self.ledger.shop(sale.guild).role_of(product);
        let now = self.clock.now();
        let attributed = sale.attributed(now, sale.staff, role).map_err(LedgerError::from)?;
        match self.ledger.commit(attributed).await {
            Ok(sale) => Ok(Attribution::Entered(sale.id)),
            // Somebody else was faster.
            Err(error) if error.is_unique_violation() => {
                let ended = sale.ended(now, Failure::NamedIsTaken, None).map_err(LedgerError::from)?;
                let ended = self.ledger.commit(ended).await?;
                // The command has its own answer.
                let replies: Vec<_> = ended.due.iter().map(|due| Settled::Dropped(due.number)).collect();
                self.ledger.settle(ended.id, &replies).await?;
                self.holder_or(Attribution::Interrupted(sale.id), license, sale.interaction).await
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the sale that has a license, or else `otherwise`. The sale of the same command is the one that
    /// the command entered when it came for the first time.
    async fn holder_or(
        &self,
        otherwise: Attribution,
        license: &License,
        interaction: InteractionId,
    ) -> Result<Attribution, BalanceError> {
        let Some(holder) = self.ledger.holder_of(&license.key.hash()).await? else { return Ok(otherwise) };
        let is_own = self.ledger.sale(holder).await?.interaction == interaction;
        Ok(if is_own { Attribution::Entered(holder) } else { Attribution::HasSale(holder) })
    }
}

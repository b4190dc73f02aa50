//! Requests, changes and due work of sales.

use crate::domain::{
    BuyerId, Change, DmState, InteractionId, Reminder, RoleId, Sale, SaleId, SaleRequest, Settled,
    TransferNumber,
};
use crate::ledger::{Lane, LedgerError, RecordedTransfer, Requested, ShopSetting};

use super::Ledger;

impl Ledger {
    /// Records a request under its interaction's id.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn request(&self, request: &SaleRequest) -> Result<Requested, LedgerError> {
        let shop = self.shop(request.guild);
        let mut requested = self.engine.request(request, self.now(), shop.repeats_within).await?;
        match &mut requested {
            Requested::New(sale) => {
                metrics::counter!("keyclerk_sales_requested_total").increment(1);
                if let Some(language) = shop.value(ShopSetting::Language) {
                    sale.guild_locale = Some(language.to_string());
                }
            }
            // Staff are shown the other sale's number.
            Requested::Referenced(_) | Requested::Replaced(_) => self.engine.sync().await?,
            Requested::Replayed(_) | Requested::Repeats(_) => {}
        }
        Ok(requested)
    }

    /// Commits a change atomically and returns the changed sale.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] when another task has changed the sale since it was read.
    /// Returns a unique violation if another live sale holds an added license, the reference, or the
    /// place as the replacement. Returns the database's error otherwise.
    pub async fn commit(&self, change: Change) -> Result<Sale, LedgerError> {
        let before = change.before;
        let sale = self.engine.commit(change).await?;
        if before != sale.state && sale.state.is_settled() {
            metrics::counter!("keyclerk_sale_outcomes_total", "outcome" => sale.state.as_str()).increment(1);
        }
        Ok(sale)
    }

    /// Loads a sale.
    ///
    /// # Errors
    /// Returns [`LedgerError::NoSuchSale`], or the database's error.
    pub async fn sale(&self, sale: SaleId) -> Result<Sale, LedgerError> {
        self.engine.sale(sale).await
    }

    /// Records the results of attempts to send messages of a sale. A message that was settled before
    /// stays unchanged.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn settle(&self, sale: SaleId, settled: &[Settled]) -> Result<(), LedgerError> {
        self.engine.settle(sale, settled, self.now()).await
    }

    /// Finds the sales with due work, and the lane of the work. The sales that have been due for
    /// longest come first. Each lane has at most `limit_per_lane` of them.
    ///
    /// Skips a sale that this process has just recorded, because its own task acknowledges it within
    /// three seconds.
    ///
    /// # Errors
    /// Returns the database's error, or [`LedgerError::Corrupt`].
    pub async fn due(&self, limit_per_lane: u32) -> Result<Vec<(SaleId, Lane)>, LedgerError> {
        self.engine.due(self.now(), self.opened_at, limit_per_lane).await
    }

    /// Deletes the reply tokens that have expired at Discord.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn wipe_dead_tokens(&self) -> Result<(), LedgerError> {
        self.engine.wipe_dead_tokens(self.now()).await
    }

    /// Returns the state of the newest DM of a sale, or `None` if no DM was due yet.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn last_dm(&self, sale: SaleId) -> Result<Option<DmState>, LedgerError> {
        self.engine.last_dm(sale).await
    }

    /// Returns the transfer that a command has made, if it has made one.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn transfer_by(
        &self,
        interaction: InteractionId,
    ) -> Result<Option<RecordedTransfer>, LedgerError> {
        self.engine.transfer_by(interaction).await
    }

    /// Returns the account that was the buyer before a transfer.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn former_buyer(
        &self,
        sale: SaleId,
        transfer: TransferNumber,
    ) -> Result<Option<BuyerId>, LedgerError> {
        self.engine.former_buyer(sale, transfer).await
    }

    /// Lists the roles that the buyer was given for a sale, or may have been given.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn roles_given(&self, sale: SaleId) -> Result<Vec<RoleId>, LedgerError> {
        self.engine.roles_given(sale).await
    }

    /// Lists the reminders of a sale that are due or were sent.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn reminders(&self, sale: SaleId) -> Result<Vec<Reminder>, LedgerError> {
        self.engine.reminders(sale).await
    }
}

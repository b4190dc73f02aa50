//! Licenses that were shown or seen in stock, and alerts to servers.

use std::time::Duration;

use crate::domain::{GuildId, KeyHash, SaleId, ServerAlert, ServerAlertId, Settled, StaffId, Timestamp};
use crate::ledger::{LedgerError, StockHash, Unattributed};

use super::Ledger;

/// The time during which a key that a staff member was shown is not drawn for others.
const SHOWN_FOR: Duration = Duration::from_mins(15);

impl Ledger {
    /// Returns true if a license may be drawn for a sale of `staff`: no live sale holds it, it is not
    /// unattributed, and nobody else was shown it in the last 15 minutes.
    ///
    /// # Errors
    /// Returns the database's error.
    pub fn is_free(&self, key: &KeyHash, staff: StaffId) -> Result<bool, LedgerError> {
        self.engine.is_free(key, staff, self.now().before(SHOWN_FOR))
    }

    /// Returns the live sale that holds a license, if there is one.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn holder_of(&self, key: &KeyHash) -> Result<Option<SaleId>, LedgerError> {
        self.engine.holder_of(key).await
    }

    /// Records that a staff member fetched a license from the stock without seeing its key. For 15
    /// minutes, only they may assign it.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn fetched(&self, key: &KeyHash, staff: StaffId) -> Result<(), LedgerError> {
        self.engine.fetched(key, staff, self.now()).await
    }

    /// Records that a staff member is shown the key of a license in stock. For 15 minutes, only they
    /// may assign it.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn shown(&self, guild: GuildId, key: &KeyHash, staff: StaffId) -> Result<(), LedgerError> {
        self.engine.revealed(guild, &[*key], None, staff, self.now()).await
    }

    /// Records that staff are shown the keys of a sale.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn revealed(
        &self,
        guild: GuildId,
        sale: SaleId,
        keys: &[KeyHash],
        staff: StaffId,
    ) -> Result<(), LedgerError> {
        self.engine.revealed(guild, keys, Some(sale), staff, self.now()).await
    }

    /// Records licenses as seen in stock at `at`, in batches small enough not to delay sales.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn seen(&self, keys: &[KeyHash], at: Timestamp) -> Result<(), LedgerError> {
        self.engine.seen(keys, at).await
    }

    /// Returns false while a restored ledger is not compared with the vendor's stock. Nothing may be sold
    /// then.
    #[must_use]
    pub fn is_reconciled(&self) -> bool {
        self.engine.is_reconciled()
    }

    /// Records the licenses that the vendor lists after a restore. Every other license that was seen in
    /// stock and that no sale holds becomes unattributed. It may return if the list is doubtful: if
    /// `is_doubtful` says so, or if the list lacks more than half of these licenses.
    ///
    /// # Errors
    /// Returns the database's error. Nothing was recorded then.
    pub async fn reconcile(
        &self,
        in_stock: Vec<KeyHash>,
        is_doubtful: bool,
    ) -> Result<Unattributed, LedgerError> {
        self.engine.reconcile(in_stock, is_doubtful, self.now()).await
    }

    /// Lists the unattributed licenses that may return to the stock.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn may_return(&self) -> Result<Vec<StockHash>, LedgerError> {
        self.engine.may_return().await
    }

    /// Records a look at the vendor's list, which was requested at `at`: of the licenses that may return, it
    /// lists these. Returns how many are in stock again. A license has to be listed in four looks in a row
    /// that last a quarter of an hour.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn looked_for_returns(&self, listed: &[StockHash], at: Timestamp) -> Result<i64, LedgerError> {
        self.engine.looked_for_returns(listed, at).await
    }

    /// Returns true if a license may have been sold by a process whose ledger was lost, and is in no sale.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn is_unattributed(&self, key: &KeyHash) -> Result<bool, LedgerError> {
        self.engine.is_unattributed(key).await
    }

    /// Returns true if a license is in no live sale, and a restore may have lost its sale.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn may_be_lost(&self, key: &KeyHash) -> Result<bool, LedgerError> {
        self.engine.may_be_lost(key).await
    }

    /// Counts the unattributed licenses.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn unattributed(&self) -> Result<Unattributed, LedgerError> {
        self.engine.unattributed().await
    }

    /// Returns the hash of a license, as [`StockAudit`](crate::ledger::StockAudit) lists those seen in stock.
    #[must_use]
    pub fn stock_hash(&self, key: &KeyHash) -> StockHash {
        self.engine.stock_hash(key)
    }

    /// Lists the products whose stock is recorded as low in a server.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn low_products(&self, guild: GuildId) -> Result<Vec<String>, LedgerError> {
        self.engine.low_products(guild).await
    }

    /// Records that a product runs low, or that there is enough of it again. An alert becomes due if
    /// this changes the recorded level.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn level_is(
        &self,
        guild: GuildId,
        product: &str,
        left: u32,
        is_low: bool,
    ) -> Result<(), LedgerError> {
        self.engine.level_is(guild, product, left, is_low, self.now()).await
    }

    /// Records that the backups of the ledger fail or work. An alert to `guild` becomes due when they begin to
    /// fail, and another one when they work again.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn backups_fail(&self, guild: GuildId, fail: bool) -> Result<(), LedgerError> {
        self.engine.backups_fail(guild, fail, self.now()).await
    }

    /// Lists the alerts to servers that are due by now, oldest first.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn due_server_alerts(&self) -> Result<Vec<ServerAlert>, LedgerError> {
        self.engine.due_server_alerts(self.now()).await
    }

    /// Records the result of an attempt to send an alert to a server. An alert that was settled before stays
    /// unchanged.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn settle_server_alert(&self, settled: Settled<ServerAlertId>) -> Result<(), LedgerError> {
        self.engine.settle_server_alert(settled, self.now()).await
    }
}

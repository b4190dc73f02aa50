//! The part of an engine's interface that remembers the vendor's stock: what was seen in it and shown to whom,
//! what a restore lost, and where a product runs low.
//!
//! Invariant: an alert becomes due only in the write that changes a recorded level, or the state of the backups.

use async_trait::async_trait;

use crate::domain::{GuildId, KeyHash, SaleId, ServerAlert, ServerAlertId, Settled, StaffId, Timestamp};

use super::{LedgerError, StockHash, Unattributed};

/// Remembers the stock.
#[async_trait]
pub trait StockStore: Send + Sync {
    /// Returns true if no live line holds the license, it is not unattributed, and nobody but `staff` was shown
    /// it since `shown_since`. Looks up a few rows in the caller's thread, since staff wait.
    ///
    /// # Errors
    /// Returns the engine's error.
    fn is_free(&self, key: &KeyHash, staff: StaffId, shown_since: Timestamp) -> Result<bool, LedgerError>;

    /// Returns the sale whose live line holds a license, if there is one.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn holder_of(&self, key: &KeyHash) -> Result<Option<SaleId>, LedgerError>;

    /// Records that a staff member fetched a license, which counts as shown to them. The write is lazy. If it is
    /// lost, the worst result is that the license is offered or sold to somebody else.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn fetched(&self, key: &KeyHash, staff: StaffId, now: Timestamp) -> Result<(), LedgerError>;

    /// Records in append-only rows that keys are shown to staff. A license without a sale counts as shown. The
    /// write is synced.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn revealed(
        &self,
        guild: GuildId,
        keys: &[KeyHash],
        sale: Option<SaleId>,
        staff: StaffId,
        now: Timestamp,
    ) -> Result<(), LedgerError>;

    /// Records licenses as seen in stock at `at`. The writes are lazy, and small enough not to delay a sale.
    ///
    /// # Errors
    /// Returns the engine's error. Some licenses may be recorded.
    async fn seen(&self, keys: &[KeyHash], at: Timestamp) -> Result<(), LedgerError>;

    /// Returns false while a restore is not compared with the vendor's stock.
    fn is_reconciled(&self) -> bool;

    /// Ends the comparison after a restore, in one synced write. A license that was seen in stock or released,
    /// that no live line holds, and that is not among `in_stock`, becomes unattributed. It may return if
    /// `is_doubtful` says that the list cannot show what has left the stock, or if the list lacks more than half
    /// of these licenses. A later comparison without doubt keeps it for good. The looks of licenses that may
    /// return begin anew. Returns how many licenses are unattributed.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn reconcile(
        &self,
        in_stock: Vec<KeyHash>,
        is_doubtful: bool,
        now: Timestamp,
    ) -> Result<Unattributed, LedgerError>;

    /// Lists the unattributed licenses that may return to the stock.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn may_return(&self) -> Result<Vec<StockHash>, LedgerError>;

    /// Records a look at the vendor's list at `at`: of the licenses that may return, it lists these. A license
    /// that four looks in a row have listed over a quarter of an hour is not unattributed any more. Returns how
    /// many returned. The write is lazy: a look that a power loss takes back delays the return.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn looked_for_returns(&self, listed: &[StockHash], at: Timestamp) -> Result<i64, LedgerError>;

    /// Returns true if a license is unattributed and no live line holds it.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn is_unattributed(&self, key: &KeyHash) -> Result<bool, LedgerError>;

    /// Returns true if the ledger was restored and no live line holds the license.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn may_be_lost(&self, key: &KeyHash) -> Result<bool, LedgerError>;

    /// Counts the unattributed licenses that no live line holds.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn unattributed(&self) -> Result<Unattributed, LedgerError>;

    /// Returns the hash under which the engine remembers a license. [`StockAudit`](super::StockAudit) lists
    /// those hashes.
    fn stock_hash(&self, key: &KeyHash) -> StockHash;

    /// Lists the products whose stock is recorded as low in a server.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn low_products(&self, guild: GuildId) -> Result<Vec<String>, LedgerError>;

    /// Records the level of a product. An alert becomes due if this changes the recorded level, or if none was
    /// recorded. The write is synced, so that no later alert gets the number of one that was sent.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn level_is(
        &self,
        guild: GuildId,
        product: &str,
        left: u32,
        is_low: bool,
        now: Timestamp,
    ) -> Result<(), LedgerError>;

    /// Records that the backups fail or work. An alert to `guild` becomes due when they begin to fail, and another
    /// when they work again. The write is synced.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn backups_fail(&self, guild: GuildId, fail: bool, now: Timestamp) -> Result<(), LedgerError>;

    /// Lists the alerts to servers that are due by `now`, oldest first.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn due_server_alerts(&self, now: Timestamp) -> Result<Vec<ServerAlert>, LedgerError>;

    /// Records the result of an attempt to send an alert to a server. The write is lazy. An alert that was settled
    /// before stays as it is.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn settle_server_alert(
        &self,
        settled: Settled<ServerAlertId>,
        now: Timestamp,
    ) -> Result<(), LedgerError>;
}

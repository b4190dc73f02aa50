//! The part of an engine's interface that remembers the vendor's stock: what was seen in it and shown to whom,
//! what a restore lost, and where a product runs low.
//!
//! Invariant: an alert becomes due only in the write that changes a recorded level.

use async_trait::async_trait;

use crate::domain::{GuildId, KeyHash, SaleId, Settled, StaffId, StockAlert, StockAlertId, Timestamp};

use super::{LedgerError, StockHash};

/// Remembers the stock.
#[async_trait]
pub trait StockStore: Send + Sync {
    /// Returns true if no live line holds the license, it is not unattributed, and nobody but `staff` was shown
    /// it since `shown_since`.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn is_free(
        &self,
        key: &KeyHash,
        staff: StaffId,
        shown_since: Timestamp,
    ) -> Result<bool, LedgerError>;

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
    /// that no live line holds, and that is not among `in_stock`, becomes unattributed. Returns how many licenses
    /// are unattributed.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn reconcile(&self, in_stock: Vec<KeyHash>, now: Timestamp) -> Result<i64, LedgerError>;

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
    async fn unattributed(&self) -> Result<i64, LedgerError>;

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

    /// Lists the stock alerts that are due by `now`, oldest first.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn due_stock_alerts(&self, now: Timestamp) -> Result<Vec<StockAlert>, LedgerError>;

    /// Records the result of an attempt to send a stock alert. The write is lazy. An alert that was settled before
    /// stays as it is.
    ///
    /// # Errors
    /// Returns the engine's error.
    async fn settle_stock_alert(
        &self,
        settled: Settled<StockAlertId>,
        now: Timestamp,
    ) -> Result<(), LedgerError>;
}

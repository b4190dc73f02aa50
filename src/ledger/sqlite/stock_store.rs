//! Remembers the stock in SQLite. Each query is a method of [`Sqlite`] with the same name, in the
//! file of its subject.

use async_trait::async_trait;

use crate::domain::{GuildId, KeyHash, SaleId, ServerAlert, ServerAlertId, Settled, StaffId, Timestamp};
use crate::ledger::{LedgerError, StockHash, StockStore, Unattributed};

use super::Sqlite;

#[async_trait]
impl StockStore for Sqlite {
    fn is_free(&self, key: &KeyHash, staff: StaffId, shown_since: Timestamp) -> Result<bool, LedgerError> {
        Sqlite::is_free(self, key, staff, shown_since)
    }

    async fn holder_of(&self, key: &KeyHash) -> Result<Option<SaleId>, LedgerError> {
        Sqlite::holder_of(self, key).await
    }

    async fn fetched(&self, key: &KeyHash, staff: StaffId, now: Timestamp) -> Result<(), LedgerError> {
        Sqlite::fetched(self, key, staff, now).await
    }

    async fn revealed(
        &self,
        guild: GuildId,
        keys: &[KeyHash],
        sale: Option<SaleId>,
        staff: StaffId,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        Sqlite::revealed(self, guild, keys, sale, staff, now).await
    }

    async fn seen(&self, keys: &[KeyHash], at: Timestamp) -> Result<(), LedgerError> {
        Sqlite::seen(self, keys, at).await
    }

    fn is_reconciled(&self) -> bool {
        Sqlite::is_reconciled(self)
    }

    async fn reconcile(
        &self,
        in_stock: Vec<KeyHash>,
        is_doubtful: bool,
        now: Timestamp,
    ) -> Result<Unattributed, LedgerError> {
        Sqlite::reconcile(self, in_stock, is_doubtful, now).await
    }

    async fn may_return(&self) -> Result<Vec<StockHash>, LedgerError> {
        Sqlite::may_return(self).await
    }

    async fn looked_for_returns(&self, listed: &[StockHash], at: Timestamp) -> Result<i64, LedgerError> {
        Sqlite::looked_for_returns(self, listed, at).await
    }

    async fn is_unattributed(&self, key: &KeyHash) -> Result<bool, LedgerError> {
        Sqlite::is_unattributed(self, key).await
    }

    async fn may_be_lost(&self, key: &KeyHash) -> Result<bool, LedgerError> {
        Sqlite::may_be_lost(self, key).await
    }

    async fn unattributed(&self) -> Result<Unattributed, LedgerError> {
        Sqlite::unattributed(self).await
    }

    fn stock_hash(&self, key: &KeyHash) -> StockHash {
        Sqlite::stock_hash(self, key)
    }

    async fn low_products(&self, guild: GuildId) -> Result<Vec<String>, LedgerError> {
        Sqlite::low_products(self, guild).await
    }

    async fn level_is(
        &self,
        guild: GuildId,
        product: &str,
        left: u32,
        is_low: bool,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        Sqlite::level_is(self, guild, product, left, is_low, now).await
    }

    async fn backups_fail(&self, guild: GuildId, fail: bool, now: Timestamp) -> Result<(), LedgerError> {
        Sqlite::backups_fail(self, guild, fail, now).await
    }

    async fn due_server_alerts(&self, now: Timestamp) -> Result<Vec<ServerAlert>, LedgerError> {
        Sqlite::due_server_alerts(self, now).await
    }

    async fn settle_server_alert(
        &self,
        settled: Settled<ServerAlertId>,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        Sqlite::settle_server_alert(self, settled, now).await
    }
}

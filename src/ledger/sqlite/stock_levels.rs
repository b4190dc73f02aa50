//! The stock levels of each server, and the alerts that are due about them.
//!
//! Invariant: an alert is recorded only when a level changes, in the same batch as the change.

use crate::domain::{Durability, GuildId, Timestamp};
use crate::ledger::LedgerError;

use super::Sqlite;
use super::batch::{Batch, values};

pub(super) const LEVEL: &str = "insert into stock_level (guild_id, product, is_low, changed_at) values (?, ?, ?, ?) \
    on conflict do update set is_low = excluded.is_low, changed_at = excluded.changed_at \
    where is_low <> excluded.is_low";
// `changes()` is 0 when the level was recorded before.
pub(super) const ALERT: &str = "insert into stock_alert (guild_id, product, is_low, remaining, state, due_at, created_at) \
    select ?, ?, ?, ?, 'due', ?, ? where changes() = 1";
impl Sqlite {
    pub(in crate::ledger) async fn low_products(&self, guild: GuildId) -> Result<Vec<String>, LedgerError> {
        let guild = guild.as_i64();
        let low =
            sqlx::query_scalar!("select product from stock_level where guild_id = ? and is_low = 1", guild)
                .fetch_all(&mut *self.reader.lock().await?)
                .await?;
        Ok(low)
    }

    pub(in crate::ledger) async fn level_is(
        &self,
        guild: GuildId,
        product: &str,
        left: u32,
        is_low: bool,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (guild, now) = (guild.as_i64(), now.as_millis());
        // This write is synced, so that after a power loss no later alert gets the number of one that
        // was sent.
        let mut batch = Batch::of(Durability::Synced, LEVEL, values![guild, product, is_low, now]);
        batch.push(ALERT, values![guild, product, is_low, i64::from(left), now, now]);
        self.writer.write(batch).await.map(drop)
    }
}

//! The stock levels of each server, and the alerts that are due about them.
//!
//! Invariant: an alert is recorded only when a level changes, in the same batch as the change.

use crate::domain::{Durability, GuildId, Nonce, Settled, StockAlert, StockAlertId, Timestamp};
use crate::ledger::LedgerError;

use super::Sqlite;
use super::batch::{Batch, values};
use super::change::settle_row;
use super::load_sale::snowflake;

pub(super) const LEVEL: &str = "insert into stock_level (guild_id, product, is_low, changed_at) values (?, ?, ?, ?) \
    on conflict do update set is_low = excluded.is_low, changed_at = excluded.changed_at \
    where is_low <> excluded.is_low";
// `changes()` is 0 when the level was recorded before.
pub(super) const ALERT: &str = "insert into stock_alert (guild_id, product, is_low, remaining, state, due_at, created_at) \
    select ?, ?, ?, ?, 'due', ?, ? where changes() = 1";
pub(super) const SETTLE: &str = "update stock_alert set state = ?, message_id = ?, settled_at = ? \
    where id = ? and state = 'due'";
pub(super) const PUT_OFF: &str =
    "update stock_alert set due_at = ?, attempts = attempts + 1 where id = ? and state = 'due'";

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

    pub(in crate::ledger) async fn due_stock_alerts(
        &self,
        now: Timestamp,
    ) -> Result<Vec<StockAlert>, LedgerError> {
        let now = now.as_millis();
        let rows = sqlx::query!(
            r#"select id as "id!", guild_id, product, is_low as "is_low: bool", remaining as "left: u32", nonce, attempts
            from stock_alert indexed by stock_alert_due where state = 'due' and due_at <= ? order by id"#,
            now
        )
        .fetch_all(&mut *self.reader.lock().await?)
        .await?;
        rows.into_iter()
            .map(|row| {
                let derived = || Nonce::of_stock_alert(&self.id, row.id);
                Ok(StockAlert {
                    guild: snowflake(row.guild_id)?,
                    product: row.product,
                    left: row.left,
                    is_low: row.is_low,
                    id: StockAlertId::new(row.id),
                    nonce: row.nonce.map_or_else(derived, Nonce::stored),
                    attempts: row.attempts,
                })
            })
            .collect()
    }

    pub(in crate::ledger) async fn settle_stock_alert(
        &self,
        settled: Settled<StockAlertId>,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut batch = Batch::new(Durability::Lazy);
        let key = |alert: StockAlertId| vec![alert.as_i64().into()];
        settle_row(&mut batch, (SETTLE, PUT_OFF), key, settled, now);
        self.writer.write(batch).await.map(drop)
    }
}

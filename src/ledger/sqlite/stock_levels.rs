//! Products that run low, server by server: who is told when that changes, and only then.

use crate::domain::{Durability, GuildId, MessageId, Nonce, Timestamp};
use crate::ledger::{AlertSettled, LedgerError, StockAlert, StockAlertId};

use super::Sqlite;
use super::batch::{Batch, values};
use super::load::snowflake;

pub(super) const LEVEL: &str = "insert into stock_level (guild_id, product, is_low, changed_at) values (?, ?, ?, ?) \
    on conflict do update set is_low = excluded.is_low, changed_at = excluded.changed_at \
    where is_low <> excluded.is_low";
// `changes()` is 0 where the level is no news.
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
        // Synced: the number of an alert that was sent names no other one.
        let mut batch = Batch::of(Durability::Synced, LEVEL, values![guild, product, is_low, now]);
        batch.push(ALERT, values![guild, product, is_low, i64::from(left), now, now]);
        self.writer.write(batch).await.map(drop)
    }

    pub(in crate::ledger) async fn stock_alerts(
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
                    id: StockAlertId(row.id),
                    nonce: row.nonce.map_or_else(derived, Nonce::stored),
                    attempts: row.attempts,
                })
            })
            .collect()
    }

    pub(in crate::ledger) async fn settle_alert(
        &self,
        StockAlertId(id): StockAlertId,
        settled: AlertSettled,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let (statement, values) = match settled {
            AlertSettled::Sent(message) => {
                (SETTLE, values!["sent", message.map(MessageId::as_i64), now.as_millis(), id].to_vec())
            }
            AlertSettled::Dropped => (SETTLE, values!["dropped", None::<i64>, now.as_millis(), id].to_vec()),
            AlertSettled::PutOff(due_at) => (PUT_OFF, values![due_at.as_millis(), id].to_vec()),
        };
        self.writer.write(Batch::of(Durability::Lazy, statement, values)).await.map(drop)
    }
}

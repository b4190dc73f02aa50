//! The alerts to servers that are due: about their stock, and about the backups of the ledger.
//!
//! Invariant: an alert about the backups is recorded only when they begin to fail, or work again after an alert
//! that they fail. The newest alert tells which of both was recorded last.

use crate::domain::{
    AlertSubject, Durability, GuildId, Nonce, ServerAlert, ServerAlertId, Settled, Timestamp,
};
use crate::ledger::LedgerError;

use super::Sqlite;
use super::batch::{Batch, values};
use super::change::settle_row;
use super::load_sale::snowflake;

pub(super) const BACKUPS: &str = "insert into stock_alert \
    (guild_id, subject, product, is_low, remaining, state, due_at, created_at) \
    select ?, 'backups', '', told.fail, 0, 'due', ?, ? from (select ? as fail) as told \
    where told.fail <> coalesce((select is_low from stock_alert indexed by stock_alert_of_backups \
        where subject = 'backups' order by id desc limit 1), 0)";
pub(super) const SETTLE: &str = "update stock_alert set state = ?, message_id = ?, settled_at = ? \
    where id = ? and state = 'due'";
pub(super) const PUT_OFF: &str =
    "update stock_alert set due_at = ?, attempts = attempts + 1 where id = ? and state = 'due'";

impl Sqlite {
    /// Records that the backups fail or work. An alert becomes due if this is news.
    pub(in crate::ledger) async fn backups_fail(
        &self,
        guild: GuildId,
        fail: bool,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let now = now.as_millis();
        // This write is synced, so that after a power loss no later alert gets the number of one that
        // was sent.
        let batch = Batch::of(Durability::Synced, BACKUPS, values![guild.as_i64(), now, now, fail]);
        self.writer.write(batch).await.map(drop)
    }

    pub(in crate::ledger) async fn due_server_alerts(
        &self,
        now: Timestamp,
    ) -> Result<Vec<ServerAlert>, LedgerError> {
        let now = now.as_millis();
        let rows = sqlx::query!(
            r#"select id as "id!", guild_id, subject = 'backups' as "of_backups!: bool", product,
                is_low as "is_low: bool", remaining as "left: u32", nonce, attempts
            from stock_alert indexed by stock_alert_due where state = 'due' and due_at <= ? order by id"#,
            now
        )
        .fetch_all(&mut *self.reader.lock().await?)
        .await?;
        rows.into_iter()
            .map(|row| {
                let derived = || Nonce::of_server_alert(&self.id, row.id);
                let subject = if row.of_backups {
                    AlertSubject::Backups { fail: row.is_low }
                } else {
                    AlertSubject::Stock { product: row.product, left: row.left, is_low: row.is_low }
                };
                Ok(ServerAlert {
                    guild: snowflake(row.guild_id)?,
                    subject,
                    id: ServerAlertId::new(row.id),
                    nonce: row.nonce.map_or_else(derived, Nonce::stored),
                    attempts: row.attempts,
                })
            })
            .collect()
    }

    pub(in crate::ledger) async fn settle_server_alert(
        &self,
        settled: Settled<ServerAlertId>,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut batch = Batch::new(Durability::Lazy);
        let key = |alert: ServerAlertId| vec![alert.as_i64().into()];
        settle_row(&mut batch, (SETTLE, PUT_OFF), key, settled, now);
        self.writer.write(batch).await.map(drop)
    }
}

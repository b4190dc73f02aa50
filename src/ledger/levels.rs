//! Products that run low, server by server: who is told when that changes, and only then.

use sqlx::Connection;

use crate::domain::GuildId;

use super::record::id;
use super::{Ledger, LedgerError, OutboxId};

/// An alert of the stock that is due.
#[derive(Debug, Clone)]
pub struct StockAlert {
    /// The server to be told.
    pub guild: GuildId,
    /// The product.
    pub product: String,
    /// Licenses that were left of it.
    pub left: u32,
    /// Whether it runs low; else there is enough again.
    pub is_low: bool,
    /// The message.
    pub id: OutboxId,
    /// Makes a repeat within Discord's window the same message.
    pub nonce: String,
    /// How often sending it was put off.
    pub attempts: i64,
}

impl Ledger {
    /// The products of a server that run low, as far as it was told.
    ///
    /// # Errors
    /// The database's.
    pub async fn low_products(&self, guild: GuildId) -> Result<Vec<String>, LedgerError> {
        let guild = guild.as_i64();
        let low =
            sqlx::query_scalar!("select product from stock_level where guild_id = ? and is_low = 1", guild)
                .fetch_all(&mut *self.reader().await?)
                .await?;
        Ok(low)
    }

    /// A product runs low, or there is enough of it again. Where that is news the server is told:
    /// the alert becomes due with it.
    ///
    /// # Errors
    /// The database's.
    pub async fn level_is(
        &self,
        guild: GuildId,
        product: &str,
        left: u32,
        is_low: bool,
    ) -> Result<(), LedgerError> {
        let (number, now) = (guild.as_i64(), self.clock.now().as_millis());
        let mut turn = self.writer().await?;
        let mut transaction = self.health.of(turn.begin_with("begin immediate").await)?;
        let news = sqlx::query!(
            "insert into stock_level (guild_id, product, is_low, changed_at) values (?1, ?2, ?3, ?4)
            on conflict do update set is_low = excluded.is_low, changed_at = excluded.changed_at
                where is_low <> excluded.is_low",
            number,
            product,
            is_low,
            now
        )
        .execute(&mut *transaction)
        .await?;
        if news.rows_affected() == 1 {
            let kind = if is_low { "stock_low" } else { "stock_back" };
            let nonce = hex::encode(rand::random::<[u8; 12]>());
            let subject = format!("{left} {product}");
            sqlx::query!(
                "insert into outbox (guild_id, kind, state, nonce, due_at, created_at, subject)
                values (?1, ?2, 'due', ?3, ?4, ?4, ?5)",
                number,
                kind,
                nonce,
                now,
                subject
            )
            .execute(&mut *transaction)
            .await?;
        }
        self.health.of(transaction.commit().await)
    }

    /// The alerts of the stock that are due by now.
    ///
    /// # Errors
    /// The database's.
    pub async fn stock_alerts(&self) -> Result<Vec<StockAlert>, LedgerError> {
        let now = self.clock.now().as_millis();
        let rows = sqlx::query!(
            r#"select id as "id!", guild_id, kind, nonce, attempts, subject as "subject!" from outbox
            where state = 'due' and due_at <= ? and sale_id is null order by id"#,
            now
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.into_iter()
            .map(|row| {
                let (left, product) = row.subject.split_once(' ').unwrap_or(("0", &row.subject));
                Ok(StockAlert {
                    guild: id(row.guild_id)?,
                    product: product.to_owned(),
                    left: left.parse().unwrap_or(0),
                    is_low: row.kind == "stock_low",
                    id: OutboxId::new(row.id),
                    nonce: row.nonce,
                    attempts: row.attempts,
                })
            })
            .collect()
    }
}

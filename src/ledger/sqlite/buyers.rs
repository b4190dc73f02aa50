//! Reads the licenses of a buyer, and the reminders and the newest DM of a sale.

use crate::domain::{BuyerId, DmState, GuildId, LineNumber, Product, Reminder, SaleId, Timestamp};
use crate::ledger::LedgerError;

use super::Sqlite;

impl Sqlite {
    /// Lists the products of the buyer's unexpired licenses. `None` stands for a license without a
    /// product.
    pub(in crate::ledger) async fn held_by(
        &self,
        guild: GuildId,
        buyer: BuyerId,
        now: Timestamp,
    ) -> Result<Vec<Option<Product>>, LedgerError> {
        let (guild, buyer, now) = (guild.as_i64(), self.hasher.buyer(buyer).to_vec(), now.as_millis());
        let products = sqlx::query_scalar!(
            "select distinct product from line where guild_id = ? and buyer_hash = ? and state = 'assigned'
                and (expires_at is null or expires_at > ?)",
            guild,
            buyer,
            now
        )
        .fetch_all(&mut *self.reader.lock().await?)
        .await?;
        Ok(products.iter().map(|name| name.as_deref().and_then(Product::new)).collect())
    }

    pub(in crate::ledger) async fn last_dm(&self, sale: SaleId) -> Result<Option<DmState>, LedgerError> {
        let number = sale.as_i64();
        let state = sqlx::query_scalar!(
            "select state from message where sale_id = ? and kind = 'dm' order by number desc limit 1",
            number
        )
        .fetch_optional(&mut *self.reader.lock().await?)
        .await?;
        Ok(state.and_then(|state| state.parse().ok()))
    }

    pub(in crate::ledger) async fn reminders(&self, sale: SaleId) -> Result<Vec<Reminder>, LedgerError> {
        let number = sale.as_i64();
        let rows = sqlx::query!(
            r#"select line as "line!", state, due_at from message
            where sale_id = ? and kind = 'reminder' and state <> 'dropped' and line is not null"#,
            number
        )
        .fetch_all(&mut *self.reader.lock().await?)
        .await?;
        let reminder = |line: i64, is_due: bool, at: i64| Reminder {
            line: LineNumber::new(line),
            due: is_due.then(|| Timestamp::from_millis(at)),
        };
        Ok(rows.into_iter().map(|row| reminder(row.line, row.state == "due", row.due_at)).collect())
    }
}

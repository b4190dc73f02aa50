//! What staff note on a sale afterwards: that it was refunded, that they were shown its keys.

use sqlx::Connection;

use crate::domain::{SaleId, StaffId};

use super::{EventKind, Ledger, LedgerError, OutboxKind};

impl Ledger {
    /// Marks a sale as refunded, and has the sales channel told. The vendor takes no license back:
    /// the buyer keeps theirs.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where it was refunded before, or nothing is sold; or the database's.
    pub async fn refund(&self, sale: SaleId, staff: StaffId, reason: &str) -> Result<(), LedgerError> {
        let (number, by, now) = (sale.as_i64(), staff.as_i64(), self.clock.now().as_millis());
        let (event, alert) = (EventKind::Refunded.as_str(), OutboxKind::Alert.as_str());
        let nonce = hex::encode(rand::random::<[u8; 12]>());
        let mut turn = self.writer().await?;
        let mut transaction = self.health.of(turn.begin_with("begin immediate").await)?;
        let marked = sqlx::query!(
            "update sale set refunded_at = ?1, refunded_by = ?2, refund_reason = ?3
            where id = ?4 and refunded_at is null and state in ('assigned', 'undelivered', 'delivered')",
            now,
            by,
            reason,
            number
        )
        .execute(&mut *transaction)
        .await?;
        if marked.rows_affected() == 0 {
            return Err(LedgerError::Overtaken(sale));
        }
        sqlx::query!(
            "insert into sale_event (sale_id, guild_id, at, kind, actor_id)
            select id, guild_id, ?, ?, ? from sale where id = ?",
            now,
            event,
            by,
            number
        )
        .execute(&mut *transaction)
        .await?;
        sqlx::query!(
            "insert into outbox (sale_id, guild_id, kind, state, nonce, due_at, created_at)
            select id, guild_id, ?1, 'due', ?2, ?3, ?3 from sale where id = ?4",
            alert,
            nonce,
            now,
            number
        )
        .execute(&mut *transaction)
        .await?;
        self.health.of(transaction.commit().await)
    }

    /// Records that staff were shown the keys of a sale.
    ///
    /// # Errors
    /// The database's.
    pub async fn revealed(&self, sale: SaleId, staff: StaffId) -> Result<(), LedgerError> {
        let (number, by, now) = (sale.as_i64(), staff.as_i64(), self.clock.now().as_millis());
        let event = EventKind::Revealed.as_str();
        let written = sqlx::query!(
            "insert into sale_event (sale_id, guild_id, at, kind, actor_id)
            select id, guild_id, ?, ?, ? from sale where id = ?",
            now,
            event,
            by,
            number
        )
        .execute(&mut *self.writer().await?)
        .await;
        self.health.of(written)?;
        Ok(())
    }
}

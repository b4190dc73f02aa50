//! The writes that end a sale: failed, delivered, undelivered, claimed.

use crate::domain::{ChannelId, MessageId, SaleState, StaffId, Timestamp};

use super::writing::Writing;
use super::{EventKind, Failure, Ledger, LedgerError, OutboxKind, OutboxRow, SaleRecord};

/// What is told of a sale that is made: staff's reply, the sales channel's line.
const OUTCOME: &[OutboxKind] = &[OutboxKind::Reply, OutboxKind::SalesLine];

impl Ledger {
    /// Ends the sale with nothing sold; what it held is given back. A license in doubt cannot be:
    /// its sale has no way to this end but through staff.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn fail(
        &self,
        sale: &SaleRecord,
        from: SaleState,
        failure: Failure,
        vendor_words: Option<&str>,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        writing.fail(from, sale.confirm_until, failure, vendor_words, None).await?;
        if failure == Failure::ApiKeyRefused {
            writing.due(&[OutboxKind::Alert]).await?;
        }
        writing.commit().await
    }

    /// The DM with the key is with the buyer: the first of the sale, or one that staff had sent again.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn delivered(
        &self,
        sale: &SaleRecord,
        dm: &OutboxRow,
        channel: ChannelId,
        message: MessageId,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        let (to, kind) = (SaleState::Delivered, EventKind::Delivered);
        if sale.state == to {
            writing.event(kind, Some("again"), None).await?;
        } else {
            writing.move_sale(sale.state, to, kind, None).await?;
        }
        let (number, now) = (sale.id.as_i64(), writing.now.as_millis());
        let (row, channel, message) = (dm.id.as_i64(), channel.as_i64(), message.as_i64());
        sqlx::query!(
            "update sale set dm_channel_id = ?, dm_message_id = ?, delivered_at = coalesce(delivered_at, ?)
                where id = ?;
            update outbox set state = 'sent', message_id = ?, settled_at = ? where id = ? and state = 'due'",
            channel,
            message,
            now,
            number,
            message,
            now,
            row
        )
        .execute(writing.connection())
        .await?;
        match sale.state {
            SaleState::Assigned => writing.due(OUTCOME).await?,
            SaleState::Undelivered => writing.due(&[OutboxKind::Reply]).await?,
            _ => {}
        }
        writing.commit().await
    }

    /// The buyer takes no DM: the key can be claimed. Where it was to be sent again, nothing changes.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn undelivered(
        &self,
        sale: &SaleRecord,
        dm: &OutboxRow,
        why: &'static str,
    ) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        let (now, row) = (writing.now.as_millis(), dm.id.as_i64());
        sqlx::query!(
            "update outbox set state = 'dropped', settled_at = ? where id = ? and state = 'due'",
            now,
            row
        )
        .execute(writing.connection())
        .await?;
        if sale.state == SaleState::Assigned {
            let (from, to) = (SaleState::Assigned, SaleState::Undelivered);
            writing.move_sale(from, to, EventKind::Undelivered, Some(why)).await?;
            if sale.buyer_sees_channel {
                writing.due(&[OutboxKind::ClaimNotice]).await?;
            }
            writing.due(OUTCOME).await?;
        } else {
            writing.event(EventKind::Undelivered, Some(why), None).await?;
        }
        writing.commit().await
    }

    /// The buyer was shown the key on pressing Claim. The first time, the sale is delivered by it.
    ///
    /// # Errors
    /// The database's.
    pub async fn claimed(&self, sale: &SaleRecord) -> Result<(), LedgerError> {
        let mut turn = self.writer().await?;
        let mut writing = self.write(&mut turn, sale.id).await?;
        let (number, now) = (sale.id.as_i64(), writing.now.as_millis());
        let moved = sqlx::query!(
            "update sale set state = 'delivered', updated_at = ?1, delivered_at = ?1
            where id = ?2 and state = 'undelivered'",
            now,
            number
        )
        .execute(writing.connection())
        .await?;
        writing.event(EventKind::Claimed, None, Some(sale.buyer.as_i64())).await?;
        if moved.rows_affected() == 1 {
            writing.due(&[OutboxKind::Reply]).await?;
        }
        writing.commit().await
    }
}

impl Writing<'_> {
    /// Ends the sale with nothing sold, from the state – and, where it waits for staff's answer,
    /// the question – it is expected in; gives back what it held and was never in doubt.
    pub(super) async fn fail(
        &mut self,
        from: SaleState,
        confirm_until: Option<Timestamp>,
        failure: Failure,
        vendor_words: Option<&str>,
        staff: Option<StaffId>,
    ) -> Result<(), LedgerError> {
        let (sale, now, from, reason) =
            (self.sale.as_i64(), self.now.as_millis(), from.as_str(), failure.as_str());
        let confirm_until = confirm_until.map(Timestamp::as_millis);
        let moved = sqlx::query!(
            "update sale set state = 'failed', failure = ?, vendor_words = ?, updated_at = ?, next_attempt_at = null,
                confirm_until = null
            where id = ? and state = ? and confirm_until is ?
                and state in ('requested', 'acknowledged', 'reserved', 'assigning', 'held')",
            reason,
            vendor_words,
            now,
            sale,
            from,
            confirm_until
        )
        .execute(self.connection())
        .await?;
        self.rows(moved.rows_affected(), 1)?;
        sqlx::query!(
            "update sale_license set state = 'released', evidence = ?, updated_at = ?
            where sale_id = ? and state in ('wanted', 'reserved', 'assigning') and doubtful = 0",
            reason,
            now,
            sale
        )
        .execute(self.connection())
        .await?;
        self.event(EventKind::Failed, Some(reason), staff.map(StaffId::as_i64)).await?;
        // Also where the acknowledgement failed: its answer may have been lost, and staff wait.
        self.due(&[OutboxKind::Reply]).await
    }
}

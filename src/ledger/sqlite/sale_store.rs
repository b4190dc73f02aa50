//! Records and continues sales in SQLite. Longer queries are methods of [`Sqlite`] with the same name, in files
//! of their own.

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::{
    BuyerId, Change, DmState, Durability, InteractionId, Reminder, RoleId, Sale, SaleId, SaleRequest,
    Settled, Timestamp, TransferNumber,
};
use crate::ledger::{Lane, LedgerError, RecordedTransfer, Requested, SaleStore};

use super::batch::{Batch, values};
use super::{Sqlite, change, database_error, load_sale, request};

/// The error text of the trigger that refuses a version which does not follow its predecessor.
const OVERTAKEN: &str = "overtaken";
pub(super) const WIPE_TOKENS: &str =
    "update sale set reply_token = null where reply_token is not null and reply_token_until <= ?";

#[async_trait]
impl SaleStore for Sqlite {
    async fn request(
        &self,
        request: &SaleRequest,
        now: Timestamp,
        repeats_within: Duration,
    ) -> Result<Requested, LedgerError> {
        let batch = request::batch_of(request, now, repeats_within, &self.hasher);
        request::recorded(request, now, &self.writer.write(batch).await?)
    }

    async fn commit(&self, change: Change) -> Result<Sale, LedgerError> {
        let sale = change.after.id;
        match self.writer.write(change::batch_of(&change, &self.hasher)).await {
            Ok(_) => Ok(change.after),
            Err(error) if database_error::words(&error) == Some(OVERTAKEN) => {
                Err(LedgerError::Overtaken(sale))
            }
            Err(error) => Err(error),
        }
    }

    async fn sale(&self, sale: SaleId) -> Result<Sale, LedgerError> {
        load_sale::sale(&mut self.reader.lock().await?, sale).await
    }

    async fn settle(&self, sale: SaleId, settled: &[Settled], now: Timestamp) -> Result<(), LedgerError> {
        if settled.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::new(Durability::Lazy);
        for settled in settled {
            change::settle(&mut batch, sale, *settled, now);
        }
        self.writer.write(batch).await.map(drop)
    }

    async fn due(
        &self,
        now: Timestamp,
        opened_at: Timestamp,
        limit_per_lane: u32,
    ) -> Result<Vec<(SaleId, Lane)>, LedgerError> {
        Sqlite::due(self, now, opened_at, limit_per_lane).await
    }

    async fn wipe_dead_tokens(&self, now: Timestamp) -> Result<(), LedgerError> {
        let number = now.as_millis();
        let is_any = sqlx::query_scalar!(
            r#"select exists (select 1 from sale
                where reply_token is not null and reply_token_until <= ?) as "is_any!: bool""#,
            number
        )
        .fetch_one(&mut *self.reader.lock().await?)
        .await?;
        if !is_any {
            return Ok(());
        }
        self.writer.write(Batch::of(Durability::Lazy, WIPE_TOKENS, values![number])).await.map(drop)
    }

    async fn last_dm(&self, sale: SaleId) -> Result<Option<DmState>, LedgerError> {
        Sqlite::last_dm(self, sale).await
    }

    async fn former_buyer(
        &self,
        sale: SaleId,
        transfer: TransferNumber,
    ) -> Result<Option<BuyerId>, LedgerError> {
        Sqlite::former_buyer(self, sale, transfer).await
    }

    async fn transfer_by(&self, interaction: InteractionId) -> Result<Option<RecordedTransfer>, LedgerError> {
        Sqlite::transfer_by(self, interaction).await
    }

    async fn roles_given(&self, sale: SaleId) -> Result<Vec<RoleId>, LedgerError> {
        Sqlite::roles_given(self, sale).await
    }

    async fn reminders(&self, sale: SaleId) -> Result<Vec<Reminder>, LedgerError> {
        Sqlite::reminders(self, sale).await
    }
}

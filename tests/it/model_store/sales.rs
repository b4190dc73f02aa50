//! The model as a [`SaleStore`].

use std::time::Duration;

use async_trait::async_trait;
use keyclerk::domain::{
    BuyerId, Change, DmState, Durability, InteractionId, Message, MessageKind, Reminder, RoleId, Sale,
    SaleId, SaleRequest, Settled, Timestamp, TransferNumber,
};
use keyclerk::ledger::{Lane, LedgerError, RecordedTransfer, Requested, SaleStore};

use super::rows::{MessageRow, Rows};
use super::{ModelStore, change, due, request};

#[async_trait]
impl SaleStore for ModelStore {
    async fn request(
        &self,
        request: &SaleRequest,
        now: Timestamp,
        repeats_within: Duration,
    ) -> Result<Requested, LedgerError> {
        self.write(Durability::Lazy, |rows| request::record(rows, request, now, repeats_within)).await
    }

    async fn commit(&self, change: Change) -> Result<Sale, LedgerError> {
        self.write(change.durability, |rows| change::apply(rows, &change)).await?;
        Ok(change.after)
    }

    async fn sale(&self, sale: SaleId) -> Result<Sale, LedgerError> {
        self.read(|rows| rows.load(sale)).await?.ok_or(LedgerError::NoSuchSale(sale))
    }

    async fn settle(&self, sale: SaleId, settled: &[Settled], _: Timestamp) -> Result<(), LedgerError> {
        self.write(Durability::Lazy, |rows| {
            if let Some(row) = rows.update(sale) {
                for settled in settled {
                    change::settle(row, settled);
                }
            }
            Ok(())
        })
        .await
    }

    async fn due(
        &self,
        now: Timestamp,
        opened_at: Timestamp,
        limit_per_lane: u32,
    ) -> Result<Vec<(SaleId, Lane)>, LedgerError> {
        self.read(|rows| due::due(rows, now, opened_at, limit_per_lane)).await
    }

    async fn wipe_dead_tokens(&self, now: Timestamp) -> Result<(), LedgerError> {
        let is_dead = move |sale: &Sale| sale.reply_token.is_some() && sale.reply_token_until <= now;
        let dead = |rows: &Rows| {
            let dead = rows.sales.values().filter(|row| is_dead(&row.sale));
            dead.map(|row| row.sale.id).collect::<Vec<_>>()
        };
        if self.read(dead).await?.is_empty() {
            return Ok(());
        }
        self.write(Durability::Lazy, |rows| {
            for sale in dead(rows) {
                rows.update(sale).unwrap().sale.reply_token = None;
            }
            Ok(())
        })
        .await
    }

    async fn last_dm(&self, sale: SaleId) -> Result<Option<DmState>, LedgerError> {
        let dms = messages_of(self, sale).await?;
        Ok(dms.into_iter().rfind(|row| row.message.kind() == MessageKind::Dm).map(|row| row.state))
    }

    async fn former_buyer(
        &self,
        sale: SaleId,
        transfer: TransferNumber,
    ) -> Result<Option<BuyerId>, LedgerError> {
        self.read(|rows| {
            let mut transfers = rows.sales.get(&sale)?.transfers.iter();
            transfers.find(|row| row.number == transfer).map(|row| row.old_buyer)
        })
        .await
    }

    async fn transfer_by(&self, interaction: InteractionId) -> Result<Option<RecordedTransfer>, LedgerError> {
        self.read(|rows| {
            rows.sales.values().find_map(|row| {
                let at = row.transfers.iter().position(|transfer| transfer.interaction == interaction)?;
                let new = row.transfers.get(at + 1).map_or(row.sale.buyer, |next| next.old_buyer);
                Some(RecordedTransfer { old: row.transfers[at].old_buyer, new })
            })
        })
        .await
    }

    async fn roles_given(&self, sale: SaleId) -> Result<Vec<RoleId>, LedgerError> {
        let given = messages_of(self, sale).await?.into_iter().filter(|row| row.state != DmState::Dropped);
        let mut roles: Vec<RoleId> = given
            .filter_map(|row| match row.message.message {
                Message::RoleGive(_, role) => Some(role),
                _ => None,
            })
            .collect();
        roles.sort_unstable();
        roles.dedup();
        Ok(roles)
    }

    async fn reminders(&self, sale: SaleId) -> Result<Vec<Reminder>, LedgerError> {
        let kept = messages_of(self, sale).await?.into_iter().filter(|row| row.state != DmState::Dropped);
        let reminder = |row: MessageRow| match row.message.message {
            Message::Reminder(line) => {
                let due = (row.state == DmState::Due).then_some(row.message.due_at);
                Some(Reminder { line, due })
            }
            _ => None,
        };
        Ok(kept.filter_map(reminder).collect())
    }
}

async fn messages_of(store: &ModelStore, sale: SaleId) -> Result<Vec<MessageRow>, LedgerError> {
    let messages = |rows: &Rows| rows.sales.get(&sale).map(|row| row.messages.values().cloned().collect());
    Ok(store.read(messages).await?.unwrap_or_default())
}

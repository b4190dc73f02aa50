//! The last two steps: the DM, and telling everybody who waits how it went.

use std::time::Duration;

use crate::courier::{Courier, Delivery, Parcel, Told};
use crate::domain::{ChannelId, SaleId};
use crate::ledger::{LedgerError, OutboxKind, SaleRecord, Settled};
use crate::reseller::Vendor;

use super::judgement::back_off;
use super::sale::Next;
use super::{Fulfilment, StepError};

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sends the DM that the assignment made due. The row was committed with its nonce, so that a
    /// repeat after a lost answer or a crash is the same message.
    pub(super) async fn deliver(
        &self,
        sale: &SaleRecord,
        channel: Option<ChannelId>,
    ) -> Result<Next, StepError> {
        let rows = self.ledger.due(sale.id).await?;
        let Some(row) = rows.iter().find(|row| row.kind == OutboxKind::Dm) else {
            return Err(LedgerError::Corrupt(format!("sale {} is assigned and has no DM due", sale.id)));
        };
        let parcel = Parcel { sale, row, channel, now: self.clock.now() };
        match self.courier.deliver(parcel).await {
            Ok(Delivery::Delivered { channel, message }) => {
                self.ledger.delivered(sale.id, row, channel, message).await?;
                Ok(Next::Step)
            }
            Ok(Delivery::DmsClosed) => {
                self.ledger.undelivered(sale, row, "dms closed").await?;
                Ok(Next::Step)
            }
            Ok(Delivery::Refused) => {
                tracing::warn!(sale = %sale.id, "Discord refuses the DM; the key can be claimed");
                self.ledger.undelivered(sale, row, "refused by Discord").await?;
                Ok(Next::Step)
            }
            Err(later) => Ok(Next::Later(later.wait.unwrap_or_else(|| back_off(sale.waits)))),
        }
    }

    /// Sends what is due about a sale besides its DM. What Discord cannot take now stays due.
    ///
    /// # Errors
    /// The ledger's.
    pub async fn tell(&self, sale: SaleId) -> Result<(), LedgerError> {
        self.tell_of(&self.ledger.sale(sale).await?).await
    }

    pub(super) async fn tell_of(&self, sale: &SaleRecord) -> Result<(), LedgerError> {
        let mut settled = Vec::new();
        for row in self.ledger.due(sale.id).await? {
            if row.kind == OutboxKind::Dm {
                continue;
            }
            match self.courier.tell(sale, row.kind, &row.nonce).await {
                Ok(Told::Yes(message)) => settled.push(Settled::Sent(row.id, message)),
                Ok(Told::Nowhere) => settled.push(Settled::Dropped(row.id)),
                Err(later) => {
                    let wait =
                        later.wait.unwrap_or_else(|| back_off(row.attempts).max(Duration::from_secs(2)));
                    self.ledger.put_off(row.id, self.clock.now().after(wait)).await?;
                }
            }
        }
        self.ledger.settle(&settled).await
    }
}

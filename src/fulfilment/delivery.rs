//! The last two steps: the DM, and telling everybody who waits how it went.

use std::time::Duration;

use crate::courier::{Courier, Delivery, Parcel, Told};
use crate::domain::{ChannelId, SaleId, SaleState, StaffId};
use crate::ledger::{DmState, LedgerError, OutboxKind, OutboxRow, SaleRecord, Settled};
use crate::reseller::Vendor;

use super::judgement::back_off;
use super::sale::Next;
use super::{Fulfilment, StepError};

/// How long, and how often, a key sent again waits for another task to be done with the sale.
const TURN: Duration = Duration::from_millis(50);
const MOST_TURNS: u32 = 100;

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sends the DM that the assignment made due. The row was committed with its nonce, so that a
    /// repeat after a lost answer or a crash is the same message.
    pub(super) async fn deliver(
        &self,
        sale: &SaleRecord,
        channel: Option<ChannelId>,
    ) -> Result<Next, StepError> {
        let Some(row) = sale.due_of(OutboxKind::Dm) else {
            return Err(LedgerError::Corrupt(format!("sale {} is assigned and has no DM due", sale.id)));
        };
        Ok(match self.hand_over(sale, row, channel).await? {
            Handed::Settled(sale) => Next::Step(*sale),
            Handed::Later(wait) => Next::Later(sale.clone(), wait.unwrap_or_else(|| back_off(sale.waits))),
        })
    }

    /// Sends one DM and writes down what came of it.
    async fn hand_over(
        &self,
        sale: &SaleRecord,
        row: &OutboxRow,
        channel: Option<ChannelId>,
    ) -> Result<Handed, StepError> {
        let parcel = Parcel { sale, row, channel, now: self.clock.now() };
        Ok(match self.courier.deliver(parcel).await {
            Ok(Delivery::Delivered { channel, message }) => {
                Handed::Settled(Box::new(self.ledger.delivered(sale, row, channel, message).await?))
            }
            Ok(Delivery::DmsClosed) => {
                Handed::Settled(Box::new(self.ledger.undelivered(sale, row, "dms closed").await?))
            }
            Ok(Delivery::Refused) => {
                tracing::warn!(sale = %sale.id, "Discord refuses the DM; the key can be claimed");
                Handed::Settled(Box::new(self.ledger.undelivered(sale, row, "refused by Discord").await?))
            }
            Err(later) => Handed::Later(later.wait),
        })
    }

    /// Sends the key of a sale that is made once more, as a message of its own. Pressed twice at
    /// once, it is one message.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`] where nothing is sold yet; or the ledger's.
    pub async fn resend(&self, sale: SaleId, staff: StaffId) -> Result<Resent, LedgerError> {
        let record = self.ledger.sale(sale).await?;
        self.ledger.resend(&record, staff).await?;
        // Another task may be telling how the sale ended; it is done in a moment.
        let mut tries = 0;
        let _at_work = loop {
            match self.busy.begin(sale) {
                Some(at_work) => break at_work,
                None if tries == MOST_TURNS => return Ok(Resent::UnderWay),
                None => self.clock.sleep(TURN).await,
            }
            tries += 1;
        };
        // The DM, and then what follows from it.
        self.tell(sale).await?;
        self.tell(sale).await?;
        Ok(match self.ledger.last_dm(sale).await? {
            Some(DmState::Sent) => Resent::Delivered,
            Some(DmState::Dropped) => Resent::Closed,
            Some(DmState::Due) | None => Resent::UnderWay,
        })
    }

    /// Sends what is due about a sale besides the DM that is a step of it. What Discord cannot take now stays due.
    ///
    /// # Errors
    /// The ledger's.
    pub async fn tell(&self, sale: SaleId) -> Result<(), LedgerError> {
        self.tell_of(&self.ledger.sale(sale).await?).await
    }

    pub(super) async fn tell_of(&self, sale: &SaleRecord) -> Result<(), LedgerError> {
        let mut moved = None;
        let now = self.clock.now();
        let rows: Vec<&OutboxRow> = sale.due.iter().filter(|row| row.due_at <= now).collect();
        let last_reply = rows.iter().rposition(|row| row.kind == OutboxKind::Reply);
        let mut settled = Vec::new();
        for (at, row) in rows.into_iter().enumerate() {
            // A DM among them moves the sale.
            let sale = moved.as_ref().unwrap_or(sale);
            let later = match row.kind {
                // Unless it was made due by staff, the DM is a step of the sale.
                OutboxKind::Dm if sale.state == SaleState::Assigned => continue,
                OutboxKind::Dm => match self.hand_over(sale, row, None).await? {
                    Handed::Settled(sale) => {
                        moved = Some(*sale);
                        continue;
                    }
                    Handed::Later(wait) => wait,
                },
                // Each would tell the same; the last one does.
                OutboxKind::Reply if Some(at) != last_reply => {
                    settled.push(Settled::Dropped(row.id));
                    continue;
                }
                OutboxKind::RoleGive | OutboxKind::RoleTake => match self.change_role(sale, row).await? {
                    Handed::Settled(sale) => {
                        moved = Some(*sale);
                        continue;
                    }
                    Handed::Later(wait) => wait,
                },
                _ => match self.courier.tell(sale, row).await {
                    Ok(Told::Yes(message)) => {
                        settled.push(Settled::Sent(row.id, message));
                        continue;
                    }
                    Ok(Told::Nowhere) => {
                        settled.push(Settled::Dropped(row.id));
                        continue;
                    }
                    Err(later) => later.wait,
                },
            };
            let wait = later.unwrap_or_else(|| back_off(row.attempts).max(Duration::from_secs(2)));
            self.ledger.put_off(row.id, self.clock.now().after(wait)).await?;
        }
        self.ledger.settle(&settled).await
    }
}

/// What came of handing a DM to Discord.
pub(super) enum Handed {
    /// It is written down.
    Settled(Box<SaleRecord>),
    /// Discord cannot take it now, and asks to wait this long if it said.
    Later(Option<Duration>),
}

/// What came of sending a key again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resent {
    /// The buyer has it.
    Delivered,
    /// The buyer still takes no messages.
    Closed,
    /// It is being sent, or will be as soon as Discord takes it.
    UnderWay,
}

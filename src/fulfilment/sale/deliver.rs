//! Delivers keys by direct message: the last step of a sale, and repeated keys.
//!
//! Invariant: a license counts as delivered only if the message at Discord contains its key.

use std::time::Duration;

use tracing::field::Empty;
use tracing::instrument;

use crate::courier::{Courier, Delivery, Later, Parcel};
use crate::domain::{
    BuyerId, ChannelId, DmRefusal, DmState, DueMessage, Durability, LineNumber, MessageId, MessageKind, Sale,
    SaleId, SaleState, StaffId, Transition,
};
use crate::ledger::{CorruptRow, Lane, LedgerError};
use crate::reseller::Vendor;

use super::next_work::{Assigned, Next, Prepared, Until};
use crate::fulfilment::notify::unless_overtaken;
use crate::fulfilment::outcome::back_off;
use crate::fulfilment::step_time::SaleStep;
use crate::fulfilment::time_limit::in_time;
use crate::fulfilment::{Fulfilment, StepError, sale_span};

/// The maximum delay of a DM that repeats one which arrived without its keys.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Sends the DM that the assignment made due. Its nonce is derived from its number, so that Discord
    /// recognises a repeat after a lost answer or a crash as the same message.
    pub(in crate::fulfilment) async fn deliver(
        &self,
        sale: &Sale,
        channel: Option<ChannelId>,
    ) -> Result<Next, StepError> {
        let Some(row) = sale.due_of(MessageKind::Dm) else {
            return Err(CorruptRow::NoDmDue(sale.id).into());
        };
        // Only a repeat of a DM that lacked its keys waits. Any other DM is sent at once, even if the
        // clock was set back.
        let wait = row.due_at.since(self.clock.now()).min(LONGEST_WAIT);
        if row.attempts > 0 && !wait.is_zero() {
            return Ok(Next::Later(sale.clone(), wait));
        }
        // The channel is already open only if this task has just begun the sale.
        Ok(self.hand_over(sale, row, channel, channel.is_some()).await?.next(sale))
    }

    /// Sends the DM while the ledger records the assignment that makes it due. The record of a first
    /// attempt is lazy. If a power loss drops it after the DM was sent, recovery asks the vendor and looks
    /// for the DM. A record that has to be synced is written before the DM is sent.
    pub(super) async fn deliver_beside(
        &self,
        assigned: &Assigned,
        channel: ChannelId,
    ) -> Result<Sale, StepError> {
        let change = assigned.transition(&assigned.sale)?;
        let due = change.after.due_of(MessageKind::Dm);
        let prepared = Prepared { drawn: None, dm_channel: Some(channel) };
        let (Some(row), Durability::Lazy) = (due, change.durability) else {
            let sale = self.record_assigned(assigned).await?;
            return self.advance(sale, prepared, Until::Rest).await;
        };
        let sent = self.send(&change.after, row, Some(channel), true);
        let (recorded, sent) = tokio::join!(self.record_assigned(assigned), sent);
        let sale = recorded?;
        let next = match sale.due_of(MessageKind::Dm).filter(|due| due.number == row.number) {
            Some(row) => self.record_sent(&sale, row, sent).await?.next(&sale),
            // A claim or a refund was recorded first, and another DM may be due now.
            None => Next::Step(sale),
        };
        self.follow(next, Until::Rest).await
    }

    /// Sends one DM. `is_new` is true if this task has just made it due.
    async fn send(
        &self,
        sale: &Sale,
        row: &DueMessage,
        channel: Option<ChannelId>,
        is_new: bool,
    ) -> Result<Delivery, Later> {
        let parcel = Parcel { sale, row, channel, is_new, now: self.clock.now() };
        self.timed(SaleStep::Deliver, in_time(self.courier.deliver(parcel))).await
    }

    /// Sends one DM and records the result. `is_new` is true if this task has just made it due.
    async fn hand_over(
        &self,
        sale: &Sale,
        row: &DueMessage,
        channel: Option<ChannelId>,
        is_new: bool,
    ) -> Result<DispatchOutcome, StepError> {
        let sent = self.send(sale, row, channel, is_new).await;
        self.record_sent(sale, row, sent).await
    }

    async fn record_sent(
        &self,
        sale: &Sale,
        row: &DueMessage,
        sent: Result<Delivery, Later>,
    ) -> Result<DispatchOutcome, StepError> {
        Ok(match sent {
            Ok(Delivery::Delivered { channel, message, holds }) => {
                let delivered = self.record_delivery(sale, row, (channel, message), &holds).await?;
                DispatchOutcome::Recorded(Box::new(delivered))
            }
            Ok(Delivery::DmsClosed) => self.not_delivered(sale, row, DmRefusal::DmsClosed).await?,
            Ok(Delivery::Refused) => {
                tracing::warn!("sale {}: Discord refuses the DM; the key can be claimed", sale.id);
                self.not_delivered(sale, row, DmRefusal::RefusedByDiscord).await?
            }
            Err(later) => DispatchOutcome::Later(later.wait),
        })
    }

    async fn record_delivery(
        &self,
        sale: &Sale,
        row: &DueMessage,
        place: (ChannelId, MessageId),
        holds: &[LineNumber],
    ) -> Result<Sale, StepError> {
        self.record_dm(sale, row, |sale| sale.delivered(self.clock.now(), row, place, holds)).await
    }

    async fn not_delivered(
        &self,
        sale: &Sale,
        row: &DueMessage,
        why: DmRefusal,
    ) -> Result<DispatchOutcome, StepError> {
        let undelivered = |sale: &Sale| sale.undelivered(self.clock.now(), row, why);
        Ok(DispatchOutcome::Recorded(Box::new(self.record_dm(sale, row, undelivered).await?)))
    }

    /// Records the result of a DM. If another task has changed the sale meanwhile, such as by a claim, the
    /// result is recorded on the changed sale.
    async fn record_dm(
        &self,
        sale: &Sale,
        row: &DueMessage,
        change: impl Fn(&Sale) -> Transition,
    ) -> Result<Sale, StepError> {
        let mut recorded = self.ledger.commit(change(sale)?).await;
        while let Err(LedgerError::Overtaken(_)) = recorded {
            let sale = self.ledger.sale(sale.id).await?;
            if sale.due.iter().all(|due| due.number != row.number) {
                return Ok(sale);
            }
            recorded = self.ledger.commit(change(&sale)?).await;
        }
        recorded
    }

    /// Sends a DM that is not a step of the sale. Either staff requested a repeat, or the DM contains the
    /// licenses assigned so far while the sale waits for others. Returns the changed sale if the DM was
    /// settled.
    pub(in crate::fulfilment) async fn send_due_dm(&self, sale: &Sale) -> Result<Option<Sale>, StepError> {
        self.send_dm_beside(sale, false).await
    }

    /// Does the same as [`Self::send_due_dm`]. `is_new` is true if this task has just made the DM due.
    async fn send_dm_beside(&self, sale: &Sale, is_new: bool) -> Result<Option<Sale>, StepError> {
        let row = sale.due_in(Lane::Delivery, self.clock.now()).next();
        let Some(row) = row.filter(|_| sale.state != SaleState::Assigned) else { return Ok(None) };
        match self.hand_over(sale, row, None, is_new).await? {
            DispatchOutcome::Recorded(sale) => Ok(Some(*sale)),
            DispatchOutcome::Later(wait) => {
                self.put_off(sale.id, row, Later { wait }).await?;
                Ok(None)
            }
        }
    }

    /// Sends the keys of a sale again, in a new message. Two simultaneous requests send one message.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] if nothing is sold yet, or the ledger's error.
    pub async fn resend(&self, sale: SaleId, staff: StaffId) -> Result<Resent, LedgerError> {
        self.send_again(sale, staff, None).await
    }

    /// Sends the keys of a sale to `buyer` again, who asks for them.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`] also when the sale was transferred to another account meanwhile.
    pub async fn resend_to(
        &self,
        sale: SaleId,
        buyer: BuyerId,
        asks: StaffId,
    ) -> Result<Resent, LedgerError> {
        self.send_again(sale, asks, Some(buyer)).await
    }

    #[instrument(name = "sale", skip_all, fields(%sale, guild = Empty, staff = Empty, buyer = Empty))]
    async fn send_again(
        &self,
        sale: SaleId,
        asks: StaffId,
        only_to: Option<BuyerId>,
    ) -> Result<Resent, LedgerError> {
        let Some(moving) = self.in_progress.wait(&*self.clock, sale, Lane::Delivery).await else {
            return Ok(Resent::UnderWay);
        };
        let (record, is_new) = self.make_due_again(sale, asks, only_to).await?;
        unless_overtaken(self.send_dm_beside(&record, is_new).await)?;
        drop(moving);
        // Only the reply to staff depends on the DM, so nothing else is sent here.
        self.tell_lane(sale, Lane::Reply).await?;
        Ok(match self.ledger.last_dm(sale).await? {
            Some(DmState::Sent) => Resent::Delivered,
            Some(DmState::Dropped) => Resent::Closed,
            Some(DmState::Due) | None => Resent::UnderWay,
        })
    }

    /// Makes a DM due, unless one is due already. Returns true if it made one due. Retries if another
    /// task has changed the sale meanwhile.
    async fn make_due_again(
        &self,
        sale: SaleId,
        asks: StaffId,
        only_to: Option<BuyerId>,
    ) -> Result<(Sale, bool), LedgerError> {
        loop {
            let record = self.ledger.sale(sale).await?;
            sale_span::record_sale(&record);
            if only_to.is_some_and(|buyer| buyer != record.buyer) {
                return Err(LedgerError::Overtaken(sale));
            }
            let Some(resent) = record.resent(self.clock.now(), asks)? else { return Ok((record, false)) };
            match self.ledger.commit(resent).await {
                Err(LedgerError::Overtaken(_)) => {}
                resent => return Ok((resent?, true)),
            }
        }
    }
}

/// The result of handing a DM to Discord.
pub(in crate::fulfilment) enum DispatchOutcome {
    /// The result is recorded.
    Recorded(Box<Sale>),
    /// Discord cannot accept the DM now. The value is the wait that Discord asks for, if it names one.
    Later(Option<Duration>),
}

impl DispatchOutcome {
    /// Returns what is left to do for a sale whose DM was handed to Discord.
    fn next(self, sale: &Sale) -> Next {
        match self {
            Self::Recorded(sale) => Next::Step(*sale),
            Self::Later(wait) => Next::Later(sale.clone(), wait.unwrap_or_else(|| back_off(sale.waits))),
        }
    }
}

/// The result of sending keys again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resent {
    /// The buyer has the message.
    Delivered,
    /// The buyer still accepts no messages.
    Closed,
    /// The message is being sent, or will be once Discord accepts it.
    UnderWay,
}

//! The steps that end a sale: failed, sold short, delivered, undelivered, claimed.

use crate::domain::{ChannelId, LineState, MessageId, SaleId, SaleState, StaffId};

use super::step::Step;
use super::{EventKind, Failure, Ledger, LedgerError, OutboxKind, OutboxRow, SaleRecord, Settled};

/// What is told of a sale that is made: staff's reply, the sales channel's line.
const OUTCOME: &[OutboxKind] = &[OutboxKind::Reply, OutboxKind::SalesLine];

/// Licenses that are given back when no more is sold. One in doubt is none of them: its sale has
/// no way to this end but through staff.
const GIVEN_BACK: &[LineState] = &[LineState::Wanted, LineState::Reserved, LineState::Assigning];

impl Ledger {
    /// No more is sold, and what was not assigned is given back. A sale of which nothing was
    /// assigned fails; of any other, what was assigned is to be delivered.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn end(
        &self,
        sale: &SaleRecord,
        failure: Failure,
        vendor_words: Option<&str>,
    ) -> Result<SaleRecord, LedgerError> {
        let step = if sale.sold().next().is_some() {
            let step = self.step(sale).release(GIVEN_BACK, failure.as_str()).short(failure, vendor_words);
            step.to(SaleState::Assigned, EventKind::Short, Some(failure.as_str())).due_dm()
        } else {
            self.failing(sale, failure, vendor_words, None)
        };
        let alarms = failure == Failure::ApiKeyRefused;
        self.take(if alarms { step.due(&[OutboxKind::Alert]) } else { step }).await
    }

    /// A step that ends the sale with nothing sold.
    pub(super) fn failing<'a>(
        &self,
        sale: &'a SaleRecord,
        failure: Failure,
        vendor_words: Option<&'a str>,
        staff: Option<StaffId>,
    ) -> Step<'a> {
        let step = self.step(sale).release(GIVEN_BACK, failure.as_str()).failure(failure, vendor_words);
        let (kind, actor) = (EventKind::Failed, staff.map(StaffId::as_i64));
        // Also where the acknowledgement failed: its answer may have been lost, and staff wait.
        step.moved_by(SaleState::Failed, kind, Some(failure.as_str()), actor).due(&[OutboxKind::Reply])
    }

    /// A DM is with the buyer: the sale's own, or one that staff had sent again.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn delivered(
        &self,
        sale: &SaleRecord,
        dm: &OutboxRow,
        channel: ChannelId,
        message: MessageId,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale).dm(channel, message).settle(Settled::Sent(dm.id, Some(message)));
        let (to, kind) = (SaleState::Delivered, EventKind::Delivered);
        self.take(match sale.state {
            // Licenses that were settled after the DM was made due come by one of their own.
            SaleState::Assigned if sale.has_more_to_deliver() => {
                step.event(EventKind::PartDelivered, None, None).due(&[OutboxKind::Dm])
            }
            SaleState::Assigned => step.to(to, kind, None).due(OUTCOME),
            SaleState::Undelivered => step.to(to, kind, None).due(&[OutboxKind::Reply]),
            SaleState::Delivered => step.to(to, kind, Some("again")),
            _ => step.event(EventKind::PartDelivered, None, None),
        })
        .await
    }

    /// The buyer takes no DM: what is theirs can be claimed. Where it was to be sent again, nothing
    /// changes.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn undelivered(
        &self,
        sale: &SaleRecord,
        dm: &OutboxRow,
        why: &'static str,
    ) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale).settle(Settled::Dropped(dm.id));
        let notice = &[OutboxKind::ClaimNotice];
        self.take(match sale.state {
            SaleState::Assigned => {
                step.to(SaleState::Undelivered, EventKind::Undelivered, Some(why)).due(notice).due(OUTCOME)
            }
            SaleState::Undelivered | SaleState::Delivered => {
                step.event(EventKind::Undelivered, Some(why), None)
            }
            _ => step.event(EventKind::PartUndelivered, Some(why), None).due(notice),
        })
        .await
    }

    /// The buyer was shown what is theirs on pressing Claim. The first time, a sale that waits for
    /// it is delivered by it.
    ///
    /// # Errors
    /// The database's.
    pub async fn claimed(&self, sale: SaleId) -> Result<SaleRecord, LedgerError> {
        loop {
            let sale = self.sale(sale).await?;
            let (kind, buyer) = (EventKind::Claimed, Some(sale.buyer.as_i64()));
            let step = self.step(&sale);
            let step = match sale.state {
                SaleState::Undelivered => {
                    step.moved_by(SaleState::Delivered, kind, None, buyer).due(&[OutboxKind::Reply])
                }
                _ => step.event(kind, None, buyer),
            };
            match self.take(step).await {
                // Pressed twice at once, or the DM arrives in this moment: the sale as it is now.
                Err(LedgerError::Overtaken(_)) => {}
                claimed => return claimed,
            }
        }
    }
}

//! The steps that end a sale: failed, sold short, delivered, undelivered, claimed.

use crate::domain::{ChannelId, LineState, MessageId, SaleId, SaleState, StaffId};

use super::step::Step;
use super::{EventKind, Evidence, Failure, Ledger, LedgerError, OutboxKind, OutboxRow, SaleRecord, Settled};

/// What is told of a sale that is made: staff's reply, the sales channel's line.
const OUTCOME: &[OutboxKind] = &[OutboxKind::Reply, OutboxKind::SalesLine];

/// Licenses that no request was made for. They are given back when no more is sold.
const NOT_ASKED_FOR: &[LineState] = &[LineState::Wanted, LineState::Reserved];
/// Licenses that may have been assigned. They are quarantined when no more is sold.
const ASKED_FOR: &[LineState] = &[LineState::Assigning, LineState::InDoubt];

impl Ledger {
    /// No more is sold: licenses that were not asked for are given back, one that was asked for is
    /// quarantined. A sale of which nothing was assigned fails; of any other, what was assigned is to
    /// be delivered.
    ///
    /// # Errors
    /// [`LedgerError::Overtaken`], or the database's.
    pub async fn end(
        &self,
        sale: &SaleRecord,
        failure: Failure,
        vendor_words: Option<&str>,
    ) -> Result<SaleRecord, LedgerError> {
        let mut step = self.step(sale).no_more_doubt();
        for line in sale.lines.iter().filter(|line| ASKED_FOR.contains(&line.state)) {
            step = step.quarantine(line, line.evidence.unwrap_or(Evidence::Ended));
        }
        self.take(ending(step, failure, vendor_words)).await
    }

    /// Nothing is sold, for no license of the stock fits. `unreadable` entries of it could not be read.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn end_out_of_stock(
        &self,
        sale: &SaleRecord,
        unreadable: u32,
    ) -> Result<SaleRecord, LedgerError> {
        self.take(ending(self.step(sale).unreadable(unreadable), Failure::OutOfStock, None)).await
    }

    /// No more is sold because the vendor could not be reached: as [`end`](Self::end), and the license
    /// that was being assigned is given back too, for no request has left.
    ///
    /// # Errors
    /// Returns [`LedgerError::Overtaken`], or the database's error.
    pub async fn end_unsent(&self, sale: &SaleRecord, failure: Failure) -> Result<SaleRecord, LedgerError> {
        let step = self.step(sale).release(&[LineState::Assigning], Evidence::Ended);
        self.take(ending(step, failure, None)).await
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

fn ending<'a>(step: Step<'a>, failure: Failure, vendor_words: Option<&'a str>) -> Step<'a> {
    let step = if step.sale.sold().next().is_some() {
        short_of(step.release(NOT_ASKED_FOR, Evidence::Ended), failure, vendor_words)
    } else {
        failing(step, failure, vendor_words, None)
    };
    if failure == Failure::ApiKeyRefused { step.due(&[OutboxKind::Alert]) } else { step }
}

/// Makes a step one after which fewer licenses are sold than were to be. Those that the buyer has a DM
/// with are not sent again.
pub(super) fn short_of<'a>(step: Step<'a>, failure: Failure, vendor_words: Option<&'a str>) -> Step<'a> {
    let is_all_brought = step.sale.is_all_brought();
    let step = step.short(failure, vendor_words);
    let step = step.to(SaleState::Assigned, EventKind::Short, Some(failure.as_str()));
    if is_all_brought {
        step.to(SaleState::Delivered, EventKind::Delivered, None).due(OUTCOME)
    } else {
        step.due_dm()
    }
}

/// Makes a step one that ends the sale with nothing sold.
pub(super) fn failing<'a>(
    step: Step<'a>,
    failure: Failure,
    vendor_words: Option<&'a str>,
    staff: Option<StaffId>,
) -> Step<'a> {
    let step = step.release(NOT_ASKED_FOR, Evidence::Ended).failure(failure, vendor_words);
    let (kind, actor) = (EventKind::Failed, staff.map(StaffId::as_i64));
    // Also where the acknowledgement failed: its answer may have been lost, and staff wait.
    step.moved_by(SaleState::Failed, kind, Some(failure.as_str()), actor).due(&[OutboxKind::Reply])
}

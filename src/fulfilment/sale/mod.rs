//! The steps of a sale.
//!
//! `begin` records a request while the interaction is deferred. `reserve` draws and reserves licenses.
//! `assign` lets the vendor assign them, one after another. `doubt` resolves uncertain assignments, and
//! `deliver` sends the keys. `advance` continues a sale from the state in its row, also after a crash.
//!
//! Invariant: every step commits before it calls another service, and commits the outcome afterwards.

mod assign;
mod begin;
mod deliver;
mod doubt;
mod next_work;
mod reserve;

use std::time::Duration;

use crate::courier::Courier;
use crate::domain::{Failure, Line, LineState, Sale, SaleState, Transition};
use crate::ledger::LedgerError;
use crate::reseller::Vendor;

use super::{Fulfilment, StepError};

pub use begin::{NotSold, Sold};
pub(super) use deliver::DispatchOutcome;
pub use deliver::Resent;
pub(super) use next_work::{Next, Prepared, Until};

/// How long after its last step a sale that has requested no license yet may still be continued.
const TAKEN_UP_WITHIN: Duration = Duration::from_mins(15);

impl<V: Vendor, C: Courier> Fulfilment<V, C> {
    /// Continues a sale until it is settled or has to wait, or until it is assigned. Does not send due
    /// messages.
    pub(super) async fn advance(
        &self,
        mut sale: Sale,
        mut prepared: Prepared,
        until: Until,
    ) -> Result<Sale, StepError> {
        loop {
            if let (SaleState::Acknowledged, Some(until)) = (sale.state, sale.confirm_until) {
                if self.clock.now() < until {
                    return Ok(sale);
                }
                sale = self.ledger.commit(sale.declined(self.clock.now(), None)?).await?;
                continue;
            }
            let next = match sale.state {
                SaleState::Acknowledged | SaleState::Reserved if self.is_too_late(&sale) => {
                    self.end(&sale, Failure::TooLate, None).await?
                }
                SaleState::Requested => self.give_up_unacknowledged(&sale).await?,
                SaleState::Acknowledged => self.draw_and_reserve(&sale, prepared.drawn.take()).await?,
                SaleState::Reserved => self.assign_reserved(&sale).await?,
                SaleState::Assigning => self.assignment_interrupted(&sale).await?,
                SaleState::InDoubt => self.resolve_doubt(&sale).await?,
                SaleState::Assigned if until == Until::Assigned => return Ok(sale),
                SaleState::Assigned => self.deliver(&sale, prepared.dm_channel).await?,
                SaleState::Held | SaleState::Undelivered | SaleState::Delivered | SaleState::Failed => {
                    return Ok(sale);
                }
            };
            match next {
                Next::Step(moved) => sale = moved,
                Next::Assigned(assigned) => sale = self.record_assigned(&assigned).await?,
                Next::Later(moved, wait) => {
                    return self.wait(&moved, wait).await;
                }
            }
        }
    }

    /// Returns true if a sale without a request to assign has been idle for so long that staff may have
    /// sold again.
    fn is_too_late(&self, sale: &Sale) -> bool {
        let is_asked_for = |line: &Line| line.state != LineState::Quarantined && line.attempts > 0;
        // A button press restarts the time, because it gives the sale a new token.
        let since = sale.updated_at.max(sale.reply_token_until.before(TAKEN_UP_WITHIN));
        !sale.lines.iter().any(is_asked_for) && self.clock.now().since(since) > TAKEN_UP_WITHIN
    }

    /// Continues a sale with the work that follows a step.
    pub(super) async fn follow(&self, next: Next, until: Until) -> Result<Sale, StepError> {
        match next {
            Next::Step(sale) => self.advance(sale, Prepared::default(), until).await,
            Next::Assigned(assigned) => {
                let sale = self.record_assigned(&assigned).await?;
                self.advance(sale, Prepared::default(), until).await
            }
            Next::Later(sale, wait) => self.wait(&sale, wait).await,
        }
    }

    /// Records an answer about a line, or a decision. A claim or a refund may change the sale
    /// meanwhile. The change is then computed again, provided that the line is unchanged. If a refusal
    /// went unrecorded, somebody else's license could be mistaken for the buyer's.
    pub(in crate::fulfilment) async fn record(
        &self,
        sale: &Sale,
        line: &Line,
        change: impl Fn(&Sale) -> Transition,
    ) -> Result<Sale, StepError> {
        let mut overtaken = self.ledger.commit(change(sale)?).await;
        while let Err(LedgerError::Overtaken(_)) = overtaken {
            let sale = self.ledger.sale(sale.id).await?;
            let is_same = |now: &Line| {
                (now.state, now.attempts, now.refusals) == (line.state, line.attempts, line.refusals)
            };
            if !sale.numbered(line.number).is_some_and(is_same) {
                break;
            }
            overtaken = self.ledger.commit(change(&sale)?).await;
        }
        overtaken
    }

    /// Postpones a sale until recovery continues it.
    async fn wait(&self, sale: &Sale, wait: Duration) -> Result<Sale, StepError> {
        let now = self.clock.now();
        self.ledger.commit(sale.waiting(now, now.after(wait))?).await
    }

    /// Ends a sale that was interrupted before Discord accepted the deferral. Staff saw "did not respond"
    /// and sell again.
    async fn give_up_unacknowledged(&self, sale: &Sale) -> Result<Next, StepError> {
        self.end(sale, Failure::NotAcknowledged, None).await
    }
}

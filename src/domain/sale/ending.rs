//! How a sale ends that sells nothing, or fewer licenses than were to be sold.

use super::super::Timestamp;
use super::reservation::acknowledge;
use super::step::Step;
use super::{Actor, Alert, EventKind, Evidence, Failure, LineState, Message, Sale, SaleState, Transition};

/// The messages that tell of a sale that is made.
pub(super) const OUTCOME: &[Message] = &[Message::Reply(None), Message::SalesLine];

/// Licenses that no request was made for. They are given back when no more is sold.
const NOT_ASKED_FOR: &[LineState] = &[LineState::Wanted, LineState::Reserved];
/// Licenses that may have been assigned. They are quarantined when no more is sold.
const ASKED_FOR: &[LineState] = &[LineState::Assigning, LineState::InDoubt];

impl Sale {
    /// No more is sold: licenses that were not asked for are given back, one that was asked for is
    /// quarantined. A sale of which nothing was assigned fails; of any other, the assigned licenses are to
    /// be delivered.
    ///
    /// # Errors
    /// The tables of states know no such step.
    pub fn ended(&self, now: Timestamp, failure: Failure, vendor_words: Option<&str>) -> Transition {
        let mut step = Step::of(self, now);
        if failure != Failure::NotAcknowledged {
            step = acknowledge(step);
        }
        step = step.no_more_doubt();
        for line in self.lines.iter().filter(|line| ASKED_FOR.contains(&line.state)) {
            step = step.quarantine(line.number, line.evidence.unwrap_or(Evidence::Ended));
        }
        step.ending(failure, vendor_words).done()
    }

    /// Nothing is sold, for no license of the stock fits. `unreadable` entries of it could not be read.
    ///
    /// # Errors
    /// The tables of states know no such step.
    pub fn out_of_stock(&self, now: Timestamp, unreadable: u32) -> Transition {
        let step = acknowledge(Step::of(self, now)).detail(|sale| sale.unreadable = unreadable);
        step.ending(Failure::OutOfStock, None).done()
    }

    /// No more is sold because the vendor could not be reached: as [`ended`](Self::ended), and the license
    /// that was being assigned is given back too, for no request has left.
    ///
    /// # Errors
    /// The tables of states know no such step.
    pub fn unsent(&self, now: Timestamp, failure: Failure) -> Transition {
        let step = Step::of(self, now).release(&[LineState::Assigning], Evidence::Ended);
        step.ending(failure, None).done()
    }
}

impl Step {
    fn ending(self, failure: Failure, vendor_words: Option<&str>) -> Self {
        let step = if self.sale().sold().next().is_some() {
            self.release(NOT_ASKED_FOR, Evidence::Ended).short_of(failure, vendor_words)
        } else {
            self.failing(failure, vendor_words, Actor::Keyclerk)
        };
        if failure == Failure::ApiKeyRefused { step.alert(Alert::Sale) } else { step }
    }

    /// Makes the step one after which fewer licenses are sold than were to be. Those that the buyer has a
    /// DM with are not sent again.
    pub(super) fn short_of(self, failure: Failure, vendor_words: Option<&str>) -> Self {
        let step = self.short(failure).words(vendor_words);
        let step = step.to(SaleState::Assigned, EventKind::Short, Some(failure.as_str())).synced();
        if step.sale().is_all_brought() {
            step.to(SaleState::Delivered, EventKind::Delivered, None).due(OUTCOME)
        } else {
            step.due_dm()
        }
    }

    /// Makes the step one that ends the sale with nothing sold.
    pub(super) fn failing(self, failure: Failure, vendor_words: Option<&str>, actor: Actor) -> Self {
        let step = self.release(NOT_ASKED_FOR, Evidence::Ended);
        // Also where the acknowledgement failed: its answer may have been lost, and staff wait.
        let step = step.moved_by(SaleState::Failed, EventKind::Failed, Some(failure.as_str()), actor);
        let step = step.detail(|sale| {
            (sale.failure, sale.question, sale.confirm_until) = (Some(failure), None, None);
        });
        step.words(vendor_words).due(&[Message::Reply(None)]).synced()
    }
}

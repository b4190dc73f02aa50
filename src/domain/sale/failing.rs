//! Transitions that end a sale with nothing sold, or with fewer licenses than asked for.

use super::super::Timestamp;
use super::reservation::acknowledge;
use super::step::Step;
use super::{
    Actor, Alert, EventDetail, EventKind, Evidence, Failure, LineState, Message, Sale, SaleState, Transition,
};

/// The messages about the outcome of a sale.
pub(super) const OUTCOME: &[Message] = &[Message::Reply(None), Message::SalesLine];

/// The states of licenses without a request to assign them. Such licenses are released when the sale
/// ends.
const NOT_ASKED_FOR: &[LineState] = &[LineState::Wanted, LineState::Reserved];
/// The states of licenses that may have been assigned. Such licenses are quarantined when the sale
/// ends.
const ASKED_FOR: &[LineState] = &[LineState::Assigning, LineState::InDoubt];

impl Sale {
    /// Records that no more is sold. Releases licenses without a request to assign them, and
    /// quarantines a license with one. Fails a sale without assigned licenses; otherwise makes the
    /// assigned ones due for delivery.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
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

    /// Records that nothing is sold because no license in stock fits. `unreadable` counts the entries
    /// that could not be read.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn out_of_stock(&self, now: Timestamp, unreadable: u32) -> Transition {
        let step = acknowledge(Step::of(self, now)).detail(|sale| sale.unreadable = unreadable);
        step.ending(Failure::OutOfStock, None).done()
    }

    /// Records that no more is sold because the vendor could not be reached. This is
    /// [`ended`](Self::ended), except that the license being assigned is released: no request has left.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn unsent(&self, now: Timestamp, failure: Failure) -> Transition {
        let step = Step::of(self, now).release(&[LineState::Assigning], Evidence::Ended);
        step.ending(failure, None).done()
    }
}

impl Step {
    /// Ends the sale with the licenses that are assigned, or with nothing sold.
    pub(super) fn ending(self, failure: Failure, vendor_words: Option<&str>) -> Self {
        let step = if self.sale().sold().next().is_some() {
            self.release(NOT_ASKED_FOR, Evidence::Ended).short_of(failure, vendor_words)
        } else {
            self.failing(failure, vendor_words, Actor::Keyclerk)
        };
        if failure == Failure::ApiKeyRefused { step.alert(Alert::Sale) } else { step }
    }

    /// Ends the sale with fewer licenses than asked for. Licenses that the buyer received by DM are not
    /// sent again.
    pub(super) fn short_of(self, failure: Failure, vendor_words: Option<&str>) -> Self {
        let step = self.short(failure).words(vendor_words);
        let step =
            step.to(SaleState::Assigned, EventKind::Short, Some(EventDetail::Failure(failure))).synced();
        if step.sale().is_all_brought() {
            step.to(SaleState::Delivered, EventKind::Delivered, None).due(OUTCOME)
        } else {
            step.due_dm()
        }
    }

    /// Ends the sale with nothing sold.
    pub(super) fn failing(self, failure: Failure, vendor_words: Option<&str>, actor: Actor) -> Self {
        let step = self.release(NOT_ASKED_FOR, Evidence::Ended);
        // The reply is sent even if the acknowledgement failed, because Discord may have accepted it
        // without our knowledge.
        let step =
            step.moved_by(SaleState::Failed, EventKind::Failed, Some(EventDetail::Failure(failure)), actor);
        let step = step.detail(|sale| {
            (sale.failure, sale.question, sale.confirm_until) = (Some(failure), None, None);
        });
        step.words(vendor_words).due(&[Message::Reply(None)]).synced()
    }
}

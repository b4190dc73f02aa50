//! Transitions at the beginning of a sale: acknowledgement, question and reservation.

use std::time::Duration;

use super::super::{License, Timestamp};
use super::step::Step;
use super::{
    Actor, Attempt, EventDetail, EventKind, Evidence, Failure, LineState, Message, Question, Sale, SaleState,
    Transition,
};

/// How long staff have to answer a question. The reply to them can be edited for longer.
pub(crate) const ANSWERED_WITHIN: Duration = Duration::from_mins(10);

impl Sale {
    /// Records that Discord accepted the deferral. An open question becomes due.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn acknowledged(&self, now: Timestamp) -> Transition {
        let step = acknowledge(Step::of(self, now));
        // The reply shows the question, so the question has to be on the disk first.
        if self.question.is_some() { step.due(&[Message::Reply(None)]).synced() } else { step }.done()
    }

    /// Reserves licenses for the sale. Also acknowledges a sale that was just requested, because the
    /// caller knows that Discord accepted the deferral. `and_assign` also records the intent to assign
    /// the first license. `short` is the reason why there are fewer licenses than wanted.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn reserved(
        &self,
        now: Timestamp,
        licenses: Vec<License>,
        and_assign: bool,
        short: Option<Failure>,
    ) -> Transition {
        let mut step = acknowledge(Step::of(self, now)).release(&[LineState::Wanted], Evidence::Replaced);
        let first = step.sale().lines.len();
        step = step.to(SaleState::Reserved, EventKind::Reserved, None);
        for license in licenses {
            step = step.add(license, LineState::Reserved);
        }
        if let Some(short) = short {
            step = step.short(short);
        }
        let first = step.sale().lines.get(first).map(|line| line.number);
        match first.filter(|_| and_assign) {
            Some(first) => step.begin_assigning(first, Attempt::Ordinary).done(),
            None => step.done(),
        }
    }

    /// Records that no more licenses are drawn, and continues with those that the sale has. `short` is
    /// the reason why there are fewer than wanted.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn reserved_enough(&self, now: Timestamp, short: Option<Failure>) -> Transition {
        let step = Step::of(self, now).to(SaleState::Reserved, EventKind::Reserved, None);
        match short {
            Some(short) => step.short(short),
            None => step,
        }
        .done()
    }

    /// Asks staff a question before anything is sold. They have ten minutes to answer.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn asking(&self, now: Timestamp, question: Question) -> Transition {
        let until = now.after(ANSWERED_WITHIN);
        let about = Some(EventDetail::Question(question.kind()));
        let step = acknowledge(Step::of(self, now)).event(EventKind::Asked, about, Actor::Keyclerk);
        step.ask(question, until).due(&[Message::Reply(None)]).synced().done()
    }
}

/// Records the acknowledgement, unless it is recorded already.
pub(super) fn acknowledge(step: Step) -> Step {
    if step.sale().state == SaleState::Requested {
        step.to(SaleState::Acknowledged, EventKind::Acknowledged, None)
    } else {
        step
    }
}

//! The beginning of a sale: acknowledged, perhaps asked about, and licenses reserved for it.

use std::time::Duration;

use super::super::{License, Timestamp};
use super::step::Step;
use super::{
    Actor, Attempt, EventKind, Evidence, Failure, LineState, Message, Question, Sale, SaleState, Transition,
};

/// How long staff have to answer a question; their reply can be edited that long.
pub(crate) const ANSWERED_WITHIN: Duration = Duration::from_mins(10);

impl Sale {
    /// Records that Discord accepted the deferral. Where there is something to ask staff, it is due now.
    ///
    /// # Errors
    /// The tables of states know no such step.
    pub fn acknowledged(&self, now: Timestamp) -> Transition {
        let step = acknowledge(Step::of(self, now));
        // A question is shown by the reply, and has to be on the disk before.
        if self.question.is_some() { step.due(&[Message::Reply(None)]).synced() } else { step }.done()
    }

    /// Makes licenses the sale's. A sale just requested is thereby acknowledged, which the caller has
    /// seen. With `and_assign` this is the intent to assign the first of them too. `short` says why
    /// there are fewer of them than were to be drawn.
    ///
    /// # Errors
    /// The tables of states know no such step.
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

    /// Nothing more is to be drawn, for the reason `short` if that is too little: the sale goes on
    /// with the licenses that it has.
    ///
    /// # Errors
    /// The tables of states know no such step.
    pub fn reserved_enough(&self, now: Timestamp, short: Option<Failure>) -> Transition {
        let step = Step::of(self, now).to(SaleState::Reserved, EventKind::Reserved, None);
        match short {
            Some(short) => step.short(short),
            None => step,
        }
        .done()
    }

    /// Asks staff before anything is sold; they have ten minutes.
    ///
    /// # Errors
    /// The tables of states know no such step.
    pub fn asking(&self, now: Timestamp, question: Question) -> Transition {
        let until = now.after(ANSWERED_WITHIN);
        let about = Some(question.as_str());
        let step = acknowledge(Step::of(self, now)).event(EventKind::Asked, about, Actor::Keyclerk);
        step.ask(question, until).due(&[Message::Reply(None)]).synced().done()
    }
}

/// Records the acknowledgement, where it is not recorded yet.
pub(super) fn acknowledge(step: Step) -> Step {
    if step.sale().state == SaleState::Requested {
        step.to(SaleState::Acknowledged, EventKind::Acknowledged, None)
    } else {
        step
    }
}

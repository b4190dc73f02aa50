//! Transitions after a restore: unfinished sales of the backup are ended or left to staff, and staff enter
//! sales that the backup lacks.
//!
//! The process that went on after the backup is lost, and with it everything that it did. It may have sold
//! this sale's license, another one in its place, or nothing.
//!
//! Invariant: a sale that was unfinished in the backup asks for no license by itself afterwards.

use super::super::{RoleId, StaffId, Timestamp};
use super::assignment::was_asked_for;
use super::step::Step;
use super::{
    Actor, EventKind, Evidence, Failure, LineState, Message, NoSuchStep, Sale, SaleState, Transition,
};

/// The states of licenses without a request to assign them.
const NOT_ASKED_FOR: &[LineState] = &[LineState::Wanted, LineState::Reserved];

impl Sale {
    /// Returns true if a restore has to change this sale, because it could ask for a license later, or because
    /// staff may have decided about it.
    #[must_use]
    pub fn is_ended_by_restore(&self) -> bool {
        matches!(
            self.state,
            SaleState::Requested
                | SaleState::Acknowledged
                | SaleState::Reserved
                | SaleState::Assigning
                | SaleState::InDoubt
                | SaleState::Held
        )
    }

    /// Records that the ledger was restored from a backup that holds this sale unfinished. Without a
    /// request to assign, nothing more is sold under it. With one, staff decide: the lost process may have
    /// been refused, so that an assigned license may be somebody else's, or have sold another license, so
    /// that a free one must not be assigned again.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`] when the sale needs no change.
    pub fn restored(&self, now: Timestamp) -> Transition {
        if !self.is_ended_by_restore() {
            return Err(NoSuchStep::Illegal(self.id, self.state));
        }
        let step = Step::of(self, now);
        match self.state {
            SaleState::Held => {
                // In the lost process, staff may have decided. They are told before they decide again.
                let held = self.in_state(LineState::Held).map(|line| line.number);
                let step = held.fold(step.without_unasked(), |step, number| {
                    step.note(number, |line| line.evidence = Some(Evidence::Restored))
                });
                step.due(&[Message::Reply(None)]).done()
            }
            SaleState::Assigning | SaleState::InDoubt => {
                let step = step.no_more_doubt().without_unasked();
                let asked = self.lines.iter().find(|line| was_asked_for(line.state));
                let Some(line) = asked else { return Err(NoSuchStep::Illegal(self.id, self.state)) };
                let step = step.line(line.number, LineState::Held, |held| {
                    held.unanswered |= line.state == LineState::Assigning;
                    held.evidence = Some(Evidence::Restored);
                });
                step.held(Evidence::Restored).due_part().done()
            }
            _ => step.without_question().ending(Failure::Restored, None).done(),
        }
    }

    /// Records that staff entered the buyer of a license that was sold before the ledger was restored. The
    /// request names the license. Nothing is sent to the buyer, who has the key.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`] when the sale was begun otherwise.
    pub fn attributed(&self, now: Timestamp, staff: StaffId, role: Option<RoleId>) -> Transition {
        let wanted = self.in_state(LineState::Wanted).next();
        let (SaleState::Requested, Some(line)) = (self.state, wanted) else {
            return Err(NoSuchStep::Illegal(self.id, self.state));
        };
        // The sale may seem to repeat another one, which is no question here.
        let step = Step::of(self, now).without_question();
        let step = step.line_because(line.number, LineState::Assigned, Evidence::Judged);
        let step = step.moved_by(SaleState::Delivered, EventKind::Attributed, None, Actor::Staff(staff));
        step.due_role(line.number, role).synced().done()
    }

    /// Counts the licenses that this sale may still have sold.
    fn count_live(&self) -> usize {
        let counts = |state: LineState| state.is_live() && state != LineState::Quarantined;
        self.lines.iter().filter(|line| counts(line.state) && line.state != LineState::Reserved).count()
    }
}

impl Step {
    /// Drops the question to staff, if there is one.
    fn without_question(self) -> Self {
        if self.sale().question.is_none() {
            return self;
        }
        self.detail(|sale| (sale.question, sale.confirm_until) = (None, None))
    }

    /// Releases the licenses that no request asks for, and no longer asks for more than the others.
    fn without_unasked(self) -> Self {
        let step = self.release(NOT_ASKED_FOR, Evidence::Ended);
        let live = u8::try_from(step.sale().count_live()).unwrap_or(u8::MAX);
        if live < step.sale().quantity { step.detail(|sale| sale.quantity = live) } else { step }
    }
}

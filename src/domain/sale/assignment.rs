//! Transitions of an assignment: intent, answer, doubt, and holding the sale for staff.
//!
//! Invariant: once a request to assign has left, no transition replaces the license with another one
//! without a staff decision.

use std::time::Duration;

use super::super::{LicenseStatus, LineNumber, RoleId, Timestamp};
use super::step::Step;
use super::{
    Actor, Alert, EventDetail, EventKind, Evidence, Line, LineState, Message, MessageKind, Sale, SaleState,
    Transition,
};

/// How long a sale may be in doubt before an alarm is sent.
const DOUBT_IS_LONG: Duration = Duration::from_mins(15);
/// How long a sale may be held before another alarm is sent.
const HELD_FOR_LONG: Duration = Duration::from_mins(15);

/// The reason for an attempt to assign a license.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// The license was drawn for the sale, or is free after an unanswered attempt.
    Ordinary,
    /// An attempt was refused and the license is assigned, so the same assignment is repeated once.
    Contested,
    /// Staff decided that the buyer gets it.
    Decided,
}

impl Sale {
    /// Records the intent to assign a license, before the request leaves.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn assigning(&self, now: Timestamp, line: LineNumber, attempt: Attempt) -> Transition {
        Step::of(self, now).begin_assigning(line, attempt).done()
    }

    /// Records that the license is assigned to the buyer. `reconciled` is true if a lookup found the
    /// assignment. While other licenses are reserved, this also records the intent to assign `next`;
    /// otherwise delivery becomes due. `role` is the role that the shop gives for the license.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn assigned(
        &self,
        now: Timestamp,
        number: LineNumber,
        reconciled: bool,
        next: Option<LineNumber>,
        role: Option<RoleId>,
    ) -> Transition {
        let (whole, part, evidence) = if reconciled {
            (EventKind::Reconciled, EventKind::PartReconciled, Evidence::Reconciled)
        } else {
            (EventKind::Assigned, EventKind::PartAssigned, Evidence::Assigned)
        };
        let is_first_attempt = self.numbered(number).is_some_and(|line| line.attempts == 1);
        let step = Step::of(self, now).line_because(number, LineState::Assigned, evidence);
        let step =
            step.no_more_doubt().due_role(number, role).all_or_part((whole, part), None, Actor::Keyclerk);
        match next {
            Some(next) => step.begin_assigning(next, Attempt::Ordinary).done(),
            // If a power loss takes this write back, the assignment is looked up again. That result is
            // unambiguous, because no attempt was refused before.
            None if is_first_attempt && !reconciled => step.done(),
            None => step.synced().done(),
        }
    }

    /// Records that a request to assign went unanswered. An alarm follows if the doubt lasts.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn in_doubt(&self, now: Timestamp, line: LineNumber, evidence: Evidence) -> Transition {
        let step = Step::of(self, now).doubt(
            line,
            EventKind::InDoubt,
            Some(EventDetail::Evidence(evidence)),
            |line| {
                (line.evidence, line.unanswered) = (Some(evidence), true);
            },
        );
        step.done()
    }

    /// Records that a request to assign was refused, before any further call to the vendor.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn refused(&self, now: Timestamp, line: LineNumber, words: &str) -> Transition {
        let step = Step::of(self, now).doubt(line, EventKind::Refused, None, |line| {
            line.evidence = Some(Evidence::Refused);
            line.refusals += 1;
        });
        step.words(Some(words)).synced().done()
    }

    /// Records contradictory evidence, so that the sale waits for staff. Licenses that are assigned
    /// without doubt are delivered meanwhile. `words` are the vendor's words if it has just refused.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn holding(
        &self,
        now: Timestamp,
        number: LineNumber,
        evidence: Evidence,
        words: Option<&str>,
    ) -> Transition {
        let step =
            Step::of(self, now).only_if(self.state.is_doubtful()).line(number, LineState::Held, |line| {
                line.evidence = Some(evidence);
                line.status = evidence.status().or(line.status);
                line.refusals += i64::from(words.is_some());
            });
        let was_asked = self.numbered(number).is_some_and(|line| line.state == LineState::Assigning);
        let step = step.note(number, |line| line.unanswered |= was_asked && words.is_none());
        step.no_more_doubt().held(evidence).due_part().words(words).done()
    }

    /// Records the vendor's latest status of a held license, and schedules the next lookup at `at`. The
    /// reply to staff becomes due if the status has changed.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn held_is(
        &self,
        now: Timestamp,
        line: &Line,
        status: Option<LicenseStatus>,
        at: Timestamp,
    ) -> Transition {
        let is_held = self.numbered(line.number).is_some_and(|line| line.state == LineState::Held);
        let step = Step::of(self, now).only_if(is_held).put_off(at);
        let Some(status) = status.filter(|status| line.status != Some(*status)) else { return step.done() };
        let step = step.note(line.number, |line| line.status = Some(status));
        let step = step.event(EventKind::StatusChanged, Some(EventDetail::Status(status)), Actor::Keyclerk);
        step.due(&[Message::Reply(None)]).done()
    }

    /// Puts the sale off until `at`, when recovery continues it. The first time, informs staff and
    /// makes licenses that are assigned already due for delivery.
    ///
    /// # Errors
    /// Never returns an error. The result type is that of all transitions.
    pub fn waiting(&self, now: Timestamp, at: Timestamp) -> Transition {
        let mut step = Step::of(self, now).put_off(at);
        if self.waits == 0 {
            step = step.due(&[Message::Reply(None)]);
            if self.state != SaleState::Assigned {
                step = step.due_part();
            }
        }
        step.done()
    }

    /// Makes staff's reply due again.
    ///
    /// # Errors
    /// Never returns an error. The result type is that of all transitions.
    pub fn replying_again(&self, now: Timestamp) -> Transition {
        Step::of(self, now).due(&[Message::Reply(None)]).done()
    }
}

/// Returns true if a request to assign a license in this state may be under way.
pub(super) fn was_asked_for(state: LineState) -> bool {
    matches!(state, LineState::Assigning | LineState::InDoubt)
}

impl Step {
    /// Records the intent to assign a license. The write is synced.
    pub(super) fn begin_assigning(self, number: LineNumber, attempt: Attempt) -> Self {
        let now = self.now();
        let why = (attempt == Attempt::Contested).then_some(EventDetail::Evidence(Evidence::Contested));
        let step = self.to(SaleState::Assigning, EventKind::Assigning, why);
        let step = step.line(number, LineState::Assigning, |line| {
            line.attempts += 1;
            line.contested |= attempt == Attempt::Contested;
            line.decided |= attempt == Attempt::Decided;
            line.assigning_at.get_or_insert(now);
        });
        step.synced()
    }

    /// Continues with the reserved licenses, or makes delivery due.
    pub(super) fn all_or_part(
        self,
        (whole, part): (EventKind, EventKind),
        why: Option<EventDetail>,
        actor: Actor,
    ) -> Self {
        if self.sale().in_state(LineState::Reserved).next().is_some() {
            self.moved_by(SaleState::Reserved, part, None, actor)
        } else {
            self.moved_by(SaleState::Assigned, whole, why, actor).due_dm()
        }
    }

    /// Leaves the sale to staff, and repeats the alarm until they decide.
    pub(super) fn held(self, evidence: Evidence) -> Self {
        let again = self.now().after(HELD_FOR_LONG);
        let step = self.to(SaleState::Held, EventKind::Held, Some(EventDetail::Evidence(evidence)));
        step.due(&[Message::Reply(None)]).alert(Alert::Sale).due_at(Message::HeldAlert, again).synced()
    }

    /// Puts a license in doubt, and schedules an alarm in case the doubt lasts.
    fn doubt(
        self,
        number: LineNumber,
        kind: EventKind,
        detail: Option<EventDetail>,
        change: impl FnOnce(&mut Line),
    ) -> Self {
        let at = self.now().after(DOUBT_IS_LONG);
        let step = self.line(number, LineState::InDoubt, change).to(SaleState::InDoubt, kind, detail);
        if step.sale().due_of(MessageKind::DoubtAlert).is_some() {
            step
        } else {
            step.due_at(Message::DoubtAlert, at)
        }
    }
}

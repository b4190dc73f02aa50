//! Transitions of quarantined licenses: those that were requested but are not known to be assigned.
//!
//! Invariant: a license returns to the stock only after three lookups have found it free.

use std::time::Duration;

use super::super::{LicenseStatus, LineNumber, Timestamp};
use super::step::Step;
use super::{Actor, Alert, EventKind, Evidence, LineState, Sale, SaleState, Transition};

/// The time until the first lookup of a quarantined license.
const FIRST_LOOK: Duration = Duration::from_mins(1);
/// The times between the lookups of a quarantined license: 1, 5 and 15 minutes after it was set aside.
const LOOKS: [Duration; 3] = [FIRST_LOOK, Duration::from_mins(4), Duration::from_mins(10)];

/// The time until the next lookup of a quarantined license that is neither assigned nor free.
const NOT_FREE: Duration = Duration::from_mins(15);

impl Sale {
    /// Records that a quarantined license was found free. After the last lookup it is back in stock.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn quarantined_is_free(&self, now: Timestamp, number: LineNumber) -> Transition {
        let looks = self.numbered(number).map_or(0, |line| line.looks) + 1;
        let next = usize::try_from(looks).ok().and_then(|next| LOOKS.get(next));
        let step = self.quarantined(now, number).note(number, |line| line.looks = looks);
        if let Some(wait) = next {
            return step.note(number, |line| line.look_at = Some(now.after(*wait))).done();
        }
        let step = step.line_because(number, LineState::Released, Evidence::SeenFree);
        step.event(EventKind::BackInStock, None, Actor::Keyclerk).done()
    }

    /// Records that a quarantined license is neither assigned nor free. The lookups start over later.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the license is not in quarantine.
    pub fn quarantined_is_not_free(&self, now: Timestamp, number: LineNumber) -> Transition {
        let look_at = Some(now.after(NOT_FREE));
        self.quarantined(now, number).note(number, |line| (line.looks, line.look_at) = (0, look_at)).done()
    }

    /// Records that a lookup of a quarantined license failed. The next one is at `at`.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the license is not in quarantine.
    pub fn quarantined_is_unknown(&self, now: Timestamp, number: LineNumber, at: Timestamp) -> Transition {
        self.quarantined(now, number).note(number, |line| line.look_at = Some(at)).done()
    }

    /// Returns true if staff may decide about a quarantined license that turned out to be assigned.
    /// They may if the sale failed and requested no other license. The ledger refuses a sale that was
    /// repeated meanwhile.
    #[must_use]
    pub fn may_be_held_again(&self) -> bool {
        self.state == SaleState::Failed && self.in_state(LineState::Quarantined).count() == 1
    }

    /// Records that a quarantined license is assigned, perhaps to the buyer. The failed sale is held for
    /// staff.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the state tables do not allow the step.
    pub fn held_again(&self, now: Timestamp, number: LineNumber) -> Transition {
        let evidence = Evidence::AssignedInQuarantine;
        let step = Step::of(self, now).only_if(self.may_be_held_again());
        let step = step.line(number, LineState::Held, |line| {
            (line.evidence, line.status) = (Some(evidence), evidence.status());
        });
        step.held(evidence).done()
    }

    /// Records that a quarantined license of a sale that is over is assigned, and makes an alert due.
    ///
    /// # Errors
    /// Returns [`NoSuchStep`](super::NoSuchStep) when the license is not in quarantine.
    pub fn found_assigned(&self, now: Timestamp, number: LineNumber) -> Transition {
        let step = self.quarantined(now, number).note(number, |line| {
            (line.evidence, line.look_at) = (Some(Evidence::AssignedInQuarantine), None);
        });
        let step = step.event(EventKind::FoundAssigned, None, Actor::Keyclerk);
        step.alert(Alert::FoundAssigned(number)).done()
    }

    /// Begins a step about a quarantined license.
    fn quarantined(&self, now: Timestamp, number: LineNumber) -> Step {
        let is_quarantined = self.numbered(number).is_some_and(|line| line.state == LineState::Quarantined);
        Step::of(self, now).only_if(is_quarantined)
    }
}

impl Step {
    /// Quarantines a license that was requested, and schedules its first lookup. A license that was
    /// assigned when staff decided needs no lookup.
    pub(super) fn quarantine(self, number: LineNumber, evidence: Evidence) -> Self {
        let look_at = self.now().after(FIRST_LOOK);
        self.line(number, LineState::Quarantined, |line| {
            line.evidence = Some(evidence);
            line.look_at = (line.status != Some(LicenseStatus::Assigned)).then_some(look_at);
        })
    }
}
